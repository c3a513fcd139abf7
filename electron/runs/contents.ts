import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { OWNER_FILE } from './files.ts';

/** Contents are a few kilobytes each; a write of its own for each of 40,000 would cost more than their bytes. */
const GATHER = 256 * 1024;

interface Place {
  readonly at: number;
  readonly length: number;
}

/**
 * What items say, as text by id, one after the other in one file, with its index in memory: 40,000 files would have to be
 * created, scanned by whatever guards the computer, and removed again. Recomputable, so nothing is synced, and a file that an
 * earlier process has left is begun anew.
 */
export class Contents {
  readonly #path: string;
  readonly #index = new Map<string, Place>();
  #handle: FileHandle | undefined;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #written = 0;
  #spilling: Promise<void> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Replaces what was there for this id. Now and then waits for the disk. */
  async put(id: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.#index.set(id, { at: this.#written + this.#waitingBytes, length: bytes.length });
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= GATHER) await this.#spill();
  }

  /** @throws Error if there is none */
  async read(id: string): Promise<string> {
    const place = this.#index.get(id);
    if (place === undefined) throw new Error(`no content of ${id}`);
    const { at, length } = place;
    while (at + length > this.#written) await this.#spill();
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length;) {
      // Here and now: a few kilobytes, mostly still in the system's memory; a task for another thread costs more.
      const read = this.#handle === undefined ? 0 : readSync(this.#handle.fd, bytes, done, length - done, at + done);
      if (read === 0) throw new Error(`content of ${id} is gone`);
      done += read;
    }
    return bytes.toString();
  }

  async close(): Promise<void> {
    await this.#spilling?.catch(() => undefined);
    await this.#handle?.close();
    this.#handle = undefined;
  }

  #spill(): Promise<void> {
    this.#spilling ??= this.#write().finally(() => (this.#spilling = undefined));
    return this.#spilling;
  }

  /** What the disk refuses is still waiting afterwards. */
  async #write(): Promise<void> {
    this.#handle ??= await open(this.#path, 'w+', OWNER_FILE);
    const count = this.#waiting.length;
    const bytes = Buffer.concat(this.#waiting);
    for (let done = 0; done < bytes.length;) {
      const step = await this.#handle.write(bytes, done, bytes.length - done, this.#written + done);
      done += step.bytesWritten;
    }
    this.#waiting = this.#waiting.slice(count);
    this.#waitingBytes -= bytes.length;
    this.#written += bytes.length;
  }
}
