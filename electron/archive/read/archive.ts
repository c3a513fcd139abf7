import { createHash } from 'node:crypto';
import { z } from 'zod';
import { inventorySchema } from '../../../shared/model/index.ts';
import type { Inventory, ItemContent, ItemRecord } from '../../../shared/model/index.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { parseManifestLine } from '../bag.ts';
import { INVENTORY_PATH, INVENTORY_SCHEMA_PATH } from '../inventoryJson.ts';
import { interrupted, unreadable } from '../zipErrors.ts';
import type { Bytes } from '../zipRead.ts';
import { openFiles } from './files.ts';
import type { ArchiveFiles } from './files.ts';
import { addressesOf, contentOfData, itemDataSchema, recordsOf } from './records.ts';
import type { ItemData } from './records.ts';

/** Longest file that is read into memory: an inventory of a million items is some 700 MB, of 40,000 some 30 MB. */
const MAX_TEXT_BYTES = 512 * 1024 * 1024;
const MANIFEST_PATH = 'manifest-sha256.txt';
/** A text item's data. */
const MAX_DATA_BYTES = 64 * 1024 * 1024;

/** An existing archive as data. */
export interface OpenArchive {
  readonly path: string;
  /** Its folder's name, `eTwinning_{username}_{date}`. */
  readonly name: string;
  readonly files: ArchiveFiles;
  readonly inventory: Inventory;
  readonly items: readonly ItemRecord[];
  /** The addresses of an item, as its inventory has them. */
  addresses(id: string): readonly string[];
  /** What a text item says; undefined where the archive has no data for it. */
  content(id: string): Promise<ItemContent | undefined>;
  /** Path (in the archive) of the HTML that an item was read from. */
  receivedPath(id: string): string | undefined;
  text(path: string): Promise<string>;
  /** SHA-256 of a file by the archive's own list; undefined where it is not listed. */
  checksum(path: string): string | undefined;
  close(): void;
}

async function bytesOf(bytes: Bytes, signal: AbortSignal): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) {
    if (signal.aborted) throw interrupted(signal);
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Opens an archive made by TwinArk (a ZIP or the unpacked folder) and reads its inventory and which data belongs to which item.
 * Contents and bytes are read when they are asked for.
 *
 * @throws ArchiveError `archive-unreadable`: no archive, or its inventory is not what the schema says; StoppedError
 */
export async function openArchive(path: string, signal: AbortSignal): Promise<OpenArchive> {
  const files = await openFiles(path, signal);
  /** By the manifest: whatever is read is compared. */
  const sums = new Map<string, string>();
  const text = async (name: string, most = MAX_TEXT_BYTES): Promise<string> => {
    const size = files.sizes.get(name);
    if (size === undefined) throw unreadable(path, `${name} is not in it`);
    if (size > most) throw unreadable(path, `${name} is too large`);
    const damaged = () => new ArchiveError('archive-damaged', { file: path, entry: name });
    const bytes = await bytesOf(await files.open(name), signal).catch(() => {
      throw signal.aborted ? interrupted(signal) : damaged();
    });
    const wanted = sums.get(name);
    if (wanted !== undefined && createHash('sha256').update(bytes).digest('hex') !== wanted) throw damaged();
    return bytes.toString('utf8').replace(/^\ufeff/, '');
  };
  const parse = <T>(name: string, source: string, schema: z.ZodType<T>): T => {
    try {
      return schema.parse(JSON.parse(source));
    } catch (error) {
      throw unreadable(path, error instanceof z.ZodError ? `${name}: ${z.prettifyError(error)}` : error);
    }
  };
  try {
    if (files.sizes.has(MANIFEST_PATH)) {
      for (const line of (await text(MANIFEST_PATH)).split('\n')) {
        const entry = parseManifestLine(line);
        if (entry !== undefined) sums.set(entry.path.normalize('NFC'), entry.checksum);
      }
    }
    const inventory = parse(INVENTORY_PATH, await text(INVENTORY_PATH), inventorySchema);
    const data = await dataById(files, inventory, async (name) => {
      const source = await text(name, MAX_DATA_BYTES);
      return parse(name, source, itemDataSchema);
    });
    const addresses = addressesOf(inventory);
    const items = recordsOf(inventory, (id) => data.has(id));
    const byId = new Map(inventory.items.map((item) => [item.id, item]));
    return {
      path,
      name: files.name,
      files,
      inventory,
      items,
      addresses: (id) => addresses.get(id) ?? [],
      async content(id) {
        const name = data.get(id)?.path;
        if (name === undefined) return undefined;
        return contentOfData(parse(name, await text(name, MAX_DATA_BYTES), itemDataSchema));
      },
      receivedPath(id) {
        // An album without words of its own has no data, but its page as it was received.
        const beside = byId.get(id)?.path.replace(/\.html(?:#.*)?$/u, '.html.txt');
        const found = data.get(id)?.received ?? beside;
        return found !== undefined && found.endsWith('.html.txt') && files.sizes.has(found) ? found : undefined;
      },
      text: (name) => text(name),
      checksum: (name) => sums.get(name),
      close: () => files.close(),
    };
  } catch (error) {
    files.close();
    throw error;
  }
}

interface Place {
  readonly path: string;
  readonly received: string | undefined;
}

/** Which `.json` belongs to which item: every one says its id. */
async function dataById(
  files: ArchiveFiles,
  inventory: Inventory,
  read: (path: string) => Promise<ItemData>,
): Promise<ReadonlyMap<string, Place>> {
  const saved = new Set(inventory.items.filter(({ status }) => status === 'saved').map(({ id }) => id));
  const uploads = new Set(inventory.items.map((item) => item.path));
  const found = new Map<string, Place>();
  for (const path of files.sizes.keys()) {
    // A person may have uploaded a `.json` too; that one is an item's own file.
    if (!/^data\/.+\/.+\.json$/.test(path) || path === INVENTORY_PATH || path === INVENTORY_SCHEMA_PATH) continue;
    if (path.startsWith('data/assets/') || uploads.has(path)) continue;
    const data = await read(path);
    if (saved.has(data.id) && !found.has(data.id)) found.set(data.id, { path, received: data.receivedHtml });
  }
  return found;
}

/** SHA-256 of a whole file, in lower-case hexadecimal. */
export async function hashOf(bytes: Bytes, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytes) {
    if (signal.aborted) throw interrupted(signal);
    if (chunk instanceof Uint8Array) hash.update(chunk);
  }
  return hash.digest('hex');
}
