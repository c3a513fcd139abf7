import { spawn } from 'node:child_process';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { acquireLock } from '../../electron/runs/lock.ts';
import { killAndCheck } from './runsKillCheck.ts';

it('a run survives fifty kills', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twinark-kill-'));
  try {
    let before = 0;
    for (let round = 0; round < 50; round += 1) {
      const answers = await killAndCheck(join(folder, 'state'), folder, round, (round * 211) % 700);
      expect(answers).toBeGreaterThan(before);
      before = answers;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 600_000);

it('a lock that no longer beats is taken over, although some other process has its number', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twinark-lock-'));
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
  try {
    const path = join(folder, 'lock');
    // Without the start time (as on Windows and macOS) only the beats tell.
    await writeFile(path, JSON.stringify({ pid: child.pid, host: hostname(), token: 't' }));
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(path, longAgo, longAgo);
    await (await acquireLock(folder)).release();
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
