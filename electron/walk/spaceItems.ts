import type { ItemKind, ItemRecord } from '../../shared/model/index.ts';
import { isTold } from '../platform/read/loose.ts';
import { isCaseless } from '../platform/read/names.ts';
import type { ListedTarget, Reading } from '../platform/read/reading.ts';
import type { Target } from '../platform/types.ts';
import { authorIn, contentOf, creation, earliest, itemId, titleOf } from './items.ts';
import { emitImage } from './images.ts';
import type { Shown, ShownOnList } from './binaries.ts';
import type { Failure, Group } from './pages.ts';
import type { Lead, SpaceWalk } from './space.ts';
import { emitInline } from './inline.ts';
import { emitAlbum } from './spaceMaterials.ts';
import { emitBulletin, emitVideos } from './spaceRows.ts';

/** What a lost section would have held: the kind under which the loss is counted. */
const SECTION_KINDS: Readonly<Record<string, ItemKind>> = {
  home: 'home',
  pages: 'page',
  albums: 'album',
  folders: 'file',
  folder: 'file',
  videos: 'video',
  'video-folder': 'video',
  forums: 'thread',
  forum: 'thread',
  meetings: 'meeting',
  members: 'member',
  twinmails: 'twinmail',
  polls: 'poll',
  boards: 'board',
};

export function sectionKind(shape: string): ItemKind {
  return SECTION_KINDS[shape] ?? 'page';
}

/** Number in an address without the space's: `12-345` for picture 345 of album 12. */
export function numberOf(target: Extract<Target, { type: 'view' | 'binary' }>): string {
  return Object.entries(target.params)
    .flatMap(([name, value]) => (name === 's' ? [] : [value]))
    .join('-');
}

/** The space itself. With a failure it is *missing*: it is the person's own, and refused. */
export async function emitSpace(
  walk: SpaceWalk,
  home: Reading | undefined,
  failure: Failure | undefined,
): Promise<ItemRecord> {
  const { ref, area } = walk;
  if (walk.title === '') walk.title = titleOf(home, undefined, []) || ref.space;
  const item = await area.emit(
    {
      kind: 'space',
      role: ref.role,
      space: ref.space,
      number: ref.space,
      title: walk.title,
      sourceUrl: ref.home,
      ruling: ref.ruling,
      createdAt: ref.createdAt,
      dateAsWritten: ref.dateAsWritten,
      failure,
      facts: { project: ref.project, starts: ref.startsAt, lastActivity: ref.lastActivity, said: ref.said },
    },
    { choice: walk.choice, addresses: [], ...walk.urgency },
  );
  walk.count(item);
  return item;
}

/** The home page with all its older entries; notes on the teachers' board have no address of their own and stand on it. */
export async function emitHome(walk: SpaceWalk, space: ItemRecord, group: Group): Promise<void> {
  const { ref, area } = walk;
  const item = await area.emit(
    {
      kind: 'home',
      role: ref.role,
      space: ref.space,
      number: ref.space,
      title: walk.title,
      sourceUrl: group.address,
      ruling: walk.ruling(undefined),
      parent: space.id,
      hasContent: true,
      views: group.readings.map(({ address }) => address),
    },
    { choice: walk.choice, content: contentOf('', group), ...walk.urgency },
  );
  walk.count(item);
  await refer(walk, group, item);
  await emitBulletin(walk, item, group);
}

/** What a list shows and offers beside the things it lists. */
export function shownOn(group: Group, folder: readonly string[] = []): ShownOnList {
  return { pages: group.readings.map(({ pictures, files, outside }) => ({ pictures, files, outside })), folder };
}

/** Pictures and files that a text shows, links, or holds itself. */
export async function refer(walk: SpaceWalk, group: Group, from: ItemRecord): Promise<void> {
  referShown(walk, group.readings, [], from);
  await emitOwn(walk, group, from);
}

/** Pictures and files that lists show, when all that knows better has been read. */
export function referLists(walk: SpaceWalk, space: ItemRecord): void {
  for (const { pages, folder } of walk.shown.splice(0)) referShown(walk, pages, folder, space);
}

