import type { ItemRecord } from '../../shared/model/index.ts';
import { StoppedError } from '../../shared/errors.ts';
import { planParts } from './split.ts';

/** FAT32 takes no longer file. */
const FAT32_LONGEST = 2 ** 32 - 1;
/** A little less than the proportion asks for: what was wrong once is wrong again. */
const MARGIN = 0.97;

/** A part came out longer than it may be, and could be made smaller. */
export class PartTooLargeError extends Error {
  readonly bytes: number;

  constructor(bytes: number) {
    super(`a part of ${bytes} bytes`);
    this.name = 'PartTooLargeError';
    this.bytes = bytes;
  }
}

/**
 * For what size parts must be planned after one of them did not fit: how large things become is only estimated before they are
 * packed, and that a disk is FAT32 may show only there.
 *
 * @param wished what a part may have
 * @param planned for what the parts were planned just now
 * @returns undefined if smaller parts do not help, or it failed for something else
 */
export function smallerParts(
  error: unknown,
  items: readonly ItemRecord[],
  wished: number | undefined,
  planned: number | undefined,
): number | undefined {
  if (error instanceof PartTooLargeError && wished !== undefined)
    return Math.floor((planned ?? wished) * Math.min(1, wished / error.bytes) * MARGIN);
  if (!(error instanceof StoppedError) || error.code !== 'file-too-large-for-disk') return undefined;
  const next = Math.floor(Math.min(FAT32_LONGEST, (planned ?? Number.POSITIVE_INFINITY) * 0.9));
  const before = planned === undefined ? 1 : planParts(items, planned).length;
  return planParts(items, next).length > before ? next : undefined;
}
