import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '../../../shared/errors.ts';
import { interrupted, writeError } from '../zipErrors.ts';
import type { OpenArchive } from './archive.ts';

/**
 * A folder for what is taken out of archives while a new one is made: owner-only, on the disk the new one goes to. Everything
 * in it has a name of ours (a checksum, a number), never one out of a ZIP.
 */
export class Workspace {
  readonly folder: string;
  readonly #made = new Set<string>();
  #numbers = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(beside: string): Promise<Workspace> {
    const folder = join(beside, `.twinark-${randomUUID()}`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw writeError(error, folder, 0);
    }
    return new Workspace(folder);
  }

  get thumbnails(): string {
    return join(this.folder, 'thumbs');
  }

  blob(sha256: string): string {
    return join(this.folder, 'blobs', sha256.slice(0, 2), sha256);
  }

  has(sha256: string): boolean {
    return this.#made.has(sha256);
  }

  /** Writes a text and answers where it lies. */
  async text(content: string): Promise<string> {
    await this.#folder('texts');
    this.#numbers += 1;
    const path = join(this.folder, 'texts', `${this.#numbers}.txt`);
    await writeFile(path, content, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
      throw writeError(error, path, 0);
    });
    return path;
  }

  /**
   * Takes a file out of an archive, comparing its checksum on the way.
   *
   * @throws ArchiveError `archive-damaged` if its bytes are not those of the inventory; StoppedError
   */
  async take(archive: OpenArchive, path: string, sha256: string, signal: AbortSignal): Promise<void> {
    if (this.#made.has(sha256)) return;
    await this.#folder('blobs', sha256.slice(0, 2));
    if ((await copyOut(archive, path, this.blob(sha256), signal)) !== sha256)
      throw new ArchiveError('archive-damaged', { file: archive.path, entry: path });
    this.#made.add(sha256);
  }

  /** Takes over a thumbnail, so that it need not be made again; one that is damaged is made anew. */
  async takeThumbnail(archive: OpenArchive, path: string, sha256: string, signal: AbortSignal): Promise<void> {
    const key = `thumb ${sha256}`;
    if (this.#made.has(key) || !archive.files.sizes.has(path)) return;
    this.#made.add(key);
    await this.#folder('thumbs');
    await copyOut(archive, path, join(this.thumbnails, `${sha256}.webp`), signal).catch((error: unknown) => {
      if (signal.aborted) throw error;
    });
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  async #folder(...names: string[]): Promise<void> {
    const path = join(this.folder, ...names);
    if (this.#made.has(path)) return;
    await mkdir(path, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
      throw writeError(error, path, 0);
    });
    this.#made.add(path);
  }
}

/**
 * Copies one file of an archive to a new file of ours. Answers the SHA-256 of what was read.
 *
 * @throws ArchiveError `archive-damaged` if it cannot be read to its end; StoppedError where the disk refuses
 */
export async function copyOut(archive: OpenArchive, path: string, to: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(to, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600).catch(
    (error: unknown) => {
      throw writeError(error, to, 0);
    },
  );
  let written = 0;
  try {
    const bytes = await archive.files.open(path);
    for await (const chunk of bytes) {
      if (signal.aborted) throw interrupted(signal);
      if (!(chunk instanceof Uint8Array)) throw new Error('not a stream of bytes');
      hash.update(chunk);
      await file.writeFile(chunk).catch((error: unknown) => {
        throw writeError(error, to, written);
      });
      written += chunk.length;
    }
  } catch (error) {
    const isOurs = error instanceof Error && 'exitCode' in error;
    throw isOurs || signal.aborted
      ? error
      : new ArchiveError('archive-damaged', { file: archive.path, entry: path }, { cause: error });
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
