import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Contents } from '../../electron/runs/contents.ts';

describe('contents of items', () => {
  let folder: string;
  let contents: Contents;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'contents-'));
    contents = new Contents(join(folder, 'contents.data'));
  });
  afterEach(async () => {
    await contents.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives back what was put last, before and after it went to disk', async () => {
    await contents.put('a', 'ž'.repeat(10));
    await contents.put('b', '');
    expect(await contents.read('a')).toBe('ž'.repeat(10));
    expect(await contents.read('b')).toBe('');
    await contents.put('a', 'anew');
    expect(await contents.read('a')).toBe('anew');
    await expect(contents.read('c')).rejects.toThrow('no content of c');
  });

  it('keeps thousands, put side by side, in one file', async () => {
    const text = (number: number): string => `${number} ${'x'.repeat(number % 3000)}`;
    const numbers = Array.from({ length: 3000 }, (_, number) => number);
    await Promise.all(numbers.map((number) => contents.put(String(number), text(number))));
    const read = await Promise.all(numbers.map((number) => contents.read(String(number))));
    expect(read).toEqual(numbers.map(text));
    expect((await stat(join(folder, 'contents.data'))).size).toBe(numbers.map(text).join('').length);
  });

  it('tries again what the disk refused', async () => {
    const later = new Contents(join(folder, 'later', 'contents.data'));
    await later.put('a', 'kept');
    await expect(later.read('a')).rejects.toThrow('ENOENT');
    await mkdir(join(folder, 'later'));
    expect(await later.read('a')).toBe('kept');
    await later.close();
  });
});
