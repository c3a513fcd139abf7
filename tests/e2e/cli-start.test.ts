import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODE_SETTINGS } from '../../electron/cliBundle.mjs';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { newDesk, originArgs, QUICK, until, type Desk } from './support/cli.ts';

let platform: SamplePlatform;
let desk: Desk;
beforeAll(async () => {
  platform = await startSamplePlatform({ seed: 41, spaces: 1, groups: 0, picturesPerSpace: 2, filesPerSpace: 1 });
  desk = await newDesk();
});
afterAll(async () => {
  await platform.close();
  await desk.clear();
});

/** `npm run export` without npm. */
function start(args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ['electron/cliStart.mjs', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, TWINARK_STATE: desk.state, TWINARK_PATIENCE: JSON.stringify(QUICK) },
  });
  child.stdin.on('error', () => undefined).end(platform.password);
  child.stdout.resume();
  child.stderr.resume();
  return child;
}

function startExport(...more: readonly string[]): ChildProcess {
  const who = ['--username', platform.username, '--password-stdin', '--out', desk.out];
  return start(['export', ...who, ...originArgs(platform), ...more]);
}

const ended = (child: ChildProcess): Promise<number | NodeJS.Signals | null> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));

/** The process that does the work (Linux). */
function workerOf({ pid = 0 }: ChildProcess): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim());
}

const lives = (pid: number): boolean => {
  try {
    // Ended, but not yet asked for by its parent, is ended.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
};

it('passes on what the command line says: its exit code', async () => {
  expect(await ended(start(['verify', 'no-such-file.zip']))).toBe(2);
  expect(await ended(start(['--help']))).toBe(0);
});

describe.skipIf(process.platform !== 'linux')('with a process of its own', () => {
  it('starts it small; stopped, it stops in order; killed, nothing goes on behind its back', async () => {
    platform.stats.reset();
    const stopped = startExport();
    await until(() => platform.stats.total > 10, 20_000);
    const environment = readFileSync(`/proc/${workerOf(stopped)}/environ`, 'latin1').split('\0');
    for (const [name, value] of Object.entries(NODE_SETTINGS)) expect(environment).toContain(`${name}=${value}`);
    const atOnce = ended(stopped);
    stopped.kill('SIGTERM');
    expect(await atOnce).toBe(5);
    expect(await desk.runs()).toHaveLength(1);

    const before = platform.stats.total;
    const killed = startExport('--resume');
    await until(() => platform.stats.total > before + 10);
    const worker = workerOf(killed);
    killed.kill('SIGKILL');
    await until(() => !lives(worker), 2000);

    expect(await ended(startExport('--resume'))).toBe(0);
    expect((await desk.written()).filter((name) => name.endsWith('.zip'))).toHaveLength(1);
    expect(await desk.runs()).toEqual([]);
  });
});
