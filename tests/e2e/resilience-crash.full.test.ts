import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { lasting } from './support/archive.ts';
import { runEngine } from './support/engine.ts';
import { killAndResume, undisturbed, type Undisturbed } from './support/interrupt.ts';
import { contentRequests, seeded } from './support/requests.ts';
import { traces } from './support/truth.ts';

// The long runs: fifty kills of one export, sign-outs at twenty moments.
const KILLS = 50;
const SIGN_OUTS = 20;
let platform: SamplePlatform;
let whole: Undisturbed;
beforeAll(async () => {
  platform = await startSamplePlatform({
    ...{ seed: 53, spaces: 2, groups: 1, picturesPerSpace: 40, filesPerSpace: 10, pagesPerSpace: 4 },
    ...{ messages: 8, people: 6, latencyMs: 15 },
  });
  whole = await undisturbed(platform);
});
afterAll(() => platform.close());

describe('an export that is killed hard', () => {
  it(`at ${KILLS} seeded moments ends as an undisturbed one`, { timeout: 1_800_000 }, async () => {
    const killed = await killAndResume(platform, whole.requests, KILLS, 2022);
    const extra = killed.requests - whole.requests;
    console.log(
      `crash test: ${killed.kills} kills; ${whole.requests} requests undisturbed, ${extra} more with kills (${(extra / killed.kills).toFixed(1)} a kill); ` +
        `${killed.inventory.length} items with the same hashes: ${JSON.stringify(killed.inventory) === JSON.stringify(whole.inventory)}`,
    );
    expect(killed.kills).toBe(KILLS);
    expect(killed.inventory).toEqual(whole.inventory);
    expect(killed.early).toEqual([]);
    expect(killed.runs).toBe(0);
    // Those that were in flight: six on each of three hosts; and pages on their way to the disk.
    expect(extra).toBeLessThanOrEqual(KILLS * 24);
    expect(traces(platform)).toEqual([]);
  });
});

describe('a session that ends', () => {
  it(`at ${SIGN_OUTS} seeded moments costs nothing`, { timeout: 1_800_000 }, async () => {
    const random = seeded(20);
    let logInPages = 0;
    let missing = 0;
    for (let turn = 0; turn < SIGN_OUTS; turn += 1) {
      platform.faults.clear();
      platform.stats.reset();
      platform.faults.signOutAfter(Math.floor(random() * whole.requests));
      const run = await runEngine(platform);
      expect(run.exit).toBe(0);
      expect(platform.stats.logins).toBe(2);
      const items = run.archive?.items ?? [];
      missing += items.filter(({ status }) => status === 'missing').length;
      logInPages += (run.archive?.text.match(/type="?password/g) ?? []).length;
      expect(lasting(items)).toEqual(whole.inventory);
      expect(contentRequests(platform) - whole.requests).toBeLessThanOrEqual(24);
    }
    console.log(`sign-outs: ${SIGN_OUTS}; log-in pages saved ${logInPages}, items missing ${missing}`);
    expect({ logInPages, missing }).toEqual({ logInPages: 0, missing: 0 });
  });
});
