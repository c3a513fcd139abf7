import { FetchError, type WireResponse } from './types.ts';
import { parseContentLength } from './contentRange.ts';
import { decoded, encodingsOf } from './decode.ts';
import { AttemptFailure, failureOf } from './trouble.ts';
import type { Patience } from './settings.ts';

/**
 * From so many decoded bytes per byte off the wire on, a body over its cap is called a bomb rather than too large. The wire is
 * read a little ahead, so the true factor is higher.
 */
const BOMB_FACTOR = 10;

export interface BodyOptions {
  readonly address: string;
  readonly patience: Patience;
  /** Cap in decoded bytes. */
  readonly cap: number;
  /** Longest time for the whole body, in milliseconds. */
  readonly totalMs?: number;
  /** Told of the bytes as they come off the wire. */
  readonly onBytes?: ((count: number) => void) | undefined;
  /** Ends the attempt; its reason is the failure. */
  readonly abort: (failure: AttemptFailure) => void;
}

/**
 * A body as it comes in: watched for standing still, counted against Content-Length, content-encodings removed, capped.
 * Whoever stops iterating frees the connection.
 *
 * @throws AttemptFailure `truncated` (shorter than promised, connection dropped), `timeout` (stands still)
 * @throws FetchError `too-large`, `decompression-bomb`: reading stops at the cap
 */
export async function* readBody(
  response: WireResponse,
  options: BodyOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { address, cap, patience } = options;
  const encodings = encodingsOf(response.headers['content-encoding']);
  const promised = parseContentLength(response.headers['content-length']);
  if (promised !== undefined && promised > cap) {
    response.cancel();
    throw new FetchError('too-large', address, { status: response.status });
  }
  const wire: Wire = { bytes: 0, waiting: true };
  const raw = counted(response, promised, wire, options);
  const started = watch(wire, options, patience);
  let total = 0;
  try {
    for await (const chunk of encodings.length === 0 ? raw : decoded(raw, encodings)) {
      total += chunk.byteLength;
      if (total > cap) {
        const bomb = encodings.length > 0 && total > wire.bytes * BOMB_FACTOR;
        throw new FetchError(bomb ? 'decompression-bomb' : 'too-large', address, { status: response.status });
      }
      yield chunk;
    }
  } catch (error) {
    throw error instanceof FetchError ? error : failureOf(error, true);
  } finally {
    clearInterval(started);
    response.cancel();
  }
}

/** Reads a whole body into memory. Errors as in `readBody`. */
export async function wholeBody(response: WireResponse, options: BodyOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBody(response, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Wire {
  bytes: number;
  /** Whether it is the wire that is waited for, and not the disk that takes the bytes. */
  waiting: boolean;
}

async function* counted(
  response: WireResponse,
  promised: number | undefined,
  wire: Wire,
  options: BodyOptions,
): AsyncIterable<Uint8Array> {
  for await (const chunk of response.body) {
    wire.bytes += chunk.byteLength;
    options.onBytes?.(chunk.byteLength);
    wire.waiting = false;
    yield chunk;
    wire.waiting = true;
  }
  // RFC 9112, 8: a message that is shorter than its Content-Length is incomplete.
  if (promised !== undefined && wire.bytes !== promised) throw new AttemptFailure('truncated');
}

/** Ends the attempt if a whole span brought next to nothing: one timer a body, not one a chunk. */
function watch(wire: Readonly<Wire>, options: BodyOptions, patience: Patience): NodeJS.Timeout {
  const began = performance.now();
  let seen = 0;
  return setInterval(() => {
    const late = options.totalMs !== undefined && performance.now() - began > options.totalMs;
    const stalled = wire.waiting && wire.bytes - seen < patience.stallBytes;
    if (late || stalled) options.abort(new AttemptFailure('timeout', { outage: 'maybe' }));
    seen = wire.bytes;
  }, patience.stallMs);
}
