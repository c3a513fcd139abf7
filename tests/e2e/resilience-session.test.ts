import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExportHandle } from '../../electron/app/types.ts';
import type { EngineEvent } from '../../shared/progress.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { faultsOf, lasting } from './support/archive.ts';
import { QUICK } from './support/cli.ts';
import { newPlace, runEngine, type EnginePlace, type EngineRun } from './support/engine.ts';
import { undisturbed, type Undisturbed } from './support/interrupt.ts';
import { contentRequests } from './support/requests.ts';
import { compare, traces } from './support/truth.ts';

// Sessions that end, people who change, sections that close, platforms that go away; by the command line, and with what it
// says: resilience-session.full.test.ts.
const account = {
  seed: 29,
  spaces: 1,
  groups: 0,
  picturesPerSpace: 3,
  filesPerSpace: 2,
  pagesPerSpace: 1,
  messages: 1,
  people: 1,
} as const;
let platform: SamplePlatform;
let whole: Undisturbed;
let place: EnginePlace;
beforeAll(async () => {
  platform = await startSamplePlatform(account);
  whole = await undisturbed(platform);
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.stats.reset();
  place = await newPlace();
});
afterEach(async () => {
  platform.faults.clear();
  expect(traces(platform)).toEqual([]);
  await place.clear();
});

function expectWhole(run: EngineRun): void {
  expect(run.exit, run.code).toBe(0);
  expect(lasting(run.archive?.items ?? [])).toEqual(whole.inventory);
}

function pauses(run: EngineRun): unknown[] {
  return run.events.flatMap((event) =>
    event.type === 'paused' ? [event.cause] : event.type === 'resumed' ? ['resumed'] : [],
  );
}

/** Lets something happen once, when a run has come so far. */
function once(
  when: (event: EngineEvent) => boolean,
  act: (handle: ExportHandle) => void,
): (event: EngineEvent, handle: ExportHandle) => void {
  let done = false;
  return (event, handle) => {
    if (done || !when(event)) return;
    done = true;
    act(handle);
  };
}

describe('signed out', () => {
  it('half-way: signs in again by itself, nothing is missing, no log-in page is saved', async () => {
    platform.faults.signOutAfter(Math.floor(whole.requests / 2));
    const run = await runEngine(platform);
    expectWhole(run);
    expect(platform.stats.logins).toBe(2);
    expect(pauses(run)).toEqual(['signed-out', 'resumed']);
  });

  it('again and again: three times, then exit 5, and a resumed run goes on', async () => {
    platform.faults.signOutAfter(30, true);
    const run = await runEngine(platform, { place });
    expect([run.exit, run.code]).toEqual([5, 'signed-out']);
    expect(platform.stats.logins).toBe(4);
    expect(await place.written()).toEqual([]);
    platform.faults.clear();
    expectWhole(await runEngine(platform, { place, resume: true }));
  });

  it('another person signs in: refused, and may not resume either; the right one may', async () => {
    platform.faults.signOutAfter(40);
    const onEvent = once(
      ({ type }) => type === 'account',
      () => platform.faults.otherPerson(true),
    );
    const run = await runEngine(platform, { place, onEvent });
    expect([run.exit, run.code]).toEqual([5, 'run-other-person']);
    const before = contentRequests(platform);
    const stranger = await runEngine(platform, { place, resume: true });
    expect([stranger.exit, stranger.code]).toEqual([5, 'run-other-person']);
    expect(contentRequests(platform)).toBe(before);
    platform.faults.otherPerson(false);
    expectWhole(await runEngine(platform, { place, resume: true }));
  });
});

describe('closed', () => {
  it('sections, although the session lives: section-closed, the rest saved, exit 3', async () => {
    const sections = ['/messages', '/profile/portfolio', '/people', '/resources', '/events', '/learning'];
    for (const path of sections) platform.faults.closeSection('live', path);
    const run = await runEngine(platform);
    expect(run.exit).toBe(3);
    const items = run.archive?.items ?? [];
    const missing = items.filter(({ status }) => status === 'missing');
    expect(new Set(missing.map(({ reason }) => reason))).toEqual(new Set(['section-closed']));
    expect(missing.length).toBeGreaterThanOrEqual(2);
    // What the space has is all there; attachments of what stands behind the closed sections nobody can see.
    const found = compare(platform, items, ({ space }) => space === undefined);
    expect(found).toMatchObject({ silentlyLost: [], wronglySaved: [], missing: 0 });
    expect(platform.stats.logins).toBe(1);
  });
});

describe('away', () => {
  it.each(['down', 'schoolFilter', 'one host'] as const)(
    'for a while (%s): pauses, goes on, nothing is missing',
    async (how) => {
      const begin = once(
        () => contentRequests(platform) > whole.requests / 3,
        () => {
          if (how !== 'one host') platform.faults[how](true);
          else platform.faults.add({ kind: 'reset', role: 'twinspace', match: () => true });
        },
      );
      const end = once(
        ({ type }) => type === 'paused',
        () => setTimeout(() => platform.faults.clear(), 500),
      );
      const run = await runEngine(platform, {
        onEvent: (event, handle) => {
          begin(event, handle);
          end(event, handle);
        },
      });
      expectWhole(run);
      expect(pauses(run)).toContain(how === 'schoolFilter' ? 'blocked-by-filter' : 'outage');
    },
  );

  it('for good: exit 5, then it is finished with what is there', async () => {
    const onEvent = once(
      () => contentRequests(platform) > whole.requests / 2,
      () => platform.faults.down(true),
    );
    const run = await runEngine(platform, { place, patience: { ...QUICK, outageMs: 400 }, onEvent });
    expect([run.exit, run.code]).toEqual([5, 'outage']);
    platform.faults.down(false);
    const asked = contentRequests(platform);
    const finished = await runEngine(platform, { place, finish: true });
    expect(finished.exit).toBe(3);
    expect(contentRequests(platform)).toBe(asked);
    const { archive } = finished;
    expect(archive && (await faultsOf(finished.finished?.zip ?? '', archive))).toEqual([]);
  });

  it('closed for good half-way, everything leads to its successor: nothing is missing, it stops and can be finished', async () => {
    const onEvent = once(
      () => contentRequests(platform) > whole.requests / 2,
      () => platform.faults.add({ kind: 'foreign-redirect', match: () => true }),
    );
    const run = await runEngine(platform, { place, patience: { ...QUICK, outageMs: 300 }, onEvent });
    expect(run.exit).toBe(5);
    expect(run.events.filter(({ type }) => type === 'problem')).toEqual([]);
    // Whoever wants to go on is told at once.
    const again = await runEngine(platform, { place, resume: true });
    expect([again.exit, again.code]).toEqual([6, 'platform-gone']);
    platform.faults.clear();
    expectWhole(await runEngine(platform, { place, resume: true }));
  });
});
