import { afterAll, describe, expect, it } from 'vitest';
import { languages, presets, startSamplePlatform } from '../sample-platform/index.ts';
import { remould, type Remould } from './support/remould.ts';
import { addKinds, recallOf, type KindRecall } from './support/recall.ts';
import { walkSample } from './support/walkSample.ts';

/** Mark-ups in which structure tells everything: no fault at all is allowed there. Georgian has no capitals that tell a name. */
const isStrict = (markup: string, language: string): boolean =>
  (markup === 'lists' || markup === 'tables' || markup === 'lazy') && language !== 'ka';

/**
 * In the others some dates, names and ends of things can be told by their looks alone, and things without an address of their own
 * may be joined with their neighbours; whatever has an address must be found, with the right status.
 */
const isLoss = (problem: string): boolean =>
  /^(?:MISS|STATUS) (?!(?:bulletin-note|meeting|portfolio-entry|person|video) )/.test(problem);

/** All mark-ups, all languages, several seeds; prints the table of kinds that the project reports. */
describe.each(['lists', 'tables', 'lazy', 'flat', 'mosaic'] as const)('%s', (markup) => {
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
        const { stateChanging, traps, foreign, calendar } = platform.stats;
        expect([...stateChanging, ...traps, ...foreign, ...calendar]).toEqual([]);
        expect(problems.filter((problem) => isStrict(markup, language) || isLoss(problem))).toEqual([]);
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

describe('mark-ups written anew', () => {
  const ways: readonly (readonly [string, 'lists' | 'tables' | 'lazy', 'en' | 'de' | 'fr' | 'it', number, Remould])[] =
    [
      ['without ids, classes and links that change things', 'tables', 'en', 11, { bare: true }],
      ['with nothing but boxes, and dates as text', 'lists', 'de', 12, { bare: true, boxes: true, plainDates: true }],
      ['with boxes in boxes', 'lazy', 'fr', 13, { bare: true, nested: true }],
      ['with names and dates behind the text', 'lists', 'it', 14, { signed: true }],
    ];
  it.each(ways)('%s (%s, %s)', async (_name, markup, language, seed, how) => {
    const platform = await startSamplePlatform({ markup, language, seed, spaces: 2, legacyCharsets: 0 });
    try {
      const walked = await walkSample(platform, {}, { rewrite: (html) => remould(html, how) });
      expect(recallOf(platform, walked).problems).toEqual([]);
    } finally {
      await platform.close();
    }
  });

  it.each(['lists', 'tables', 'lazy', 'flat', 'mosaic'] as const)(
    'a list that shrinks while it is read loses nothing (%s)',
    async (markup) => {
      const platform = await startSamplePlatform({ markup, seed: 17, spaces: 1, groups: 0, shrinkingList: true });
      try {
        const { problems } = recallOf(platform, await walkSample(platform));
        expect(problems.filter((problem) => problem.startsWith('MISS '))).toEqual([]);
      } finally {
        await platform.close();
      }
    },
  );
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
