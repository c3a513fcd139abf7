import { pipeline } from 'node:stream/promises';
import { Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { AttemptFailure } from './trouble.ts';

/** What the gate asks for; a page's HTML shrinks to a fifth, a picture does not shrink at all. */
export const ENCODINGS = 'gzip, deflate, br';

/**
 * Names the encodings of a body in the order in which they were applied (RFC 9110, 8.4); `identity` and nothing are no encoding.
 */
export function encodingsOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
}

/**
 * Removes a body's content-encodings while it streams; memory stays bounded whatever the body holds, because the consumer's
 * pace is the decoder's.
 * @throws AttemptFailure `truncated` where the coded data ends early or is damaged, `unreadable-page` for an encoding that
 * nobody asked for
 */
export async function* decoded(
  body: AsyncIterable<Uint8Array>,
  encodings: readonly string[],
): AsyncIterable<Uint8Array> {
  // More than two are never sent in earnest; each one multiplies what a bomb can do.
  if (encodings.length > 2) throw new AttemptFailure('unreadable-page');
  let stream = body;
  for (const encoding of encodings.toReversed()) stream = undo(encoding, stream);
  yield* stream;
}

async function* undo(encoding: string, body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const source = body[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done === true) return;
  const decoder = decoderFor(encoding, first.value);
  if (decoder === undefined) throw new AttemptFailure('unreadable-page');
  const whole = Readable.from(startingWith(first.value, source), { objectMode: false });
  // The consumer sees every error through the decoder; the pipeline's own promise would only report it a second time.
  pipeline(whole, decoder).catch(() => undefined);
  try {
    for await (const chunk of decoder) {
      if (chunk instanceof Uint8Array) yield chunk;
    }
  } catch (error) {
    // Z_BUF_ERROR: cut short; Z_DATA_ERROR and brotli's: damaged on the way. Everything else comes from the body below.
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw /^(?:Z_|ERR__ERROR_FORMAT|ERR_BROTLI|ERR__ERROR)/.test(code)
      ? new AttemptFailure('truncated', { cause: error })
      : error;
  } finally {
    decoder.destroy();
  }
}

function decoderFor(encoding: string, start: Uint8Array): Transform | undefined {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      // RFC 9110 means zlib's format, old servers send the bare stream; the two header bytes tell (RFC 1950, 2.2).
      return isZlib(start) ? createInflate() : createInflateRaw();
    default:
      return undefined;
  }
}

function isZlib(start: Uint8Array): boolean {
  const [cmf = 0, flags = 0] = start;
  return (cmf & 0x0f) === 8 && ((cmf << 8) | flags) % 31 === 0;
}

async function* startingWith(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
