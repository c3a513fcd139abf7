import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArchiveEntry } from './types.ts';
import { interrupted, writeError } from './zipErrors.ts';
import { CoalescingZipStream } from './zipStream.ts';

/** Files up to this length are read whole (the platform's largest picture is 5 MB), longer ones are streamed. */
const WHOLE_BYTES = 8 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const MODE = 0o644;

/** What can be written: the site's entries, and long texts made piece by piece. */
export type ZipSource = ArchiveEntry['source'] | { readonly type: 'chunks'; readonly chunks: Iterable<string> };

export interface ZipInput {
  /** Whole name in the ZIP. */
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

/** An entry about to be written: read already, or to be streamed. */
export type Prepared =
  { readonly input: ZipInput; readonly bytes: Buffer; readonly sha256: string } | { readonly input: ZipInput };

/** A source file is not what was promised: gone, shorter, longer, or with other bytes than it was verified with. */
export class SourceChangedError extends Error {
  readonly path: string;

  constructor(path: string, detail: string, options?: ErrorOptions) {
    super(`${path}: ${detail}`, options);
    this.name = 'SourceChangedError';
    this.path = path;
  }
}

/** Writes to a file, hashes what it writes, and ends only when all of it is on the disk itself. */
class FileSink extends Writable {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  written = 0;

  constructor(file: FileHandle) {
    super({ highWaterMark: CHUNK_BYTES });
    this.#file = file;
  }

  digest(): string {
    return this.#hash.digest('hex');
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#hash.update(chunk);
    this.#writeAll(chunk).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#file.sync().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#file.close().then(
      () => done(error),
      (closing: unknown) => done(error ?? (closing instanceof Error ? closing : new Error(String(closing)))),
    );
  }

  async #writeAll(chunk: Buffer): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      const { bytesWritten } = await this.#file.write(chunk, at, chunk.length - at);
      at += bytesWritten;
      this.written += bytesWritten;
    }
  }
}

/**
 * One ZIP on its way to disk. Entries are added one after the other (await each); the caller removes the file if anything
 * throws. Errors: `StoppedError` (`interrupted`, `disk-full`, `file-too-large-for-disk`, `out-gone`), `SourceChangedError`.
 */
export class ZipWriter {
  readonly path: string;
  readonly #zip = new CoalescingZipStream({ level: 6, forceLocalTime: true });
  readonly #sink: FileSink;
  readonly #done: Promise<void>;
  #failure: Error | undefined;
  /** Rejects whatever is being waited for when the pipeline fails: racing 110,000 promises against one would keep them all. */
  #fail: ((error: Error) => void) | undefined;

  private constructor(path: string, file: FileHandle, signal: AbortSignal) {
    this.path = path;
    this.#sink = new FileSink(file);
    this.#done = pipeline(this.#zip, this.#sink, { signal }).catch((error: unknown) => {
      this.#failure = signal.aborted ? interrupted(signal) : writeError(error, path, this.#sink.written);
      this.#fail?.(this.#failure);
    });
  }

  /** Creates the file, readable by its owner only until it is finished; never writes over one that exists. */
  static async create(path: string, signal: AbortSignal): Promise<ZipWriter> {
    signal.throwIfAborted();
    const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
      throw writeError(error, path, 0);
    });
    return new ZipWriter(path, file, signal);
  }

  /** Writes one entry; checks length and checksum of a file against what was declared while it passes. */
  async add(input: ZipInput): Promise<Written> {
    return this.write(await this.prepare(input));
  }

  /**
   * Reads what is short enough to be held, so that the disk is read while the entry before is written. Everything that is
   * prepared is to be written, in the same order.
   *
   * @throws SourceChangedError if a file is not what was declared
   */
  async prepare(input: ZipInput): Promise<Prepared> {
    const { source } = input;
    if (source.type === 'bytes') {
      const bytes = Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength);
      return { input, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    }
    if (source.type !== 'file' || source.bytes > WHOLE_BYTES) return { input };
    const bytes = await readFile(source.path).catch((error: unknown) => {
      throw new SourceChangedError(source.path, 'cannot be read', { cause: error });
    });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#compare(source, { bytes: bytes.length, sha256 });
    return { input, bytes, sha256 };
  }

  async write(prepared: Prepared): Promise<Written> {
    await this.#check();
    if (!('bytes' in prepared)) return this.#stream(prepared.input);
    const { input, bytes, sha256 } = prepared;
    await this.#entry(bytes, input);
    return { bytes: bytes.length, sha256 };
  }

  /** Writes the directory and waits until all is on the disk. Returns the ZIP's own length and checksum. */
  async finish(): Promise<Written> {
    await this.#check();
    this.#zip.finish();
    await this.#done;
    // Set by the pipeline's own failure, which the compiler cannot see.
    const failure = this.#failed();
    if (failure !== undefined) throw failure;
    return { bytes: this.#sink.written, sha256: this.#sink.digest() };
  }

  /** Gives up: closes the file, which the caller then removes. */
  async abort(): Promise<void> {
    this.#zip.destroy();
    await this.#done;
  }

  /** A stream that was destroyed takes no more, and waits for nothing: its failure must be asked for. */
  async #check(): Promise<void> {
    if (this.#zip.destroyed) await this.#done;
    if (this.#failure !== undefined) throw this.#failure;
  }

  #failed(): Error | undefined {
    return this.#failure;
  }

  #compare(declared: Extract<ZipSource, { type: 'file' }>, actual: Written): void {
    if (actual.bytes === declared.bytes && actual.sha256 === declared.sha256) return;
    throw new SourceChangedError(declared.path, `is not what it was (${actual.bytes} of ${declared.bytes} bytes)`);
  }

  async #stream(input: ZipInput): Promise<Written> {
    const { source } = input;
    const hash = createHash('sha256');
    let bytes = 0;
    async function* passing(): AsyncGenerator<Buffer> {
      const from =
        source.type === 'chunks'
          ? source.chunks
          : source.type === 'file'
            ? createReadStream(source.path, { highWaterMark: CHUNK_BYTES })
            : [source.bytes];
      for await (const chunk of from) {
        const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk as Uint8Array);
        hash.update(buffer);
        bytes += buffer.length;
        yield buffer;
      }
    }
    const readable = Readable.from(passing(), { objectMode: false, highWaterMark: CHUNK_BYTES });
    let broken: Error | undefined;
    readable.once('error', (error) => (broken = error));
    await this.#entry(readable, input).catch((error: unknown) => {
      if (broken === undefined || source.type !== 'file') throw error;
      throw new SourceChangedError(source.path, 'cannot be read', { cause: broken });
    });
    const written = { bytes, sha256: hash.digest('hex') };
    if (source.type === 'file') this.#compare(source, written);
    return written;
  }

  async #entry(data: Buffer | Readable, input: ZipInput): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#fail = reject;
      if (!Buffer.isBuffer(data)) data.once('error', reject);
      this.#zip.entry(data, { name: input.name, date: input.date, mode: MODE, store: input.stored }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
    if (this.#zip.writableNeedDrain) {
      await new Promise<void>((resolve, reject) => {
        this.#fail = reject;
        this.#zip.once('drain', resolve);
      });
    }
    this.#fail = undefined;
  }
}
