import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { StoppedError } from '../../shared/errors.ts';
import type { AnswerLog } from './answerLog.ts';
import type { Blobs, Staged } from './blobs.ts';
import { Contents } from './contents.ts';
import { diskError } from './diskErrors.ts';
import { writeAtomically, writeSynced } from './files.ts';
import { GroupCommit } from './groupCommit.ts';
import type { RunLock } from './lock.ts';
import { removeRunFolder } from './remove.ts';
import type { AnswerCounts, FailedAnswer, OkAnswer, RunHeader, RunStore, StoredAnswer } from './types.ts';
import type { Reason } from '../../shared/reasons.ts';

export const HEADER_FILE = 'run.json';
export const JOURNAL_FILE = 'journal';

interface Commit {
  readonly answer: StoredAnswer;
  readonly staged: Staged | undefined;
}

interface Parts {
  readonly directory: string;
  readonly header: RunHeader;
  readonly log: AnswerLog;
  readonly blobs: Blobs;
  readonly lock: RunLock;
  readonly lost: readonly OkAnswer[];
}

/** The store of an opened run; made by `createRun` and `openRun`. */
export class FolderRunStore implements RunStore {
  readonly directory: string;
  readonly lost: readonly OkAnswer[];
  #header: RunHeader;
  readonly #log: AnswerLog;
  readonly #blobs: Blobs;
  readonly #lock: RunLock;
  readonly #commits: GroupCommit<Commit>;
  /** Few at once: each sync holds one of Node's four file threads, which pictures and the archive need too. */
  readonly #syncing = new PQueue({ concurrency: 3 });
  readonly #contents: Contents;
  #refused: StoppedError | undefined;
  #closed = false;

  constructor(parts: Parts) {
    this.directory = parts.directory;
    this.lost = parts.lost;
    this.#header = parts.header;
    this.#log = parts.log;
    this.#blobs = parts.blobs;
    this.#lock = parts.lock;
    this.#contents = new Contents(join(parts.directory, 'contents.data'));
    this.#commits = new GroupCommit({ commit: (group) => this.#commit(group), delay: 10, most: 64 });
  }

  get header(): RunHeader {
    return this.#header;
  }

  get counts(): AnswerCounts {
    return { ...this.#log.counts };
  }

  async amend(part: Partial<Pick<RunHeader, 'userId' | 'options'>>): Promise<void> {
    const header = { ...this.#header, ...part };
    await this.#commits.flush();
    await this.#guarded(async () => {
      await writeAtomically(join(this.directory, HEADER_FILE), JSON.stringify(header));
      await this.#log.append([{ header }]);
    });
    this.#header = header;
  }

  get(address: string): StoredAnswer | undefined {
    return this.#log.get(address);
  }

  answers(): IterableIterator<StoredAnswer> {
    return this.#log.answers();
  }

