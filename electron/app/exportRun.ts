import { join } from 'node:path';
import { StoppedError, UsageError } from '../../shared/errors.ts';
import { CHOICES, itemContentSchema, type Account, type ItemRecord } from '../../shared/model/index.ts';
import type { PauseCause, Phase } from '../../shared/progress.ts';
import type { Reason } from '../../shared/reasons.ts';
import { readFile } from 'node:fs/promises';
import type { ArchiveSource, ReceivedView } from '../archive/types.ts';
import {
  createDownloadQueue,
  createFetcher,
  forgetPassingFailures,
  type DownloadQueue,
  type Fetcher,
} from '../download/index.ts';
import { createGate, FetchError, type Gate } from '../net/index.ts';
import { createClassifier, type Classifier } from '../platform/classify.ts';
import { originsOf, probeAddresses } from '../platform/profile.ts';
import { createPageSigns } from '../platform/signs.ts';
import { createRun, findUnfinished, openRun, type RunStore } from '../runs/index.ts';
import { walk, type FoundItem, type WalkSource } from '../walk/index.ts';
import { Collector } from './collector.ts';
import { askIdentity, requireSamePerson } from './identity.ts';
import { checkOutFolder } from './outFolder.ts';
import { Throttle } from './throttle.ts';
import type { ExportRequest, ExportResult, Observer, Selection } from './types.ts';
import { packRun } from './pack.ts';

/** Views for which one more look at the end can help; what is not there, or not to be seen, stays so. */
const WORTH_ANOTHER_LOOK: ReadonlySet<Reason> = new Set<Reason>([
  'server-error',
  'too-many-requests',
  'timeout',
  'unreachable',
  'truncated',
  'empty',
  'not-found',
  'unreadable-page',
  'redirect-loop',
  'removed-by-security-software',
]);

/** How often the person sees new numbers. */
const PROGRESS_MS = 250;

/**
 * One run from its beginning (or from where it stopped) to the ZIP. The handle in `export.ts` steers it.
 *
 * The walk is a pure function of pages, and the store remembers pages: to resume, to look once more at what failed, and to
 * finish early are all the same thing, a replay of the walk over what the store has, with or without the network behind it.
 */
export class ExportRun {
  readonly #request: ExportRequest;
  readonly #observe: Observer;
  readonly #classifier: Classifier;
  readonly #started = Date.now();
  readonly #progress = new Throttle(PROGRESS_MS);
  /** Ends everything: stop, or an error. */
  readonly #stop = new AbortController();
  /** Ends the network part only: finish with what is there. */
  readonly #finish = new AbortController();
  #collector = new Collector();
  #store: RunStore | undefined;
  #gate: Gate | undefined;
  #fetcher: Fetcher | undefined;
  #queue: DownloadQueue | undefined;
  #selection: Selection;
  #holding: boolean;
  #released: () => void = () => undefined;
  readonly #go: Promise<void>;
  #account: Account;
  #now = '';
  #out: string;

