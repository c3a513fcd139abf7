import type { PauseCause } from '../../shared/progress.ts';
import type { Reason } from '../../shared/reasons.ts';

/**
 * One answer as it came over the wire: redirects not followed, body not decoded. A transport whose network stack removes
 * content-encodings by itself must leave out `content-encoding` and `content-length` then.
 */
export interface WireResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined by `, ` except `set-cookie`, which the transport has dealt with. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** Drops the rest of the body and frees the connection. */
  cancel(): void;
}

export interface WireRequest {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the request and its body, which then fails with the signal's reason. */
  readonly signal: AbortSignal;
}

/**
 * Puts bytes on the wire with the session's cookies: undici with a cookie jar, or Electron's own network stack. Follows no
 * redirect. It decides nothing; only the gate may call it (and a host while it signs in).
 */
export interface Transport {
  send(request: WireRequest): Promise<WireResponse>;
  close(): Promise<void>;
}

/** A request that ended without the wanted bytes, after all patience (or because trying again cannot help). */
export class FetchError extends Error {
  readonly reason: Reason;
  readonly status: number | undefined;
  readonly attempts: number;
  readonly address: string;

  constructor(reason: Reason, address: string, details: { status?: number; attempts?: number; cause?: unknown } = {}) {
    super(`${reason}: ${address}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'FetchError';
    this.reason = reason;
    this.address = address;
    this.status = details.status;
    this.attempts = details.attempts ?? 1;
  }
}

/** A page, whole and decoded (charset sniffed), at most `limits.viewBytes` long. */
export interface ViewResponse {
  readonly kind: 'view';
  /** Canonical address asked for, and where it ended after redirects, with the server's slash at its end. */
  readonly address: string;
  readonly finalAddress: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Body bytes, content-encoding removed, as received. */
  readonly bytes: Uint8Array;
}

export interface BinaryResponse {
  readonly kind: 'binary';
  readonly address: string;
  readonly finalAddress: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes written to the sink in all, from offset 0. */
  readonly bytes: number;
  readonly attempts: number;
}

/** Where a binary's bytes go while they stream in. `restart` is called when an attempt begins anew at offset 0. */
export interface Sink {
  /** Bytes it holds already, from which a broken download may go on. */
  readonly length: number;
  restart(): Promise<void>;
  write(chunk: Uint8Array): Promise<void>;
}

/** Looks at an answer before its body is taken; throws `FetchError` to refuse it (HTML where a picture was asked for). */
export type HeadCheck = (head: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly finalAddress: string;
}) => void;

export interface BinaryOptions {
  readonly signal: AbortSignal;
  readonly sink: Sink;
  /** Refuses by the first bytes (log-in page recognised, signature does not fit). Called with at least 512 bytes or the whole body, once for each start from offset 0, before anything is written. */
  readonly checkStart?: (
    start: Uint8Array,
    head: { readonly headers: Readonly<Record<string, string>>; readonly finalAddress: string },
  ) => void;
  /** Body cap in bytes; longer ones end in `too-large`. */
  readonly cap: number;
  /**
   * Told when it only waits for its next attempt, and when that begins: whoever works on a few downloads at a time may begin
   * another meanwhile.
   */
  readonly onWaiting?: ((waiting: boolean) => void) | undefined;
  /** For an update: answers `not-modified` instead of bytes where the server says so. */
  readonly conditional?: { readonly etag?: string; readonly lastModified?: string };
}

/**
 * The one gate that every request of a signed-in session passes: allow-list, redirects, cookies, limiter, retry, outage and
 * sign-out. While the run is paused its promises just take longer. They reject with `FetchError` (this address is given up),
 * `StoppedError` (the run stops, resumable) or the signal's own reason.
 */
export interface Gate {
  view(address: string, options: { readonly signal: AbortSignal }): Promise<ViewResponse>;
  binary(address: string, options: BinaryOptions): Promise<BinaryResponse | { readonly kind: 'not-modified' }>;
  /** Requests put on the wire so far, probes included. */
  readonly requests: number;
  /** Stops handing out requests until `resume`; those in flight end. */
  pause(cause: PauseCause): void;
  resume(): void;
}

/** What the gate tells and asks while it works; all optional for tests. */
export interface GateObserver {
  onPaused?(cause: PauseCause): void;
  onResumed?(): void;
  /** Bytes as they come in, for the speed display. */
  onBytes?(count: number): void;
  /** Confirmed sign-out: get a session again (the same person's), or say that it cannot be had. Called once for all. */
  onSignedOut?(signal: AbortSignal): Promise<'signed-in' | 'give-up'>;
}
