import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { FetchError } from '../net/types.ts';
import type { Gate } from '../net/types.ts';
import { readDataAddress } from '../platform/read/dataAddress.ts';
import { BlobRemovedError } from '../runs/index.ts';
import type { OkAnswer, RunStore } from '../runs/index.ts';
import { answerOf, binaryOf, errorOf, failureOf } from './answers.ts';
import { download } from './download.ts';
import { takeOrDownload } from './earlier.ts';
import type { Earlier } from './earlier.ts';
import { isPassing, letsOthersTry, mostTelling } from './failures.ts';
import { mediaTypeOf } from './mediaType.ts';
import { SingleFlight } from './singleFlight.ts';
import { ViewWriter } from './viewWriter.ts';
import type { BinarySource, Candidate, Got } from './want.ts';

/** A page as the run has it, from the wire or from disk: the walk cannot tell the difference. */
export interface StoredView {
  readonly address: string;
  readonly finalAddress: string;
  readonly status: number;
  /** Only content-type, content-disposition, etag, last-modified. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Everything that is asked of the platform, asked once: what the run remembers is answered from there. */
export interface Fetcher {
  /**
   * A page. It is stored beside; `flush` waits for that.
   *
   * @throws FetchError if it was given up, now or earlier in this run (`forgetFailure` of the store lets it be tried again)
   * @throws StoppedError if the run must stop, the signal's reason if it was aborted
   */
  view(address: string, signal: AbortSignal): Promise<StoredView>;
  /**
   * A binary from the first of its candidates that has it; its bytes are verified, synced and in their place.
   *
   * @throws FetchError with the most telling reason if no candidate has it; StoppedError; the signal's reason
   */
  binary(source: BinarySource, signal: AbortSignal, onWaiting?: (waiting: boolean) => void): Promise<Got>;
  /**
   * A picture or file that stands in a page itself as a `data:` address, stored like any other binary, without a request. Undefined if
   * there is nothing in it.
   *
   * @throws StoppedError if the disk refuses; BlobRemovedError
   */
  inline(data: string): Promise<Got | undefined>;
  /** Forgets the failures of all candidates, so that they are asked again. */
  forgetFailures(source: BinarySource): void;
  /**
   * Resolves when every page is on disk and nothing writes any more: before archiving, and before the store is closed or
   * destroyed. After an abort it waits for what is still ending.
   *
   * @throws StoppedError if the disk refuses
   */
  flush(): Promise<void>;
}

export interface FetcherOptions {
  readonly gate: Gate;
  readonly store: RunStore;
  /** Longest binary in bytes where a source does not say (the profile's limit). */
  readonly cap: number;
  /** Whether thumbnails are made while pictures are checked; true if not given. */
  readonly thumbnails?: boolean;
  /** An earlier archive whose bytes may be taken over. */
  readonly earlier?: Earlier;
  /** Told of a page whose stored copy security software took away; it was read all the same. */
  readonly onViewLost?: (address: string) => void;
}

/** Reasons for which a resumed run asks again at once; after a `not-found` only its last pass does. */
export function forgetPassingFailures(store: RunStore): number {
  return store.forgetFailures(isPassing);
}

export function createFetcher(options: FetcherOptions): Fetcher {
  const { gate, store } = options;
  const means = { gate, store, thumbnails: options.thumbnails ?? true };
  const views = new SingleFlight<StoredView>();
  const binaries = new SingleFlight<{ readonly answer: OkAnswer; readonly attempts: number }>();
  const writer = new ViewWriter(store, (address) => options.onViewLost?.(address));

  async function view(address: string, signal: AbortSignal): Promise<StoredView> {
    const known = writer.pending(address)?.answer ?? store.get(address);
    if (known?.outcome === 'failed') throw errorOf(known);
    const stored = known === undefined ? undefined : await bytesOf(known);
    if (known !== undefined && stored !== undefined) return viewOf(known, stored);
    await writer.admit();
    const response = await remembering(address, signal, () => gate.view(address, { signal }));
    const { bytes } = response;
    const answer = { ...answerOf(response, 1), sha256: sha256(bytes), bytes: bytes.length };
    writer.save({ answer, bytes });
    return viewOf(answer, bytes);
  }

  /** Undefined if the bytes are gone or changed: then it is fetched again. */
  async function bytesOf(answer: OkAnswer): Promise<Uint8Array | undefined> {
    const pending = writer.pending(answer.address);
    if (pending !== undefined) return pending.bytes;
    const bytes = await readFile(store.blobPath(answer.sha256)).catch(() => undefined);
    return bytes !== undefined && sha256(bytes) === answer.sha256 ? bytes : undefined;
  }

  async function one(
    candidate: Candidate,
    cap: number,
    signal: AbortSignal,
    onWaiting?: (waiting: boolean) => void,
  ): Promise<{ answer: OkAnswer; attempts: number }> {
    const { address } = candidate;
    const willing = onWaiting === undefined ? means : { ...means, onWaiting };
    const known = store.get(address);
    if (known?.outcome === 'failed') throw errorOf(known);
    if (known !== undefined && isThere(known)) return { answer: known, attempts: 0 };
    const earlier = options.earlier?.find(address);
    const answer = await remembering(address, signal, () =>
      earlier === undefined
        ? download(candidate, cap, willing, signal)
        : takeOrDownload(candidate, earlier, cap, willing, signal),
    );
    return { answer, attempts: answer.attempts };
  }

  function isThere(answer: OkAnswer): boolean {
    return statSync(store.blobPath(answer.sha256), { throwIfNoEntry: false })?.size === answer.bytes;
  }

  /** Runs something that asks the platform, and makes the run remember if it is given up. */
  async function remembering<T>(address: string, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const given =
        error instanceof BlobRemovedError
          ? new FetchError('removed-by-security-software', address, { cause: error })
          : error;
      // That a run is closed early says nothing about an address, and must be possible on a full disk.
      const telling = given instanceof FetchError && given.reason !== 'finished-early' && !signal.aborted;
      if (telling) await store.putFailure(failureOf(given, address));
      throw given;
    }
  }

