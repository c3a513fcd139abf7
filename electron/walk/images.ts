import type { Target } from '../platform/types.ts';
import type { Reading } from '../platform/read/reading.ts';
import { storedKey } from '../platform/read/keys.ts';
import { pictureAddresses, pictureWant } from './binaries.ts';
import { authorIn, contentOf, creation, titleOf } from './items.ts';
import type { Failure, Group } from './pages.ts';
import type { Lead, SpaceWalk } from './space.ts';
import { numberOf } from './spaceItems.ts';

type Stored = Extract<Target, { type: 'binary' }>;

/**
 * The view of one picture: its facts, its comments, and where its original is. If the view cannot be had, the album's record
 * still tells where the picture is, so it is not lost with it.
 */
export async function emitImage(walk: SpaceWalk, lead: Lead, outcome: Group | Failure): Promise<void> {
  const { ref, area } = walk;
  const { target, listed } = lead;
  const group = 'reason' in outcome ? undefined : outcome;
  const reading = group?.readings[0];
  const targets = picturesOf(lead, reading);
  const title = titleOf(reading, listed, [walk.title, albumTitle(walk, target)]);
  const want = targets.length > 0 ? pictureWant(pictureAddresses(targets), false, title) : undefined;
  const dated = creation(group?.readings ?? [], listed, walk.places.of(target.shape));
  const album = target.address.replace(/\/\d+$/, '');
  const failure: Failure | undefined =
    want !== undefined
      ? undefined
      : 'reason' in outcome
        ? outcome
        : { address: target.address, reason: 'unreadable-page', attempts: 1 };
  const content = group ? contentOf('', group) : undefined;
  const description = reading
    ? descriptionOf(walk, reading, content?.entries ?? [], [title, listed.facts.author ?? '', reading.author ?? ''])
    : '';
  area.context.registry.register(targets);
  const parent = walk.ids.get(album);
  const item = await area.emit(
    {
      kind: 'image',
      role: ref.role,
      space: ref.space,
      number: numberOf(target),
      title,
      sourceUrl: target.address,
      ruling: walk.ruling(dated.createdAt),
      parent,
      folder: [albumTitle(walk, target)].filter((text) => text !== ''),
      author: authorIn(reading, walk.places.of(target.shape), title) ?? listed.facts.author,
      ...dated,
      description,
      hasContent: content !== undefined,
      views: group?.readings.map(({ address }) => address) ?? [],
      failure,
    },
    {
      choice: walk.choice,
      ...(content ? { content } : {}),
      ...(want ? { want } : {}),
      addresses: [target.address, ...(want?.candidates.map(({ address }) => address) ?? [])],
      ...walk.urgency,
    },
  );
  walk.count(item);
}

function albumTitle(walk: SpaceWalk, target: Lead['target']): string {
  return walk.albums.get(target.address.replace(/\/\d+$/, '')) ?? '';
}

/**
 * The addresses of the picture that a view is about, among others (comments' faces, neighbours): the one that the album's
 * record shows; else one that is there both optimised and original; else the first.
 */
function picturesOf(lead: Lead, reading: Reading | undefined): Stored[] {
  const shown = reading?.pictures.map(({ target }) => target).filter(({ stored }) => stored !== undefined) ?? [];
  const inRecord = lead.listed.pictures;
  const groups = new Map<string, Stored[]>();
  for (const target of shown) groups.set(storedKey(target), [...(groups.get(storedKey(target)) ?? []), target]);
  const recordKeys = [...new Set(inRecord.map(storedKey))];
  const confirmed = recordKeys.find((key) => groups.has(key));
  const both = [...groups.values()].find(
    (targets) => new Set(targets.map(({ stored }) => stored?.optimised)).size === 2,
  );
  const linked = groups.get(confirmed ?? '') ?? both ?? [...groups.values()][0];
  const key = linked?.[0] ? storedKey(linked[0]) : recordKeys.length === 1 ? recordKeys[0] : undefined;
  if (key === undefined) return [];
  return [...(linked ?? []), ...inRecord.filter((target) => storedKey(target) === key)];
}

/** What a view says of its picture beside its facts: the paragraphs that are no title, no date and no comment. */
function descriptionOf(
  walk: SpaceWalk,
  reading: Reading,
  entries: readonly { readonly text: readonly string[]; readonly author?: string | undefined }[],
  known: readonly string[],
): string {
  const said = new Set([...known, ...entries.flatMap(({ text, author }) => [...text, author ?? ''])]);
  const dates = reading.dates.map(({ written }) => written);
  const paragraphs = reading.text.filter(
    (text) =>
      !said.has(text) &&
      !walk.frame.texts.has(text) &&
      text.length > 12 &&
      !(text.length < 120 && dates.some((date) => text.includes(date))),
  );
  return paragraphs.join('\n').slice(0, 4_000);
}
