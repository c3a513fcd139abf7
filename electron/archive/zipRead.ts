import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { interrupted, unreadable } from './zipErrors.ts';

export interface ZipEntry {
  /** As written in the ZIP, with `/`; checked to be relative and without `..`. */
  readonly name: string;
  /** Unpacked length by the directory. */
  readonly bytes: number;
  readonly date: Date;
  /** Opens the unpacked bytes; errors of the data itself come while reading. */
  open(): Promise<Readable>;
}

function entryOf(zip: ZipFile, entry: Entry): ZipEntry {
  return {
    name: entry.fileName,
    bytes: entry.uncompressedSize,
    // We write local times, without a zone.
    date: entry.getLastModDate({ timezone: 'local' }),
    open: () => zip.openReadStreamPromise(entry),
  };
}

/**
 * The files of a ZIP in the order of its directory, one at a time (folders are passed over).
 *
 * @throws ArchiveError `archive-unreadable`: no ZIP, truncated, a broken directory, a name that would leave its folder
 */
export async function* zipEntries(path: string, signal: AbortSignal): AsyncGenerator<ZipEntry> {
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    const entries = zip.eachEntry();
    for (;;) {
      if (signal.aborted) throw interrupted(signal);
      const next = await entries.next().catch((error: unknown) => {
        throw unreadable(path, error);
      });
      if (next.done === true) return;
      if (!next.value.fileName.endsWith('/')) yield entryOf(zip, next.value);
    }
  } finally {
    zip.close();
  }
}

/**
 * Reads a stream to its end through one or more hashes.
 *
 * @returns its length; throws what the stream throws (damaged data, wrong length) or `StoppedError('interrupted')`
 */
export async function hashStream(stream: Readable, hashes: readonly Hash[], signal: AbortSignal): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) {
    if (signal.aborted) throw interrupted(signal);
    if (!(chunk instanceof Uint8Array)) throw new Error('not a stream of bytes');
    for (const hash of hashes) hash.update(chunk);
    bytes += chunk.length;
  }
  return bytes;
}

/** SHA-256 of one entry in lower-case hexadecimal, and its length. */
export async function hashEntry(
  entry: ZipEntry,
  signal: AbortSignal,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  const bytes = await hashStream(await entry.open(), [hash], signal);
  return { sha256: hash.digest('hex'), bytes };
}
