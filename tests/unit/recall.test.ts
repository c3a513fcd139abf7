import { describe, expect, it } from 'vitest';
import { startSamplePlatform, type Language, type Markup } from '../sample-platform/index.ts';
import { recallOf } from './support/recall.ts';
import { walkSample } from './support/walkSample.ts';

/** Each mark-up and eight languages occur; the whole matrix is the long suite's. */
const PAIRS: readonly (readonly [Markup, Language, number])[] = [
  ['lists', 'en', 1],
  ['lists', 'pl', 2],
  ['tables', 'de', 3],
  ['tables', 'el', 4],
  ['lazy', 'sl', 5],
  ['lazy', 'bg', 6],
  ['flat', 'it', 7],
  ['flat', 'fr', 8],
];

const WITHOUT_ADDRESS: ReadonlySet<string> = new Set([
  'bulletin-note',
  'meeting',
  'portfolio-entry',
  'person',
  'video',
]);

describe.each(PAIRS)('%s in %s', (markup, language, seed) => {
  it('everything is found with all its text, and nothing else is asked for', async () => {
    const platform = await startSamplePlatform({
      markup,
      language,
      seed,
      spaces: 2,
      groups: 1,
      picturesPerSpace: 7,
      messages: 8,
      people: 7,
    });
    try {
      const { kinds, problems } = recallOf(platform, await walkSample(platform));
      // In the flat mark-up only the order tells where a thing without an address of its own begins: its text is kept on its
      // page, but it may be joined with its neighbour.
      const joined = (kind: string): boolean => markup === 'flat' && WITHOUT_ADDRESS.has(kind);
      const lost = problems.filter(
        (problem) => /^(?:MISS|STATUS) /.test(problem) && !joined(problem.split(' ')[1] ?? ''),
      );
      expect(lost).toEqual([]);
      for (const [kind, found] of Object.entries(kinds)) {
        if (joined(kind)) continue;
        expect.soft(found.recalled, `${kind} found`).toBe(found.truth);
        expect.soft(found.paragraphsFound, `${kind} text`).toBe(found.paragraphs);
      }
      const { stateChanging, traps, foreign, calendar } = platform.stats;
      expect([...stateChanging, ...traps, ...foreign, ...calendar]).toEqual([]);
    } finally {
      await platform.close();
    }
  });
});
