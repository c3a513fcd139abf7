import { createHash, randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoppedError } from '../../shared/errors.ts';
import { SourceChangedError, writeError } from '../../electron/archive/zipErrors.ts';
import { hashEntry, zipEntries } from '../../electron/archive/zipRead.ts';
import { ZipWriter } from '../../electron/archive/zipWriter.ts';
import { has, run, scratch } from './archive-support.ts';

const base = scratch();
const { signal } = new AbortController();
const date = new Date(2015, 5, 7, 8, 9, 10);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
let count = 0;
const fresh = () => join(base, `${(count += 1)}.zip`);

describe('the ZIP writer', () => {
  it('gives back what it was given: bytes, small and large files, pieces, nothing', async () => {
    const large = randomBytes(9_000_000);
    const text = Buffer.from('Ježek '.repeat(2_000_000));
    await writeFile(join(base, 'large.bin'), large);
    await writeFile(join(base, 'small.bin'), 'small');
    const path = fresh();
    const zip = await ZipWriter.create(path, 'top', signal);
    const written = new Map<string, { bytes: number; sha256: string }>();
    const inputs = {
      'empty.txt': { source: { type: 'bytes', bytes: Buffer.alloc(0) }, stored: false },
      'stored.jpg': { source: { type: 'bytes', bytes: large.subarray(0, 1000) }, stored: true },
      'large.bin': {
        source: { type: 'file', path: join(base, 'large.bin'), bytes: large.length, sha256: sha256(large) },
        stored: true,
      },
      'small ž Ω.bin': {
        source: { type: 'file', path: join(base, 'small.bin'), bytes: 5, sha256: sha256(Buffer.from('small')) },
        stored: false,
      },
      'pieces.txt': { source: { type: 'chunks', chunks: ['Ježek ', 'in ', 'miš'] }, stored: false },
      'long.txt': { source: { type: 'bytes', bytes: text }, stored: false },
    } as const;
    for (const [name, input] of Object.entries(inputs)) written.set(name, await zip.add({ name, date, ...input }));
    const whole = await zip.finish();
    expect(whole).toEqual({ bytes: (await stat(path)).size, sha256: sha256(await readFile(path)) });
    expect(written.get('pieces.txt')).toEqual({
      bytes: Buffer.byteLength('Ježek in miš'),
      sha256: sha256(Buffer.from('Ježek in miš')),
    });
    const names: string[] = [];
    for await (const entry of zipEntries(path, signal)) {
      names.push(entry.name);
      expect(await hashEntry(entry, signal)).toEqual(written.get(entry.name.slice(4)));
      expect(entry.date).toEqual(date);
    }
    expect(names).toEqual(Object.keys(inputs).map((name) => `top/${name}`));
    if (await has('unzip', '-v')) {
      await run('unzip', ['-tq', path]);
      const { stdout } = await run('unzip', ['-Z', path]);
      expect(stdout).toMatch(/^-rw-r--r-- .* 15-Jun-07 08:09 top\/large\.bin$/m);
    }
  });

  it('becomes a ZIP64 by itself above 65,535 entries, and stays small in memory', async () => {
    const path = fresh();
    const zip = await ZipWriter.create(path, 'top', signal);
    const bytes = Buffer.from('x');
    for (let n = 0; n < 66_000; n += 1)
      await zip.add({ name: `t/${n}`, date, stored: true, source: { type: 'bytes', bytes } });
    await zip.finish();
    let entries = 0;
    for await (const entry of zipEntries(path, signal)) entries += entry.bytes;
    expect(entries).toBe(66_000);
    if (await has('unzip', '-v')) expect((await run('unzip', ['-Zt', path])).stdout).toMatch(/^66000 files/);
  });

  it.each([
    ['is gone', join(base, 'gone'), 3],
    ['is shorter than promised', join(base, 'short'), 6],
    ['has other bytes', join(base, 'other'), 5],
    ['is gone, and large', join(base, 'gone'), 20_000_000],
    ['is shorter than promised, and large', join(base, 'short'), 20_000_000],
  ])('says so where a source %s', async (_, path, bytes) => {
    if (!path.endsWith('gone')) await writeFile(path, 'bytes');
    const zip = await ZipWriter.create(fresh(), 'top', signal);
    const source = { type: 'file', path, bytes, sha256: sha256(Buffer.from('Bytes')) } as const;
    await expect(zip.add({ name: 'a', date, stored: true, source })).rejects.toThrow(SourceChangedError);
    await zip.abort();
  });

  it('never writes over a file, and stops when asked', async () => {
    const path = fresh();
    await writeFile(path, 'mine');
    await expect(ZipWriter.create(path, 'top', signal)).rejects.toMatchObject({ code: 'EEXIST' });
    const stop = new AbortController();
    const zip = await ZipWriter.create(fresh(), 'top', stop.signal);
    await zip.add({ name: 'a', date, stored: true, source: { type: 'bytes', bytes: Buffer.from('a') } });
    stop.abort();
    await expect(
      (async () => {
        for (let n = 0; n < 100; n += 1)
          await zip.add({ name: 'b', date, stored: true, source: { type: 'bytes', bytes: Buffer.alloc(500_000) } });
      })(),
    ).rejects.toThrow(StoppedError);
    await expect(zip.finish()).rejects.toMatchObject({ code: 'interrupted' });
    await zip.abort();
  });

  it.each([
    ['ENOSPC', 1000, 'disk-full'],
    ['EDQUOT', 1000, 'disk-full'],
    ['EFBIG', 1000, 'file-too-large-for-disk'],
    ['ENOSPC', 2 ** 32 - 1000, 'file-too-large-for-disk'],
    ['UNKNOWN', 2 ** 32 - 1, 'file-too-large-for-disk'],
    ['ENODEV', 1000, 'out-gone'],
    ['ENOENT', 0, 'out-gone'],
  ])('%s after %d bytes is %s', (code, written, expected) => {
    const error = writeError(Object.assign(new Error(code), { code }), '/x', written);
    expect(error).toMatchObject({ code: expected, exitCode: 5 });
  });
});