function referShown(walk: SpaceWalk, shown: readonly Shown[], folder: readonly string[], from: ItemRecord): void {
  walk.area.context.registry.refer(shown, from, {
    folder,
    choice: walk.choice,
    ruling: walk.ruling(undefined),
    space: walk.ref.space,
    order: walk.area.nextOrder(),
    ...walk.urgency,
  });
}

/** What stands in the page itself, as a `data:` address. */
async function emitOwn(walk: SpaceWalk, group: Group, from: ItemRecord): Promise<void> {
  const ruling = walk.ruling(from.createdAt);
  const items = await emitInline(walk.area, group.readings, from, { choice: walk.choice, ruling, ...walk.urgency });
  for (const item of items) walk.count(item);
}

/** A section or a part of a list that could not be read. One that nobody links and that is not there is no loss. */
export async function emitSectionFailure(
  walk: SpaceWalk,
  space: ItemRecord,
  shape: string,
  failure: Failure,
  linked: boolean,
): Promise<void> {
  const absent = failure.reason === 'not-found' || failure.reason === 'gone' || failure.reason === 'not-visible';
  if (!linked && (absent || failure.reason === 'section-closed' || failure.reason === 'elsewhere-redirect')) return;
  const { ref, area } = walk;
  if (!area.loses(failure.address)) return;
  const path = failure.address.replace(/^https?:\/\/[^/]+\/\d+\/?/, '');
  const item = await area.emit(
    {
      kind: sectionKind(shape),
      role: ref.role,
      space: ref.space,
      number: `section-${path.replace(/\W+/g, '-') || shape}`,
      title: `${walk.title}: /${path}`,
      sourceUrl: failure.address,
      ruling: walk.ruling(undefined),
      parent: space.id,
      failure,
    },
    { choice: walk.choice, addresses: [], ...walk.urgency },
  );
  walk.count(item);
}

/** A list or a thing that was read (or not): the item or items it stands for. */
export async function emitDetail(
  walk: SpaceWalk,
  space: ItemRecord,
  lead: Lead,
  outcome: Group | Failure,
): Promise<void> {
  const { target } = lead;
  const failed = 'reason' in outcome;
  if (!failed) for (const lost of outcome.lost) await emitSectionFailure(walk, space, target.shape, lost, true);
  switch (target.shape) {
    case 'folder':
    case 'video-folder':
    case 'forum':
      noteFolder(walk, lead, failed ? undefined : outcome);
      if (!failed) walk.shown.push(shownOn(outcome, folderPath(walk, target.address)));
      if (failed) await emitSectionFailure(walk, space, target.shape, outcome, true);
      else if (target.shape === 'video-folder')
        await emitVideos(walk, space, outcome, folderPath(walk, target.address));
      return;
    case 'image':
      await emitImage(walk, lead, outcome);
      return;
    default:
      await emitText(walk, space, lead, outcome);
  }
}

function noteFolder(walk: SpaceWalk, lead: Lead, group: Group | undefined): void {
  const title = titleOf(group?.readings[0], lead.listed, [walk.title]);
  const above =
    lead.listed.parent ??
    (lead.from.address.endsWith(`/${lead.target.params['folder'] ?? ''}`) ? undefined : lead.from.address);
  walk.folders.set(lead.target.address, { title, above });
}

/** Titles of a folder and those above it, outermost first. */
export function folderPath(walk: SpaceWalk, address: string): string[] {
  const path: string[] = [];
  const seen = new Set<string>();
  for (let at: string | undefined = address.replace(/\?.*$/, ''); at !== undefined && !seen.has(at);) {
    seen.add(at);
    const folder = walk.folders.get(at);
    if (!folder) break;
    path.unshift(folder.title);
    at = folder.above?.replace(/\?.*$/, '');
  }
  return path;
}

/** Kinds that only teachers, or one person, can see. */
const RESTRICTED = new Set<ItemKind>(['bulletin-note', 'twinmail', 'meeting']);

