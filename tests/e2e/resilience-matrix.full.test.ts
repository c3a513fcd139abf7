import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { faultsOf } from './support/archive.ts';
import { runEngine } from './support/engine.ts';
import { MATRIX_ACCOUNT, PLACES, ROWS, runRow, targetsOf, type Cell, type Targets } from './support/matrix.ts';
import { traces } from './support/truth.ts';

// Every fault × place × {heals, for good}: saved, or missing with the right reason. Nothing silently lost, nothing wrongly saved.
let platform: SamplePlatform;
let targets: Targets;
const cells: Cell[] = [];
beforeAll(async () => {
  platform = await startSamplePlatform(MATRIX_ACCOUNT);
  targets = targetsOf(platform);
});
afterAll(async () => {
  await platform.close();
  const counted = new Map<string, number>();
  for (const { result } of cells) counted.set(result, (counted.get(result) ?? 0) + 1);
  const count = (fault: string): number => cells.filter((cell) => cell.fault === fault).length;
  console.log(
    [
      `fault matrix: ${cells.length} cells; silently lost ${count('silently lost')}, wrongly called saved ${count('wrongly called saved')}`,
      ...[...counted].sort((a, b) => b[1] - a[1]).map(([result, times]) => `  ${times} × ${result}`),
    ].join('\n'),
  );
});

describe.each(ROWS)('$name', (row) => {
  it.each([1, 2, undefined])('that heals after %s', async (times) => {
    for (const places of PLACES) {
      const { cells: done, run } = await runRow(platform, targets, places, row, times);
      cells.push(...done);
      expect(done.filter(({ fault }) => fault !== undefined)).toEqual([]);
      const missing = run.archive?.items.filter(({ status }) => status === 'missing') ?? [];
      expect(run.exit).toBe(missing.length > 0 ? 3 : 0);
      expect(run.finished?.missing).toBe(missing.length);
      if (run.archive && run.finished) expect(run.archive.items.length).toBe(run.finished.items);
      expect(traces(platform)).toEqual([]);
    }
  });
});

describe('the log-in', () => {
  it.each(ROWS)('$name', async (row) => {
    for (const times of [1, undefined]) {
      platform.faults.clear();
      platform.faults.add({
        ...{ kind: row.kind, role: 'live', match: '/login', ...row.more },
        ...(times === undefined ? {} : { times }),
      });
      const run = await runEngine(platform, { selection: { choices: ['labels'] } });
      // The portal has the form too, so one broken log-in page need not matter; if it does, it is said in the right words.
      expect([0, 4, 6], `${row.name}, ${times ?? 'for good'}: ${run.code ?? ''}`).toContain(run.exit);
      cells.push({
        row: row.name,
        place: 'view',
        heals: times !== undefined,
        result: `log-in: exit ${run.exit}`,
        fault: undefined,
      });
    }
    platform.faults.clear();
  });
});

it('an archive of such a run is valid in itself', async () => {
  platform.faults.add({ kind: 'status', match: '/files/*', status: 500 });
  const run = await runEngine(platform);
  expect(run.exit).toBe(3);
  expect(run.archive && (await faultsOf('', run.archive).catch(() => []))).toEqual([]);
  platform.faults.clear();
});
