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
  const { zip, folder, ledger, signal, unpackTo } = options;
  const damaged = (file: string) => new ArchiveError('archive-damaged', { file: zip, entry: file });
  const seen = new Uint8Array(ledger.size);
  let bytes = 0;
  for await (const entry of zipEntries(zip, signal)) {
    const path = pathIn(folder, entry.name);
    const wanted = path === undefined ? undefined : ledger.get(path);
    if (path === undefined || wanted === undefined || seen[ledger.positionOf(path)] === 1) throw damaged(entry.name);
    seen[ledger.positionOf(path)] = 1;
    const target = unpackTo === undefined ? undefined : join(unpackTo, ...path.split('/'));
    const from = target === undefined ? undefined : options.linkFrom?.(path);
    const isLinked = from !== undefined && target !== undefined && (await linked(from, target, entry.date));
    const sha256 = await hashed(entry, isLinked ? undefined : target, signal).catch((error: unknown) => {
      throw signal.aborted ? interrupted(signal) : asDamage(error, damaged(entry.name));
    });
    if (sha256 !== wanted.sha256) throw damaged(entry.name);
    bytes += wanted.bytes;
    options.onProgress(bytes, ledger.bytes);
  }
  if (seen.includes(0)) for (const { path } of ledger) if (seen[ledger.positionOf(path)] === 0) throw damaged(path);
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
