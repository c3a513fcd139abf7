import type { ItemKind, ItemRecord } from '../../shared/model/index.ts';

/**
 * Where each kind stands (design.md, The archive). `page`: an HTML page of its own in `folder`. `part`: a place in a page
 * that several items share. `index`: the index page of the item's own folder. `binary`: the bytes as they came.
 */
export type Place =
  | { readonly type: 'page'; readonly folder: string; readonly nested?: boolean; readonly name?: string }
  | { readonly type: 'part'; readonly page: string }
  | { readonly type: 'index' }
  | { readonly type: 'binary'; readonly folder: string };

/** In a space: relative to its folder. */
const IN_SPACE: Partial<Readonly<Record<ItemKind, Place>>> = {
  space: { type: 'index' },
  home: { type: 'page', folder: '', name: 'home' },
  project: { type: 'page', folder: '', name: 'project' },
  page: { type: 'page', folder: 'pages' },
  'journal-entry': { type: 'page', folder: 'journal' },
  'bulletin-note': { type: 'part', page: 'bulletin.html' },
  album: { type: 'index' },
  image: { type: 'binary', folder: 'images' },
  file: { type: 'binary', folder: 'files' },
  video: { type: 'part', page: 'videos/index.html' },
  thread: { type: 'page', folder: 'forum', nested: true },
  meeting: { type: 'part', page: 'meetings.html' },
  member: { type: 'part', page: 'members.html' },
  twinmail: { type: 'page', folder: 'twinmail' },
  poll: { type: 'page', folder: 'polls' },
  board: { type: 'page', folder: 'boards' },
};

/** Outside of spaces: relative to `data`. */
const IN_ACCOUNT: Partial<Readonly<Record<ItemKind, Place>>> = {
  certificate: { type: 'binary', folder: 'quality-labels' },
  profile: { type: 'page', folder: 'portfolio', name: 'profile' },
  'portfolio-entry': { type: 'part', page: 'portfolio/index.html' },
  message: { type: 'page', folder: 'mailbox', nested: true },
  resource: { type: 'page', folder: 'resources' },
  event: { type: 'page', folder: 'events' },
  'forum-post': { type: 'page', folder: 'forum-posts' },
  learning: { type: 'page', folder: 'learning' },
};

/** Where an item of a space stands, relative to the space's folder; undefined for kinds that belong to the account. */
export function placeInSpace(item: ItemRecord): Place | undefined {
  return IN_SPACE[item.kind];
}

/** Where an item of the account stands, relative to `data`. Kinds of spaces without a space land in `other`. */
export function placeInAccount(item: ItemRecord): Place {
  if (item.kind === 'person') {
    const list = (item.facts?.['list'] ?? item.folder[0] ?? 'contacts').toLowerCase().replace(/[^a-z]+/g, '-');
    return { type: 'part', page: `people/${list.replace(/^-|-$/g, '').slice(0, 16) || 'contacts'}.html` };
  }
  const known = IN_ACCOUNT[item.kind];
  if (known !== undefined) return known;
  const inSpace = IN_SPACE[item.kind];
  if (inSpace?.type === 'page' || inSpace?.type === 'binary')
    return { type: inSpace.type, folder: `other/${item.kind}s` };
  return { type: 'part', page: `other/${item.kind}s.html` };
}

/** Folder (relative to the same root as the parent's place) for a picture or file that belongs to another item. */
export function folderBelow(parent: ItemRecord, inSpace: boolean): string | undefined {
  switch (parent.kind) {
    case 'member':
      return 'members';
    case 'person':
      return 'people/pictures';
    case 'profile':
    case 'portfolio-entry':
      return 'portfolio';
    case 'thread':
      return inSpace ? 'forum/attachments' : 'other/attachments';
    case 'message':
      return 'mailbox/attachments';
    case 'twinmail':
    case 'journal-entry':
      return inSpace ? `${parent.kind === 'twinmail' ? 'twinmail' : 'journal'}/attachments` : 'other/attachments';
    case 'resource':
    case 'event':
      return `${parent.kind}s/attachments`;
    case 'learning':
    case 'forum-post':
      return `${parent.kind === 'learning' ? 'learning' : 'forum-posts'}/attachments`;
    case 'certificate':
      return 'quality-labels';
    default:
      return undefined;
  }
}

/** Kinds whose files are called after the person they show. */
export function isPersonKind(kind: ItemKind): boolean {
  return kind === 'member' || kind === 'person' || kind === 'profile';
}
