import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { faultsOf, lasting, readArchive } from './support/archive.ts';
import { newDesk, QUICK, until, type Desk } from './support/cli.ts';
import { undisturbed, type Undisturbed } from './support/interrupt.ts';
import { contentRequests, seeded } from './support/requests.ts';
import { compare, traces } from './support/truth.ts';

// Sessions that end, people who change, sections that close, platforms that go away.
const account = {
  seed: 29,
  spaces: 1,
  groups: 0,
  picturesPerSpace: 3,
  filesPerSpace: 2,
  pagesPerSpace: 2,
  messages: 2,
  people: 2,
} as const;
let platform: SamplePlatform;
let whole: Undisturbed;
let desk: Desk;
beforeAll(async () => {
  platform = await startSamplePlatform(account);
  whole = await undisturbed(platform);
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.stats.reset();
  desk = await newDesk();
});
afterEach(async () => {
  platform.faults.clear();
  expect(traces(platform)).toEqual([]);
  await desk.clear();
});

describe('signed out', () => {
  it('at seeded moments: signs in again by itself, nothing is missing, no log-in page is saved', async () => {
    const random = seeded(3);
    for (let turn = 0; turn < 3; turn += 1) {
      platform.faults.signOutAfter(Math.floor(random() * whole.requests));
      platform.stats.reset();
      const result = await desk.export(platform, ['--json', '--verbose']);
      expect(result.code, result.err).toBe(0);
      expect(platform.stats.logins).toBe(2);
      const { items } = await readArchive(result.finished().zip);
      expect(lasting(items)).toEqual(whole.inventory);
      const told = result.events().filter(({ type }) => type === 'paused' || type === 'resumed');
      expect(told.map(({ type, cause }) => [type, cause])).toEqual([
        ['paused', 'signed-out'],
        ['resumed', undefined],
      ]);
    }
  });

  it('again and again: three times, then exit 5, and --resume goes on', async () => {
    platform.faults.signOutAfter(30, true);
    const result = await desk.export(platform, ['--json']);
    expect(result.code, result.err).toBe(5);
    expect(result.events().at(-1)).toMatchObject({ type: 'error', code: 'signed-out' });
    expect(result.err).toMatch(/signed you out.*\n.*--resume/);
    expect(platform.stats.logins).toBe(4);
    expect(await desk.written()).toEqual([]);
    platform.faults.clear();
    const resumed = await desk.export(platform, ['--json', '--resume']);
    expect(resumed.code, resumed.err).toBe(0);
    expect(lasting((await readArchive(resumed.finished().zip)).items)).toEqual(whole.inventory);
  });

  it('another person signs in: refused, and may not resume either; the right one may', async () => {
    platform.faults.signOutAfter(40);
    platform.faults.otherPerson(false);
    const running = desk.startExport(platform, ['--json']);
    await until(() => platform.stats.logins > 0);
    platform.faults.otherPerson(true);
    const result = await running.done;
    expect(result.code, result.err).toBe(5);
    expect(result.events().at(-1)).toMatchObject({ code: 'run-other-person' });
    const before = contentRequests(platform);
    const stranger = await desk.export(platform, ['--json', '--resume']);
    expect(stranger.code).toBe(5);
    expect(stranger.err).toMatch(/Somebody else is signed in/);
    expect(contentRequests(platform)).toBe(before);
    platform.faults.otherPerson(false);
    const resumed = await desk.export(platform, ['--json', '--resume']);
    expect(resumed.code, resumed.err).toBe(0);
    expect(lasting((await readArchive(resumed.finished().zip)).items)).toEqual(whole.inventory);
  });
});

describe('closed', () => {
  it('one section, although the session lives: section-closed, the rest saved, exit 3', async () => {
    const closed = await startSamplePlatform({
      ...account,
      closedSections: ['live:/people', 'live:/profile/portfolio'],
    });
    const result = await desk.export(closed, ['--json']);
    expect(result.code, result.err).toBe(3);
    const archive = await readArchive(result.finished().zip);
    const missing = archive.items.filter(({ status }) => status === 'missing');
    expect(new Set(missing.map(({ reason }) => reason))).toEqual(new Set(['section-closed']));
    expect(missing.length).toBeGreaterThanOrEqual(2);
    const found = compare(closed, archive.items, ({ kind }) => kind === 'person' || kind === 'portfolio-entry');
    expect(found).toMatchObject({ silentlyLost: [], wronglySaved: [], missing: 0 });
    expect(closed.stats.logins).toBe(1);
    await closed.close();
  });

  it('everything but Projects and Groups, as after the switch: those are saved', async () => {
    const sections = ['/messages', '/profile', '/people', '/resources', '/events', '/partner-forum', '/learning'];
    const closed = await startSamplePlatform({ ...account, closedSections: sections.map((path) => `live:${path}`) });
    const result = await desk.export(closed, ['--json']);
    expect(result.code, result.err).toBe(3);
    const archive = await readArchive(result.finished().zip);
    const reasons = new Set(archive.items.filter(({ status }) => status === 'missing').map(({ reason }) => reason));
    expect(reasons).toEqual(new Set(['section-closed']));
    expect(archive.items.filter(({ kind, status }) => kind === 'page' && status === 'saved').length).toBeGreaterThan(2);
    expect(closed.stats.logins).toBe(1);
    await closed.close();
  });
});

describe('away', () => {
  it.each(['down', 'schoolFilter'] as const)('for a while (%s): pauses, goes on, nothing is missing', async (how) => {
    const running = desk.startExport(platform, ['--json']);
    await until(() => contentRequests(platform) > whole.requests / 3);
    platform.faults[how](true);
    await until(() => /"type":"paused"/.test(running.out()));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    platform.faults[how](false);
    const result = await running.done;
    expect(result.code, result.err).toBe(0);
    expect(lasting((await readArchive(result.finished().zip)).items)).toEqual(whole.inventory);
    const causes = result
      .events()
      .filter(({ type }) => type === 'paused')
      .map(({ cause }) => cause);
    expect(causes).toContain(how === 'down' ? 'outage' : 'blocked-by-filter');
  });

  it('for good: exit 5, then --finish makes a valid archive', async () => {
    const running = desk.startExport(platform, ['--json'], { patience: { ...QUICK, outageMs: 400 } });
    await until(() => contentRequests(platform) > whole.requests / 2);
    platform.faults.down(true);
    const result = await running.done;
    expect(result.code, result.err).toBe(5);
    expect(result.err).toMatch(/has not answered for a long time.*\n.*--finish/);
    const finished = await desk.export(platform, ['--json', '--finish']);
    expect(finished.code, finished.err).toBe(3);
    const { zip } = finished.finished();
    expect(await faultsOf(zip, await readArchive(zip))).toEqual([]);
  });

  it('one host only: that is an outage too, not a loss', async () => {
    const running = desk.startExport(platform, ['--json']);
    await until(() => contentRequests(platform) > whole.requests / 3);
    const up = platform.faults.add({ kind: 'reset', role: 'twinspace', match: () => true });
    await until(() => /"type":"paused"/.test(running.out()), 30_000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    up();
    const result = await running.done;
    expect(result.code, result.err).toBe(0);
    expect(lasting((await readArchive(result.finished().zip)).items)).toEqual(whole.inventory);
  });
});
