import { describe, expect, it } from 'vitest';
import { startSamplePlatform, type Language, type Markup, type SampleOptions } from '../sample-platform/index.ts';
import { recallOf } from './support/recall.ts';
import { remould, type Remould } from './support/remould.ts';
import { walkSample, type Walked } from './support/walkSample.ts';

/** Every language and every mark-up of the sample platform, in pairs; the whole table is in `walk-matrix.full.test.ts`. */
const PAIRS: readonly (readonly [Markup, Language, number])[] = [
  ['lists', 'en', 1],
  ['tables', 'de', 2],
  ['lazy', 'sl', 3],
  ['lists', 'el', 4],
  ['tables', 'bg', 5],
  ['lazy', 'pl', 6],
  ['tables', 'es', 7],
  ['lazy', 'it', 8],
  ['lists', 'fr', 9],
  ['tables', 'ro', 10],
];

async function problemsOf(
  options: Partial<SampleOptions>,
  rewrite?: (html: string) => string,
  check: (walked: Walked) => void = () => undefined,
): Promise<readonly string[]> {
  const platform = await startSamplePlatform(options);
  try {
    const walked = await walkSample(platform, {}, rewrite ? { rewrite } : {});
    expect(platform.stats.stateChanging).toEqual([]);
    expect(platform.stats.traps).toEqual([]);
    expect(platform.stats.foreign).toEqual([]);
    expect(new Set(walked.items.map(({ item }) => item.id)).size).toBe(walked.items.length);
    check(walked);
    return recallOf(platform, walked).problems;
  } finally {
    await platform.close();
  }
}

describe('everything is found, with all of its text, its date, author and verdict', () => {
  it.each(PAIRS)('%s, %s', async (markup, language, seed) => {
    // A third of the accounts is all in legacy charsets, where its language has one.
    expect(await problemsOf({ markup, language, seed, spaces: 2, legacyCharsets: seed % 3 === 1 ? 1 : 0.3 })).toEqual(
      [],
    );
  });

  const ways: readonly (readonly [string, Markup, Language, number, Remould])[] = [
    ['without ids, classes and links that change things', 'tables', 'en', 11, { bare: true }],
    ['with nothing but boxes, and dates as text', 'lists', 'de', 12, { bare: true, boxes: true, plainDates: true }],
    ['with boxes in boxes', 'lazy', 'fr', 13, { bare: true, nested: true }],
    ['with names and dates behind the text', 'lists', 'it', 14, { signed: true }],
  ];
  it.each(ways)('%s (%s, %s)', async (_name, markup, language, seed, how) => {
    expect(
      await problemsOf({ markup, language, seed, spaces: 1, legacyCharsets: 0 }, (html) => remould(html, how)),
    ).toEqual([]);
  });
});

describe('what goes wrong is told', () => {
  it('spaces that refuse, pages for others, sections that are shut', async () => {
    const options = {
      markup: 'lists',
      seed: 16,
      refusedSpace: true,
      unauthorizedSpace: true,
      rolePage: true,
      closedSections: ['live:/messages', 'twinspace:/25108/forum'],
    } as const;
    const problems = await problemsOf(options, undefined, ({ items }) => {
      const reasons = new Set(items.flatMap(({ item }) => item.reason ?? []));
      expect(reasons).toEqual(new Set(['space-refused', 'not-visible', 'section-closed']));
    });
    // Files that only the shut mailbox links can be known to nobody; a stranger's picture stands on a page for others.
    expect(problems.filter((problem) => !/^MISS (?:file|image) |^EXTRA image /.test(problem))).toEqual([]);
  });

  it.each(['lists', 'tables', 'lazy'] as const)(
    'a list that shrinks while it is read loses nothing (%s)',
    async (markup) => {
      expect(await problemsOf({ markup, seed: 17, spaces: 1, groups: 0, shrinkingList: true })).toEqual([]);
    },
  );

  it('a space full of traps for its reader', async () => {
    const options = { markup: 'tables', language: 'sl', seed: 18, spaces: 1, groups: 0, hostile: true } as const;
    expect(await problemsOf(options)).toEqual([]);
  });
});

describe('requests', () => {
  it('are few more than a complete export needs', async () => {
    const platform = await startSamplePlatform({ seed: 19, picturesPerSpace: 80, pagesPerSpace: 12, pageSize: 12 });
    try {
      await walkSample(platform);
      const views = platform.truth.mustRead.filter(
        (url) => !/\/files\/collab|\/download$|\/certificates?\/[\w]/.test(url),
      );
      expect(platform.stats.total / views.length).toBeLessThanOrEqual(1.05);
    } finally {
      await platform.close();
    }
  });
});