  constructor(request: ExportRequest, observe: Observer) {
    this.#request = request;
    this.#observe = observe;
    this.#classifier = createClassifier(request.profile);
    this.#selection = request.selection;
    this.#holding = request.hold ?? false;
    this.#out = request.out;
    this.#account = { userId: '', username: request.username, displayName: request.username };
    this.#go = new Promise((resolve) => {
      this.#released = resolve;
      if (!this.#holding) resolve();
    });
  }

  pause(): void {
    this.#gate?.pause('person');
    this.#queue?.pause();
  }

  resume(): void {
    this.#gate?.resume();
    if (!this.#holding) this.#queue?.resume();
  }

  startSaving(selection: Selection, out?: string): void {
    if (!this.#holding) return;
    this.#holding = false;
    this.#selection = selection;
    if (out !== undefined) this.#out = out;
    this.#collector.select(selection);
    this.#queue?.resume();
    this.#released();
  }

  finishNow(): void {
    this.#holding = false;
    this.#released();
    this.#finish.abort(new FinishNow());
  }

  stop(): void {
    this.#stop.abort(new StoppedError('interrupted'));
  }

  /** @throws TwinArkError; `StoppedError` if it can be resumed */
  async run(): Promise<ExportResult> {
    if (this.#request.inventoryOnly) return this.#inventory();
    try {
      await checkOutFolder(this.#out);
      this.#store = await this.#open();
      const store = this.#store;
      const result = await this.#collectAll(store);
      await store.destroy();
      this.#store = undefined;
      return result;
    } catch (error) {
      throw this.#stop.signal.aborted ? this.#stop.signal.reason : error;
    } finally {
      await this.#fetcher?.flush().catch(() => undefined);
      await this.#store?.close().catch(() => undefined);
    }
  }

  async #open(): Promise<RunStore> {
    const request = this.#request;
    const origins = originsOf(request.profile);
    const query = { stateRoot: request.stateRoot, out: request.out, username: request.username, origins };
    const [unfinished] = await findUnfinished(query);
    if (!unfinished) {
      if (request.resume || request.finish)
        throw new UsageError('nothing-to-resume', { username: request.username, out: request.out });
      return createRun({ ...query, profile: request.profile.id, options: { ...request.selection } });
    }
    if (!request.resume && !request.finish) {
      const { startedAt } = unfinished.header;
      throw new UsageError('unfinished-run', { username: request.username, out: request.out, startedAt });
    }
    return openRun(unfinished.directory);
  }

  async #collectAll(store: RunStore): Promise<ExportResult> {
    const request = this.#request;
    if (!request.finish) {
      this.#gate = this.#makeGate();
      const signal = this.#stop.signal;
      if (request.resume) {
        const now = await askIdentity(request.session, request.profile, signal);
        requireSamePerson(store.header.userId ?? '', now, request.username);
        forgetPassingFailures(store);
      }
      try {
        await this.#online(store, this.#gate);
      } catch (error) {
        if (!this.#finish.signal.aborted || this.#stop.signal.aborted) throw error;
      }
    }
    if (request.finish || this.#finish.signal.aborted) await this.#offline(store);
    this.#stop.signal.throwIfAborted();
    return this.#pack(store);
  }

  /** Walks and downloads side by side; then looks once more at everything that is missing. */
  async #online(store: RunStore, gate: Gate): Promise<void> {
    const signal = AbortSignal.any([this.#stop.signal, this.#finish.signal]);
    this.#fetcher = createFetcher({ gate, store, cap: this.#request.profile.limits.binaryBytes });
    await this.#pass(store, this.#fetcher, signal);
    if (this.#worthAnother(store)) {
      this.#phase('retrying');
      store.forgetFailures((reason) => WORTH_ANOTHER_LOOK.has(reason));
      this.#collector = this.#collector.restart();
      await this.#pass(store, this.#fetcher, signal);
    } else if ((this.#queue?.retryFailed() ?? 0) > 0) {
      this.#phase('retrying');
      await this.#queue?.idle();
    }
    await this.#fetcher.flush();
    await this.#recover(store, this.#fetcher, signal);
  }

  /** Whether pages failed: then things may be behind them that nobody has seen yet, and the walk must be done again. */
  #worthAnother(store: RunStore): boolean {
    for (const answer of store.answers()) {
      if (answer.outcome !== 'failed' || !WORTH_ANOTHER_LOOK.has(answer.reason)) continue;
      const target = this.#classifier.classify(answer.address);
      // A section that is not there answers 404 in every pass; it hides nothing.
      if (target.type === 'view' && (answer.reason !== 'not-found' || this.#isMissed(answer.address))) return true;
    }
    return false;
  }

  #isMissed(address: string): boolean {
    const id = this.#collector.resolve(address);
    return id !== undefined && this.#collector.get(id)?.status === 'missing';
  }

  /** Security software may take a file long after it was saved: what is gone is fetched once more, then given up. */
  async #recover(store: RunStore, fetcher: Fetcher, signal: AbortSignal): Promise<void> {
    if ((await store.findLost()).length === 0) return;
    this.#collector = new Collector();
    await this.#pass(store, fetcher, signal);
    await fetcher.flush();
    const lost = await store.findLost();
    this.#collector.lose(new Set(lost.map(({ sha256 }) => sha256)));
  }

  /** Everything that the store can tell without the network; the rest is missing, because it was finished early. */
  async #offline(store: RunStore): Promise<void> {
    await this.#fetcher?.flush();
    const gate = offlineGate();
    const fetcher = createFetcher({ gate, store, cap: this.#request.profile.limits.binaryBytes });
    this.#fetcher = fetcher;
    this.#collector = new Collector();
    store.forgetFailures((reason) => reason === 'finished-early');
    await this.#pass(store, fetcher, this.#stop.signal);
    await fetcher.flush();
  }

  async #pass(store: RunStore, fetcher: Fetcher, signal: AbortSignal): Promise<void> {
    this.#phase('walking');
    const queue = createDownloadQueue({
      fetcher,
      signal,
      onSettled: (want, outcome) => {
        const record = this.#collector.settle(want.id, outcome);
        if (record?.status === 'missing')
          this.#problem(record, outcome.outcome === 'failed' ? outcome.address : undefined);
        this.#now = record?.title ?? '';
        this.#tick();
      },
    });
    this.#queue = queue;
    if (this.#holding) queue.pause();
    const walking = this.#walk(sourceOf(fetcher), signal, async (found) => {
      if (found.content) await store.putContent(found.item.id, JSON.stringify(found.content));
      const want = this.#collector.add(found, this.#holding ? EVERYTHING : this.#selection);
      if (want) queue.add(want);
      if (found.item.status === 'missing') this.#problem(found.item, found.item.sourceUrl);
    });
    await Promise.race([walking, failure(queue)]);
    await walking;
    if (!this.#request.finish) await this.#rememberPerson(store);
    this.#phase('downloading');
    await this.#go;
    this.#collector.select(this.#selection);
    await queue.idle();
    for (const { id, data } of this.#collector.data()) {
      const got = await fetcher.inline(data);
      if (got) this.#collector.settle(id, { outcome: 'saved', binary: got.binary, attempts: 0 });
      else
        this.#collector.settle(id, { outcome: 'failed', reason: 'empty', address: '', status: undefined, attempts: 1 });
    }
    this.#progress.now(() => this.#tickNow());
  }

  async #walk(source: WalkSource, signal: AbortSignal, onItem: (found: FoundItem) => Promise<void>): Promise<void> {
    const request = this.#request;
    const choices = new Set(this.#holding ? CHOICES : this.#selection.choices);
    await walk(
      {
        profile: request.profile,
        classifier: this.#classifier,
        source,
        username: request.username,
        choices,
        addSpaces: request.addSpaces,
        wantsSpace: ({ role, space }) => this.#holding || isChosen(this.#selection, `${role}:${space}`),
        signal,
        concurrency: request.concurrency,
      },
      {
        account: (account) => {
          this.#account = account;
          this.#observe({ type: 'account', username: account.username, displayName: account.displayName });
        },
        item: async (found) => {
          await onItem(found);
          const { item } = found;
          this.#observe({ type: 'found', kind: item.kind, choice: found.choice, id: item.id, title: item.title });
          this.#tick();
        },
        mention: (mention) => this.#collector.mention(mention),
        space: (space) => {
          this.#collector.space(space);
          this.#observe({ type: 'space', space });
        },
      },
    );
  }

  async #rememberPerson(store: RunStore): Promise<void> {
    const identity = `${this.#account.userId} ${this.#account.displayName}`;
    if (store.header.userId === undefined && this.#account.displayName !== this.#request.username)
      await store.amend({ userId: identity });
  }

  async #inventory(): Promise<ExportResult> {
    const gate = this.#makeGate();
    this.#phase('walking');
    const signal = this.#stop.signal;
    const source: WalkSource = {
      async view(address) {
        const view = await gate.view(address, { signal });
        return { finalAddress: view.finalAddress, contentType: view.headers['content-type'], bytes: view.bytes };
      },
    };
    this.#gate = gate;
    await this.#walk(source, signal, (found) => {
      this.#collector.add(found, this.#selection);
      return Promise.resolve();
    });
    return { account: this.#account, items: this.#collector.items(), mentions: this.#collector.mentions };
  }

  #makeGate(): Gate {
    const { profile, session, concurrency } = this.#request;
    const pausedFor = (cause: PauseCause): void => this.#observe({ type: 'paused', cause });
    return createGate({
      transport: session.transport,
      userAgent: session.userAgent,
      classify: (address) => this.#classifier.classify(address),
      ...createPageSigns(this.#classifier),
      probes: probeAddresses(profile),
      concurrency,
      viewBytes: profile.limits.viewBytes,
      observer: {
        onPaused: pausedFor,
        onResumed: () => this.#observe({ type: 'resumed' }),
        onSignedOut: async (signal) => {
          pausedFor('signed-out');
          const outcome = await session.signInAgain(signal);
          if (outcome === 'signed-in') {
            const before =
              this.#account.displayName === this.#request.username
                ? (this.#store?.header.userId ?? '')
                : `${this.#account.userId} ${this.#account.displayName}`;
            requireSamePerson(before, await askIdentity(session, profile, signal), this.#request.username);
            this.#observe({ type: 'resumed' });
          }
          return outcome;
        },
      },
    });
  }

  async #pack(store: RunStore): Promise<ExportResult> {
    const items = this.#collector.items();
    const byId = new Map(items.map((item) => [item.id, item]));
    const addresses = this.#collector.addressesById();
    const source: ArchiveSource = {
      account: this.#account,
      exportedAt: new Date().toISOString(),
      tool: this.#request.tool,
      language: this.#request.language,
      items,
      mentions: this.#collector.mentions,
      content: async (id) => itemContentSchema.parse(JSON.parse(await readFile(store.contentPath(id), 'utf8'))),
      received: (id) => (byId.get(id)?.views ?? []).flatMap((address) => receivedView(store, address)),
      blob: ({ sha256 }) => store.blobPath(sha256),
      resolve: (address) => {
        const target = this.#classifier.classify(address);
        return this.#collector.resolve('address' in target ? target.address : address);
      },
      isPlatform: (address) => this.#classifier.isPlatform(address),
      addresses: (id) => addresses.get(id) ?? [],
    };
    const written = await packRun({
      source,
      out: this.#out,
      thumbnailsDir: join(store.directory, 'thumbs'),
      request: this.#request,
      signal: this.#stop.signal,
      observe: this.#observe,
    });
    const tally = this.#collector.tally;
    const elsewhere = this.#collector.mentions.filter(({ type }) => type === 'embed' || type === 'picture').length;
    const finished = {
      type: 'finished' as const,
      zip: written.zips[0] ?? '',
      ...(written.zips.length > 1 ? { zips: [...written.zips] } : {}),
      ...(written.folder === undefined ? {} : { folder: written.folder }),
      items: tally.found,
      saved: tally.saved,
      missing: tally.missing,
      skipped: tally.skipped,
      elsewhere: elsewhere + items.filter(({ kind }) => kind === 'video').length,
      bytes: tally.bytes,
      seconds: Math.round((Date.now() - this.#started) / 100) / 10,
      requests: this.#gate?.requests ?? 0,
    };
    this.#phase('finished');
    return { account: this.#account, items, mentions: this.#collector.mentions, finished };
  }

  #phase(phase: Phase): void {
    this.#observe({ type: 'phase', phase });
  }

  #problem(record: ItemRecord, address: string | undefined): void {
    if (record.reason === undefined || record.status !== 'missing' || record.reason === 'finished-early') return;
    const reason = record.reason as Extract<Reason, 'not-found'>;
    this.#observe({
      type: 'problem',
      id: record.id,
      title: record.title,
      reason,
      ...(address === undefined || address === '' ? {} : { address }),
      ...(record.attempts === undefined ? {} : { attempts: record.attempts }),
    });
  }

  #tick(): void {
    this.#progress.soon(() => this.#tickNow());
  }

  #tickNow(): void {
    this.#observe({
      type: 'progress',
      counts: { ...this.#collector.tally, requests: this.#gate?.requests ?? 0 },
      ...(this.#now === '' ? {} : { now: this.#now }),
    });
  }
}

