import { describe, expect, it } from 'vitest';
import { classify, html, never, PAGE, startPlatform, wait, watched, type TestPlatform } from './netSupport.ts';
import type { Target } from '../../electron/platform/types.ts';

/** Two hosts of one platform: the probes stand on the first. */
async function twoHosts(): Promise<{ live: TestPlatform; spaces: TestPlatform; both: (address: string) => Target }> {
  const live = await startPlatform();
  const spaces = await startPlatform();
  const both = (address: string): Target => {
    const target = classify(address, live.origin);
    return target.type === 'foreign' ? classify(address, spaces.origin) : target;
  };
  return { live, spaces, both };
}

describe('one of several hosts away', () => {
  it('is an outage of the run: everything waits, nothing is given up', async () => {
    const { live, spaces, both } = await twoHosts();
    const { told, observer } = watched();
    const gate = live.gate({ classify: both, observer, patience: { outageMs: 20_000 } });
    await gate.view(`${spaces.origin}/v/first`, { signal: never });
    spaces.handle = (request) => void request.socket.destroy();
    const all = Promise.all(
      Array.from({ length: 12 }, (_, index) => gate.view(`${spaces.origin}/v/${index}`, { signal: never })),
    );
    // Other hosts go on answering meanwhile, which must not hide it.
    const chatter = Promise.all(
      Array.from({ length: 12 }, (_, index) => gate.view(`${live.origin}/v/${index}`, { signal: never })),
    );
    for (let waited = 0; !told.includes('outage') && waited < 10_000; waited += 20) await wait(20);
    spaces.handle = (_, response) => html(response, PAGE);
    expect(await all).toHaveLength(12);
    await chatter;
    expect(told).toEqual(['outage', 'resumed']);
    await Promise.all([live.stop(), spaces.stop()]);
  });

  it('for good stops the run', async () => {
    const { live, spaces, both } = await twoHosts();
    const gate = live.gate({ classify: both, patience: { outageMs: 60 } });
    await gate.view(`${spaces.origin}/v/first`, { signal: never });
    spaces.handle = (_, response) => html(response, 'away', 503);
    const ends = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => gate.view(`${spaces.origin}/v/${index}`, { signal: never })),
    );
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: { code: 'outage' } });
    await Promise.all([live.stop(), spaces.stop()]);
  });

  it('while it answers elsewhere, what fails there fails by itself', async () => {
    const { live, spaces, both } = await twoHosts();
    const { told, observer } = watched();
    const gate = live.gate({ classify: both, observer });
    await gate.view(`${spaces.origin}/v/first`, { signal: never });
    spaces.handle = (request, response) => {
      if (request.url === '/v/first') html(response, PAGE);
      else html(response, 'broken', 500);
    };
    const ends = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => gate.view(`${spaces.origin}/v/${index}`, { signal: never })),
    );
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: { reason: 'server-error' } });
    expect(told).toEqual([]);
    await Promise.all([live.stop(), spaces.stop()]);
  });
});
