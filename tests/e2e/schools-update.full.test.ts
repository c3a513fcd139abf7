import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive } from '../../electron/archive/read/index.ts';
import { verifyArchive } from '../../electron/archive/verify.ts';
import type { InventoryItem } from '../../shared/model/index.ts';
import { presets, startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { fromYesterday } from './support/yesterday.ts';
import { exportSample, SIGNAL } from './schools-support.ts';
import { traces } from './support/truth.ts';

/**
 * The large account, of which two in a hundred things are other than at the time of the earlier archive: pictures and files that
 * were not there, files with other bytes, pages that said something else. A third of its
 * spaces are enough for the shares; `TWINARK_UPDATE_SPACES=30` takes all of them.
 */
const HOURS = 3 * 3_600_000;
const size = Number(process.env['TWINARK_UPDATE_SPACES'] ?? 10);
let folder = '';
let platform: SamplePlatform;

interface Measured {
  readonly zip: string;
  readonly missing: number;
  readonly items: number;
  readonly requests: number;
  readonly wire: number;
  readonly seconds: number;
  readonly update: { taken: number; new: number; changed: number; gone: number } | undefined;
}
const runs: Partial<Record<'earlier' | 'fresh' | 'updated', Measured>> = {};
let now: ReturnType<typeof fromYesterday>;

async function measure(name: keyof typeof runs, updateFrom?: string): Promise<Measured> {
  platform.stats.reset();
  const began = performance.now();
  const { zip, finished } = await exportSample(
    platform,
    join(folder, name),
    updateFrom === undefined ? {} : { updateFrom },
    name === 'earlier' ? now.before : now.after,
  );
  expect(traces(platform)).toEqual([]);
  const { total: requests, bytes: wire } = platform.stats;
  const seconds = (performance.now() - began) / 1000;
  const { missing = -1, items = -1, update } = finished ?? {};
  const measured = { zip, missing, items, requests, wire, seconds, update };
  runs[name] = measured;
  console.log(
    `${name}: ${items} items, ${missing} missing, ${requests} requests, ${(wire / 1e6).toFixed(1)} MB, ${seconds.toFixed(0)} s`,
    update ?? '',
  );
  return measured;
}

beforeAll(async () => {
  folder = await mkdtemp(join(process.env['TWINARK_BENCH_TMP'] ?? tmpdir(), 'twinark-update-'));
  platform = await startSamplePlatform({ ...presets.large, spaces: size, groups: Math.ceil(size / 4) });
  now = fromYesterday(0.02);
  const earlier = await measure('earlier');
  await measure('fresh');
  await measure('updated', earlier.zip);
}, HOURS);

afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

async function facts(zip: string): Promise<Map<string, unknown>> {
  const archive = await openArchive(zip, SIGNAL);
  archive.close();
  const kept = ({ path, sha256, bytes, status, reason, title, mediaType, original, originalName }: InventoryItem) => ({
    ...{ path, sha256, bytes, status, reason, title, mediaType, original, originalName },
  });
  return new Map(archive.inventory.items.map((item) => [item.id, kept(item)]));
}

async function thumbnails(zip: string): Promise<string[]> {
  const archive = await openArchive(zip, SIGNAL);
  archive.close();
  return [...archive.files.sizes.keys()].filter((path) => path.startsWith('data/thumbs/')).sort();
}

it('took two in a hundred things from another time', () => {
  console.log(now.counts);
  const { new: fresh = 0, changed = 0, gone = 0 } = runs.updated?.update ?? {};
  const share = (fresh + changed + gone) / (runs.fresh?.items ?? 1);
  console.log(`told: new ${fresh}, changed ${changed}, gone ${gone}: ${(share * 100).toFixed(2)} % of the items`);
  expect(share).toBeGreaterThan(0.01);
  expect(share).toBeLessThan(0.03);
});

it(
  'ends as the fresh full export ends, hash by hash',
  async () => {
    const [fresh, updated] = [await facts(runs.fresh!.zip), await facts(runs.updated!.zip)];
    expect([...updated.keys()]).toEqual([...fresh.keys()]);
    const other = [...fresh].filter(([id, item]) => JSON.stringify(item) !== JSON.stringify(updated.get(id)));
    expect(other).toEqual([]);
    const digest = createHash('sha256')
      .update(JSON.stringify([...updated]))
      .digest('hex');
    console.log(`${updated.size} items are the same in path, bytes and checksum: ${digest.slice(0, 16)}`);
    const [thumbsThen, thumbsNow] = [await thumbnails(runs.fresh!.zip), await thumbnails(runs.updated!.zip)];
    expect(thumbsNow).toEqual(thumbsThen);
    expect(thumbsNow.length).toBeGreaterThan(100);
    expect(await verifyArchive(runs.updated!.zip, { signal: SIGNAL })).toMatchObject({ ok: true });
  },
  HOURS,
);

it('takes under a tenth of the bytes', () => {
  const { fresh, updated } = runs;
  const part = (key: 'wire' | 'requests' | 'seconds'): number => updated![key] / fresh![key];
  console.log(
    `bytes ${(part('wire') * 100).toFixed(1)} %, requests ${(part('requests') * 100).toFixed(1)} %, time ${(part('seconds') * 100).toFixed(0)} %`,
  );
  expect(part('wire')).toBeLessThan(0.1);
  expect(part('requests')).toBeLessThan(1);
});
