import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../../shared/errors.ts';
import { AnswerLog } from './answerLog.ts';
import { Blobs } from './blobs.ts';
import { diskError, setUpError } from './diskErrors.ts';
import { OWNER_FOLDER, syncFolder, writeAtomically } from './files.ts';
import { readHeader } from './header.ts';
import { runFolder } from './location.ts';
import type { RunKey } from './location.ts';
import { acquireLock } from './lock.ts';
import { REMOVING, removeRunFolder } from './remove.ts';
import { FolderRunStore, HEADER_FILE, JOURNAL_FILE } from './store.ts';
import { RUN_VERSION } from './types.ts';
import type { RunHeader, RunStore } from './types.ts';

export interface NewRun extends RunKey {
  /** Folder that holds all of TwinArk's state (`defaultStateRoot`). */
  readonly stateRoot: string;
  readonly userId?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** ISO 8601; now if not given. */
  readonly startedAt?: string;
}

/**
 * Begins a run: makes its folder (owner-only), locks it and writes the header.
 *
 * @throws UsageError `unfinished-run` if there is one of this person in this `out`, `run-locked`, `run-newer`,
 *   `out-unusable` if the folder cannot be made
 * @throws StoppedError `disk-full`
 */
export async function createRun(run: NewRun): Promise<RunStore> {
  const directory = runFolder(run.stateRoot, run);
  const before = await readHeader(directory);
  if (before !== undefined) {
    throw new UsageError('unfinished-run', { username: before.username, startedAt: before.startedAt, out: before.out });
  }
  try {
    await mkdir(directory, { recursive: true, mode: OWNER_FOLDER });
    await sweep(dirname(directory));
  } catch (error) {
    throw setUpError(error, directory);
  }
  const lock = await acquireLock(directory).catch((error: unknown) => {
    throw setUpError(error, directory);
  });
  try {
    const header: RunHeader = {
      version: RUN_VERSION,
      runId: randomUUID(),
      startedAt: run.startedAt ?? new Date().toISOString(),
      out: resolve(run.out),
      profile: run.profile,
      origins: { ...run.origins },
      username: run.username,
      ...(run.userId === undefined ? {} : { userId: run.userId }),
      options: { ...run.options },
    };
    // Whatever a crash left here had no header, so it never was a run.
    await rm(join(directory, JOURNAL_FILE), { force: true });
    const blobs = new Blobs(directory);
    await blobs.prepare();
    const { log } = await AnswerLog.open(join(directory, JOURNAL_FILE), (answer) =>
      blobs.has(answer.sha256, answer.bytes),
    );
    await log.append([{ header }]);
    await writeAtomically(join(directory, HEADER_FILE), JSON.stringify(header));
    await syncFolder(join(directory, '..'));
    return new FolderRunStore({ directory, header, log, blobs, lock, lost: [] });
  } catch (error) {
    await lock.release();
    await removeRunFolder(directory).catch(() => undefined);
    throw setUpError(error, directory);
  }
}

/**
 * Opens an unfinished run: locks it, reads the journal through, cuts a torn tail, and checks that the bytes of every answer are
 * still there (`lost` lists those that are not).
 *
 * @param directory a run's folder (`findUnfinished`)
 * @param bringBack puts bytes that were released back to their places, before they are looked for
 * @throws UsageError `nothing-to-resume` if there is no run, `run-locked`, `run-newer`
 * @throws StoppedError `disk-full`, `out-gone`
 */
export async function openRun(
  directory: string,
  bringBack?: (blobPath: (sha256: string) => string) => Promise<void>,
): Promise<RunStore> {
  if (!existsSync(directory)) throw new UsageError('nothing-to-resume', { path: directory });
  const lock = await acquireLock(directory);
  try {
    const found = await readHeader(directory);
    const blobs = new Blobs(directory);
    if (found === undefined) throw new UsageError('nothing-to-resume', { path: directory });
    await blobs.prepare();
    await bringBack?.((sha256) => blobs.path(sha256));
    const { log, lost } = await AnswerLog.open(join(directory, JOURNAL_FILE), (answer) =>
      blobs.has(answer.sha256, answer.bytes),
    );
    const header = log.header ?? found;
    return new FolderRunStore({ directory, header, log, blobs, lock, lost });
  } catch (error) {
    await lock.release();
    throw diskError(error, directory);
  }
}

/** Removes what a crash in the middle of removing a run has left. */
async function sweep(runs: string): Promise<void> {
  for (const name of await readdir(runs)) {
    if (name.startsWith(REMOVING)) await rm(join(runs, name), { recursive: true, force: true });
  }
}
