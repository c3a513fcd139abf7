import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { UsageError } from '../../shared/errors.ts';
import { systemCode } from './diskErrors.ts';
import { OWNER_FILE } from './files.ts';

const ownerSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** When the process started, by the kernel's count (Linux only): tells a process from a later one with the same number. */
  started: z.string().optional(),
  token: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

export interface RunLock {
  release(): Promise<void>;
}

const HEARTBEAT = 5_000;
/** A live process beats every five seconds; after a sleep of the laptop it gets one more beat's time to show itself. */
const SILENT = 30_000;
const WATCH = HEARTBEAT + 1_500;
/** Of another machine nothing but the beats can be seen. */
const SILENT_ELSEWHERE = 10 * 60_000;

/** Locks held by this very process; its own number in a lock file that is not among them is a leftover. */
const held = new Set<string>();

/**
 * Takes the lock of a run's folder: a file with process number, start time and machine. The lock of a process that is gone
 * is taken over.
 *
 * @throws UsageError `run-locked` with `pid` while another process works on the run
 */
export async function acquireLock(folder: string): Promise<RunLock> {
  const path = resolve(folder, 'lock');
  if (held.has(path)) throw new UsageError('run-locked', { pid: process.pid });
  held.add(path);
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const owner: Owner = { pid: process.pid, host: hostname(), token: randomUUID() };
      const own = await lookAt(process.pid);
      if (own !== undefined) owner.started = own.started;
      if (await create(path, owner)) return keep(path, owner.token);
      await removeIfStale(path);
    }
    throw new UsageError('run-locked', { pid: (await readOwner(path))?.pid ?? 0 });
  } catch (error) {
    held.delete(path);
    throw error;
  }
}

/** The number of the live process that holds a run, or undefined. Changes nothing. */
export async function lockedBy(folder: string): Promise<number | undefined> {
  const path = resolve(folder, 'lock');
  if (held.has(path)) return process.pid;
  const owner = await readOwner(path);
  return owner === undefined || (await isStale(path, owner)) ? undefined : owner.pid;
}

function keep(path: string, token: string): RunLock {
  const beat = setInterval(() => {
    const now = new Date();
    // A missed beat is no harm: it only matters where the process cannot be asked directly.
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      if ((await readOwner(path))?.token === token) await rm(path, { force: true });
      held.delete(path);
    },
  };
}

async function create(path: string, owner: Owner): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', OWNER_FILE);
    try {
      await handle.writeFile(JSON.stringify(owner));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a leftover lock. Two takers cannot both succeed: what was moved away must be the very lock that was judged. */
async function removeIfStale(path: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner === undefined && !(await stillUnreadable(path))) return;
  if (owner !== undefined && !(await isStale(path, owner))) throw new UsageError('run-locked', { pid: owner.pid });
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readOwner(aside);
  if (moved !== undefined && moved.token !== owner?.token) {
    // Somebody else was quicker and this is their new lock: give it back.
    await rename(aside, path);
    throw new UsageError('run-locked', { pid: moved.pid });
  }
  await rm(aside, { force: true });
}

/** A lock that cannot be read is either half written at this moment, or left by a crash in that moment. */
async function stillUnreadable(path: string): Promise<boolean> {
  await delay(300);
  try {
    return !ownerSchema.safeParse(parseJson(await readFile(path, 'utf8'))).success;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

async function isStale(path: string, owner: Owner): Promise<boolean> {
  if (owner.host !== hostname()) return (await silence(path)) > SILENT_ELSEWHERE;
  if (owner.pid === process.pid || !isAlive(owner.pid)) return true;
  const found = await lookAt(owner.pid);
  // Ended, but nobody has asked how: in a container without an init it stays so for ever.
  if (found?.state === 'Z' || found?.state === 'X') return true;
  if (found !== undefined && owner.started !== undefined) return found.started !== owner.started;
  if ((await silence(path)) < SILENT) return false;
  await delay(WATCH);
  return (await silence(path)) >= WATCH;
}

async function silence(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

/** What the kernel says of a process (Linux only): its state's letter, and when it was started. */
async function lookAt(pid: number): Promise<{ readonly state: string; readonly started: string } | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const line = await readFile(join('/proc', String(pid), 'stat'), 'latin1');
    // The command stands in parentheses and may itself hold spaces; the start time is the 20th field behind it.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields[0], fields[19]];
    return state === undefined || started === undefined ? undefined : { state, started };
  } catch {
    return undefined;
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    const parsed = ownerSchema.safeParse(parseJson(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
