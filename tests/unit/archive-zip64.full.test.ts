import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hashEntry, zipEntries } from '../../electron/archive/zipRead.ts';
import { ZipWriter } from '../../electron/archive/zipWriter.ts';
import { has, run } from './archive-support.ts';

const { signal } = new AbortController();
const date = new Date(2015, 5, 7, 8, 9, 10);
const GIB = 1024 ** 3;

/** A file with holes: only its last bytes are on the disk. */
async function film(
  path: string,
  bytes: number,
): Promise<{ type: 'file'; path: string; bytes: number; sha256: string }> {
  const file = await open(path, 'w');
  await file.write(`the end of ${path}`, bytes - 200);
  await file.truncate(bytes);
  await file.close();
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return { type: 'file', path, bytes, sha256: hash.digest('hex') };
}

it('holds files beyond the old limit of 4 GiB, and files that begin beyond it', { timeout: 900_000 }, async () => {
  const base = await mkdtemp(join(tmpdir(), 'twinark-zip64-'));
  try {
    const path = join(base, 'large.zip');
    const zip = await ZipWriter.create(path, 'top', signal);
    const inputs = [
      ['first.txt', { type: 'bytes', bytes: Buffer.from('first') }],
      ['short film.mp4', await film(join(base, 'short'), 1.5 * GIB)],
      ['long film.mp4', await film(join(base, 'long'), 4.25 * GIB)],
      ['picture ž.jpg', { type: 'bytes', bytes: Buffer.from('begins beyond 4 GiB') }],
      ['page.html', { type: 'bytes', bytes: Buffer.from('begins beyond 4 GiB '.repeat(99)) }],
    ] as const;
    const written = new Map<string, { bytes: number; sha256: string }>();
    for (const [name, source] of inputs)
      written.set(name, await zip.add({ name, date, stored: !name.endsWith('.html'), source }));
    const { bytes } = await zip.finish();
    expect(bytes).toBe((await stat(path)).size);
    expect(bytes).toBeGreaterThan(5.75 * GIB);
    const names: string[] = [];
    for await (const entry of zipEntries(path, signal)) {
      names.push(entry.name);
      expect(await hashEntry(entry, signal), entry.name).toEqual(written.get(entry.name.slice('top/'.length)));
    }
    expect(names).toEqual(inputs.map(([name]) => `top/${name}`));
    if (await has('unzip', '-v')) await run('unzip', ['-tq', path]);
    if (await has('7z')) await run('7z', ['t', path]);
    if (await has('bsdtar', '--version')) expect((await run('bsdtar', ['-tf', path])).stdout).toContain('page.html');
  } finally {
    await rm(base, { recursive: true, force: true });
  }
});
