import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { lasting, readArchive } from './support/archive.ts';
import { newDesk, until, type CliResult, type Desk } from './support/cli.ts';
import { contentRequests } from './support/requests.ts';
import { traces } from './support/truth.ts';

// An update that is killed half-way goes on as an update, without being told again from what.
const updateSchema = z.object({ update: z.object({ from: z.string(), taken: z.number() }) });
let platform: SamplePlatform;
let desk: Desk;
let earlier: CliResult;
beforeAll(async () => {
  platform = await startSamplePlatform({ seed: 61, spaces: 1, groups: 1, picturesPerSpace: 20, filesPerSpace: 6 });
  desk = await newDesk();
  earlier = await desk.export(platform, ['--json']);
}, 300_000);
afterAll(async () => {
  await platform.close();
  await desk.clear();
});

async function killedUpdate(): Promise<void> {
  platform.stats.reset();
  const running = desk.startExport(platform, ['--json', '--update-from', earlier.finished().zip]);
  await until(() => contentRequests(platform) > 25, 120_000);
  running.child.kill('SIGKILL');
  await running.done;
}

it('remembers the earlier archive', async () => {
  await killedUpdate();
  const result = await desk.export(platform, ['--json', '--resume']);
  expect(result.code, result.err).toBe(0);
  const { update } = updateSchema.parse(result.events().at(-1));
  expect(update.from).toBe(earlier.finished().zip.split('/').at(-1));
  expect(update.taken).toBeGreaterThan(20);
  const stored = [...platform.stats.successes.keys()].filter((address) => /collabspace.*\/images\//.test(address));
  expect(stored).toEqual([]);
  const [before, after] = [await readArchive(earlier.finished().zip), await readArchive(result.finished().zip)];
  expect(lasting(after.items)).toEqual(lasting(before.items));
  expect(traces(platform)).toEqual([]);
});

it('fetches everything if that archive is gone meanwhile, and says so', async () => {
  await killedUpdate();
  await rename(earlier.finished().zip, join(desk.base, 'elsewhere.zip'));
  const result = await desk.export(platform, ['--json', '--resume']);
  expect(result.code, result.err).toBe(0);
  expect(result.events()).toContainEqual(expect.objectContaining({ type: 'warning', code: 'earlier-gone' }));
  expect(result.finished().missing).toBe(0);
  expect(result.finished().items).toBe(earlier.finished().items);
});
