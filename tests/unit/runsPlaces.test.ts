import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoppedError, UsageError } from '../../shared/errors.ts';
import { defaultStateRoot, diskError, diskSpace, estimateNeeded, runFolder } from '../../electron/runs/index.ts';
import { setUpError } from '../../electron/runs/diskErrors.ts';

describe('the state root', () => {
  it.each([
    ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\ana', 'D:\\Local\\TwinArk'],
    ['win32', {}, 'C:\\Users\\ana', 'C:\\Users\\ana\\AppData\\Local\\TwinArk'],
    ['darwin', {}, '/Users/ana', '/Users/ana/Library/Application Support/TwinArk'],
    ['linux', {}, '/home/ana', '/home/ana/.local/state/twinark'],
    ['linux', { XDG_STATE_HOME: '/var/ana' }, '/home/ana', '/var/ana/twinark'],
    ['linux', { XDG_STATE_HOME: 'relative' }, '/home/ana', '/home/ana/.local/state/twinark'],
  ] as const)('on %s with %j', (platform, env, home, expected) => {
    expect(defaultStateRoot(env, platform, home)).toBe(expected);
  });

  it('has a folder of its own for each run, whose name tells nothing', () => {
    const key = { out: '/out', username: 'ana', profile: 'p', origins: { live: 'a', portal: 'b' } };
    const folder = runFolder('/state', key);
    expect(runFolder('/state', { ...key, origins: { portal: 'b', live: 'a' }, out: '/out/../out/' })).toBe(folder);
    expect(folder).not.toContain('ana');
    for (const other of [{ username: 'bor' }, { out: '/other' }, { profile: 'q' }, { origins: {} }]) {
      expect(runFolder('/state', { ...key, ...other })).not.toBe(folder);
    }
  });
});

describe('the disk', () => {
  it('says how much is free, also for a folder that is still to be made', async () => {
    const here = await diskSpace(tmpdir());
    const there = await diskSpace(join(tmpdir(), 'not', 'yet', 'there'));
    expect(here.free).toBeGreaterThan(0);
    expect(Math.abs(there.free - here.free)).toBeLessThan(1e9);
  });

  it('needs at most 2.1 times the content, a little more than once at least', () => {
    const content = 20e9;
    const { staging, out, least } = estimateNeeded(content);
    expect((staging + out) / content).toBeLessThan(2.1);
    expect(least / content).toBeLessThan(1.1);
    expect(estimateNeeded(content, { keepUnpacked: true }).out).toBeGreaterThan(out);
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'out-gone'],
    ['EIO', 'out-gone'],
    ['EFBIG', 'file-too-large-for-disk'],
  ])('%s means %s', (code, meant) => {
    const error = Object.assign(new Error(code), { code });
    expect(diskError(error, tmpdir(), 5)).toMatchObject({ code: meant, params: { path: tmpdir() }, exitCode: 5 });
  });

  it('leaves other errors as they are', () => {
    const bug = new TypeError('bug');
    expect(diskError(bug, tmpdir())).toBe(bug);
    const missing = Object.assign(new Error(), { code: 'ENOENT' });
    expect(diskError(missing, tmpdir())).toBe(missing);
    expect(diskError(missing, join(tmpdir(), 'unplugged'))).toBeInstanceOf(StoppedError);
    expect(setUpError(Object.assign(new Error(), { code: 'EACCES' }), '/x')).toBeInstanceOf(UsageError);
  });
});
