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
const LOOK_EVERY_MS = 5000;

let looking: NodeJS.Timeout | undefined;

/** Keeps the process small on old computers, from now on. At any time; what is in use already stays. */
export function keepHeapSmall(): void {
  if (looking !== undefined) return;
  let percent = 0;
  const adapt = (): void => {
    const wanted = growingPercent(process.memoryUsage().heapUsed);
    if (wanted === percent) return;
    percent = wanted;
    setFlagsFromString(`--heap-growing-percent=${percent}`);
  };
  adapt();
  looking = setInterval(adapt, LOOK_EVERY_MS).unref();
}

/** @param used bytes of the heap; part of them may be garbage already */
export function growingPercent(used: number): number {
  return Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, Math.round((GROWING_BYTES / used) * 100)));
}
