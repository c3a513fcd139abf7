import PQueue from 'p-queue';
import type { Reason } from '../../shared/reasons.ts';
import type { Fetcher, Want } from '../download/index.ts';
import { FetchError } from '../net/index.ts';
import type { Classifier } from '../platform/classify.ts';
import type { RunStore } from '../runs/index.ts';
import type { Collector } from './collector.ts';

/** Pages for which one more look at the end cannot help: not to be seen, too long, or never the platform's. */
const POINTLESS: ReadonlySet<Reason> = new Set<Reason>([
  'not-visible',
  'foreign-host',
  'left-out',
  'unknown-link',
  'too-large',
  'decompression-bomb',
]);
/** The platform says for certain that nothing is there. */
const NOTHING_THERE: ReadonlySet<Reason> = new Set<Reason>(['not-found', 'gone']);

export interface SecondLook {
  readonly store: RunStore;
  readonly fetcher: Fetcher;
  readonly collector: Collector;
  readonly classifier: Classifier;
  readonly signal: AbortSignal;
  readonly concurrency: number;
}

/** Pages that failed and may answer now. A section that is not there answers so in every pass and hides nothing. */
export function failedViews({ store, collector, classifier }: SecondLook): string[] {
  const isMissed = (address: string): boolean => {
    const id = collector.resolve(address);
    return id !== undefined && collector.get(id)?.status === 'missing';
  };
  const addresses: string[] = [];
  for (const answer of store.answers()) {
    if (answer.outcome !== 'failed' || POINTLESS.has(answer.reason)) continue;
    const target = classifier.classify(answer.address);
    if (target.type !== 'view') continue;
    // A page of a list that others lead to is asked for again: there are few, and a list may end there in vain.
    const sure = NOTHING_THERE.has(answer.reason) && target.paging === undefined;
    if (!sure || isMissed(answer.address)) addresses.push(answer.address);
  }
  return addresses;
}

/** The platform did not say that there is no original; it answered something else, perhaps only once. */
const IN_DOUBT: ReadonlySet<Reason> = new Set<Reason>([
  'not-an-image',
  'wrong-type',
  'empty',
  'log-in-page',
  'elsewhere-redirect',
  'redirect-loop',
]);

/**
 * Pictures that were saved as their optimised version because the original's address answered with something else: the original
 * deserves another request. Forgets what it answered.
 */
export function originalsInDoubt({ store, collector }: SecondLook): Want[] {
  return collector.fallbacks().filter(({ candidates }) => {
    const doubtful = candidates.filter(({ address, original }) => {
      const answer = original === true ? store.get(address) : undefined;
      return answer?.outcome === 'failed' && IN_DOUBT.has(answer.reason);
    });
    for (const { address } of doubtful) store.forgetFailure(address);
    return doubtful.length > 0;
  });
}

/**
 * Asks once more for pages that failed.
 * @param addresses of `failedViews`
 * @returns whether any of them came now: then things may stand behind it that nobody has seen yet, and the walk is worth
 *   doing again
 * @throws StoppedError; the signal's reason
 */
export async function lookAgain(look: SecondLook, addresses: readonly string[]): Promise<boolean> {
  const { store, fetcher, signal, concurrency } = look;
  for (const address of addresses) store.forgetFailure(address);
  const queue = new PQueue({ concurrency: Math.max(1, concurrency * 2) });
  let came = false;
  await queue.addAll(
    addresses.map((address) => async () => {
      try {
        await fetcher.view(address, signal);
        came = true;
      } catch (error) {
        if (error instanceof FetchError) return;
        queue.clear();
        throw error;
      }
    }),
  );
  return came;
}
