import { createHash } from 'node:crypto';
import { closeSync, createReadStream, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { ArchiveEntry } from './types.ts';
import { interrupted, SourceChangedError, writeError } from './zipErrors.ts';
import { AT_ONCE_BYTES, CoalescingZipStream } from './zipStream.ts';

const CHUNK_BYTES = 1024 * 1024;
/** Longer files are streamed, and their length stands behind them: only there is there room for one beyond 4 GB. */
const MOST_STORED_BYTES = 1024 * 1024 * 1024;
const MODE = 0o644;

/** What can be written: the site's entries, and long texts made piece by piece. */
export type ZipSource =
  ArchiveEntry['source'] | { readonly type: 'chunks'; readonly chunks: Iterable<string> | AsyncIterable<Uint8Array> };
type FileSource = Extract<ZipSource, { type: 'file' }>;

export interface ZipInput {
  /** Below the ZIP's folder. */
  readonly name: string;
  readonly date: Date;
  readonly stored: boolean;
  readonly source: ZipSource;
}

export interface Written {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Writes to a file and hashes what it writes. */
class FileSink {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  written = 0;
  failure: unknown;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Does not throw: it is called from inside of streams. */
  put(bytes: Uint8Array): void {
    if (this.failure !== undefined) return;
    this.#hash.update(bytes);
    try {
      for (let at = 0; at < bytes.length;) {
        const step = writeSync(this.#file.fd, bytes, at, bytes.length - at);
        at += step;
        this.written += step;
      }
    } catch (error) {
      this.failure = error;
    }
  }

  /** Ends only when all of it is on the disk itself. */
  async end(): Promise<string> {
    await this.#file.sync();
    await this.#file.close();
    return this.#hash.digest('hex');
  }

  async abort(): Promise<void> {
    await this.#file.close().catch(() => undefined);
  }
}

/**
 * One ZIP on its way to disk. Entries are added one after the other (await each); the caller removes the file if anything
 * throws. It reads and writes here and now: best in a thread of its own (zipThread.ts).
 * Errors: `StoppedError` (`interrupted`, `disk-full`, `file-too-large-for-disk`, `out-gone`), `SourceChangedError`.
 */
export class ZipWriter {
  readonly path: string;
  readonly #folder: string;
  readonly #signal: AbortSignal;
  readonly #sink: FileSink;
  readonly #zip: CoalescingZipStream;
  /** Every file passes through here: a buffer for each would be garbage of gigabytes. */
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);

  private constructor(path: string, folder: string, file: FileHandle, signal: AbortSignal) {
    this.path = path;
    this.#folder = folder;
    this.#signal = signal;
    this.#sink = new FileSink(file);
    this.#zip = new CoalescingZipStream((bytes) => this.#sink.put(bytes));
  }

  /**
   * Creates the file, readable by its owner only until it is finished; never writes over one that exists.
   *
   * @param folder in which all entries lie
   */
  static async create(path: string, folder: string, signal: AbortSignal): Promise<ZipWriter> {
    signal.throwIfAborted();
    const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
      throw writeError(error, path, 0);
    });
    return new ZipWriter(path, folder, file, signal);
  }

  /**
   * Writes one entry.
   *
   * @throws SourceChangedError if a file is not what was declared
   */
  async add(input: ZipInput): Promise<Written> {
    this.#check();
    const written = await this.#add(input);
    this.#check();
    return written;
  }

  /** Writes the directory and waits until all is on the disk. Returns the ZIP's own length and checksum. */
  async finish(): Promise<Written> {
    this.#check();
    this.#zip.finish();
    this.#check();
    const sha256 = await this.#sink.end().catch((error: unknown) => {
      throw writeError(error, this.path, this.#sink.written);
    });
    return { bytes: this.#sink.written, sha256 };
  }

  /** Gives up: closes the file, which the caller then removes. */
  async abort(): Promise<void> {
    await this.#sink.abort();
  }

  #check(): void {
    if (this.#signal.aborted) throw interrupted(this.#signal);
    if (this.#sink.failure !== undefined) throw writeError(this.#sink.failure, this.path, this.#sink.written);
  }

  #add(input: ZipInput): Promise<Written> {
    const { source } = input;
    if (source.type === 'bytes') return this.#bytes(input, source.bytes);
    if (source.type === 'file' && input.stored && source.bytes <= MOST_STORED_BYTES) return this.#file(input, source);
    if (source.type === 'file' && source.bytes <= AT_ONCE_BYTES) {
      return this.#bytes(
        input,
        reading(source.path, () => readFileSync(source.path)),
        source,
      );
    }
    return this.#stream(input);
  }

  async #bytes(input: ZipInput, bytes: Uint8Array, declared?: FileSource): Promise<Written> {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const written = { bytes: whole.length, sha256: createHash('sha256').update(whole).digest('hex') };
    if (declared !== undefined) compare(declared, written);
    await this.#entry(input, (data, done) => this.#zip.entry(whole, data, done));
    return written;
  }

  /** Reads a file once for its checksums, and if it is longer than the buffer once more to write it. */
  async #file(input: ZipInput, source: FileSource): Promise<Written> {
    const fd = reading(source.path, () => openSync(source.path, 'r'));
    try {
      const hash = createHash('sha256');
      let bytes = 0;
      let crc = 0;
      let last: Uint8Array = this.#buffer.subarray(0, 0);
      for (const piece of reading(source.path, () => this.#pieces(fd))) {
        hash.update(piece);
        crc = crc32(piece, crc);
        bytes += piece.length;
        last = piece;
      }
      const written = { bytes, sha256: hash.digest('hex') };
      compare(source, written);
      const pieces = bytes === last.length ? [last] : this.#pieces(fd);
      await this.#entry(input, (data, done) => this.#zip.storeFile({ bytes, crc, pieces }, data, done));
      return written;
    } finally {
      closeSync(fd);
    }
  }

  *#pieces(fd: number): Generator<Uint8Array> {
    for (let at = 0; ;) {
      let filled = 0;
      while (filled < CHUNK_BYTES) {
        const read = readSync(fd, this.#buffer, filled, CHUNK_BYTES - filled, at + filled);
        if (read === 0) break;
        filled += read;
      }
      if (filled === 0) return;
      at += filled;
      yield this.#buffer.subarray(0, filled);
    }
  }

  async #stream(input: ZipInput): Promise<Written> {
    const { source } = input;
    const hash = createHash('sha256');
    const signal = this.#signal;
    let bytes = 0;
    async function* passing(): AsyncGenerator<Buffer> {
      const from =
        source.type === 'chunks'
          ? source.chunks
          : source.type === 'file'
            ? createReadStream(source.path, { highWaterMark: CHUNK_BYTES })
            : [source.bytes];
      for await (const chunk of from) {
        if (signal.aborted) throw interrupted(signal);
        const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk as Uint8Array);
        hash.update(buffer);
        bytes += buffer.length;
        yield buffer;
      }
    }
    const readable = Readable.from(passing(), { objectMode: false, highWaterMark: CHUNK_BYTES });
    let broken: Error | undefined;
    readable.once('error', (error) => (broken = error));
    await this.#entry(input, (data, done) => {
      readable.once('error', done);
      this.#zip.entry(readable, data, done);
    }).catch((error: unknown) => {
      if (broken === undefined || source.type !== 'file' || signal.aborted) throw error;
      throw new SourceChangedError(source.path, 'cannot be read', { cause: broken });
    });
    const written = { bytes, sha256: hash.digest('hex') };
    if (source.type === 'file') compare(source, written);
    return written;
  }

  async #entry(
    { name, date, stored }: ZipInput,
    write: (data: Parameters<CoalescingZipStream['entry']>[1], done: (error: Error | null | undefined) => void) => void,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      write({ name: `${this.#folder}/${name}`, date, mode: MODE, store: stored }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }
}

function compare(declared: FileSource, actual: Written): void {
  if (actual.bytes === declared.bytes && actual.sha256 === declared.sha256) return;
  throw new SourceChangedError(declared.path, `is not what it was (${actual.bytes} of ${declared.bytes} bytes)`);
}

/** @throws SourceChangedError where a source cannot be read */
function reading<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new SourceChangedError(path, 'cannot be read', { cause: error });
  }
}
