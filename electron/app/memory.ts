import { setFlagsFromString } from 'node:v8';

/**
 * How much the heap may grow before old objects are cleared away, in percent of what was alive the last time. On a machine with
 * much memory V8 waits until it is fourfold, and the pages that were read meanwhile stay: 150 MB more at 1,200 items, for a
 * tenth less of processor time.
 */
const GROWING_PERCENT = 30;

/** Keeps the process small on old computers. At any time; what is in use already stays. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
}
