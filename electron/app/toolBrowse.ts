import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArchiveError } from '../../shared/errors.ts';
import { inventorySchema } from '../../shared/model/index.ts';
import type { Inventory, InventoryItem } from '../../shared/model/index.ts';
import type { ArchiveFacts, ArchiveQuery, ArchiveRow, ArchiveSpace } from '../../shared/tools.ts';
import { INVENTORY_PATH } from '../archive/inventoryJson.ts';
import { openFiles } from '../archive/read/files.ts';
import type { ArchiveFiles } from '../archive/read/files.ts';
import { thumbnailPath } from '../archive/site/index.ts';

/** Longest inventory that is read: see `archive/read/archive.ts`. */
const MOST_INVENTORY = 512 * 1024 * 1024;
/** Longest picture that goes to the page whole. */
const MOST_PICTURE = 12 * 1024 * 1024;
/** What every browser shows; anything else is shown by its thumbnail. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** An archive that a person looks through, to mark what is to be taken out. */
export interface BrowsedArchive {
  readonly facts: ArchiveFacts;
  readonly spaces: readonly ArchiveSpace[];
  has(id: string): boolean;
  look(query: ArchiveQuery): { readonly total: number; readonly rows: ArchiveRow[] };
  /** Small pictures as `data:` addresses. */
  thumbnails(ids: readonly string[]): Promise<Record<string, string>>;
  /** The picture itself as a `data:` address, or its thumbnail. */
  picture(id: string): Promise<string | undefined>;
  close(): void;
}

/**
 * Who made an archive, when, and how much is in it.
 *
 * @throws ArchiveError `archive-unreadable`
 */
export async function archiveFacts(file: string): Promise<ArchiveFacts> {
  const { files, inventory } = await openInventory(file);
  files.close();
  return factsOf(file, (await stat(file)).size, inventory);
}

/**
 * Opens an archive to be looked through. Only its inventory is read; pictures when they are asked for.
 *
 * @throws ArchiveError `archive-unreadable`
 */
export async function browseArchive(file: string): Promise<BrowsedArchive> {
  const { files, inventory } = await openInventory(file);
  try {
    return new Browsed(factsOf(file, (await stat(file)).size, inventory), files, inventory);
  } catch (error) {
    files.close();
    throw error;
  }
}

async function openInventory(file: string): Promise<{ files: ArchiveFiles; inventory: Inventory }> {
  const files = await openFiles(file, new AbortController().signal);
  try {
    const size = files.sizes.get(INVENTORY_PATH);
    if (size === undefined || size > MOST_INVENTORY) throw new Error('no inventory');
    const text = (await read(files, INVENTORY_PATH)).toString('utf8');
    return { files, inventory: inventorySchema.parse(JSON.parse(text)) };
  } catch (cause) {
    files.close();
    throw new ArchiveError('archive-unreadable', { file: basename(file) }, { cause });
  }
}

async function read(files: ArchiveFiles, path: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await files.open(path)) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const isPicture = ({ kind, mediaType, status }: InventoryItem): boolean =>
  status === 'saved' && (kind === 'image' || mediaType.startsWith('image/'));

function factsOf(file: string, bytes: number, { account, exportedAt, items }: Inventory): ArchiveFacts {
  const person = account.displayName === '' ? account.username : account.displayName;
  const count = (status: InventoryItem['status']): number => items.filter((item) => item.status === status).length;
  const counts = { items: items.length, saved: count('saved'), missing: count('missing') };
  return { file, person, exportedAt, bytes, ...counts, pictures: items.filter(isPicture).length };
}

/** Without accents and case: who looks for "Zala Sotlar" may write "zala šotlar". */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

class Browsed implements BrowsedArchive {
  readonly facts: ArchiveFacts;
  readonly spaces: readonly ArchiveSpace[];
  readonly #files: ArchiveFiles;
  readonly #items: ReadonlyMap<string, InventoryItem>;
  readonly #titles: ReadonlyMap<string, string>;
  /** What is searched, made when it is first needed. */
  readonly #words = new Map<string, string>();

