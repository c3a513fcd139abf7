import { CHOICES, type Account, type ItemRecord } from '../../shared/model/index.ts';
import { missingReasonSchema } from '../../shared/reasons.ts';
import { createDownloadQueue, type DownloadQueue, type Fetcher, type Want } from '../download/index.ts';
import type { Classifier } from '../platform/classify.ts';
import type { RunStore } from '../runs/index.ts';
import { walk, type FoundItem, type WalkSource } from '../walk/index.ts';
import { Collector, type Tally } from './collector.ts';
import { Samples } from './samples.ts';
import type { ExportRequest, Observer, Selection } from './types.ts';
import type { Wishes } from './wishes.ts';

export interface PassOptions {
  readonly request: ExportRequest;
  readonly wishes: Wishes;
  readonly classifier: Classifier;
  readonly source: WalkSource;
  /** Absent where nothing is to be kept (an inventory). */
  readonly store?: RunStore;
  readonly fetcher?: Fetcher;
  readonly signal: AbortSignal;
  /** Whether the person is still choosing. */
  readonly isHolding: () => boolean;
  readonly observe: Observer;
  readonly onTick: (tally: () => Tally, now: string | undefined) => void;
  /** Ids of items whose problems were told: each is told once, however often a walk is repeated. */
  readonly told: Set<string>;
}

const EVERYTHING: Selection = { choices: CHOICES };

/**
 * One walk over the account with its downloads beside it. Everything it gathers is its own, so that what still comes of a pass
 * that was broken off cannot mix with the next one's.
 */
export class Pass {
  readonly collector: Collector;
  readonly queue: DownloadQueue | undefined;
  readonly #options: PassOptions;
  readonly #samples: Samples | undefined;
  /** Ends walk and downloads together, whichever of them fails first. */
  readonly #end = new AbortController();
  readonly #signal: AbortSignal;
  #account: Account;
  #failures = 0;

  constructor(options: PassOptions) {
    this.#options = options;
    const { request, wishes, classifier, fetcher } = options;
    this.#samples = options.store && new Samples({ store: options.store, observe: options.observe });
    this.#signal = AbortSignal.any([options.signal, this.#end.signal]);
    this.#account = { userId: '', username: request.username, displayName: request.username };
    this.collector = new Collector(addedSpaces(wishes, classifier));
    this.queue =
      fetcher &&
      createDownloadQueue({
        fetcher,
        signal: this.#signal,
        isWanted: ({ id }) => !this.collector.isLeftOut(id),
        onStopped: (error) => this.#end.abort(error),
        onSettled: (want, outcome) => {
          const record = this.collector.settle(want.id, outcome);
          if (outcome.outcome === 'failed') this.#failures += 1;
          if (record && outcome.outcome === 'failed') this.#problem(record, outcome.address);
          if (outcome.outcome === 'saved') void this.#samples?.came(want.id, outcome.binary.sha256);
          this.#tick(record?.title);
        },
      });
  }

  get account(): Account {
    return this.#account;
  }

  /** Whether any download was given up. */
  get hasFailures(): boolean {
    return this.#failures > 0;
  }

  /** What the person chose while looking. */
  choose(selection: Selection): void {
    this.collector.select(selection);
  }

