import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** Small entries lie side by side: one read of the disk serves hundreds of them. */
const WINDOW_BYTES = 1024 * 1024;

interface Window {
  readonly start: number;
  readonly bytes: Buffer;
  /** All of it, filled or not. */
  readonly buffer: Buffer;
}

/**
 * How yauzl reads a ZIP here. On its own it reads each header and each entry from the disk, three waits for each of 110,000
 * small files; this keeps two windows (its directory at the end, the data at the beginning) and answers from them.
 */
export class WindowedReader extends RandomAccessReader {
  readonly #file: FileHandle;
  #windows: readonly Window[] = [];

  constructor(file: FileHandle) {
    super();
    this.#file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    // Not the handle's own stream: destroying that closes the handle, whatever autoClose says.
    return Readable.from(this.#range(start, end), { objectMode: false, highWaterMark: WINDOW_BYTES });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.slice(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        // Out of the promise, so that an error thrown by yauzl's listeners is not taken for one of reading.
        process.nextTick(callback, null);
      },
      (error: unknown) => process.nextTick(callback, error instanceof Error ? error : new Error(String(error))),
    );
  }

  override close(callback: (error: Error | null) => void): void {
    this.#file.close().then(
      () => callback(null),
      () => callback(null),
    );
  }

  /** Bytes at a place; valid until the next call, not to be changed. Throws where the file ends before them. */
  async slice(position: number, length: number): Promise<Buffer> {
    const known = this.#windows.find(
      ({ start, bytes }) => position >= start && position + length <= start + bytes.length,
    );
    if (known !== undefined) return known.bytes.subarray(position - known.start, position - known.start + length);
    if (length > WINDOW_BYTES) return this.#whole(position, Buffer.allocUnsafe(length), length);
    // The window that was filled longest ago is filled anew: one for each picture would be garbage of gigabytes.
    const [kept, oldest] = this.#windows;
    this.#windows = kept === undefined ? [] : [kept];
    const buffer = oldest?.buffer ?? Buffer.allocUnsafeSlow(WINDOW_BYTES);
    const bytes = await this.#whole(position, buffer, length);
    this.#windows = [{ start: position, bytes, buffer }, ...this.#windows.slice(0, 1)];
    return bytes.subarray(0, length);
  }

  /** Fills a buffer as far as the file goes, and at least so far. */
  async #whole(position: number, buffer: Buffer, atLeast: number): Promise<Buffer> {
    const bytes = await this.#fill(position, buffer);
    if (bytes.length < atLeast) throw new Error('unexpected end of file');
    return bytes;
  }

  async *#range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let at = start; at < end;) {
      const bytes = await this.#fill(at, Buffer.allocUnsafe(Math.min(WINDOW_BYTES, end - at)));
      if (bytes.length === 0) throw new Error('unexpected end of file');
      yield bytes;
      at += bytes.length;
    }
  }

  async #fill(position: number, buffer: Buffer): Promise<Buffer> {
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.#file.read(buffer, filled, buffer.length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  }
}
