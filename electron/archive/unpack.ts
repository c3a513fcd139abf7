import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, link, mkdir, open, rename, rm, rmdir, statfs, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError } from '../../shared/errors.ts';
import type { Ledger } from './bagLedger.ts';
import { syncFolder } from './writeNames.ts';
import { interrupted, writeError } from './zipErrors.ts';
import { hashBytes, zipEntries } from './zipRead.ts';
import type { ZipEntry } from './zipRead.ts';
import { isOfPart, receivedError } from './threadMessages.ts';
import type { HashedEntry, Part } from './threadMessages.ts';
import { hashInThread } from './unpackThread.ts';

/** Kept free beyond the archive itself, so that a full disk is never our doing: 200 MB and a tenth. */
const RESERVE_BYTES = 200e6;
const RESERVE_SHARE = 1.1;

export interface ReadBackOptions {
  readonly zip: string;
  /** The one folder in the ZIP. */
  readonly folder: string;
  /** What was written: every entry must be there, once, with these bytes. */
  readonly ledger: Ledger;
  /** Where to leave the files unpacked on the way (an empty folder of ours), if anywhere. */
  readonly unpackTo?: string | undefined;
  /** A file with the very bytes of an entry, so that the unpacked copy can be a hard link to it and needs no room. */
  readonly linkFrom?: ((path: string) => string | undefined) | undefined;
  /** The built `archiveThread`: without `unpackTo` it reads one half. */
  readonly thread?: string | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number, of: number) => void;
}

/** Whether an unpacked copy of this many bytes fits beside the ZIP and leaves room. */
export async function hasRoom(folder: string, bytes: number): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize > bytes * RESERVE_SHARE + RESERVE_BYTES;
  } catch {
    return false;
  }
}

/** The path below the bag's folder, or undefined for what does not belong to it. Names that would climb out are refused by yauzl. */
function pathIn(folder: string, name: string): string | undefined {
  const path = name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : '';
  const parts = path.split('/');
  return path === '' || parts.some((part) => part === '' || part === '.' || part === '..') ? undefined : path;
}

