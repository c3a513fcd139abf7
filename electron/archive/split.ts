import type { ItemRecord } from '../../shared/model/index.ts';
import type { PartInfo } from './startPage.ts';
import type { ArchiveSource } from './types.ts';
import { changedSource } from './writeSource.ts';

/** What one text item takes in the ZIP: page, JSON and the page as received, deflated. Generous: a part must not be too large. */
const TEXT_BYTES = 24_000;
/** A thumbnail, its entries and its lines in manifest, inventory and search. */
const BINARY_OVERHEAD = 24_000;
/** Styles, search, reports: what every part has. */
const PART_OVERHEAD = 1_000_000;

export interface Part {
  /** Ids of the items that lie in it. */
  readonly ids: ReadonlySet<string>;
  readonly spaces: readonly string[];
  readonly account: boolean;
}

/** What an item will take in a ZIP, in bytes, at most. */
function weight(item: ItemRecord): number {
  if (item.status !== 'saved') return 1000;
  return item.binary === undefined ? TEXT_BYTES : item.binary.bytes + BINARY_OVERHEAD;
}

interface Unit {
  readonly title: string | undefined;
  readonly items: ItemRecord[];
  bytes: number;
}

/** The account's own things first (they are small and dear), then the spaces in order. */
function unitsOf(items: readonly ItemRecord[]): Unit[] {
  const account: Unit = { title: undefined, items: [], bytes: 0 };
  const spaces = new Map<string, Unit>();
  const titles = new Map(items.filter(({ kind }) => kind === 'space').map((item) => [keyOf(item), item.title]));
  for (const item of items) {
    const key = keyOf(item);
    let unit = key === undefined ? account : spaces.get(key);
    if (unit === undefined) {
      const number = item.space ?? item.number;
      const title = titles.get(key) ?? '';
      unit = { title: title.trim() === '' ? number : title, items: [], bytes: 0 };
      spaces.set(key ?? '', unit);
    }
    unit.items.push(item);
    unit.bytes += weight(item);
  }
  return [account, ...spaces.values()].filter((unit) => unit.items.length > 0);
}

function keyOf(item: ItemRecord): string | undefined {
  const space = item.kind === 'space' ? (item.space ?? item.number) : item.space;
  return space === undefined ? undefined : `${item.role === 'groups' ? 'groups' : 'twinspaces'}/${space}`;
}

/** A space that is larger than a part, torn by its files: texts first, then pictures and files in their order. */
function torn(unit: Unit, room: number): Unit[] {
  const heads = unit.items.filter(({ kind }) => kind === 'space' || kind === 'album');
  const byId = new Map(heads.map((item) => [item.id, item]));
  const ordered = [
    ...unit.items.filter((item) => item.binary === undefined && item.kind !== 'album'),
    ...unit.items.filter((item) => item.binary !== undefined),
  ];
  const pieces: Unit[] = [];
  let piece: Unit | undefined;
  for (const item of ordered) {
    const bytes = weight(item);
    if (piece === undefined || (piece.bytes + bytes > room && piece.items.length > 0)) {
      piece = { title: unit.title, items: [], bytes: 0 };
      pieces.push(piece);
      // The space itself is in each of its pieces, so that each opens like a space.
      for (const head of heads) if (head.kind === 'space' && head !== item) addTo(piece, head);
    }
    const album = byId.get(item.parent ?? '');
    if (album?.kind === 'album' && !piece.items.includes(album)) addTo(piece, album);
    if (!piece.items.includes(item) || item.binary !== undefined) addTo(piece, item);
  }
  const placed = new Set(pieces.flatMap((one) => one.items));
  const [first] = pieces;
  for (const head of heads) if (!placed.has(head) && first !== undefined) addTo(first, head);
  return pieces;
}

function addTo(unit: Unit, item: ItemRecord): void {
  unit.items.push(item);
  unit.bytes += weight(item);
}

/**
 * Shares the items out to parts of at most `limit` bytes each (as near as can be told before packing): spaces stay whole
 * unless one alone is larger. One part if all fits.
 */
export function planParts(items: readonly ItemRecord[], limit: number): Part[] {
  const room = Math.max(1, limit - Math.min(PART_OVERHEAD, limit * 0.1));
  const parts: { ids: Set<string>; spaces: string[]; account: boolean; bytes: number }[] = [];
  for (const whole of unitsOf(items)) {
    for (const unit of whole.bytes > room ? torn(whole, room) : [whole]) {
      // The first part with room takes it: order matters less than few parts.
      let part = parts.find((one) => one.bytes + unit.bytes <= room);
      if (part === undefined) {
        part = { ids: new Set(), spaces: [], account: false, bytes: 0 };
        parts.push(part);
      }
      for (const item of unit.items) part.ids.add(item.id);
      if (unit.title === undefined) part.account = true;
      else if (!part.spaces.includes(unit.title)) part.spaces.push(unit.title);
      part.bytes += unit.bytes;
    }
  }
  return parts.length > 0 ? parts : [{ ids: new Set(), spaces: [], account: true }];
}

/** Names of the parts of `name`: `name_part1of3` …; just the name where there is one part. */
export function partNames(name: string, count: number): string[] {
  return count < 2 ? [name] : Array.from({ length: count }, (_, index) => `${name}_part${index + 1}of${count}`);
}

export function partInfos(names: readonly string[], parts: readonly Part[]): PartInfo[] {
  return parts.map(({ spaces, account }, index) => ({ name: names[index] ?? '', spaces, account }));
}

/** The source as one part sees it: its own items alone, so that its site and inventory are whole in themselves. */
export function partSource(source: ArchiveSource, part: Part): ArchiveSource {
  const { ids } = part;
  const spaces = new Set(source.items.filter((item) => ids.has(item.id)).map(keyOf));
  return changedSource(source, {
    items: source.items.filter((item) => ids.has(item.id)),
    mentions: source.mentions.filter(({ space }) =>
      space === undefined ? part.account : spaces.has(`twinspaces/${space}`) || spaces.has(`groups/${space}`),
    ),
    resolve(address) {
      const id = source.resolve(address);
      return id !== undefined && ids.has(id) ? id : undefined;
    },
  });
}
