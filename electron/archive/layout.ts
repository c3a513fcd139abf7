import type { ItemRecord } from '../../shared/model/index.ts';
import type { ArchiveLayout, ArchiveSource } from './types.ts';
import { FolderRegistry, FolderTree } from './layoutFolders.ts';
import { archiveName, maxBagPath, withoutFolders } from './layoutName.ts';
import { folderBelow, isPersonKind, placeInAccount, placeInSpace } from './layoutPlaces.ts';
import type { Place } from './layoutPlaces.ts';
import { safeName, shortened, slug } from './names.ts';

/** Kept free behind every name for what stands beside it: `thumbs/….webp` (12), `.html.txt` in place of `.html`, ` (99)`. */
const ROOM_BESIDE = 12;
/** What is left for a name in the deepest folder. */
const MIN_LEAF = 22;
const MAX_SLUG = 30;

export interface LayoutOptions {
  /** The archive may be cut in parts, whose names are longer. */
  readonly split?: boolean;
}

/** The layout as `writeArchive` needs it. */
export interface PackLayout extends ArchiveLayout {
  /** A free, safe path for a generated file in a folder; the same wish gives the same path. */
  claim(folder: string, name: string): string;
}

/** Where things of one space (or of the account) stand, while the layout is made. */
interface Area {
  readonly root: string;
  readonly inSpace: boolean;
  readonly trees: Map<string, FolderTree>;
}

