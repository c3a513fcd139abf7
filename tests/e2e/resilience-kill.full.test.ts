import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { faultsOf, lasting, readArchive } from './support/archive.ts';
import { newDesk, until, type Desk } from './support/cli.ts';
import { killAndResume, undisturbed, type Undisturbed } from './support/interrupt.ts';
import { contentRequests } from './support/requests.ts';
import { fetchedTwice } from './support/truth.ts';

// As resilience-kill.test.ts, with every signal, more kills and a larger account.
let platform: SamplePlatform;
let whole: Undisturbed;
let desk: Desk;
beforeAll(async () => {
  platform = await startSamplePlatform({
    seed: 23,
    spaces: 1,
    groups: 0,
    picturesPerSpace: 14,
    filesPerSpace: 6,
    pagesPerSpace: 2,
    messages: 3,
    people: 3,
    latencyMs: 4,
  });
  whole = await undisturbed(platform);
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.stats.reset();
  desk = await newDesk();
});
afterEach(() => desk.clear());

const inFlight = 4 * 6;

describe('kill -9', () => {
  it('at seeded moments, resumed each time: the same inventory and hashes, no saved byte fetched again', async () => {
    const killed = await killAndResume(platform, whole.requests, 3, 7);
    expect(killed.inventory).toEqual(whole.inventory);
    expect(killed.early).toEqual([]);
    expect(killed.runs).toBe(0);
    expect(killed.requests - whole.requests).toBeLessThanOrEqual(killed.kills * inFlight);
  });
});

describe.skipIf(process.platform === 'win32')('cancelling', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s stops within two seconds, exit 5, and --resume completes',
    async (signal) => {
      const running = desk.startExport(platform, ['--json']);
      await until(() => contentRequests(platform) > whole.requests / 2);
      const at = performance.now();
      running.child.kill(signal);
      const stopped = await running.done;
      expect(performance.now() - at).toBeLessThan(2000);
      expect(stopped.code).toBe(5);
      expect(stopped.events().at(-1)).toEqual({ type: 'error', code: 'interrupted', exitCode: 5 });
      expect(stopped.err).toMatch(/Stopped\. What was saved so far is kept/);
      expect(stopped.err).not.toMatch(/^\s+at /m);
      expect(await desk.written()).toEqual([]);
      const [run = ''] = await desk.runs();
      expect((await stat(join(desk.state, 'runs', run))).mode & 0o777).toBe(0o700);

      // How it goes on is the same after each of them.
      if (signal !== 'SIGINT') return;
      const again = await desk.export(platform);
      expect(again.code).toBe(2);
      expect(again.err).toMatch(/not finished.*\n.*--resume.*--finish/);
      const resumed = await desk.export(platform, ['--resume', '--json']);
      expect(resumed.code, resumed.err).toBe(0);
      expect(lasting((await readArchive(resumed.finished().zip)).items)).toEqual(whole.inventory);
      expect(await desk.runs()).toEqual([]);
    },
  );

  it('while the archive is packed leaves no half ZIP', async () => {
    const running = desk.startExport(platform, ['--json']);
    await until(() => running.out().includes('"phase":"packing"'));
    running.child.kill('SIGINT');
    const stopped = await running.done;
    expect(stopped.code).toBe(5);
    expect(await desk.written()).toEqual([]);
    expect(fetchedTwice(platform)).toEqual([]);
    const resumed = await desk.export(platform, ['--resume', '--json']);
    expect(resumed.code, resumed.err).toBe(0);
    // What was saved is not fetched again; only an original that answers with a page is asked for once more in each run.
    expect(fetchedTwice(platform)).toEqual([]);
    expect((await desk.written()).filter((name) => name.endsWith('.zip'))).toHaveLength(1);
  });
});

describe('--finish', () => {
  it('makes a valid archive of what is there, without the platform: exit 3', async () => {
    const running = desk.startExport(platform, ['--json']);
    await until(() => contentRequests(platform) > whole.requests * 0.75);
    running.child.kill('SIGKILL');
    await running.done;
    const asked = platform.stats.total;
    const finished = await desk.export(platform, ['--finish', '--json'], { input: '' });
    expect(finished.code, finished.err).toBe(3);
    expect(platform.stats.total).toBe(asked);
    const { zip, saved, missing } = finished.finished();
    expect(missing).toBeGreaterThan(0);
    expect(saved).toBeGreaterThan(0);
    const archive = await readArchive(zip);
    expect(await faultsOf(zip, archive)).toEqual([]);
    const lost = archive.items.filter(({ status }) => status === 'missing');
    expect(new Set(lost.map(({ reason }) => reason))).toEqual(new Set(['finished-early']));
    expect(await desk.runs()).toEqual([]);
    expect((await desk.run(['verify', zip])).code).toBe(0);
  });
});

describe('the wishes of a run', () => {
  it('are kept: --resume needs no repeating of them', async () => {
    const running = desk.startExport(platform, ['--json', '--include', 'twinspaces,labels']);
    await until(() => contentRequests(platform) > whole.requests / 3);
    running.child.kill('SIGKILL');
    await running.done;
    const resumed = await desk.export(platform, ['--resume', '--json']);
    expect(resumed.code, resumed.err).toBe(0);
    const { items } = await readArchive(resumed.finished().zip);
    expect(items.some(({ kind }) => kind === 'message' || kind === 'person')).toBe(false);
  });
});
