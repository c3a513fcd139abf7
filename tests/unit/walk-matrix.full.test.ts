import { afterAll, describe, expect, it } from 'vitest';
import { languages, presets, startSamplePlatform } from '../sample-platform/index.ts';
import { addKinds, recallOf, type KindRecall } from './support/recall.ts';
import { walkSample } from './support/walkSample.ts';

/** All mark-ups, all languages, several seeds; prints the table of kinds that the project reports. */
describe.each(['lists', 'tables', 'lazy'] as const)('%s', (markup) => {
  const sum: Record<string, KindRecall> = {};
  afterAll(() => {
    const share = (part: number, of: number): string => (of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`);
    console.log(`\n${markup}`);
    console.table(
      Object.fromEntries(
        Object.entries(sum).map(([kind, of]) => [
          kind,
          {
            things: of.truth,
            found: share(of.recalled, of.truth),
            paragraphs: of.paragraphs,
            text: share(of.paragraphsFound, of.paragraphs),
            verdict: share(of.verdict, of.truth),
            date: share(of.date, of.truth),
            author: share(of.author, of.truth),
            title: share(of.title, of.truth),
            'too many': of.extra,
          },
        ]),
      ),
    );
  });

  it.each(languages.flatMap((language) => [1, 2, 3].map((seed) => [language, seed] as const)))(
    '%s, seed %i',
    async (language, seed) => {
      const platform = await startSamplePlatform({ markup, language, seed: seed * 100 });
      try {
        const { kinds, problems } = recallOf(platform, await walkSample(platform));
        addKinds(sum, kinds);
        expect(problems).toEqual([]);
      } finally {
        await platform.close();
      }
    },
  );

  it('a space full of traps for its reader', async () => {
    const platform = await startSamplePlatform({ markup, language: 'sl', seed: 18, hostile: true });
    try {
      expect(recallOf(platform, await walkSample(platform)).problems).toEqual([]);
    } finally {
      await platform.close();
    }
  });
});

describe('a large account', () => {
  it('needs at most 1.05 of the requests that a complete export must make', async () => {
    const platform = await startSamplePlatform({ ...presets.large });
    try {
      const walked = await walkSample(platform);
      const views = platform.truth.mustRead.filter(
        (url) => !/\/files\/collab|\/download$|\/certificates?\/\w/.test(url),
      );
      const ratio = platform.stats.total / views.length;
      console.log(
        `large account: ${walked.items.length} items, ${platform.stats.total} requests, ratio ${ratio.toFixed(3)}`,
      );
      expect(ratio).toBeLessThanOrEqual(1.05);
      expect(recallOf(platform, walked).problems).toEqual([]);
    } finally {
      await platform.close();
    }
  });
});
