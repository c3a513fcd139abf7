import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startSamplePlatform } from '../sample-platform/index.ts';
import { walkSample } from './support/walkSample.ts';

describe('the outcome does not depend on which answer came first', () => {
  it.each(['lists', 'lazy'] as const)('%s', async (markup) => {
    const platform = await startSamplePlatform({ markup, seed: 31, spaces: 2, refusedSpace: true });
    try {
      const plain = await walkSample(platform);
      const delayed = await walkSample(platform, { concurrency: 9 }, { delay: () => wait(Math.random() * 12) });
      const slow = await walkSample(platform, { concurrency: 1 });
      expect(delayed.items).toEqual(plain.items);
      expect(slow.items).toEqual(plain.items);
      const sorted = (mentions: typeof plain.mentions): string[] => mentions.map((one) => JSON.stringify(one)).sort();
      expect(sorted(delayed.mentions)).toEqual(sorted(plain.mentions));
      expect(new Set(plain.items.map(({ item }) => item.id)).size).toBe(plain.items.length);
    } finally {
      await platform.close();
    }
  });
});
