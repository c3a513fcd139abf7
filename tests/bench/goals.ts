import type { SecondRun, SharpAlone } from './extras.ts';
import type { PeerName } from './options.ts';
import type { Outcome } from './peers.ts';
import { aligned, figure, ratiosToFloor } from './table.ts';

/** What is measured beside the table. */
export interface Extras {
  sharp?: SharpAlone;
  /** Seconds from the start to the first request. */
  start: number[];
  seconds: (SecondRun & { readonly latencyMs: number })[];
}

/** The goals that this run can judge, with what was reached. */
export function goals(outcomes: readonly Outcome[], extras: Extras, mustRead: number, contentBytes: number): string {
  const at = (peer: PeerName, latency: number): Outcome[] =>
    outcomes.filter((one) => one.peer === peer && one.latencyMs === latency);
  const floors = (latency: number): Outcome[] => outcomes.filter(({ latencyMs }) => latencyMs === latency);
  const all = outcomes.filter(({ peer }) => peer === 'twinark');
  const rows: string[][] = [['goal', 'what', 'reached']];
  const row = (goal: string, what: string, reached: string): void => void rows.push([goal, what, reached]);

  row('≤ 1.15', 'wall time over the floor at 50 ms', figure(ratiosToFloor(at('twinark', 50), floors(50)), 2));
  const lines = at('twinark', 50).flatMap((run, round) => {
    const each = at('floor-each', 50)[round];
    return each ? [run.seconds / each.seconds] : [];
  });
  if (lines.length > 0) row('', '… over the floor with six connections to each origin', figure(lines, 2));
  const { sharp } = extras;
  if (sharp) {
    const over = (alone: number): number[] =>
      at('twinark', 0).flatMap((run, round) => {
        const floor = at('floor', 0)[round];
        return floor ? [run.seconds / (floor.seconds + alone)] : [];
      });
    const what = `wall time at 0 ms over floor plus sharp (${sharp.pictures} pictures)`;
    row('≤ 1.5', `${what}, every line decoded: ${sharp.checked.toFixed(1)} s`, figure(over(sharp.checked), 2));
    row('', `${what}, thumbnails alone: ${sharp.thumbnails.toFixed(1)} s`, figure(over(sharp.thumbnails), 2));
  }
  const wget = at('twinark', 50).flatMap((run, round) => {
    const other = at('wget', 50)[round];
    return other ? [run.seconds / other.seconds] : [];
  });
  row('< 1', 'wall time over wget at 50 ms', figure(wget, 2));
  row(
    '≤ 1.05',
    'requests over the list',
    figure(
      all.map(({ requests }) => requests / mustRead),
      3,
    ),
  );
  row(
    '< 250',
    'peak memory, MB',
    figure(
      all.flatMap(({ peakMb }) => (peakMb === undefined ? [] : [peakMb])),
      0,
    ),
  );
  row(
    '≤ 2.1',
    'bytes written over bytes of content',
    figure(
      all.flatMap(({ written }) => (written === undefined ? [] : [written / contentBytes])),
      2,
    ),
  );
  row('< 1.5', 'start to first request, s', figure(extras.start, 2));
  for (const latency of new Set(extras.seconds.map(({ latencyMs }) => latencyMs))) {
    const firsts = at('twinark', latency);
    const ratios = extras.seconds.flatMap(({ seconds }, round) => {
      const first = firsts[round];
      return first ? [seconds / first.seconds] : [];
    });
    const share = figure(
      extras.seconds.map(({ interruptedAt }) => interruptedAt * 100),
      0,
    );
    row('≤ 0.15', `second run at ${latency} ms, interrupted at ${share} % of the requests`, figure(ratios, 2));
  }
  return aligned(rows);
}
