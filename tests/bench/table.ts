import { median, spread } from './numbers.ts';
import type { Outcome } from './peers.ts';
import type { PeerName } from './options.ts';

const HEADS = [
  'ms',
  'tool',
  'wall s',
  '× floor',
  'CPU s',
  'requests',
  '× list',
  'in vain',
  'beyond',
  'MB',
  'peak MB',
  'written/content',
  'originals',
  'all files',
  'of bytes',
];

/** Medians (and, of several runs, the spread) of every tool at every latency, beside the floor of the same run. */
export function resultTable(outcomes: readonly Outcome[], mustRead: number, contentBytes: number): string {
  const rows: string[][] = [];
  for (const latency of unique(outcomes.map(({ latencyMs }) => latencyMs))) {
    const here = outcomes.filter(({ latencyMs }) => latencyMs === latency);
    for (const peer of unique(here.map((one) => one.peer))) {
      const runs = here.filter((one) => one.peer === peer);
      rows.push(rowOf(latency, peer, runs, here, mustRead, contentBytes));
    }
  }
  return aligned([HEADS, ...rows]);
}

function rowOf(
  latency: number,
  peer: PeerName,
  runs: readonly Outcome[],
  here: readonly Outcome[],
  mustRead: number,
  contentBytes: number,
): string[] {
  const of = (pick: (run: Outcome) => number | undefined): number[] =>
    runs.flatMap((run) => {
      const value = pick(run);
      return value === undefined ? [] : [value];
    });
  const column = (pick: (run: Outcome) => number | undefined, digits: number): string => figure(of(pick), digits);
  const cut = runs.some(({ cutShort }) => cutShort) ? ' (cut)' : '';
  return [
    String(latency),
    peer,
    column(({ seconds }) => seconds, 1) + cut,
    figure(ratiosToFloor(runs, here), 2),
    column(({ cpuSeconds }) => cpuSeconds, 1),
    column(({ requests }) => requests, 0),
    column(({ requests }) => requests / mustRead, 2),
    column(({ inVain }) => inVain, 0),
    column(({ beyond }) => beyond, 0),
    column(({ bytes }) => bytes / 1e6, 0),
    column(({ peakMb }) => peakMb, 0),
    column(({ written }) => written && written / contentBytes, 2),
    percent(of(({ share }) => share.originals)),
    percent(of(({ share }) => share.binaries)),
    percent(of(({ share }) => share.bytes)),
  ];
}

/** Each run against the floor of the same round, which met the same weather. */
export function ratiosToFloor(runs: readonly Outcome[], here: readonly Outcome[]): number[] {
  const floors = here.filter(({ peer }) => peer === 'floor');
  return runs.flatMap((run, round) => {
    const floor = floors[round];
    return floor ? [run.seconds / floor.seconds] : [];
  });
}

export function figure(values: readonly number[], digits: number): string {
  if (values.length === 0) return '–';
  const middle = median(values).toFixed(digits);
  const [low, high] = spread(values);
  const wide = low.toFixed(digits) !== high.toFixed(digits);
  return wide ? `${middle} (${low.toFixed(digits)}–${high.toFixed(digits)})` : middle;
}

function percent(values: readonly number[]): string {
  return values.length === 0 ? '–' : `${Math.floor(median(values) * 1000) / 10} %`;
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** Rows as a Markdown table that can be read as plain text too. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 1 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}
