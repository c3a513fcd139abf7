import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { MATRIX_ACCOUNT, ROWS, runRow, targetsOf, type Place, type Targets } from './support/matrix.ts';
import { traces } from './support/truth.ts';

// A few rows of the fault matrix; all of them are in resilience-matrix.full.test.ts.
let platform: SamplePlatform;
let targets: Targets;
beforeAll(async () => {
  platform = await startSamplePlatform(MATRIX_ACCOUNT);
  targets = targetsOf(platform);
});
afterAll(() => platform.close());

const few: readonly (readonly [string, number | undefined, readonly Place[]])[] = [
  ['503', 1, ['view', 'list page']],
  ['503', undefined, ['original', 'optimised', 'file', 'certificate']],
  ['short body', 1, ['original', 'optimised', 'file', 'certificate']],
  ['another page', undefined, ['view', 'list page']],
];
it.each(few)('%s that heals after %s: saved, or missing with its reason (%s)', async (name, times, places) => {
  const row = ROWS.find((one) => one.name === name);
  if (!row) throw new Error(`no row ${name}`);
  const { cells, run } = await runRow(platform, targets, places, row, times);
  expect(cells).toHaveLength(places.length);
  expect(cells.filter(({ fault }) => fault !== undefined)).toEqual([]);
  expect(run.exit).toBe(run.archive?.items.some(({ status }) => status === 'missing') === true ? 3 : 0);
  expect(traces(platform)).toEqual([]);
});
