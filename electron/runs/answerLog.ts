import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { encodeRecord, readRecordAt, scanJournal } from './journal.ts';
import type { JournalRecord } from './journal.ts';
import { OWNER_FILE } from './files.ts';
import type { OkAnswer, RunHeader, StoredAnswer } from './types.ts';

/**
 * The journal with its index. In memory there is only where each address's last answer stands: 150,000 answers take about
 * 30 MB, with the answers themselves it would be five times that.
 */
export class AnswerLog {
  readonly #path: string;
  #handle: FileHandle;
  #index = new Map<string, number>();
  #end = 0;
  #counts = { ok: 0, failed: 0, bytes: 0 };
  /** The header as the journal knows it, should the header file be damaged. */
  header: RunHeader | undefined;
  damaged = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /**
   * Opens or creates a journal, reads it through, and cuts a torn tail off.
   *
   * @param has whether an answer's bytes are still there; an answer without them is forgotten and listed in `lost`
   */
  static async open(path: string, has: (answer: OkAnswer) => boolean): Promise<{ log: AnswerLog; lost: OkAnswer[] }> {
    const log = new AnswerLog(path, await open(path, 'a+', OWNER_FILE).then(reopen(path)));
    try {
      return { log, lost: await log.#load(has) };
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  get counts(): { readonly ok: number; readonly failed: number; readonly bytes: number } {
    return this.#counts;
  }

  get(address: string): StoredAnswer | undefined {
    const offset = this.#index.get(address);
    return offset === undefined ? undefined : this.#read(address, offset);
  }

  *answers(): IterableIterator<StoredAnswer> {
    for (const [address, offset] of this.#index) {
      const answer = this.#read(address, offset);
      if (answer !== undefined) yield answer;
    }
  }

  forget(answer: StoredAnswer): void {
    if (this.#index.delete(answer.address)) this.#count(answer, -1);
  }

  /**
   * Appends records and syncs them: all of them are durable when it resolves, none is remembered if it rejects.
   * What was written half is cut off again, at once if the disk allows it, else by the next `repair` or when it is opened.
   */
  async append(records: readonly JournalRecord[]): Promise<void> {
    if (records.length === 0) return;
    const lines = records.map(encodeRecord);
    try {
      const all = Buffer.concat(lines);
      for (let written = 0; written < all.length;) {
        const { bytesWritten } = await this.#handle.write(all, written, all.length - written, this.#end + written);
        written += bytesWritten;
      }
      await this.#handle.datasync();
    } catch (error) {
      await this.#handle.truncate(this.#end).catch(() => undefined);
      throw error;
    }
    records.forEach((record, index) => {
      this.#remember(record, this.#end);
      this.#end += lines[index]?.length ?? 0;
    });
  }

  /** After a failure: opens the file anew (a failed sync says nothing about later ones) and cuts it to what is known to be good. */
  async repair(): Promise<void> {
    const handle = await open(this.#path, 'r+');
    await this.#handle.close().catch(() => undefined);
    this.#handle = handle;
    await handle.truncate(this.#end);
    await handle.sync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #load(has: (answer: OkAnswer) => boolean): Promise<OkAnswer[]> {
    const lost = new Map<string, OkAnswer>();
    const scan = scanJournal(this.#handle);
    for (;;) {
      const step = await scan.next();
      if (step.done === true) {
        this.#end = step.value.end;
        this.damaged = step.value.damaged;
        break;
      }
      const { record, offset } = step.value;
      if ('answer' in record && record.answer.outcome === 'ok' && !has(record.answer)) {
        const before = this.get(record.answer.address);
        if (before !== undefined) this.forget(before);
        lost.set(record.answer.address, record.answer);
        continue;
      }
      if ('answer' in record) lost.delete(record.answer.address);
      this.#remember(record, offset);
    }
    if ((await this.#handle.stat()).size > this.#end) await this.#handle.truncate(this.#end);
    return [...lost.values()];
  }

  #remember(record: JournalRecord, offset: number): void {
    if ('header' in record) {
      this.header = record.header;
      return;
    }
    const before = this.get(record.answer.address);
    if (before !== undefined) this.#count(before, -1);
    // A copy of its own: a string cut out of a page would keep the whole page in memory.
    this.#index.set(Buffer.from(record.answer.address).toString(), offset);
    this.#count(record.answer, 1);
  }

  #read(address: string, offset: number): StoredAnswer | undefined {
    const record = readRecordAt(this.#handle.fd, offset);
    return record !== undefined && 'answer' in record && record.answer.address === address ? record.answer : undefined;
  }

  #count(answer: StoredAnswer, by: 1 | -1): void {
    if (answer.outcome === 'failed') this.#counts.failed += by;
    else {
      this.#counts.ok += by;
      this.#counts.bytes += by * answer.bytes;
    }
  }
}

/** `a+` creates the file, but on Linux it ignores positions when writing: go on with `r+`. */
function reopen(path: string): (handle: FileHandle) => Promise<FileHandle> {
  return async (handle) => {
    await handle.close();
    return open(path, 'r+');
  };
}
