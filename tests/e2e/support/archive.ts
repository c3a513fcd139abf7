import { createHash } from 'node:crypto';
import { zipEntries } from '../../../electron/archive/zipRead.ts';
import { verifyArchive } from '../../../electron/archive/index.ts';
import { inventorySchema, type Inventory, type InventoryItem } from '../../../shared/model/index.ts';

/** An archive as a stranger reads it: every file hashed, the inventory parsed. */
export interface ReadArchive {
  readonly inventory: Inventory;
  readonly items: readonly InventoryItem[];
  /** SHA-256 by path below the bag's folder. */
  readonly hashes: ReadonlyMap<string, string>;
  /** What the data of text items say, white space folded. */
  readonly text: string;
  /** Names as they stand in the ZIP. */
  readonly names: readonly string[];
}

/** @param onBytes sees all bytes of every file */
export async function readArchive(
  zips: string | readonly string[],
  onBytes?: (name: string, bytes: Buffer) => void,
): Promise<ReadArchive> {
  const { signal } = new AbortController();
  const hashes = new Map<string, string>();
  const names: string[] = [];
  const texts: string[] = [];
  let inventory: Inventory | undefined;
  for (const zip of [zips].flat()) {
    for await (const entry of zipEntries(zip, signal)) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await entry.open()) if (chunk instanceof Uint8Array) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      names.push(entry.name);
      onBytes?.(entry.name, bytes);
      const path = entry.name.slice(entry.name.indexOf('/') + 1);
      hashes.set(path, createHash('sha256').update(bytes).digest('hex'));
      if (path !== 'data/inventory.json') {
        if (path.endsWith('.json')) texts.push(...stringsIn(JSON.parse(bytes.toString('utf8'))));
        continue;
      }
      const part = inventorySchema.parse(JSON.parse(bytes.toString('utf8')));
      inventory = inventory ? { ...inventory, items: [...inventory.items, ...part.items] } : part;
    }
  }
  if (!inventory) throw new Error('no inventory in the archive');
  return { inventory, items: inventory.items, hashes, names, text: texts.join('\n') };
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value.replace(/\s+/g, ' ')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Faults of an archive in itself: the manifest, and every item that says it is saved. Empty if all is well. */
export async function faultsOf(zip: string, archive: ReadArchive): Promise<string[]> {
  const { ok, damaged, missing, extra } = await verifyArchive(zip, { signal: new AbortController().signal });
  const faults = ok ? [] : [`verify: damaged ${damaged.join()} missing ${missing.join()} extra ${extra.join()}`];
  for (const item of archive.items) {
    if (item.status !== 'saved') continue;
    const hash = archive.hashes.get(item.path.replace(/#.*$/, ''));
    if (hash === undefined) faults.push(`${item.id} is saved at ${item.path}, where nothing is`);
    else if (hash !== item.sha256) faults.push(`${item.id}: checksum of ${item.path} differs`);
  }
  return faults;
}

/** An inventory without what a clock or a chance decides: two runs of the same account must agree in it. */
export function lasting(items: readonly InventoryItem[]): Record<string, unknown>[] {
  return items.map(({ fetchedAt, attempts, ...rest }) => rest).sort((a, b) => (a.id < b.id ? -1 : 1));
}