  constructor(facts: ArchiveFacts, files: ArchiveFiles, { items }: Inventory) {
    this.facts = facts;
    this.#files = files;
    // A space as a whole is not taken out here: that is another archive.
    this.#items = new Map(items.filter(({ kind }) => kind !== 'space').map((item) => [item.id, item]));
    this.#titles = new Map(items.filter(({ kind }) => kind === 'space').map((item) => [spaceOf(item), item.title]));
    const counts = new Map<string, number>();
    for (const item of items) {
      const key = spaceOf(item);
      if (key !== '' && isPicture(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    this.spaces = [...this.#titles]
      .filter(([key]) => key !== '')
      .map(([key, title]) => ({ key, title, pictures: counts.get(key) ?? 0 }));
  }

  has(id: string): boolean {
    return this.#items.has(id);
  }

  look({ what, search, space, offset, limit }: ArchiveQuery): { total: number; rows: ArchiveRow[] } {
    const wanted = search.trim();
    const words = folded(wanted).split(/\s+/).filter(Boolean);
    const rows: ArchiveRow[] = [];
    let total = 0;
    for (const item of this.#items.values()) {
      if (isPicture(item) !== (what === 'pictures') || (space !== undefined && spaceOf(item) !== space)) continue;
      if (item.id !== wanted && !words.every((word) => this.#wordsOf(item).includes(word))) continue;
      if (total >= offset && rows.length < limit) rows.push(this.#row(item));
      total += 1;
    }
    return { total, rows };
  }

  async thumbnails(ids: readonly string[]): Promise<Record<string, string>> {
    const pictures: Record<string, string> = {};
    for (const id of ids) {
      const item = this.#items.get(id);
      const picture = item === undefined ? undefined : await this.#thumbnail(item);
      if (picture !== undefined) pictures[id] = picture;
    }
    return pictures;
  }

  async picture(id: string): Promise<string | undefined> {
    const item = this.#items.get(id);
    if (item === undefined || !isPicture(item)) return undefined;
    const size = this.#files.sizes.get(item.path) ?? Infinity;
    if (!SHOWN.has(item.mediaType) || item.damaged === true || size > MOST_PICTURE) return this.#thumbnail(item);
    return (await this.#data(item.path, item.mediaType)) ?? this.#thumbnail(item);
  }

  close(): void {
    this.#files.close();
  }

  #thumbnail(item: InventoryItem): Promise<string | undefined> {
    return this.#data(thumbnailPath(item.sha256), 'image/webp');
  }

  /** A picture that cannot be read has none: its name still stands there. */
  async #data(path: string, type: string): Promise<string | undefined> {
    if (!this.#files.sizes.has(path)) return undefined;
    const bytes = await read(this.#files, path).catch(() => undefined);
    return bytes === undefined ? undefined : `data:${type};base64,${bytes.toString('base64')}`;
  }

  #row(item: InventoryItem): ArchiveRow {
    const { id, kind, title, description, createdAt } = item;
    const file = fileOf(item);
    const space = this.#titles.get(spaceOf(item));
    return {
      ...{ id, kind, title },
      ...(description === undefined || description === '' ? {} : { caption: description }),
      ...(file === '' ? {} : { file }),
      ...(space === undefined ? {} : { space }),
      ...(createdAt === undefined ? {} : { createdAt }),
    };
  }

  #wordsOf(item: InventoryItem): string {
    const known = this.#words.get(item.id);
    if (known !== undefined) return known;
    const { title, description, originalName, author, folder = [] } = item;
    const all = [title, description, originalName, author, fileOf(item), ...folder, this.#titles.get(spaceOf(item))];
    const words = folded(all.filter((text) => text !== undefined).join('\n'));
    this.#words.set(item.id, words);
    return words;
  }
}

/** The name under which a picture or file lies in the archive; empty for what stands in a page of ours. */
function fileOf({ path }: InventoryItem): string {
  return /\.html(?:#|$)/.test(path) ? '' : (path.split('/').at(-1) ?? '');
}

/** `twinspace:197644`; empty for what belongs to no space. Groups have numbers of their own. */
function spaceOf({ id, kind, space }: InventoryItem): string {
  const number = space ?? (kind === 'space' ? id.slice(id.lastIndexOf('-') + 1) : undefined);
  return number === undefined ? '' : `${id.startsWith('groups-') ? 'groups' : 'twinspace'}:${number}`;
}