  /** The address stands for the bytes, so two pages with the same picture store it once. */
  async function inline(data: string): Promise<Got | undefined> {
    const body = readDataAddress(data);
    if (body === undefined) return undefined;
    const { address, bytes, contentType } = body;
    const candidate: Candidate = { address, expect: 'image' };
    const known = store.get(address);
    if (known?.outcome === 'ok' && isThere(known)) return { binary: binaryOf(candidate, known), attempts: 0 };
    const answer = await store.putBytes(
      {
        outcome: 'ok',
        address,
        finalAddress: address,
        status: 200,
        headers: { 'content-type': contentType.slice(0, 200) },
        fetchedAt: new Date().toISOString(),
        attempts: 0,
        mediaType: (await mediaTypeOf(bytes, bytes, { contentType })).name,
      },
      bytes,
    );
    return { binary: binaryOf(candidate, answer), attempts: 0 };
  }

  return {
    inline,
    view: (address, signal) => views.run(address, signal, (shared) => view(address, shared)),
    async binary(source, signal, onWaiting) {
      const failures: FetchError[] = [];
      for (const candidate of source.candidates) {
        const { address } = candidate;
        try {
          const { answer, attempts } = await binaries.run(address, signal, (shared) =>
            one(candidate, source.cap ?? options.cap, shared, onWaiting),
          );
          return { binary: binaryOf(candidate, answer), attempts: sum(failures) + attempts };
        } catch (error) {
          if (!(error instanceof FetchError)) throw error;
          failures.push(error);
          if (!letsOthersTry(error.reason)) throw onlyThis(error, failures);
        }
      }
      throw mostTelling(failures);
    },
    forgetFailures(source) {
      for (const { address } of source.candidates) store.forgetFailure(address);
    },
    async flush() {
      await Promise.all([views.idle(), binaries.idle()]);
      await writer.flush();
    },
  };
}

function viewOf({ address, finalAddress, status, headers, sha256 }: OkAnswer, bytes: Uint8Array): StoredView {
  return { address, finalAddress, status, headers, bytes, sha256 };
}

/** Another candidate may still have it, but was not asked: the failure that stopped the search speaks. */
function onlyThis(error: FetchError, failures: readonly FetchError[]): FetchError {
  return new FetchError(error.reason, error.address, {
    ...(error.status === undefined ? {} : { status: error.status }),
    attempts: sum(failures),
    cause: error,
  });
}

function sum(failures: readonly FetchError[]): number {
  return failures.reduce((total, failure) => total + failure.attempts, 0);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
