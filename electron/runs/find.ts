import { existsSync } from 'node:fs';
import { open, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../shared/errors.ts';
import { scanJournal } from './journal.ts';
import { resolvedOut, runsFolder } from './location.ts';
import { lockedBy } from './lock.ts';
import { peekHeader } from './header.ts';
import { REMOVING } from './remove.ts';
import { JOURNAL_FILE } from './store.ts';
import type { AnswerCounts, RunHeader } from './types.ts';

/** An unfinished run as a person chooses it. */
export interface UnfinishedRun {
  readonly directory: string;
  readonly header: RunHeader;
  /** Number of the process that works on it at this moment. */
  readonly lockedBy?: number;
}

export interface RunQuery {
  readonly stateRoot: string;
  readonly out?: string;
  readonly username?: string;
  /** Only runs with exactly these origins. */
  readonly origins?: Readonly<Record<string, string>>;
}

/**
 * Unfinished runs, the latest first: for one target folder, person and platform, or all of them (the Start screen).
 * Changes nothing.
 *
 * @throws UsageError `run-newer` if a newer TwinArk left a run of this very person in this very `out`
 */
export async function findUnfinished(query: RunQuery): Promise<UnfinishedRun[]> {
  const found: UnfinishedRun[] = [];
  for (const directory of await runFolders(query.stateRoot)) {
    const peeked = await peekHeader(directory);
    if (peeked === undefined) continue;
    if (peeked.type === 'newer') {
      const asked = query.out !== undefined && query.username !== undefined && query.username === peeked.username;
      if (asked && peeked.out !== undefined && resolvedOut(query.out) === resolvedOut(peeked.out)) {
        throw new UsageError('run-newer', { version: peeked.version, path: directory });
      }
      continue;
    }
    if (!fits(peeked.header, query)) continue;
    const pid = await lockedBy(directory);
    found.push({ directory, header: peeked.header, ...(pid === undefined ? {} : { lockedBy: pid }) });
  }
  return found.sort((a, b) => (a.header.startedAt < b.header.startedAt ? 1 : -1));
}

/** How much a run has already, read from its journal without opening it (about 4 µs an answer). */
export async function countAnswers(directory: string): Promise<AnswerCounts> {
  const last = new Map<string, number>();
  const handle = await open(join(directory, JOURNAL_FILE), 'r');
  try {
    for await (const { record } of scanJournal(handle)) {
      if ('answer' in record)
        last.set(record.answer.address, record.answer.outcome === 'ok' ? record.answer.bytes : -1);
    }
  } finally {
    await handle.close();
  }
  const counts = { ok: 0, failed: 0, bytes: 0 };
  for (const bytes of last.values()) {
    if (bytes < 0) counts.failed += 1;
    else {
      counts.ok += 1;
      counts.bytes += bytes;
    }
  }
  return counts;
}

/**
 * Removes the state of all runs ("remove everything that TwinArk keeps"), also what cannot be read.
 *
 * @throws UsageError `run-locked` if a process works on one of them; then nothing is removed
 */
export async function removeAllRuns(stateRoot: string): Promise<void> {
  for (const directory of await runFolders(stateRoot)) {
    const pid = await lockedBy(directory);
    if (pid !== undefined) throw new UsageError('run-locked', { pid });
  }
  await rm(runsFolder(stateRoot), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  await rmdir(stateRoot).catch(() => undefined);
}

async function runFolders(stateRoot: string): Promise<string[]> {
  const folder = runsFolder(stateRoot);
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(REMOVING))
    .map((entry) => join(folder, entry.name));
}

function fits(header: RunHeader, query: RunQuery): boolean {
  if (query.out !== undefined && resolvedOut(query.out) !== resolvedOut(header.out)) return false;
  if (query.username !== undefined && query.username !== header.username) return false;
  if (query.origins === undefined) return true;
  const wanted = Object.entries(query.origins);
  return (
    wanted.length === Object.keys(header.origins).length &&
    wanted.every(([role, origin]) => header.origins[role] === origin)
  );
}