async function emitText(walk: SpaceWalk, space: ItemRecord, lead: Lead, outcome: Group | Failure): Promise<void> {
  const { ref, area } = walk;
  const { target, listed } = lead;
  const kind = area.context.options.profile.shapes.find(({ name }) => name === target.shape)?.kind;
  if (kind === undefined) return;
  const group = 'reason' in outcome ? undefined : outcome;
  const failure = 'reason' in outcome ? outcome : undefined;
  const dated =
    kind === 'member' || kind === 'album'
      ? listDate(listed, group, kind)
      : creation(group?.readings ?? [], listed, walk.places.of(target.shape));
  const parentAddress = kind === 'page' ? listed.parent : undefined;
  const title = titleOf(group?.readings[0], listed, [walk.title]);
  const item = await area.emit(
    {
      kind,
      role: ref.role,
      space: ref.space,
      number: numberOf(target),
      title,
      sourceUrl: target.address,
      ruling: kind === 'member' ? ref.ruling : walk.ruling(dated.createdAt),
      parent: parentAddress === undefined ? space.id : parentId(walk, parentAddress),
      folder: kind === 'thread' ? folderPath(walk, target.address.replace(/\/thread\/\d+$/, '')) : [],
      author: authorOf(
        kind,
        listed,
        group?.readings[0],
        authorIn(group?.readings[0], walk.places.of(target.shape), title),
      ),
      ...dated,
      description: kind === 'album' && group ? albumText(group, title) : undefined,
      restricted: RESTRICTED.has(kind),
      hasContent: group !== undefined,
      views: group?.readings.map(({ address }) => address) ?? [],
      failure,
    },
    {
      choice: walk.choice,
      ...(group ? { content: contentOf('', group) } : {}),
      ...walk.urgency,
    },
  );
  walk.ids.set(target.address, item.id);
  walk.count(item);
  if (kind === 'album') walk.albums.set(target.address, item.title);
  if (!group) return;
  if (kind === 'album') {
    await emitAlbum(walk, item, group);
    await emitOwn(walk, group, item);
    // Its pictures are items by their views and records; what stands there beside them waits with what lists show.
    walk.shown.push(shownOn(group, [item.title]));
  } else await refer(walk, group, item);
}

/** What an album says beside its pictures. */
function albumText(group: Group, title: string): string | undefined {
  const texts = new Set(group.readings.flatMap(({ loose }) => loose));
  return [...texts].filter((text) => text !== title && isTold(text)).join('\n') || undefined;
}

/** Members have no author; what an album's view says of authors and dates, it says of its pictures. */
function authorOf(
  kind: ItemKind,
  listed: ListedTarget,
  reading: Reading | undefined,
  own: string | undefined,
): string | undefined {
  // Mail names its recipients, too: whom it names first and its list names wrote it.
  const sender = kind === 'twinmail' ? listed.facts.author : undefined;
  if (sender !== undefined && !isCaseless(sender) && reading?.names[0] === sender) return sender;
  if (kind === 'member') return undefined;
  if (kind === 'album') return listed.facts.dates.length > 0 ? listed.facts.author : undefined;
  return own ?? listed.facts.author;
}

/** Albums and members show the dates of what they hold; only the list says when they themselves were made. */
function listDate(
  listed: ListedTarget,
  group: Group | undefined,
  kind: ItemKind,
): { createdAt?: string; dateAsWritten?: string } {
  const own = earliest(listed.facts.dates);
  if (own) return { createdAt: own.iso, dateAsWritten: own.written };
  return kind === 'member' ? creation(group?.readings ?? [], undefined) : {};
}

/** A parent page may be read later than its child; its id is known all the same. */
function parentId(walk: SpaceWalk, address: string): string {
  const target = walk.area.context.reader.classifier.classify(address);
  const number = target.type === 'view' ? numberOf(target) : '';
  return itemId(walk.ref.role, 'page', walk.ref.space, number);
}
