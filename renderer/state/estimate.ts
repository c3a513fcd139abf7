import type { RunView } from '../../shared/runView.ts';

/** Shorter than this, a measurement says more about chance than about the line. */
const MEASURE_AT_LEAST_MS = 6_000;

export interface Pace {
  readonly bytesPerSecond: number;
  readonly itemsPerSecond: number;
}

/** How fast it went in the last two minutes; nothing while that cannot be said honestly. */
export function paceOf({ samples }: RunView): Pace | undefined {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < MEASURE_AT_LEAST_MS) return undefined;
  const seconds = (last.at - first.at) / 1_000;
  return {
    bytesPerSecond: Math.max(0, last.bytes - first.bytes) / seconds,
    itemsPerSecond: Math.max(0, last.settled - first.settled) / seconds,
  };
}

/**
 * Seconds left: by bytes and by items, whichever is longer, since many small pages take longer than their bytes let think.
 * An estimate that proves too short disappoints more than one that proves too long.
 */
export function secondsLeft(run: RunView): number | undefined {
  const pace = paceOf(run);
  if (pace === undefined) return undefined;
  const { counts, expectedBytes } = run;
  const items = counts.found - counts.saved - counts.missing - counts.skipped;
  const byItems = pace.itemsPerSecond > 0 ? items / pace.itemsPerSecond : undefined;
  const bytes = expectedBytes === undefined ? undefined : Math.max(0, expectedBytes - counts.bytes);
  const byBytes = bytes !== undefined && pace.bytesPerSecond > 0 ? bytes / pace.bytesPerSecond : undefined;
  const both = [byItems, byBytes].filter((seconds) => seconds !== undefined);
  return both.length === 0 ? undefined : Math.max(...both);
}

/** The fastest that bytes came in between two samples: while one only looks, the line rests most of the time. */
function bestBytesPerSecond(samples: RunView['samples']): number {
  const paces = samples.slice(1).map((sample, index) => {
    const before = samples[index];
    return before === undefined || sample.at <= before.at
      ? 0
      : ((sample.bytes - before.bytes) / (sample.at - before.at)) * 1_000;
  });
  return Math.max(0, ...paces);
}

/**
 * Before saving begins: by the pace of requests while looking, and by the bytes of the pictures that came already, whichever is
 * longer. Nothing while neither has been measured.
 */
export function secondsAhead(run: RunView): number | undefined {
  const [first] = run.samples;
  const last = run.samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < MEASURE_AT_LEAST_MS) return undefined;
  const perSecond = ((last.requests - first.requests) / (last.at - first.at)) * 1_000;
  const binaries = (run.found.kinds.image ?? 0) + (run.found.kinds.file ?? 0) + (run.found.kinds.certificate ?? 0);
  if (perSecond <= 0 || binaries === 0) return undefined;
  const pace = bestBytesPerSecond(run.samples);
  const bytes = (run.expectedBytes ?? 0) - run.counts.bytes;
  return Math.max(binaries / perSecond, pace > 0 && bytes > 0 ? bytes / pace : 0);
}

/** How much of the whole is done, 0 to 1. */
export function fractionDone({ counts, expectedBytes }: RunView): number {
  const settled = counts.saved + counts.missing + counts.skipped;
  const byItems = settled / Math.max(counts.found, 1);
  if (expectedBytes === undefined || expectedBytes <= 0) return Math.min(1, byItems);
  return Math.min(1, counts.bytes / expectedBytes);
}
