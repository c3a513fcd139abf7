import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ArchiveError } from '../../shared/errors.ts';
import type { ItemRecord } from '../../shared/model/index.ts';
import type { Shelf, VerifiedPart } from '../archive/write.ts';
import { zipEntries } from '../archive/zipRead.ts';
import { OWNER_FILE, OWNER_FOLDER, writeAtomically, type RunStore } from '../runs/index.ts';

/** What a part on the shelf holds that is nowhere else any more. */
const recordSchema = z.object({
  name: z.string(),
  /** Length of the ZIP. */
  bytes: z.number(),
  /** Folder where it will get its final name. */
  out: z.string(),
  /** Path below the bag's folder, by hash. */
  blobs: z.record(z.string(), z.string()),
});
type ShelfRecord = z.infer<typeof recordSchema>;

function shelfOf(directory: string): string {
  return join(directory, 'shelf');
}

/**
 * Where staging and ZIP do not both fit on the disk: each part, once verified, moves to the run's folder, and what it holds is
 * released from the staging folder, so that an export needs little more room than its content once. If it is interrupted,
 * everything comes back out of the parts (`bringBack`), so that no verified byte is fetched again.
 */
export class PartShelf implements Shelf {
  readonly #store: RunStore;
  readonly #out: string;
  readonly #signal: AbortSignal;
  readonly #hashes: ReadonlyMap<string, string>;

  constructor(store: RunStore, out: string, items: readonly ItemRecord[], signal: AbortSignal) {
    this.#store = store;
    this.#out = out;
    this.#signal = signal;
    this.#hashes = new Map(items.flatMap(({ id, binary }) => (binary ? [[id, binary.sha256] as const] : [])));
  }

  async keep(part: VerifiedPart, later: ReadonlySet<string>): Promise<string> {
    const folder = shelfOf(this.#store.directory);
    const path = join(folder, `${part.name}.zip`);
    await mkdir(folder, { recursive: true, mode: OWNER_FOLDER });
    const moved = await rename(part.path, path).then(
      () => true,
      () => false,
    );
    // Another disk after all: then there is nothing to be gained here.
    if (!moved) return part.path;
    const needed = new Set([...later].map((id) => this.#hashes.get(id)));
    const blobs: Record<string, string> = {};
    for (const { id, sha256, path: place } of part.items) {
      if (sha256 !== '' && this.#hashes.get(id) === sha256 && !needed.has(sha256)) blobs[sha256] = place;
    }
    const record: ShelfRecord = { name: part.name, bytes: part.bytes, out: this.#out, blobs };
    await writeAtomically(join(folder, `${part.name}.json`), JSON.stringify(record));
    await this.#store.release(Object.keys(blobs));
    return path;
  }

  async restore(): Promise<void> {
    await bringBack(this.#store.directory, (sha256) => this.#store.blobPath(sha256), this.#signal);
  }
}

/**
 * Puts everything that was released back to its place, and takes the parts away that held it.
 * @throws the system's error if the disk refuses; nothing is lost then, and it can be done again
 */
export async function bringBack(
  directory: string,
  blobPath: (sha256: string) => string,
  signal: AbortSignal,
): Promise<void> {
  const folder = shelfOf(directory);
  for (const file of await readdir(folder).catch(() => [])) {
    if (!file.endsWith('.json')) continue;
    const record = recordSchema.safeParse(await readJson(join(folder, file))).data;
    if (record === undefined) continue;
    // Interrupted while the parts got their names, one lies in the person's folder already.
    for (const zip of [join(folder, `${record.name}.zip`), join(record.out, `${record.name}.zip`)]) {
      const found = await stat(zip).catch(() => undefined);
      if (found?.size !== record.bytes) continue;
      await unpack(zip, record, blobPath, signal).catch((error: unknown) => {
        // What cannot be read any more is fetched again, as anything that vanished.
        if (!(error instanceof ArchiveError)) throw error;
      });
      await rm(zip, { force: true });
      await rm(`${zip}.sha256`, { force: true });
    }
    await rm(join(folder, file), { force: true });
  }
  await rm(folder, { recursive: true, force: true });
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8').catch(() => 'null'));
}

async function unpack(
  zip: string,
  record: ShelfRecord,
  blobPath: (sha256: string) => string,
  signal: AbortSignal,
): Promise<void> {
  const hashes = new Map(Object.entries(record.blobs).map(([sha256, path]) => [`${record.name}/${path}`, sha256]));
  for await (const entry of zipEntries(zip, signal)) {
    const sha256 = hashes.get(entry.name);
    if (sha256 === undefined) continue;
    const path = blobPath(sha256);
    if ((await stat(path).catch(() => undefined))?.size === entry.bytes) continue;
    const temporary = `${path}.back`;
    const file = await open(temporary, 'w', OWNER_FILE);
    const hash = createHash('sha256');
    try {
      for await (const chunk of await entry.open()) {
        if (!(chunk instanceof Uint8Array)) continue;
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    // Damaged on the disk meanwhile: not there, then; it is fetched again.
    if (hash.digest('hex') === sha256) await rename(temporary, path);
    else await rm(temporary, { force: true });
  }
}