/** The last part of an address, decoded where it can be: what a file is called when nobody named it. */
function addressName(address: string): string {
  // A picture that stood in its page has no name there.
  if (/^data:/i.test(address)) return '';
  const path = address.split(/[?#]/, 1)[0]?.replace(/\/+$/, '') ?? '';
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Fragment of an item in a shared page: its id, which holds only letters, digits and hyphens but for hostile ones. */
export function fragmentOf(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]+/g, '-');
}

/** The file of an item's path: without the fragment, which only pages have (a picture may well be called `C#.jpg`). */
export function fileOf(item: Pick<ItemRecord, 'binary'>, path: string): string {
  return item.binary === undefined ? path.replace(/(\.html)#[^#/]*$/u, '$1') : path;
}

/**
 * Gives every item its place: a pure function of the items (and the user name and date), so the same items always get the
 * same paths. Items that were not saved take no name. Linear: 40,000 items in well under a second.
 */
export function createLayout(
  source: Pick<ArchiveSource, 'account' | 'exportedAt' | 'items'>,
  options: LayoutOptions = {},
): PackLayout {
  const name = archiveName(source);
  const maxPath = maxBagPath(name, options.split ?? false);
  const maxFolder = maxPath - MIN_LEAF - ROOM_BESIDE - 1;
  const items = [...source.items].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const byId = new Map(items.map((item) => [item.id, item]));
  const registry = new FolderRegistry();
  const account: Area = { root: 'data', inSpace: false, trees: new Map() };
  const areas = new Map<string, Area>();
  const albums = new Map<string, string>();
  const paths = new Map<string, string>();
  const claimed = new Map<string, string>();
  const besides = new Map<string, Map<string, string>>();

  const areaName = (item: ItemRecord, space: string) => `${item.role === 'groups' ? 'groups' : 'twinspaces'}/${space}`;

  /** The number of the space whose folder an item belongs in; a project goes to its TwinSpace if there is one. */
  const spaceOf = (item: ItemRecord): string | undefined => {
    if (item.kind === 'project') {
      const space = item.space ?? item.facts?.['space'] ?? item.facts?.['project.space'] ?? item.number;
      return areas.has(`twinspaces/${space}`) ? `twinspaces/${space}` : undefined;
    }
    if (item.space === undefined || placeInSpace(item) === undefined) return undefined;
    return areaName(item, item.space);
  };

  const areaOf = (item: ItemRecord): Area => {
    if (item.kind === 'project' && spaceOf(item) === undefined) return projectArea(item);
    const key = spaceOf(item);
    return (key === undefined ? undefined : areas.get(key)) ?? account;
  };

  const makeArea = (key: string, parent: string, number: string, title: string): Area => {
    const safeNumber = safeName(number, { fallback: '0', maxUnits: 10 });
    // A space's deepest place is `files/{folder}`: leave that much, then give the title what is left.
    const room = Math.max(6, Math.min(MAX_SLUG, maxFolder - parent.length - safeNumber.length - 22));
    const words = slug(title, room);
    const folder = registry.in(parent).claim(words === '' ? safeNumber : `${safeNumber}-${words}`);
    const area: Area = { root: `${parent}/${folder}`, inSpace: true, trees: new Map() };
    areas.set(key, area);
    return area;
  };

  const projectArea = (item: ItemRecord): Area =>
    areas.get(`projects/${item.number}`) ??
    makeArea(`projects/${item.number}`, 'data/projects', item.number, item.title);

  const place = (item: ItemRecord, area: Area): Place =>
    (area.inSpace ? placeInSpace(item) : undefined) ?? placeInAccount(item);

  const treeOf = (area: Area, folder: string): FolderTree => {
    let tree = area.trees.get(folder);
    if (tree === undefined) {
      tree = new FolderTree(registry, `${area.root}/${folder}`, maxFolder);
      area.trees.set(folder, tree);
    }
    return tree;
  };

  /** Files and pictures stand by their own folders if they have some, else beside what they belong to. */
  const isNested = (item: ItemRecord, at: Place): boolean =>
    item.folder.length > 0 &&
    ((at.type === 'page' && at.nested === true) ||
      (at.type === 'binary' && (item.kind === 'file' || (item.kind === 'image' && !albums.has(item.parent ?? '')))));

  const binaryFolder = (item: ItemRecord, area: Area, at: Place): string => {
    const album = albums.get(item.parent ?? '');
    if (album !== undefined) return album;
    const base = at.type === 'binary' ? at.folder : undefined;
    if (base !== undefined && isNested(item, at)) return treeOf(area, base).pathOf(item.folder);
    const parent = byId.get(item.parent ?? '');
    const below = at.type === 'binary' ? parent && folderBelow(parent, area.inSpace) : folderBelow(item, area.inSpace);
    return `${area.root}/${below ?? base ?? 'files'}`;
  };

  const binaryName = (item: ItemRecord): string => {
    const parent = byId.get(item.parent ?? '');
    const given = withoutFolders(item.binary?.originalName ?? '');
    const address = () => addressName(item.binary?.url ?? item.sourceUrl);
    if (isPersonKind(item.kind)) return item.title;
    if (item.kind === 'image' && parent !== undefined && isPersonKind(parent.kind)) return parent.title;
    if (item.kind === 'image') return item.title.trim() || given || address();
    if (item.kind === 'certificate') {
      const project = parent?.kind === 'project' ? `${parent.title} - ` : '';
      return item.title.trim() === '' ? given || address() : project + item.title;
    }
    return given || item.title.trim() || address();
  };

  const placeBinary = (item: ItemRecord, area: Area, at: Place): string => {
    const folder = binaryFolder(item, area, at);
    const maxUnits = Math.max(8, maxPath - folder.length - 1 - ROOM_BESIDE);
    const wish = safeName(binaryName(item), { fallback: item.kind, mediaType: item.binary?.mediaType, maxUnits });
    return `${folder}/${registry.in(folder).claim(wish, maxUnits)}`;
  };

  const placePage = (item: ItemRecord, area: Area, at: Extract<Place, { type: 'page' }>): string => {
    const base = at.folder === '' ? area.root : `${area.root}/${at.folder}`;
    const folder = isNested(item, at) ? treeOf(area, at.folder).pathOf(item.folder) : base;
    const maxUnits = Math.max(12, maxPath - folder.length - 1 - ROOM_BESIDE);
    const stem = safeName(at.name ?? item.title, { fallback: item.kind, maxUnits: maxUnits - 5 });
    return `${folder}/${registry.in(folder).claim(`${stem}.html`, maxUnits)}`;
  };

  // 1. The spaces, under their titles; a space of which only contents are known gets its number.
  for (const item of items)
    if (item.kind === 'space') {
      const key = areaName(item, item.space ?? item.number);
      if (!areas.has(key)) makeArea(key, `data/${key.split('/', 1)[0] ?? ''}`, item.space ?? item.number, item.title);
    }
  for (const item of items)
    if (item.space !== undefined && item.kind !== 'project' && placeInSpace(item) !== undefined) {
      const key = areaName(item, item.space);
      if (!areas.has(key)) makeArea(key, `data/${key.split('/', 1)[0] ?? ''}`, item.space, '');
    }
  // 2. Albums and nested folders, before the names in them.
  for (const item of items)
    if (item.kind === 'album') {
      albums.set(item.id, registry.folder(`${areaOf(item).root}/images`, item.title, 'album', maxFolder));
    }
  for (const item of items) {
    const area = areaOf(item);
    const at = place(item, area);
    if (isNested(item, at) && (at.type === 'page' || at.type === 'binary')) treeOf(area, at.folder).add(item.folder);
  }
  for (const area of [account, ...areas.values()]) for (const tree of area.trees.values()) tree.settle();
  // 3. The items.
  for (const item of items) {
    if (item.status !== 'saved') continue;
    const area = areaOf(item);
    const at = place(item, area);
    // Whatever has bytes of its own is a file, even where its kind usually shares a page (a member's picture).
    if (at.type === 'binary' || item.binary !== undefined) paths.set(item.id, placeBinary(item, area, at));
    else if (at.type === 'page') paths.set(item.id, placePage(item, area, at));
    else if (at.type === 'part') paths.set(item.id, `${area.root}/${at.page}#${fragmentOf(item.id)}`);
    else paths.set(item.id, `${albums.get(item.id) ?? area.root}/index.html`);
  }

  const folderOf = (id: string): string => {
    const item = byId.get(id);
    if (item === undefined) return 'data';
    const area = areaOf(item);
    if (area.inSpace) return area.root;
    const at = place(item, area);
    const within = at.type === 'part' ? at.page : at.type === 'index' ? '' : at.folder;
    return within === '' ? area.root : `${area.root}/${within.split('/', 1)[0] ?? ''}`;
  };

  const claimIn = (folder: string, wish: string): string => {
    const maxUnits = Math.max(8, maxPath - folder.length - 1);
    return `${folder}/${registry.in(folder).claim(safeName(wish, { fallback: 'file', maxUnits }), maxUnits)}`;
  };

  const claim = (folder: string, wish: string): string =>
    known(claimed, `${folder}/${wish}`, () => claimIn(folder, wish));

  const beside = (id: string, suffix: string): string => {
    const item = byId.get(id);
    const path = paths.get(id) ?? `${folderOf(id)}/${fragmentOf(id)}`;
    const file = fileOf(item ?? {}, path);
    const page = file.endsWith('.html') && item?.binary === undefined ? file.slice(0, -'.html'.length) : file;
    let folder = page.slice(0, page.lastIndexOf('/'));
    let stem = page.slice(folder.length + 1);
    if (path !== file) {
      // What stands beside one item of a shared page goes into a folder called like the page: `members/member-12.json`.
      if (stem !== 'index') folder = page;
      stem = fragmentOf(`${item?.kind ?? 'item'}-${item?.number ?? id}`);
    }
    const wish = (): string => shortened(stem, Math.max(8, maxPath - folder.length - 1 - suffix.length)) + suffix;
    // By suffix and id: two strings that are there anyway, where one made of both would be held for every page and its data.
    const same = known(besides, suffix, () => new Map<string, string>());
    return known(same, id, () => claimIn(folder, wish()));
  };

  return {
    name,
    pathOf: (id) => paths.get(id),
    folderOf,
    beside,
    claim,
  };
}

/** The value for a key, made when it is asked for the first time. */
function known<V>(values: Map<string, V>, key: string, make: () => V): V {
  const value = values.get(key) ?? make();
  values.set(key, value);
  return value;
}
