import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArchives, placeError } from '../../electron/app/shellArchives.ts';
import { otherDisks } from '../../electron/app/shellDisks.ts';

describe('a copy in a second place', () => {
  const archives = createArchives();
  let base: string;
  let zip: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'twinark-copy-'));
    zip = join(base, 'a.zip');
    writeFileSync(zip, 'bytes of an archive');
    writeFileSync(`${zip}.sha256`, 'sum  a.zip');
    mkdirSync(join(base, 'second'));
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));
  const second = () => join(base, 'second');

  it('has the same bytes, and its checksum beside it', async () => {
    expect(await archives.copyTo(zip, second())).toBe(join(second(), 'a.zip'));
    expect(readFileSync(join(second(), 'a.zip'), 'utf8')).toBe('bytes of an archive');
    expect(readdirSync(second()).sort()).toEqual(['a.zip', 'a.zip.sha256']);
  });

  it('never takes the place of another file', async () => {
    writeFileSync(join(second(), 'a.zip'), 'another');
    await expect(archives.copyTo(zip, second())).rejects.toMatchObject({ code: 'copy-exists' });
    expect(readFileSync(join(second(), 'a.zip'), 'utf8')).toBe('another');
  });

  it('says which of the two is not there', async () => {
    await expect(archives.copyTo(zip, join(base, 'unplugged'))).rejects.toMatchObject({ code: 'copy-place-gone' });
    rmSync(zip);
    await expect(archives.copyTo(zip, second())).rejects.toMatchObject({ code: 'no-such-file' });
  });

  it.each([
    ['ENOSPC', 'copy-place-full'],
    ['EFBIG', 'copy-place-full'],
    ['EIO', 'copy-place-gone'],
    ['EACCES', 'out-unusable'],
  ])('%s is %s', (code, meant) => {
    const error = Object.assign(new Error(code), { code });
    expect(placeError(error, second(), 'a.zip')).toMatchObject({ code: meant });
  });
});

describe.skipIf(process.platform !== 'linux')('other disks', () => {
  it('are told by their device: not the folder’s own, nothing that is not there, each once', async () => {
    const roots = ['/dev/shm', tmpdir(), '/dev/shm/', '/no-such-disk'];
    expect(await otherDisks({ platform: 'linux', mountPoints: [], roots }, tmpdir())).toEqual(['/dev/shm']);
    const below = await otherDisks({ platform: 'linux', mountPoints: ['/dev', '/none'], roots: [] }, tmpdir());
    expect(below).toContain('/dev/shm');
  });
});
