import { FetchError } from '../net/types.ts';
import { statusOfReason } from '../../shared/reasons.ts';
import type { Reason } from '../../shared/reasons.ts';

/**
 * Answers that say something about the address itself. Only they lead on to the next candidate: after a time-out of an
 * original the optimised picture must not be taken silently for it.
 */
const DEFINITE: ReadonlySet<Reason> = new Set<Reason>([
  'not-found',
  'gone',
  'not-an-image',
  'wrong-type',
  'empty',
  'elsewhere-redirect',
  'foreign-host',
  'redirect-loop',
  'log-in-page',
  'not-visible',
]);

/** Whether another candidate may stand in after this failure. */
export function letsOthersTry(reason: Reason): boolean {
  return DEFINITE.has(reason);
}

/** Whether a resumed run should ask again at once; the other failures wait for its last pass. */
export function isPassing(reason: Reason): boolean {
  return !DEFINITE.has(reason);
}

/** Whether the last pass asks once more: for all that is missing, but not for 64 MB of what was too long before. */
export function isWorthAnotherPass(reason: Reason): boolean {
  return statusOfReason(reason) === 'missing' && reason !== 'too-large' && reason !== 'decompression-bomb';
}

/** Most telling first: what a person can do something about, or must know, before what only says that nothing is there. */
const TELLING: readonly Reason[] = [
  'removed-by-security-software',
  'too-large',
  'decompression-bomb',
  'truncated',
  'server-error',
  'too-many-requests',
  'timeout',
  'unreachable',
  'section-closed',
  'log-in-page',
  'not-an-image',
  'wrong-type',
  'empty',
  'elsewhere-redirect',
  'redirect-loop',
  'gone',
  'not-found',
  'foreign-host',
];

/**
 * One failure for all candidates: the most telling reason, all requests counted. `not-visible` only if every candidate said so.
 *
 * @param failures at least one
 */
export function mostTelling(failures: readonly FetchError[]): FetchError {
  const rank = (failure: FetchError): number => {
    const index = TELLING.indexOf(failure.reason);
    return index === -1 ? TELLING.length : index;
  };
  const best = failures.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const attempts = failures.reduce((sum, failure) => sum + failure.attempts, 0);
  return new FetchError(best.reason, best.address, {
    ...(best.status === undefined ? {} : { status: best.status }),
    attempts,
    cause: best,
  });
}
