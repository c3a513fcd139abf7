import type { MessagePort } from 'node:worker_threads';
import { isToThread, sentError } from './threadMessages.ts';
import type { FromThread, ToThread, WriteTask } from './threadMessages.ts';
import { ZipWriter } from './zipWriter.ts';
import type { Written } from './zipWriter.ts';

/** So many results go back together. */
const RESULTS = 16;

/** What was sent and not yet worked on. */
class Inbox {
  readonly #messages: ToThread[] = [];
  #arrived: (() => void) | undefined;

  get isEmpty(): boolean {
    return this.#messages.length === 0;
  }

  put(message: ToThread): void {
    this.#messages.push(message);
    this.#arrived?.();
  }

  async next(signal: AbortSignal): Promise<ToThread> {
    for (;;) {
      signal.throwIfAborted();
      const message = this.#messages.shift();
      if (message) return message;
      await new Promise<void>((resolve) => (this.#arrived = resolve));
    }
  }
}

/** The half of `zipThread.ts` in the other thread: reads, checks, packs and writes what that one renders meanwhile. */
export class ThreadWriter {
  readonly #port: MessagePort;
  readonly #stop = new AbortController();
  readonly #inbox = new Inbox();
  #written: Written[] = [];

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: unknown) => {
      if (!isToThread(message)) throw new Error('not a message to this thread');
      if (message.type === 'abort') this.#stop.abort();
      this.#inbox.put(message);
    });
  }

  async work({ path, folder }: WriteTask): Promise<void> {
    let zip: ZipWriter | undefined;
    try {
      zip = await ZipWriter.create(path, folder, this.#stop.signal);
      this.#send({ type: 'open' });
      this.#send({ type: 'finished', whole: await this.#write(zip) });
    } catch (error) {
      await zip?.abort();
      this.#send({ type: 'failed', error: sentError(error) });
    }
    this.#port.close();
  }

  async #write(zip: ZipWriter): Promise<Written> {
    for (;;) {
      if (this.#inbox.isEmpty) this.#tell();
      const message = await this.#inbox.next(this.#stop.signal);
      if (message.type === 'add') {
        for (const input of message.inputs) this.#done(await zip.add(input));
      } else if (message.type === 'begin') {
        this.#done(await zip.add({ ...message.entry, source: { type: 'chunks', chunks: this.#pieces() } }));
      } else if (message.type === 'finish') {
        this.#tell();
        return zip.finish();
      } else throw new Error(`${message.type} out of turn`);
    }
  }

  async *#pieces(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const message = await this.#inbox.next(this.#stop.signal);
      if (message.type === 'end') return;
      if (message.type !== 'piece') throw new Error(`${message.type} in the middle of an entry`);
      this.#send({ type: 'taken' });
      yield message.bytes;
    }
  }

  #done(written: Written): void {
    this.#written.push(written);
    if (this.#written.length >= RESULTS) this.#tell();
  }

  #tell(): void {
    if (this.#written.length === 0) return;
    this.#send({ type: 'written', entries: this.#written });
    this.#written = [];
  }

  #send(message: FromThread): void {
    this.#port.postMessage(message);
  }
}
