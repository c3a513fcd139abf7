import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportResult } from '../../electron/app/types.ts';
import { openArchive } from '../../electron/archive/read/index.ts';
import { verifyArchive } from '../../electron/archive/verify.ts';
import type { InventoryItem } from '../../shared/model/index.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { exportSample, SIGNAL } from './schools-support.ts';

let folder = '';
let platform: SamplePlatform;
let earlier: ExportResult & { zip: string };
let fresh: ExportResult & { zip: string };
let updated: ExportResult & { zip: string };
const seen = { fresh: [0, 0], updated: [0, 0] };

async function measured(
  run: () => Promise<ExportResult & { zip: string }>,
  into: number[],
): Promise<ExportResult & { zip: string }> {
  platform.stats.reset();
  const result = await run();
  into[0] = platform.stats.total;
  into[1] = platform.stats.bytes;
  return result;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-update-'));
  platform = await startSamplePlatform({
    seed: 9,
    spaces: 1,
    groups: 0,
    picturesPerSpace: 40,
    filesPerSpace: 20,
    messages: 4,
    people: 4,
  });
  // Two of a hundred things are not to be had the first time.
  const refused = new Set<string>();
  platform.faults.add({
    kind: 'status',
    status: 404,
    match: (path) => {
      if (!path.includes('/files/collabspace/') && !path.endsWith('/download')) return false;
      const thing = path.replace(/(?:_opt)?\.\w+$/, '');
      if (refused.size < 2 && /[37](?:\/download)?$/.test(thing)) refused.add(thing);
      return refused.has(thing);
    },
  });
  earlier = await exportSample(platform, join(folder, 'earlier'));
  platform.faults.clear();
  const more = { updateFrom: earlier.zip };
  fresh = await measured(() => exportSample(platform, join(folder, 'fresh')), seen.fresh);
  updated = await measured(() => exportSample(platform, join(folder, 'updated'), more), seen.updated);
});

afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

async function inventory(zip: string): Promise<readonly InventoryItem[]> {
  const archive = await openArchive(zip, SIGNAL);
  archive.close();
  return archive.inventory.items;
}

it('ends as a fresh full export ends, hash by hash', async () => {
  const facts = (items: readonly InventoryItem[]) =>
    items.map(({ id, path, sha256, bytes, status, title, mediaType, original, originalName }) => ({
      ...{ id, path, sha256, bytes, status, title, mediaType, original, originalName },
    }));
  expect(facts(await inventory(updated.zip))).toEqual(facts(await inventory(fresh.zip)));
  expect(await verifyArchive(updated.zip, { signal: SIGNAL })).toMatchObject({ ok: true });
});

it('tries what was missing again and tells what is new', () => {
  const missing = earlier.finished?.missing ?? 0;
  expect(missing).toBeGreaterThan(0);
  expect(updated.finished?.missing).toBe(0);
  expect(updated.finished?.update).toMatchObject({ new: missing, gone: 0, changed: 0 });
  expect(updated.finished?.update?.taken).toBeGreaterThan(60);
});

it('asks for no stored picture again and takes less than a tenth of the bytes of things', () => {
  const stored = [...platform.stats.successes].filter(([address]) => address.includes('/files/collabspace/'));
  const known = new Set(earlier.items.flatMap(({ binary }) => (binary ? [new URL(binary.url).pathname] : [])));
  expect(stored.filter(([address]) => known.has(address.split(' ')[1] ?? ''))).toEqual([]);
  const things = (updated.finished?.bytes ?? 0) - (updated.finished?.update?.takenBytes ?? 0);
  console.log('fresh', seen.fresh, 'updated', seen.updated, 'new bytes', things, 'of', fresh.finished?.bytes);
  expect(things).toBeLessThan((fresh.finished?.bytes ?? 0) * 0.1);
  expect(seen.updated[0]).toBeLessThan(seen.fresh[0]!);
});

it("is refused for another person's archive", async () => {
  const other = { ...platform, username: 'somebody.else' };
  const wrong = exportSample(platform, join(folder, 'other'), { updateFrom: earlier.zip, username: other.username });
  await expect(wrong).rejects.toMatchObject({ code: 'run-other-person' });
});