  async putBytes(answer: Omit<OkAnswer, 'sha256' | 'bytes'>, bytes: Uint8Array): Promise<OkAnswer> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const whole: OkAnswer = { ...answer, sha256, bytes: bytes.length };
    // Before the parts that wait: those lie on the disk already, these are held in memory.
    const staged = await this.#staging(() => this.#blobs.stage(answer.address, sha256, bytes), bytes.length, 1);
    await this.#commits.add({ answer: whole, staged });
    return whole;
  }

  async putPart(answer: OkAnswer, part: string): Promise<OkAnswer> {
    const { address, sha256, bytes } = answer;
    const staged = await this.#staging(() => this.#blobs.stagePart(address, sha256, bytes, part), bytes);
    await this.#commits.add({ answer, staged });
    return answer;
  }

  async putFailure(answer: FailedAnswer): Promise<void> {
    this.#refuse();
    await this.#commits.add({ answer, staged: undefined });
  }

  forgetFailure(address: string): void {
    const answer = this.#log.get(address);
    if (answer?.outcome === 'failed') this.#log.forget(answer);
  }

  forgetFailures(fits: (reason: Reason) => boolean = () => true): number {
    let forgotten = 0;
    for (const answer of this.#log.answers()) {
      if (answer.outcome !== 'failed' || !fits(answer.reason)) continue;
      this.#log.forget(answer);
      forgotten += 1;
    }
    return forgotten;
  }

  blobPath(sha256: string): string {
    return this.#blobs.path(sha256);
  }

  async release(hashes: Iterable<string>): Promise<void> {
    for (const sha256 of hashes) await rm(this.#blobs.path(sha256), { force: true });
  }

  partPath(address: string): string {
    return this.#blobs.part(address);
  }

  thumbPath(sha256: string): string {
    return join(this.directory, 'thumbs', `${sha256}.webp`);
  }

  async putContent(id: string, json: string): Promise<void> {
    this.#refuse();
    await this.#guarded(() => this.#contents.put(id, json), json.length);
  }

  content(id: string): Promise<string> {
    return this.#guarded(() => this.#contents.read(id));
  }

  async findLost(): Promise<readonly OkAnswer[]> {
    const lost: OkAnswer[] = [];
    let looked = 0;
    for (const answer of this.#log.answers()) {
      // A look is quick, but there are many: the network must not wait for all of them.
      if ((looked += 1) % 500 === 0) await new Promise(setImmediate);
      if (answer.outcome === 'ok' && !this.#blobs.has(answer.sha256, answer.bytes)) lost.push(answer);
    }
    for (const answer of lost) this.#log.forget(answer);
    return lost;
  }

  async flush(): Promise<void> {
    await this.#syncing.onIdle();
    await this.#commits.flush();
  }

  async recheck(): Promise<void> {
    await this.flush();
    const probe = join(this.directory, 'probe');
    try {
      // A little more than the next pages need, so that the run does not stop again at once.
      await writeSynced(probe, Buffer.alloc(1024 * 1024, 1));
      await this.#log.repair();
    } catch (error) {
      throw diskError(error, this.directory);
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
    this.#refused = undefined;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.flush();
    this.#closed = true;
    await this.#contents.close();
    await this.#log.close();
    await this.#lock.release();
  }

  async destroy(): Promise<void> {
    await this.flush();
    if (!this.#closed) {
      this.#closed = true;
      await this.#contents.close();
      await this.#log.close();
    }
    await removeRunFolder(this.directory);
    await this.#lock.release();
  }

  #refuse(): void {
    if (this.#closed) throw new StoppedError('interrupted');
    if (this.#refused !== undefined) throw this.#refused;
  }

  #staging<T>(work: () => Promise<T>, needed: number, priority = 0): Promise<T> {
    const staging = async (): Promise<T> => {
      this.#refuse();
      return await this.#guarded(work, needed);
    };
    return this.#syncing.add(staging, { priority });
  }

  /** Runs something that writes, and refuses everything after it when the disk says that it cannot go on. */
  async #guarded<T>(work: () => Promise<T>, needed?: number): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#judge(error, needed);
    }
  }

  #judge(error: unknown, needed?: number): unknown {
    const meant = diskError(error, this.directory, needed);
    if (meant instanceof StoppedError) this.#refused ??= meant;
    return meant;
  }

  /** Renames, then appends: a record never refers to bytes that are not there. */
  async #commit(group: readonly Commit[]): Promise<unknown[]> {
    try {
      const errors = (await this.#blobs.settle(group.map((commit) => commit.staged))).map((error) =>
        error === undefined ? undefined : this.#judge(error),
      );
      if (this.#refused !== undefined && errors.every((error) => error === undefined)) throw this.#refused;
      const good = group.filter((_, index) => errors[index] === undefined);
      await this.#log.append(good.map(({ answer }) => ({ answer })));
      return errors;
    } catch (error) {
      throw this.#judge(error);
    }
  }
}
