import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Reason } from '../../shared/reasons.ts';
import type { Fetcher, Want } from '../download/index.ts';
import { DEFAULT_PATIENCE, FetchError } from '../net/index.ts';
import type { Classifier } from '../platform/classify.ts';
import type { RunStore } from '../runs/index.ts';
import type { Collector } from './collector.ts';
import type { Pass } from './pass.ts';

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

/** A page came in place of what was asked for, and said that it was it (200): an error that may heal as any other does. */
const PAGE_INSTEAD: ReadonlySet<Reason> = new Set<Reason>(['not-an-image', 'wrong-type']);
/** So few requests more cost nothing; where many pictures have no original, the platform says so each time in its own way. */
const FEW = 20;

/**
 * Pictures that were saved as their optimised version because the original's address answered with something else: the original
 * deserves another request. Forgets what it answered.
 */
export function originalsInDoubt(look: Pick<SecondLook, 'store' | 'collector'>): Want[] {
  const { store } = look;
  const wants = fallbacksBy(look, IN_DOUBT);
  for (const { candidates } of wants) {
    for (const { address, original } of candidates)
      if (original === true && isFailed(store, address, IN_DOUBT)) store.forgetFailure(address);
  }
  return wants;
}

function fallbacksBy(
  { store, collector }: Pick<SecondLook, 'store' | 'collector'>,
  reasons: ReadonlySet<Reason>,
): Want[] {
  return collector
    .fallbacks()
    .filter(({ candidates }) =>
      candidates.some(({ address, original }) => original === true && isFailed(store, address, reasons)),
    );
}

function isFailed(store: RunStore, address: string, reasons: ReadonlySet<Reason>): boolean {
  const answer = store.get(address);
  return answer?.outcome === 'failed' && reasons.has(answer.reason);
}

/** What got a page in place of its bytes. */
export interface PageInstead {
  /** Pictures of which the reduced version was saved. */
  readonly originals: readonly Want[];
  /** What was not saved at all. */
  readonly lost: readonly Want[];
}

/** @param failed what the downloads gave up */
export function pagesInstead(look: Pick<SecondLook, 'store' | 'collector'>, failed: readonly Want[]): PageInstead {
  return {
    originals: fallbacksBy(look, PAGE_INSTEAD),
    lost: failed.filter(({ candidates }) =>
      candidates.some(({ address }) => isFailed(look.store, address, PAGE_INSTEAD)),
    ),
  };
}

/**
 * What deserves a third request, after a pause: all that still gets a page if the second request helped any of them, or if they
 * are few.
 */
export function thirdLook(before: PageInstead, now: PageInstead): PageInstead {
  return countOf(now) < countOf(before) || countOf(now) <= FEW ? now : { originals: [], lost: [] };
}

function countOf({ originals, lost }: PageInstead): number {
  return originals.length + lost.length;
}

/** So many first delays lie between the second and the third request: more where the second showed that waiting helps. */
const PAUSES = { helped: 5, alike: 1 } as const;

/**
 * The third request for what got an error page with 200: it may heal as a 500 does, which is asked for more often.
 * @param pass with its downloads, after the second look
 * @param before what got a page before the second look
 * @throws StoppedError; the signal's reason
 */
export async function lookOnceMore(
  pass: Pass,
  before: PageInstead,
  { store, signal, pauseMs }: { readonly store: RunStore; readonly signal: AbortSignal; readonly pauseMs?: number },
): Promise<void> {
  const look = { store, collector: pass.collector };
  const now = pagesInstead(look, pass.queue?.failed() ?? []);
  const { originals, lost } = thirdLook(before, now);
  if (originals.length + lost.length === 0) return;
  const pause =
    PAUSES[countOf(now) < countOf(before) ? 'helped' : 'alike'] * (pauseMs ?? DEFAULT_PATIENCE.firstDelayMs);
  await delay(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
  const ids = new Set(lost.map(({ id }) => id));
  originalsInDoubt(look);
  await pass.retry(originals, ({ id }) => ids.has(id));
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
