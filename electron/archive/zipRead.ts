import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { fromRandomAccessReaderPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { interrupted, unreadable } from './zipErrors.ts';
import { WindowedReader } from './zipReader.ts';

/** Entries up to these lengths are read and unpacked in one go: a stream for each of 110,000 costs more than their bytes. */
const WHOLE_PACKED = 1024 * 1024;
const WHOLE_UNPACKED = 4 * 1024 * 1024;

const STORED = 0;
const DEFLATED = 8;

/** The bytes of a file in pieces, all of them `Uint8Array`. */
export type Bytes = AsyncIterable<unknown> | Iterable<unknown>;

export interface ZipEntry {
  /** As written in the ZIP, with `/`; checked to be relative and without `..`. */
  readonly name: string;
  /** Unpacked length by the directory. */
  readonly bytes: number;
  readonly date: Date;
  /** Where it begins in the ZIP. */
  readonly offset: number;
  /** Opens the unpacked bytes; errors of the data itself come here or while reading. */
  open(): Promise<Bytes>;
}

async function openEntry(zip: ZipFile, reader: WindowedReader, entry: Entry): Promise<Bytes> {
  const { compressedSize, uncompressedSize, compressionMethod } = entry;
  const isSmall = compressedSize <= WHOLE_PACKED && uncompressedSize <= WHOLE_UNPACKED && !entry.isEncrypted();
  if (!isSmall || (compressionMethod !== STORED && compressionMethod !== DEFLATED)) {
    return zip.openReadStreamPromise(entry);
  }
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = await reader.slice(fileDataStart, compressedSize);
  const bytes =
    compressionMethod === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, uncompressedSize) });
  if (bytes.length !== uncompressedSize) throw new Error(`${bytes.length} instead of ${uncompressedSize} bytes`);
  return [bytes];
}

/**
 * The files of a ZIP in the order of its directory, one at a time (folders are passed over).
 *
 * @throws ArchiveError `archive-unreadable`: no ZIP, truncated, a broken directory, a name that would leave its folder
 */
export async function* zipEntries(path: string, signal: AbortSignal): AsyncGenerator<ZipEntry> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const reader = new WindowedReader(file);
  let zip: ZipFile;
  try {
    const { size } = await file.stat();
    zip = await fromRandomAccessReaderPromise(reader, size, { autoClose: false, validateEntrySizes: true });
  } catch (error) {
    await file.close();
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
      const entry = next.value;
      if (entry.fileName.endsWith('/')) continue;
      // We write local times, without a zone.
      const date = entry.getLastModDate({ timezone: 'local' });
      const { fileName: name, uncompressedSize: bytes, relativeOffsetOfLocalHeader: offset } = entry;
      yield { name, bytes, date, offset, open: () => openEntry(zip, reader, entry) };
    }
  } finally {
    // Closes the file too, through the reader.
    zip.close();
  }
}

/**
 * Reads bytes to their end through one or more hashes.
 *
 * @returns their number; throws what reading throws (damaged data, wrong length) or `StoppedError('interrupted')`
 */
export async function hashBytes(bytes: Bytes, hashes: readonly Hash[], signal: AbortSignal): Promise<number> {
  let length = 0;
  for await (const chunk of bytes) {
    if (signal.aborted) throw interrupted(signal);
    if (!(chunk instanceof Uint8Array)) throw new Error('not a stream of bytes');
    for (const hash of hashes) hash.update(chunk);
    length += chunk.length;
  }
  return length;
}

/** SHA-256 of one entry in lower-case hexadecimal, and its length. */
export async function hashEntry(
  entry: ZipEntry,
  signal: AbortSignal,
): Promise<{ readonly sha256: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  const bytes = await hashBytes(await entry.open(), [hash], signal);
  return { sha256: hash.digest('hex'), bytes };
}
