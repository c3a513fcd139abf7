import { setFlagsFromString } from 'node:v8';

/**
 * By how much the heap may grow before old objects are cleared away. On a machine with much memory V8 waits until what was alive
 * the last time has become fourfold, and the pages that were read meanwhile stay. An account of 2,615 items, 972 MB:
 *
 *   as V8 does it    382 MB, 42 s of processor time
 *   doubled          242 MB, 43 s
 *   60 percent       214 MB, 46 s
 *
 * In percent that is much where much is alive: 50,000 items are 300 MB. So it is a number of bytes, within bounds.
 */
const GROWING_BYTES = 20_000_000;
const MOST_PERCENT = 60;
/** Less would be clearing away all the time. */
const LEAST_PERCENT = 15;
const LOOK_EVERY_MS = 2000;

/**
 * Memory that the heap holds and does not use, from which on pages of it that are half empty are emptied, and down to which. V8
 * does so by itself only where more than seven tenths of a page are free: after the walk of 44,185 items 121 MB lay in 209. As
 * long as the flag is set it takes a page with a fifth free, and no more than 6 MB each time, so that nothing needs room twice.
 * All the time it would cost a seventh more processor time. (V8's heap/mark-compact.cc, ComputeEvacuationHeuristics.)
 */
const LOOSE_BYTES = 24_000_000;
const TIGHT_BYTES = 14_000_000;

let looking: NodeJS.Timeout | undefined;

/** Keeps the process small on old computers, from now on. At any time; what is in use already stays. */
export function keepHeapSmall(): void {
  if (looking !== undefined) return;
  let percent = 0;
  let tightening = false;
  const adapt = (): void => {
    const { heapUsed, heapTotal } = process.memoryUsage();
    const wanted = growingPercent(heapUsed);
    if (wanted !== percent) setFlagsFromString(`--heap-growing-percent=${wanted}`);
    percent = wanted;
    const tighten = isLoose(heapTotal - heapUsed, tightening);
    if (tighten !== tightening) setFlagsFromString(tighten ? '--optimize-for-size' : '--no-optimize-for-size');
    tightening = tighten;
  };
  adapt();
  looking = setInterval(adapt, LOOK_EVERY_MS).unref();
}

/** @param used bytes of the heap; part of them may be garbage already */
export function growingPercent(used: number): number {
  return Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, Math.round((GROWING_BYTES / used) * 100)));
}

/** @param unused bytes of the heap @param already whether it is being made tighter */
export function isLoose(unused: number, already: boolean): boolean {
  return unused > (already ? TIGHT_BYTES : LOOSE_BYTES);
}
