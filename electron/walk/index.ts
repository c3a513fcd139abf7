/**
 * walk/: from a session to an inventory. A pure function of the pages it is given: the same pages make the same items, in the
 * same order, with the same ids, whichever answer came first; so a resumed run replays it over the pages it remembers.
 *
 *   live.ts    the account's own part: lists, profile, mailbox …        space.ts  one TwinSpace or group
 *   pages.ts   a page, a list to its end                                 binaries.ts  every picture and file once
 */
import { UsageError } from '../../shared/errors.ts';
import type { SpaceSummary } from '../../shared/progress.ts';
import { BinaryRegistry } from './binaries.ts';
import type { WalkContext } from './context.ts';
import { addedSpace, projectSpaces } from './lists.ts';
import { LiveWalk } from './live.ts';
import { inOrder } from './ordered.ts';
import { PageReader } from './pages.ts';
import { SpaceWalk, walkSpace } from './space.ts';
import { byUrgency, type SpaceRef, type SpaceRole } from './spaceRef.ts';
import type { WalkOptions, WalkSink } from './types.ts';

export type { BinaryWant, FoundItem, WalkOptions, WalkSink, WalkSource, WalkView } from './types.ts';
export { displayNameIn, userIdIn } from './lists.ts';

/**
 * Spaces that are walked side by side; the gate limits what is asked of an origin at once. TwinSpaces and groups stand on origins
 * of their own, so they go on beside each other: neither line lies idle while the other is busy.
 */
const SPACES_AT_ONCE = { twinspace: 3, groups: 2 } as const;

/**
 * Walks the account to its end and hands on every item as it is found.
 * @throws StoppedError when the gate gives up; the signal's reason when cancelled
 * @throws UsageError `bad-option` if an added space is neither a number nor an address of one
 */
export async function walk(options: WalkOptions, sink: WalkSink): Promise<void> {
  const context: WalkContext = { options, sink, reader: new PageReader(options), registry: new BinaryRegistry() };
  const live = new LiveWalk(context, 0);
  const account = await live.lists();
  const spaces = wantedSpaces(options, [...projectSpaces(account.projects), ...account.groups]);
  live.rule(projectSpaces(account.projects));
  for (const ref of spaces) sink.space(summary(ref, {}, false));
  const indexed = spaces.map((ref, index) => ({ ref, index: index + 1 }));
  const work = async ({ ref, index }: { ref: SpaceRef; index: number }): Promise<void> => {
    const space = new SpaceWalk(context, ref, index);
    await walkSpace(space);
    sink.space(summary({ ...ref, title: space.title }, space.counts, true));
  };
  const walkAll = async (role: SpaceRole): Promise<void> => {
    const mine = indexed.filter(({ ref }) => ref.role === role);
    const walked = inOrder(mine, SPACES_AT_ONCE[role], work);
    while ((await walked.next()).done !== true);
  };
  await Promise.all([live.walk(), walkAll('twinspace'), walkAll('groups')]);
  // What pages show of other spaces, and what only the account's own pages show: all lists have been read by now.
  for (const found of context.registry.settle(() => true)) await live.area.emitFound(found);
}

function wantedSpaces(options: WalkOptions, listed: readonly SpaceRef[]): SpaceRef[] {
  const refs = new Map<string, SpaceRef>();
  const key = (ref: SpaceRef): string => `${ref.role}:${ref.space}`;
  for (const ref of listed) {
    const chosen = options.choices.has(ref.role === 'twinspace' ? 'twinspaces' : 'groups');
    const wanted = options.wantsSpace?.({ role: ref.role, space: ref.space, verdict: ref.ruling.verdict }) ?? true;
    if (chosen && wanted && !refs.has(key(ref))) refs.set(key(ref), ref);
  }
  for (const wish of options.addSpaces) {
    const ref = addedSpace(wish, options.profile, options.classifier);
    if (!ref) throw new UsageError('bad-option', { option: '--space', value: wish });
    if (!refs.has(key(ref))) refs.set(key(ref), listed.find((known) => key(known) === key(ref)) ?? ref);
  }
  return [...refs.values()].sort(byUrgency);
}

function summary(ref: SpaceRef, counts: Readonly<Record<string, number>>, done: boolean): SpaceSummary {
  return {
    id: `${ref.role}:${ref.space}`,
    role: ref.role,
    space: ref.space,
    title: ref.title,
    verdict: ref.ruling.verdict,
    rule: ref.ruling.rule,
    counts: { ...counts },
    bytes: 0,
    done,
    ...(ref.createdAt === undefined ? {} : { createdAt: ref.createdAt }),
    ...(ref.said === undefined ? {} : { status: ref.said }),
  };
}