async function hashed(entry: ZipEntry, target: string | undefined, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  if (target === undefined) {
    await hashBytes(await entry.open(), [hash], signal);
    return hash.digest('hex');
  }
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const file = await open(target, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  let written = 0;
  try {
    for await (const chunk of await entry.open()) {
      if (signal.aborted) throw interrupted(signal);
      if (!(chunk instanceof Uint8Array)) throw new Error('not a stream of bytes');
      hash.update(chunk);
      await file.writeFile(chunk).catch((error: unknown) => {
        throw writeError(error, target, written);
      });
      written += chunk.length;
    }
    await file.utimes(entry.date, entry.date);
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** A hard link instead of a copy, where both lie on one disk that knows such links. */
async function linked(from: string, target: string, date: Date): Promise<boolean> {
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await link(from, target);
  } catch {
    return false;
  }
  await chmod(target, 0o600).catch(() => undefined);
  await utimes(target, date, date).catch(() => undefined);
  return true;
}

/**
 * Reads a finished ZIP back from the disk and compares every entry with what was meant to be written; on the way, leaves an
 * unpacked copy if asked.
 *
 * @throws ArchiveError `archive-damaged` with the first file that differs, `archive-unreadable`; StoppedError
 */
export async function readBack(options: ReadBackOptions): Promise<void> {
  const { zip, signal, unpackTo, thread } = options;
  const check = new ReadBack(options);
  if (thread === undefined || unpackTo !== undefined) await check.read({ index: 0, of: 1 }, signal);
  else {
    const stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const other = { index: 1, of: 2 };
    const here = check.read({ index: 0, of: 2 }, either);
    const there = hashInThread(thread, { path: zip, part: other, signal: either }, (entry) => check.take(entry));
    // The first failure counts; the other half then stops.
    const fails = (error: unknown): never => {
      stop.abort();
      throw error;
    };
    const [, isDone] = await Promise.all([here.catch(fails), there.catch(fails)]).finally(() =>
      Promise.allSettled([here, there]),
    );
    if (!isDone) await check.read(other, signal);
  }
  const missing = check.missing();
  if (missing !== undefined) throw check.damaged(missing);
}

/** One ZIP that is compared with its ledger, by one or two threads. */
class ReadBack {
  readonly #options: ReadBackOptions;
  readonly #seen: Uint8Array;
  #bytes = 0;

  constructor(options: ReadBackOptions) {
    this.#options = options;
    this.#seen = new Uint8Array(options.ledger.size);
  }

  damaged(entry: string): ArchiveError {
    return new ArchiveError('archive-damaged', { file: this.#options.zip, entry });
  }

  async read(part: Part, signal: AbortSignal): Promise<void> {
    const { zip, folder, unpackTo } = this.#options;
    for await (const entry of zipEntries(zip, signal)) {
      if (!isOfPart(entry.offset, part)) continue;
      const path = pathIn(folder, entry.name);
      if (path === undefined || !this.#isExpected(path)) throw this.damaged(entry.name);
      const target = unpackTo === undefined ? undefined : join(unpackTo, ...path.split('/'));
      const from = target === undefined ? undefined : this.#options.linkFrom?.(path);
      const isLinked = from !== undefined && target !== undefined && (await linked(from, target, entry.date));
      const sha256 = await hashed(entry, isLinked ? undefined : target, signal).catch((error: unknown) => {
        throw signal.aborted ? interrupted(signal) : asDamage(error, this.damaged(entry.name));
      });
      this.#compare(entry.name, sha256);
    }
  }

  /** What another thread has read. */
  take(entry: HashedEntry): void {
    if ('error' in entry) throw asDamage(receivedError(entry.error), this.damaged(entry.name));
    this.#compare(entry.name, entry.sha256);
  }

  /** A path that should be there and was not. */
  missing(): string | undefined {
    if (!this.#seen.includes(0)) return undefined;
    const { ledger } = this.#options;
    for (const { path } of ledger) if (this.#seen[ledger.positionOf(path)] === 0) return path;
    return undefined;
  }

  #isExpected(path: string): boolean {
    return this.#seen[this.#options.ledger.positionOf(path)] === 0;
  }

  #compare(name: string, sha256: string): void {
    const { folder, ledger, onProgress } = this.#options;
    const path = pathIn(folder, name);
    const wanted = path === undefined ? undefined : ledger.get(path);
    if (path === undefined || wanted?.sha256 !== sha256 || !this.#isExpected(path)) throw this.damaged(name);
    this.#seen[ledger.positionOf(path)] = 1;
    this.#bytes += wanted.bytes;
    onProgress(this.#bytes, ledger.bytes);
  }
}

/** Errors of the disk we unpack to are not damage of the ZIP. */
function asDamage(error: unknown, damage: ArchiveError): unknown {
  const isRead = error instanceof Error && !('exitCode' in error) && !('syscall' in error);
  return isRead ? new ArchiveError('archive-damaged', damage.params, { cause: error }) : error;
}

/** A hidden folder beside its final place, empty and ours. */
export async function makeUnpackFolder(out: string, name: string): Promise<string> {
  const path = join(out, `.${name}.${process.pid}.unpacking`);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { mode: 0o700 });
  return path;
}

/** Gives the unpacked folder its final name; undefined (and the folder is removed) if that is taken meanwhile. */
export async function publishFolder(temporary: string, final: string): Promise<string | undefined> {
  try {
    // Fails where the name is taken, by an empty folder too; renaming onto one that holds anything fails by itself.
    await mkdir(final, { mode: 0o700 });
    await rmdir(final);
    await rename(temporary, final);
    await syncFolder(dirname(final));
    return final;
  } catch {
    await rm(temporary, { recursive: true, force: true });
    return undefined;
  }
}
