import { describe, expect, it } from 'vitest';
import { startSamplePlatform, type Language, type Markup, type SampleOptions } from '../sample-platform/index.ts';
import { recallOf } from './support/recall.ts';
import { remould, type Remould } from './support/remould.ts';
import { walkSample, type Walked } from './support/walkSample.ts';

/** Small accounts: the whole table of languages and mark-ups is in `walk-matrix.full.test.ts`. */
const SMALL = { spaces: 1, groups: 0, picturesPerSpace: 7, filesPerSpace: 8, messages: 8, people: 7 } as const;

/** Every mark-up, and scripts that are read differently. */
const PAIRS: readonly (readonly [Markup, Language, number])[] = [
  ['lists', 'el', 4],
  ['tables', 'bg', 5],
  ['lazy', 'sl', 3],
  ['flat', 'fr', 8],
  ['mosaic', 'ka', 5],
];

async function problemsOf(
  options: Partial<SampleOptions>,
  rewrite?: (html: string) => string,
  check: (walked: Walked) => void = () => undefined,
): Promise<readonly string[]> {
  const platform = await startSamplePlatform({ ...SMALL, ...options });
  try {
    const walked = await walkSample(platform, {}, rewrite ? { rewrite } : {});
    const { stateChanging, traps, foreign, calendar } = platform.stats;
    expect([...stateChanging, ...traps, ...foreign, ...calendar]).toEqual([]);
    expect(new Set(walked.items.map(({ item }) => item.id)).size).toBe(walked.items.length);
    check(walked);
    return recallOf(platform, walked).problems;
  } finally {
    await platform.close();
  }
}

describe('everything is found, with all of its text, its date, author and verdict', () => {
  it.each(PAIRS)('%s, %s', async (markup, language, seed) => {
    expect(await problemsOf({ markup, language, seed, legacyCharsets: 0.5 })).toEqual([]);
  });

  const ways: readonly (readonly [string, Markup, Language, number, Remould])[] = [
    ['with nothing but boxes, and dates as text', 'lists', 'de', 12, { bare: true, boxes: true, plainDates: true }],
    ['with names and dates behind the text', 'lists', 'it', 14, { signed: true }],
  ];
  it.each(ways)('%s (%s, %s)', async (_name, markup, language, seed, how) => {
    expect(await problemsOf({ markup, language, seed, legacyCharsets: 0 }, (html) => remould(html, how))).toEqual([]);
  });
});

describe('what goes wrong is told', () => {
  it('spaces that refuse, pages for others, sections that are shut', async () => {
    const options = {
      markup: 'lists',
      seed: 16,
      spaces: 2,
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

  it('a list that shrinks while it is read loses nothing', async () => {
    expect(await problemsOf({ markup: 'tables', seed: 17, shrinkingList: true })).toEqual([]);
  });
});
