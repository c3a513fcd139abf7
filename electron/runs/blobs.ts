import { createHash, randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobRemovedError, systemCode } from './diskErrors.ts';
import { OWNER_FOLDER, renamePatiently, syncFolder, writeSynced } from './files.ts';

/** A file whose bytes are synced, waiting to be renamed to its hash. */
export interface Staged {
  readonly address: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Undefined if the same bytes are stored already. */
  readonly path?: string;
}

/**
 * The bytes of a run, each kept once: `blobs/{sha256}`, and `parts/` for what is still coming in. One folder for all: a rename
 * is durable when its folder is synced, and with one for each two digits a group of twelve needed twelve syncs instead of one.
 */
export class Blobs {
  readonly #root: string;

  constructor(directory: string) {
    this.#root = directory;
  }

  path(sha256: string): string {
    return join(this.#root, 'blobs', sha256);
  }

  part(address: string): string {
    return join(this.#root, 'parts', `${createHash('sha256').update(address).digest('hex').slice(0, 40)}.part`);
  }

  /** Makes the folders; drops downloads that were under way, since nothing vouches for their bytes. */
  async prepare(): Promise<void> {
    const parts = join(this.#root, 'parts');
    for (const folder of [join(this.#root, 'blobs'), parts])
      await mkdir(folder, { recursive: true, mode: OWNER_FOLDER });
    for (const name of await readdir(parts)) await rm(join(parts, name), { force: true });
  }

  /** Whether a blob is there with all its bytes. A cheap look: the bytes themselves were checked before they got the name. */
  has(sha256: string, bytes: number): boolean {
    return statSync(this.path(sha256), { throwIfNoEntry: false })?.size === bytes;
  }

  /** Writes a body beside its place, synced. */
  async stage(address: string, sha256: string, body: Uint8Array): Promise<Staged> {
    const staged = { address, sha256, bytes: body.length };
    if (this.has(sha256, body.length)) return staged;
    const path = join(this.#root, 'parts', `${randomUUID()}.body`);
    await writeSynced(path, body);
    return { ...staged, path };
  }

  /** Syncs a finished part. */
  async stagePart(address: string, sha256: string, bytes: number, part: string): Promise<Staged> {
    if (this.has(sha256, bytes)) {
      await rm(part, { force: true });
      return { address, sha256, bytes };
    }
    try {
      const handle = await open(part, 'r+');
      try {
        const { size } = await handle.stat();
        if (size !== bytes) throw new RangeError(`part of ${size} bytes, not ${bytes}`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw this.#meaning(error, address);
    }
    return { address, sha256, bytes, path: part };
  }

  /**
   * Renames staged files to their hashes and makes that durable. Answers an error for each that failed, by position; what is
   * renamed but vanished again is a `BlobRemovedError`.
   */
  async settle(staged: readonly (Staged | undefined)[]): Promise<unknown[]> {
    const errors: unknown[] = await Promise.all(
      staged.map(async (blob) => {
        if (blob?.path === undefined) return undefined;
        try {
          await this.#place(blob, blob.path);
          return undefined;
        } catch (error) {
          return this.#meaning(error, blob.address);
        }
      }),
    );
    const folder = join(this.#root, 'blobs');
    if (staged.some((blob) => blob?.path !== undefined) && existsSync(folder)) await syncFolder(folder);
    return staged.map((blob, index) => {
      if (errors[index] !== undefined || blob === undefined) return errors[index];
      return this.has(blob.sha256, blob.bytes) ? undefined : new BlobRemovedError(blob.address);
    });
  }

  async #place(blob: Staged, from: string): Promise<void> {
    const to = this.path(blob.sha256);
    try {
      await renamePatiently(from, to);
    } catch (error) {
      // Windows refuses to replace a file that is being read; the same bytes are there already, so nothing is lost.
      if (!this.has(blob.sha256, blob.bytes)) throw error;
      await rm(from, { force: true });
    }
  }

  /** A file that is missing although its folder is there was taken away. */
  #meaning(error: unknown, address: string): unknown {
    const taken = systemCode(error) === 'ENOENT' && existsSync(join(this.#root, 'parts'));
    return taken ? new BlobRemovedError(address, { cause: error }) : error;
  }
}
