import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { MATRIX_ACCOUNT, PLACES, ROWS, runRow, targetsOf, type Targets } from './support/matrix.ts';
import { traces } from './support/truth.ts';

// A few rows of the fault matrix; all of them are in resilience-matrix.full.test.ts.
let platform: SamplePlatform;
let targets: Targets;
beforeAll(async () => {
  platform = await startSamplePlatform(MATRIX_ACCOUNT);
  targets = targetsOf(platform);
});
afterAll(() => platform.close());

const few = ROWS.filter(({ name }) => ['503', 'short body', 'another page'].includes(name));
describe.each(few)('$name', (row) => {
  it.each([1, undefined])('that heals after %s: saved, or missing with its reason', async (times) => {
    for (const places of PLACES) {
      const { cells, run } = await runRow(platform, targets, places, row, times);
      expect(cells.filter(({ fault }) => fault !== undefined)).toEqual([]);
      expect(run.exit).toBe(run.archive?.items.some(({ status }) => status === 'missing') === true ? 3 : 0);
    }
    expect(traces(platform)).toEqual([]);
  });
});
