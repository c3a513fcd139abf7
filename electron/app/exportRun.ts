import { join } from 'node:path';
import { ArchiveError, StoppedError, UsageError } from '../../shared/errors.ts';
import type { FinishedEvent, Phase } from '../../shared/progress.ts';
import { createFetcher, forgetPassingFailures, type Fetcher } from '../download/index.ts';
import type { Gate } from '../net/index.ts';
import { createClassifier, type Classifier } from '../platform/classify.ts';
import { originsOf } from '../platform/profile.ts';
import { createRun, findUnfinished, openRun, type RunStore } from '../runs/index.ts';
import { askIdentity, Person } from './identity.ts';
import { checkOutFolder } from './outFolder.ts';
import { loadPacking, packRun } from './pack.ts';
import { Pass } from './pass.ts';
import { Pauses } from './pauses.ts';
import { ProgressTeller } from './progressTeller.ts';
import { RoomWatch } from './room.ts';
import { createRunGate } from './runGate.ts';
import { failedViews, lookAgain, lookOnceMore, originalsInDoubt, pagesInstead } from './secondLook.ts';
import { bringBack, PartShelf } from './shelf.ts';
import { archiveSource, directSource, offlineGate, readContent, sourceOf } from './sources.ts';
import type { ExportRequest, ExportResult, Observer, Selection } from './types.ts';
import { openEarlier, type EarlierArchive } from './update.ts';
import { toOptions, wishesOf, wishesOn, type Wishes } from './wishes.ts';

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
  readonly #progress: ProgressTeller;
  readonly #pauses = new Pauses();
  readonly #told = new Set<string>();
  /** Ends everything: stop, or an error. */
  readonly #stop = new AbortController();
  /** Ends the network part only: finish with what is there. */
  readonly #finish = new AbortController();
  readonly #archiveThread: string | undefined;
  #wishes: Wishes;
  #holding: boolean;
  readonly #released: () => void;
  /** Resolves when the person has chosen what to save; at once without `hold`. */
  readonly #go: Promise<void>;
  #pass: Pass | undefined;
  #gate: Gate | undefined;
  #fetcher: Fetcher | undefined;
  #room: RoomWatch | undefined;
  /** The earlier archive that is updated. */
  #update: EarlierArchive | undefined;

  constructor(request: ExportRequest, observe: Observer, archiveThread: string | undefined) {
    this.#request = request;
    this.#archiveThread = archiveThread;
    this.#observe = observe;
    this.#classifier = createClassifier(request.profile);
    this.#progress = new ProgressTeller(observe, () => this.#gate?.requests ?? 0);
    this.#wishes = wishesOf(request);
    // To close a run asks nothing more of anybody.
    this.#holding = request.hold === true && !request.finish;
    let released: () => void = () => undefined;
    this.#go = new Promise((resolve) => (released = resolve));
    this.#released = released;
    if (!this.#holding) released();
  }

  pause(): void {
    this.#pauses.pause();
  }

  resume(): void {
    this.#pauses.resume();
  }

  startSaving(selection: Selection, out?: string): void {
    if (!this.#holding) return;
    this.#holding = false;
    this.#wishes = { ...this.#wishes, selection, ...(out === undefined ? {} : { out }) };
    this.#pass?.choose(selection);
    this.#pass?.queue?.resume();
    this.#released();
  }

  finishNow(): void {
    this.#holding = false;
    this.#finish.abort(new FinishNow());
    this.#released();
  }

  stop(): void {
    this.#stop.abort(new StoppedError('interrupted'));
  }

  /** @throws TwinArkError; `StoppedError` if it can be resumed */
  async run(): Promise<ExportResult> {
    let store: RunStore | undefined;
    try {
      this.#stop.signal.throwIfAborted();
      if (this.#request.inventoryOnly) return await this.#inventory();
      const goesOn = this.#request.resume || this.#request.finish;
      if (!goesOn) await checkOutFolder(this.#out);
      // Before anything is begun: a wrong file must not leave an unfinished run behind.
      if (!goesOn) await this.#openEarlier();
      store = await this.#open();
      if (this.#request.resume) await this.#openEarlier();
      // Only the run knows where its ZIP is to go.
      if (goesOn) await checkOutFolder(this.#out);
      const result = await this.#collectAll(store);
      await store.destroy();
      store = undefined;
      return result;
    } catch (error) {
      throw this.#stop.signal.aborted ? this.#stop.signal.reason : error;
    } finally {
      this.#progress.end();
      this.#pauses.end();
      await this.#fetcher?.flush().catch(() => undefined);
      this.#update?.close();
      await store?.close().catch(() => undefined);
    }
  }

  get #out(): string {
    return this.#wishes.out ?? this.#request.out;
  }

  async #open(): Promise<RunStore> {
    const request = this.#request;
    const origins = originsOf(request.profile);
    const query = { stateRoot: request.stateRoot, out: request.out, username: request.username, origins };
    const [unfinished] = await findUnfinished(query);
    if (!unfinished) {
      if (request.resume || request.finish)
        throw new UsageError('nothing-to-resume', { username: request.username, out: request.out });
      return createRun({ ...query, profile: request.profile.id, options: toOptions(this.#wishes) });
    }
    if (!request.resume && !request.finish) {
      const { startedAt } = unfinished.header;
      throw new UsageError('unfinished-run', { username: request.username, out: request.out, startedAt });
    }
    const { directory } = unfinished;
    const store = await openRun(directory, (blobPath) => bringBack(directory, blobPath, this.#stop.signal));
    this.#wishes = wishesOn(store, request);
    if (request.movedTo !== undefined) await store.amend({ options: toOptions(this.#wishes) });
    return store;
  }

  async #collectAll(store: RunStore): Promise<ExportResult> {
    this.#room = new RoomWatch(store.directory, this.#observe);
    await this.#room.begin(this.#out, this.#wishes.split).catch(() => undefined);
    if (!this.#request.finish) {
      try {
        await this.#online(store);
      } catch (error) {
        if (!this.#finish.signal.aborted || this.#stop.signal.aborted) throw error;
      }
    }
    if (this.#request.finish || this.#finish.signal.aborted) await this.#offline(store);
    this.#stop.signal.throwIfAborted();
    return this.#pack(store);
  }

  /** Walks and downloads side by side; then looks once more at everything that is missing. */
  async #online(store: RunStore): Promise<void> {
    const signal = AbortSignal.any([this.#stop.signal, this.#finish.signal]);
    const request = this.#request;
    const gate = await this.#connect(signal, store);
    if (request.resume) forgetPassingFailures(store);
    const earlier = this.#update;
    const fetcher = createFetcher({
      ...{ gate, store, cap: request.profile.limits.binaryBytes },
      ...(earlier === undefined ? {} : { earlier }),
    });
    this.#fetcher = fetcher;
    const pass = await this.#replay(store, fetcher, signal);
    await store.amend({ options: toOptions(this.#wishes) });
    const { concurrency } = request;
    const look = { store, fetcher, collector: pass.collector, classifier: this.#classifier, signal, concurrency };
    const before = pagesInstead(look, pass.queue?.failed() ?? []);
    const originals = originalsInDoubt(look);
    const views = failedViews(look);
    if (pass.hasFailures || views.length > 0 || originals.length > 0) {
      this.#phase('retrying');
      // The walk is only done again where a page has come that did not before; else there is nothing new to be found.
      if (await lookAgain(look, views)) {
        for (const want of pass.queue?.failed() ?? []) fetcher.forgetFailures(want);
        await this.#replay(store, fetcher, signal);
      } else await pass.retry(originals);
      const pauseMs = request.patience?.firstDelayMs;
      await lookOnceMore(this.#pass ?? pass, before, { store, signal, ...(pauseMs === undefined ? {} : { pauseMs }) });
    }
    await fetcher.flush();
    await this.#recover(store, fetcher, signal);
  }

  /** The archive to be updated. */
  async #openEarlier(): Promise<void> {
    const { updateFrom } = this.#wishes;
    if (updateFrom === undefined) return;
    try {
      this.#update = await openEarlier(updateFrom, this.#classifier, this.#request.username, this.#stop.signal);
    } catch (error) {
      // One that the run remembers may be gone meanwhile: everything in it can still be fetched.
      if (this.#request.updateFrom !== undefined || !(error instanceof ArchiveError)) throw error;
      this.#observe({ type: 'warning', code: 'earlier-gone', params: { path: updateFrom } });
    }
  }

  /** The gate, once it is known who stands before it. */
  async #connect(signal: AbortSignal, store?: RunStore): Promise<Gate> {
    const { session, profile, username, patience } = this.#request;
    const ask = (asking: AbortSignal): Promise<string> => askIdentity(session, profile, asking, patience?.firstDelayMs);
    const known = store?.header.userId ?? '';
    const person = new Person(ask, username, known);
    const now = await person.check(signal);
    if (store && known === '' && now !== '') await store.amend({ userId: now });
    const gate = createRunGate(this.#request, this.#classifier, person, this.#observe);
    this.#gate = gate;
    this.#pauses.guard(gate);
    return gate;
  }

  /** Security software may take a file long after it was saved: what is gone is fetched once more, then given up. */
  async #recover(store: RunStore, fetcher: Fetcher, signal: AbortSignal): Promise<void> {
    if ((await store.findLost()).length === 0) return;
    const pass = await this.#replay(store, fetcher, signal);
    await fetcher.flush();
    const lost = new Set((await store.findLost()).map(({ sha256 }) => sha256));
    pass.collector.lose(({ binary }) => binary !== undefined && lost.has(binary.sha256));
  }

  /** Everything that the store can tell without the network; the rest is missing, because it was finished early. */
  async #offline(store: RunStore): Promise<void> {
    await this.#fetcher?.flush();
    this.#pauses.end();
    const fetcher = createFetcher({ gate: offlineGate(), store, cap: this.#request.profile.limits.binaryBytes });
    this.#fetcher = fetcher;
    await this.#replay(store, fetcher, this.#stop.signal);
    await fetcher.flush();
  }

  /** One walk with its downloads, from what the store has and the fetcher can get. */
  async #replay(store: RunStore, fetcher: Fetcher, signal: AbortSignal): Promise<Pass> {
    const pass = new Pass({
      request: this.#request,
      wishes: this.#wishes,
      classifier: this.#classifier,
      source: sourceOf(fetcher),
      store,
      fetcher,
      signal,
      isHolding: () => this.#holding,
      observe: this.#observe,
      onTick: (tally, now) => {
        this.#progress.soon(tally, now);
        this.#room?.look(this.#out, tally);
      },
      told: this.#told,
    });
    this.#pass = pass;
    if (this.#holding) pass.queue?.pause();
    this.#phase('walking');
    await pass.walk();
    this.#phase('downloading');
    // Whatever is wrong with it is said when it is needed.
    void loadPacking().catch(() => undefined);
    await pass.download(this.#go, () => this.#wishes.selection);
    this.#progress.now(pass.collector.tally);
    return pass;
  }

  async #inventory(): Promise<ExportResult> {
    const signal = this.#stop.signal;
    this.#phase('walking');
    const gate = await this.#connect(signal);
    const pass = new Pass({
      request: this.#request,
      wishes: this.#wishes,
      classifier: this.#classifier,
      source: directSource(gate),
      signal,
      isHolding: () => false,
      observe: this.#observe,
      onTick: (tally, now) => this.#progress.soon(tally, now),
      told: this.#told,
    });
    await pass.walk();
    const { collector, account } = pass;
    return { account, items: collector.items(true), mentions: collector.mentions };
  }

  async #pack(store: RunStore): Promise<ExportResult> {
    const pass = this.#pass;
    if (pass === undefined) throw new Error('packing without a pass');
    const { collector, account } = pass;
    const found = collector.items();
    const { mentions } = collector;
    const { split } = this.#wishes;
    const packing = (await this.#room?.beforePacking(this.#out, found, split)) ?? { split, short: false };
    const changes = await this.#update?.changes(found, this.#wishes.selection, (id) => readContent(store, id));
    const addresses = collector.addressesById();
    const resolve = (address: string): string | undefined => collector.resolve(address);
    const run = { account, items: found, mentions, resolve, addresses, changes };
    const written = await packRun({
      source: archiveSource(store, this.#classifier, this.#request, run),
      out: this.#out,
      thumbnailsDir: join(store.directory, 'thumbs'),
      split: packing.split,
      thread: this.#archiveThread,
      ...(packing.short ? { shelf: new PartShelf(store, this.#out, found, this.#stop.signal) } : {}),
      keepUnpacked: this.#request.keepUnpacked && !packing.short,
      signal: this.#stop.signal,
      observe: this.#observe,
    });
    // Taken away while it was packed: the archive says so, and so must everything else.
    const lost = new Set(written.lost);
    collector.lose(({ id }) => lost.has(id));
    const { tally } = collector;
    const items = collector.items();
    const reduced = items.filter(({ status, binary }) => status === 'saved' && binary?.original === false).length;
    const finished: FinishedEvent = {
      type: 'finished',
      zip: written.zips[0] ?? '',
      ...(written.zips.length > 1 ? { zips: [...written.zips] } : {}),
      ...(written.folder === undefined ? {} : { folder: written.folder }),
      items: tally.found,
      saved: tally.saved,
      missing: tally.missing + tally.pending,
      skipped: tally.skipped,
      elsewhere: tally.elsewhere,
      ...(reduced > 0 ? { reduced } : {}),
      bytes: tally.bytes,
      seconds: Math.round((Date.now() - this.#started) / 100) / 10,
      requests: this.#gate?.requests ?? 0,
      ...(changes === undefined || this.#update === undefined ? {} : { update: this.#update.summary(changes) }),
    };
    this.#phase('finished');
    return { account, items, mentions, finished };
  }

  #phase(phase: Phase): void {
    this.#observe({ type: 'phase', phase });
  }
}

/** The signal's reason when a run is closed with what is there. */
class FinishNow extends Error {}
