import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeItems, type RemoveResult } from '../../electron/app/remove.ts';
import { openArchive, type OpenArchive } from '../../electron/archive/read/index.ts';
import { thumbnailPath } from '../../electron/archive/site/index.ts';
import { verifyArchive } from '../../electron/archive/verify.ts';
import type { InventoryItem } from '../../shared/model/index.ts';
import { startSamplePlatform } from '../sample-platform/index.ts';
import { exportSample, sha256, SIGNAL, unpacked } from './schools-support.ts';

const TOOL = { name: 'TwinArk', version: '0.0.0' };
let folder = '';
let zip = '';
let archive: OpenArchive;
/** Ten pictures of every sort: of albums, of pages, in pages, of people. */
let picks: InventoryItem[] = [];

function spread(items: readonly InventoryItem[], count: number): InventoryItem[] {
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]!);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-remove-'));
  const platform = await startSamplePlatform({ seed: 5, spaces: 1, groups: 0, picturesPerSpace: 14, markup: 'tables' });
  try {
    zip = (await exportSample(platform, folder)).zip;
  } finally {
    await platform.close();
  }
  archive = await openArchive(zip, SIGNAL);
  picks = spread(
    archive.inventory.items.filter(({ kind, status }) => kind === 'image' && status === 'saved'),
    10,
  );
});

afterAll(async () => {
  archive.close();
  await rm(folder, { recursive: true, force: true });
});

describe('ten pictures taken out', () => {
  let result: RemoveResult;
  let files: Map<string, Buffer>;

  beforeAll(async () => {
    result = await removeItems({
      file: zip,
      items: picks.map(({ id }) => id),
      identical: true,
      out: join(folder, 'without'),
      tool: TOOL,
      signal: SIGNAL,
    });
    files = await unpacked(result.zip);
  });

  it('the new archive is whole, and the old one untouched', async () => {
    const verified = await verifyArchive(result.zip, { signal: SIGNAL });
    expect(verified).toMatchObject({ ok: true, damaged: [], missing: [], extra: [] });
    expect(sha256(await readFile(zip))).toBe((await readFile(`${zip}.sha256`, 'utf8')).slice(0, 64));
    expect(result.removed.length).toBeGreaterThanOrEqual(10);
    expect(result.identical).toEqual([]);
  });

  it('nothing of them is anywhere in the unpacked bytes: not their bytes, thumbnails, ids, addresses, captions', () => {
    const gone = archive.inventory.items.filter(({ id }) => result.removed.includes(id));
    const kept = archive.inventory.items.filter(({ id }) => !result.removed.includes(id));
    // A caption that another thing has too is that thing's own.
    const others = new Set(kept.flatMap(({ title, description }) => [title, description ?? '']));
    const sums = new Set(gone.map((item) => item.sha256));
    const needles = gone.flatMap((item) => [
      item.id,
      item.sha256,
      thumbnailPath(item.sha256),
      ...(item.addresses ?? []).map((address) => new URL(address).pathname),
      ...[item.title, item.description ?? ''].filter((text) => text.length > 3 && !others.has(text)),
    ]);
    expect(needles.length).toBeGreaterThan(50);
    const found: string[] = [];
    for (const [name, bytes] of files) {
      // It says which ids were taken out, and nothing else.
      if (name === 'data/removed.json') continue;
      if (sums.has(sha256(bytes))) found.push(`bytes in ${name}`);
      const text = bytes.toString('utf8');
      for (const needle of needles) {
        for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
          // "Our class 2" also begins "Our class 25 May": another title and its date.
          if (/[\p{L}\p{N}]/u.test(text[at + needle.length] ?? ' ')) continue;
          found.push(`${needle} in ${name}: ${text.slice(Math.max(0, at - 40), at + 60)}`);
          break;
        }
      }
      // Pictures that stood in a page itself, in any of the three forms of the page.
      for (const [, data] of text.matchAll(/data:image\/\w+;base64,([A-Za-z0-9+/=]+)/g))
        if (sums.has(sha256(Buffer.from(data ?? '', 'base64')))) found.push(`data in ${name}`);
    }
    expect(found).toEqual([]);
  });

  it('everything else is still there, byte for byte', async () => {
    const after = await openArchive(result.zip, SIGNAL);
    const ids = new Map(after.inventory.items.map((item) => [item.id, item]));
    after.close();
    for (const item of archive.items) {
      if (result.removed.includes(item.id)) continue;
      const now = ids.get(item.id);
      expect(now?.status).toBe(item.status);
      if (item.binary) expect(now?.sha256).toBe(item.binary.sha256);
    }
    expect(ids.size).toBe(archive.items.length - result.removed.length);
  });

  it('texts keep what has nothing to do with the pictures', async () => {
    const after = await openArchive(result.zip, SIGNAL);
    let lost = 0;
    let all = 0;
    for (const item of after.items.filter(
      ({ kind }) => kind === 'page' || kind === 'journal-entry' || kind === 'thread',
    )) {
      const [before, now] = [await archive.content(item.id), await after.content(item.id)];
      const texts = before?.text ?? [];
      all += texts.length;
      lost += texts.filter((text) => !(now?.text ?? []).includes(text)).length;
    }
    after.close();
    expect(all).toBeGreaterThan(30);
    // Captions and titles of the ten are what may go.
    expect(lost / all).toBeLessThan(0.1);
  });

  it('ids and the day are recorded, also of an earlier time', async () => {
    const [next] = archive.inventory.items.filter(({ kind, id }) => kind === 'file' && !result.removed.includes(id));
    const again = await removeItems({
      file: result.zip,
      items: [next!.id],
      identical: false,
      out: join(folder, 'again'),
      tool: TOOL,
      signal: SIGNAL,
    });
    const record = (await unpacked(again.zip)).get('data/removed.json')?.toString() ?? '';
    const { removed } = JSON.parse(record) as { removed: { id: string; date: string }[] };
    expect(removed.map(({ id }) => id)).toEqual([...result.removed, next!.id]);
    for (const one of removed) {
      expect(Object.keys(one)).toEqual(['id', 'date']);
      expect(one.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });
});

it('an id that is not in the archive is wrong usage, and leaves nothing behind', async () => {
  const wrong = removeItems({
    file: zip,
    items: ['nothing'],
    identical: false,
    out: folder,
    tool: TOOL,
    signal: SIGNAL,
  });
  await expect(wrong).rejects.toMatchObject({ code: 'bad-option', exitCode: 2 });
});