/** The signal's reason when a run is closed with what is there. */
class FinishNow extends Error {}

const EVERYTHING: Selection = { choices: CHOICES };

function isChosen(selection: Selection, space: string): boolean {
  if (selection.onlySpaces && !selection.onlySpaces.includes(space)) return false;
  return selection.withoutSpaces?.includes(space) !== true;
}

/** Rejects when the queue stops; never resolves by itself. */
async function failure(queue: DownloadQueue): Promise<never> {
  for (;;) {
    await queue.idle();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function sourceOf(fetcher: Fetcher): WalkSource {
  return {
    async view(address, signal) {
      const view = await fetcher.view(address, signal);
      return { finalAddress: view.finalAddress, contentType: view.headers['content-type'], bytes: view.bytes };
    },
  };
}

function receivedView(store: RunStore, address: string): ReceivedView[] {
  const answer = store.get(address);
  if (answer?.outcome !== 'ok') return [];
  return [{ address, contentType: answer.headers['content-type'] ?? 'text/html', path: store.blobPath(answer.sha256) }];
}

/** A gate without a network: whatever is not known is missing, because the run was finished early. */
function offlineGate(): Gate {
  const refuse = (address: string): Promise<never> => Promise.reject(new FetchError('finished-early', address));
  return { view: refuse, binary: refuse, requests: 0, pause: () => undefined, resume: () => undefined };
}
