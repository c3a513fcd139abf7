import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acquireLock, lockedBy } from '../../electron/runs/lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-lock-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});
const put = (owner: unknown): Promise<void> => writeFile(join(folder, 'lock'), JSON.stringify(owner));

it('is held once, and free again afterwards', async () => {
  const lock = await acquireLock(folder);
  await expect(acquireLock(folder)).rejects.toMatchObject({ code: 'run-locked', params: { pid: process.pid } });
  expect(await lockedBy(folder)).toBe(process.pid);
  await lock.release();
  expect(existsSync(join(folder, 'lock'))).toBe(false);
  expect(await lockedBy(folder)).toBeUndefined();
  await (await acquireLock(folder)).release();
});

it('of a living process is respected', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 30000)'], { stdio: 'ignore' });
  try {
    await put({ pid: child.pid, host: hostname(), token: 't' });
    await expect(acquireLock(folder)).rejects.toMatchObject({ code: 'run-locked', params: { pid: child.pid } });
    expect(await lockedBy(folder)).toBe(child.pid);
  } finally {
    child.kill('SIGKILL');
  }
});

it.skipIf(process.platform !== 'linux')('of a dead process that nobody buried is taken over', async () => {
  // A shell that started a child, and became a program that never asks for it.
  const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const pid = Number(
      await new Promise<string>((resolve) => parent.stdout.once('data', (data) => resolve(String(data)))),
    );
    const state = async (): Promise<string> => readFile(`/proc/${pid}/stat`, 'latin1');
    while (!/\) Z /.test(await state())) await new Promise((resolve) => setTimeout(resolve, 20));
    await put({ pid, host: hostname(), token: 't', started: (await state()).split(' ')[21] });
    expect(await lockedBy(folder)).toBeUndefined();
    await (await acquireLock(folder)).release();
  } finally {
    parent.kill('SIGKILL');
  }
});

it('of a dead process is taken over by exactly one', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  await put({ pid: dead, host: hostname(), token: 't' });
  expect(await lockedBy(folder)).toBeUndefined();
  const results = await Promise.allSettled([acquireLock(folder), acquireLock(folder), acquireLock(folder)]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  for (const result of results) if (result.status === 'fulfilled') await result.value.release();
});

it('of an earlier process with the same number, or half written, is taken over', async () => {
  for (const owner of [{ pid: process.pid, host: hostname(), token: 'old' }, { pid: 'x' }, '']) {
    await put(owner);
    await (await acquireLock(folder)).release();
  }
  if (process.platform === 'linux') {
    await put({ pid: process.ppid, host: hostname(), started: '1', token: 'old' });
    await (await acquireLock(folder)).release();
  }
});

it('of another machine is respected while it beats', async () => {
  await put({ pid: 1, host: 'another', token: 't' });
  await expect(acquireLock(folder)).rejects.toMatchObject({ code: 'run-locked' });
  const longAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(folder, 'lock'), longAgo, longAgo);
  await (await acquireLock(folder)).release();
});