  /**
   * @throws StoppedError of the disk or the gate, also where it was a download that met it; the signal's reason
   */
  async walk(): Promise<void> {
    const { request, wishes, classifier, source, observe } = this.#options;
    const holding = this.#options.isHolding();
    const { selection, addSpaces } = wishes;
    await this.#whole(
      walk(
        {
          profile: request.profile,
          classifier,
          source,
          username: request.username,
          choices: new Set(holding ? CHOICES : selection.choices),
          addSpaces,
          wantsSpace: ({ role, space }) => holding || isChosen(selection, `${role}:${space}`),
          signal: this.#signal,
          concurrency: request.concurrency,
        },
        {
          account: (account) => {
            this.#account = account;
            observe({ type: 'account', username: account.username, displayName: account.displayName });
          },
          item: (found) => this.#item(found, selection),
          mention: (mention) => this.collector.mention(mention),
          space: (space) => {
            this.collector.space(space);
            observe({ type: 'space', space });
          },
        },
      ),
    );
  }

  /** Waits for the person's choice, if one is to be made, and for all downloads. */
  async download(go: Promise<void>, selection: () => Selection): Promise<void> {
    await this.#whole(orAborted(go, this.#signal));
    this.collector.select(selection());
    await this.#whole(this.queue?.idle() ?? Promise.resolve());
  }

  /**
   * Tries once more what was given up, and some of what was not.
   * @param isMeant what of that which was given up; everything if not given
   */
  async retry(more: readonly Want[], isMeant?: (want: Want) => boolean): Promise<void> {
    for (const want of more) this.queue?.add(want);
    if ((this.queue?.retryFailed(isMeant) ?? 0) + more.length > 0)
      await this.#whole(this.queue?.idle() ?? Promise.resolve());
  }

  async #item(found: FoundItem, wished: Selection): Promise<void> {
    this.#signal.throwIfAborted();
    const { store, fetcher, observe, isHolding } = this.#options;
    const { item } = found;
    if (found.content && store) await store.putContent(item.id, JSON.stringify(found.content));
    const want = this.collector.add(found, isHolding() ? EVERYTHING : wished);
    if (want) this.#enqueue(want, item);
    else if (found.data !== undefined && fetcher) await this.#inline(item, found.data, fetcher);
    if (item.status === 'missing' && !this.collector.isLeftOut(item.id)) this.#problem(item, item.sourceUrl);
    observe({ type: 'found', kind: item.kind, choice: found.choice, id: item.id, title: item.title });
    this.#tick(undefined);
  }

  /** Everything waits for the person's choice but a few pictures. */
  #enqueue(want: Want, { kind, role, space }: ItemRecord): void {
    const ofSpace = this.#options.isHolding() && kind === 'image' && space !== undefined;
    if (ofSpace && this.#samples?.wants(want.id, `${role}:${space}`) === true) this.queue?.addAhead(want);
    else this.queue?.add(want);
  }

  /** A picture that stood in its page: there is nothing to wait for, and its text need not stay in memory. */
  async #inline(item: ItemRecord, data: string, fetcher: Fetcher): Promise<void> {
    if (this.collector.isLeftOut(item.id) || item.status !== 'saved') return;
    const got = await fetcher.inline(data);
    if (got) this.collector.settle(item.id, { outcome: 'saved', binary: got.binary, attempts: 0 });
    else {
      const nothing = { outcome: 'failed', reason: 'empty', address: '', status: undefined, attempts: 1 } as const;
      this.collector.settle(item.id, nothing);
    }
  }

  /** Waits for a part of the pass; if it fails, everything else ends too, and the first cause is what counts. */
  async #whole(part: Promise<void>): Promise<void> {
    try {
      await part;
    } catch (error) {
      const { signal } = this.#options;
      const first: unknown = signal.aborted
        ? signal.reason
        : this.#end.signal.aborted
          ? this.#end.signal.reason
          : error;
      this.#end.abort(first);
      throw first;
    }
  }

  #problem(record: ItemRecord, address: string): void {
    const reason = missingReasonSchema.safeParse(record.reason);
    if (!reason.success || reason.data === 'finished-early' || this.#options.told.has(record.id)) return;
    this.#options.told.add(record.id);
    this.#options.observe({
      type: 'problem',
      id: record.id,
      title: record.title,
      reason: reason.data,
      ...(address === '' ? {} : { address }),
      ...(record.attempts === undefined ? {} : { attempts: record.attempts }),
    });
  }

  #tick(now: string | undefined): void {
    this.#options.onTick(() => this.collector.tally, now);
  }
}

function isChosen(selection: Selection, space: string): boolean {
  if (selection.onlySpaces && !selection.onlySpaces.includes(space)) return false;
  return selection.withoutSpaces?.includes(space) !== true;
}

/** The spaces that were asked for by number or address, as `twinspace:197644`. */
function addedSpaces({ addSpaces }: Wishes, classifier: Classifier): Set<string> {
  return new Set(
    addSpaces.flatMap((wish) => {
      if (/^\d+$/.test(wish)) return [`twinspace:${wish}`];
      const target = classifier.classify(/^https?:/i.test(wish) ? wish : `https://${wish}`);
      return 'space' in target ? [`${target.role}:${target.space}`] : [];
    }),
  );
}

/** The promise's result, unless the signal is aborted first: then its reason, at once. */
function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}
