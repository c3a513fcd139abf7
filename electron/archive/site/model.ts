import type { ItemKind, ItemRecord } from '../../../shared/model/index.ts';

/** Parts of a space, in the order in which they are shown. */
export const SPACE_SECTIONS = [
  'home',
  'project',
  'pages',
  'images',
  'files',
  'videos',
  'forum',
  'journal',
  'bulletin',
  'members',
  'meetings',
  'twinmail',
  'polls',
  'boards',
] as const;
export type SpaceSection = (typeof SPACE_SECTIONS)[number];

/** What belongs to the person rather than to a space. */
export const OWN_SECTIONS = [
  'labels',
  'portfolio',
  'mailbox',
  'people',
  'resources',
  'events',
  'forum-posts',
  'learning',
] as const;
export type OwnSection = (typeof OWN_SECTIONS)[number];

const SECTION_OF: Readonly<Record<Exclude<ItemKind, 'space'>, SpaceSection | OwnSection>> = {
  home: 'home',
  project: 'project',
  page: 'pages',
  'journal-entry': 'journal',
  'bulletin-note': 'bulletin',
  album: 'images',
  image: 'images',
  file: 'files',
  video: 'videos',
  thread: 'forum',
  meeting: 'meetings',
  member: 'members',
  twinmail: 'twinmail',
  poll: 'polls',
  board: 'boards',
  certificate: 'labels',
  profile: 'portfolio',
  'portfolio-entry': 'portfolio',
  message: 'mailbox',
  person: 'people',
  resource: 'resources',
  event: 'events',
  'forum-post': 'forum-posts',
  learning: 'learning',
};

/** Kinds that are people: pictures that belong to them are portraits, not photographs of a project. */
const PEOPLE: ReadonlySet<ItemKind> = new Set(['member', 'person', 'profile']);

export interface Space {
  readonly role: 'twinspace' | 'groups';
  readonly number: string;
  /** The space's own item; absent where only something of it was found (a picture that another space's page shows). */
  readonly item: ItemRecord | undefined;
  /** Any item of it, to ask the layout for its folder. */
  readonly anchor: string;
  readonly sections: ReadonlyMap<SpaceSection, readonly ItemRecord[]>;
  readonly items: readonly ItemRecord[];
}

/** The whole account as an index over the items: no contents, only who belongs to whom. */
export interface Model {
  readonly items: readonly ItemRecord[];
  readonly byId: ReadonlyMap<string, ItemRecord>;
  readonly children: ReadonlyMap<string, readonly ItemRecord[]>;
  readonly spaces: readonly Space[];
  readonly own: ReadonlyMap<OwnSection, readonly ItemRecord[]>;
  spaceOf(item: ItemRecord): Space | undefined;
  /** The album a picture lies in, if it lies in one. */
  albumOf(item: ItemRecord): ItemRecord | undefined;
  /** A portrait: shown with its person, left out of the photographs. */
  isPortrait(item: ItemRecord): boolean;
}

/** Appends to a list in a map, making it first where needed. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function roleOfSpace(item: ItemRecord): Space['role'] {
  return item.role === 'groups' ? 'groups' : 'twinspace';
}

/** The key of the space an item is shown in: certificates stay with the labels, a project joins its TwinSpace if there is one. */
function spaceKey(item: ItemRecord, known: ReadonlySet<string>): string | undefined {
  if (item.kind === 'project') {
    const number = item.space ?? item.facts?.['space'] ?? item.facts?.['project.space'] ?? item.number;
    return known.has(`twinspace:${number}`) ? `twinspace:${number}` : undefined;
  }
  if (item.space === undefined || (item.kind !== 'space' && spaceSectionOf(item) === undefined)) return undefined;
  return `${roleOfSpace(item)}:${item.space}`;
}

/** The section of a space that shows an item, if a space does. */
export function spaceSectionOf(item: ItemRecord): SpaceSection | undefined {
  return SPACE_SECTIONS.find((name) => item.kind !== 'space' && name === SECTION_OF[item.kind]);
}

/** The person's own section that shows an item, if one does. */
export function ownSectionOf(item: ItemRecord): OwnSection | undefined {
  return OWN_SECTIONS.find((name) => item.kind !== 'space' && name === SECTION_OF[item.kind]);
}

function makeSpace(items: readonly ItemRecord[], number: string, role: Space['role']): Space {
  const sections = new Map<SpaceSection, ItemRecord[]>();
  for (const item of items) {
    const section = spaceSectionOf(item);
    if (section) push(sections, section, item);
  }
  const item = items.find((candidate) => candidate.kind === 'space');
  return {
    role,
    number,
    item,
    anchor: (item ?? items[0])?.id ?? '',
    sections,
    items,
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Builds the index; one pass, a few references per item. */
export function buildModel(items: readonly ItemRecord[]): Model {
  const byId = new Map<string, ItemRecord>();
  const children = new Map<string, ItemRecord[]>();
  const inSpaces = new Map<string, ItemRecord[]>();
  const own = new Map<OwnSection, ItemRecord[]>();
  const known = new Set(items.flatMap((item) => (item.kind === 'project' ? [] : (spaceKey(item, NONE) ?? []))));
  for (const item of items) {
    byId.set(item.id, item);
    if (item.parent !== undefined && item.parent !== item.id) push(children, item.parent, item);
    const key = spaceKey(item, known);
    if (key !== undefined) push(inSpaces, key, item);
    else if (item.kind !== 'space') {
      const section = ownSectionOf(item);
      // A project without a space, or a file of the person's own (a portrait, an attachment), stands in the portfolio or with its parent.
      if (section) push(own, section, item);
      else if (item.kind !== 'image' && item.kind !== 'file') push(own, 'portfolio', item);
    }
  }
  const spaces = new Map<string, Space>();
  for (const [key, members] of inSpaces) {
    const [role, number] = key.split(':', 2);
    spaces.set(key, makeSpace(members, number ?? '', role === 'groups' ? 'groups' : 'twinspace'));
  }
  const model: Model = {
    items,
    byId,
    children,
    spaces: [...spaces.values()].sort(byRoleThenOrder),
    own,
    spaceOf: (item) => spaces.get(spaceKey(item, known) ?? ''),
    albumOf(item) {
      const parent = item.parent === undefined ? undefined : byId.get(item.parent);
      return parent?.kind === 'album' ? parent : undefined;
    },
    isPortrait(item) {
      const parent = item.parent === undefined ? undefined : byId.get(item.parent);
      return item.kind === 'image' && parent !== undefined && PEOPLE.has(parent.kind);
    },
  };
  return model;
}

function byRoleThenOrder(a: Space, b: Space): number {
  if (a.role !== b.role) return a.role === 'twinspace' ? -1 : 1;
  return (a.item?.order ?? Number.MAX_SAFE_INTEGER) - (b.item?.order ?? Number.MAX_SAFE_INTEGER);
}
