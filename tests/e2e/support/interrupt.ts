import type { SamplePlatform } from '../../sample-platform/index.ts';
import { lasting, readArchive } from './archive.ts';
import { newDesk, until, type Desk, type RunningCli } from './cli.ts';
import { runEngine } from './engine.ts';
import { contentRequests, seeded } from './requests.ts';

/** What an undisturbed run of an account ends with. */
export interface Undisturbed {
  readonly inventory: readonly Record<string, unknown>[];
  readonly requests: number;
}

export async function undisturbed(platform: SamplePlatform): Promise<Undisturbed> {
  platform.stats.reset();
  const { exit, code, archive } = await runEngine(platform);
  if (exit !== 0 || !archive) throw new Error(`the undisturbed run ended with ${exit} ${code ?? ''}`);
  const requests = contentRequests(platform);
  platform.stats.reset();
  return { inventory: lasting(archive.items), requests };
}

export interface Killed {
  readonly kills: number;
  readonly inventory: readonly Record<string, unknown>[];
  readonly requests: number;
  /** ZIPs under a final name before the run had ended. */
  readonly early: readonly string[];
  readonly runs: number;
}

/**
 * Kills an export after a random number of requests or milliseconds, again and again, resumes it each time, and lets the last
 * one end. Kills that come after the run's end count for nothing, so the moments are drawn within what is still to do.
 */
export async function killAndResume(
  platform: SamplePlatform,
  whole: number,
  kills: number,
  seed: number,
  args: readonly string[] = [],
): Promise<Killed> {
  const random = seeded(seed);
  const desk = await newDesk();
  platform.stats.reset();
  const early: string[] = [];
  let done = 0;
  let resume = false;
  while (done < kills) {
    const running = desk.startExport(platform, ['--json', ...(resume ? ['--resume'] : []), ...args]);
    // Some kills hit the start, most the work, and the last tenth the time after the last request: packing, verifying.
    const before = contentRequests(platform);
    const share = random();
    const moment = random();
    const target =
      share > 0.85 ? Infinity : before + Math.ceil(moment * Math.max(3, ((whole - before) * 2) / (kills - done + 1)));
    const ended = await killAt(running, () => contentRequests(platform) >= target, share > 0.85, moment * 700);
    resume = (await desk.runs()).some((name) => !name.startsWith('.'));
    early.push(...(ended ? [] : (await desk.written()).filter((name) => /\.zip$/.test(name))));
    if (ended && !resume) return await finish(desk, platform, running, done, early);
    done += 1;
  }
  const last = desk.startExport(platform, ['--json', ...(resume ? ['--resume'] : []), ...args]);
  return await finish(desk, platform, last, done, early);
}

/** @returns whether the process had ended by itself */
async function killAt(running: RunningCli, reached: () => boolean, packing: boolean, ms: number): Promise<boolean> {
  const { child } = running;
  let ended = false;
  void running.done.then(() => (ended = true));
  await until(() => ended || (packing ? /"phase":"packing"/.test(running.out()) : reached()), 300_000);
  await new Promise((resolve) => setTimeout(resolve, packing ? ms : ms / 50));
  const over = ended;
  child.kill('SIGKILL');
  await running.done;
  return over;
}

async function finish(
  desk: Desk,
  platform: SamplePlatform,
  running: RunningCli,
  kills: number,
  early: readonly string[],
): Promise<Killed> {
  const result = await running.done;
  if (result.code !== 0)
    throw new Error(`the last run ended with ${result.code}: ${result.err}${result.out.slice(-500)}`);
  const { items } = await readArchive(result.finished().zip);
  const runs = (await desk.runs()).length;
  const requests = contentRequests(platform);
  await desk.clear();
  return { kills, inventory: lasting(items), requests, early, runs };
}
