import { rm } from 'node:fs/promises';
import { FetchError } from '../net/types.ts';
import type { BinaryResponse, Gate } from '../net/types.ts';
import { diskError } from '../runs/index.ts';
import type { OkAnswer, RunStore } from '../runs/index.ts';
import { answerOf } from './answers.ts';
import { checkBodyStart } from './bodyStart.ts';
import { nameFromDisposition } from './contentDisposition.ts';
import { mediaTypeOf } from './mediaType.ts';
import { PartSink } from './partSink.ts';
import { inspectPicture } from './pictures.ts';
import type { Candidate } from './want.ts';

export interface DownloadMeans {
  readonly gate: Gate;
  readonly store: RunStore;
  /** Whether thumbnails are made in the pass that checks a picture. */
  readonly thumbnails: boolean;
  /** What an earlier archive has: the server may say that it has not changed. */
  readonly conditional?: { readonly etag?: string; readonly lastModified?: string };
  /** Told while it only waits for its next attempt. */
  readonly onWaiting?: ((waiting: boolean) => void) | undefined;
}

/** The server has nothing newer than what was asked by. */
export class NotModified extends Error {}

/** A complete body in its part file, looked at but not stored. */
interface Body {
  readonly part: string;
  readonly sha256: string;
  readonly response: BinaryResponse;
  readonly mediaType: string;
  readonly whole: boolean;
}

/** A picture that does not decode is asked for again; once the same bytes came twice, that is how the platform has it. */
const MOST_BODIES = 3;

/**
 * Fetches one address to verified bytes in the store.
 *
 * @throws FetchError if it is given up; a body that does not decode and differs each time is `truncated`
 * @throws StoppedError if the disk refuses; BlobRemovedError if security software took the file
 */
export async function download(
  candidate: Candidate,
  cap: number,
  means: DownloadMeans,
  signal: AbortSignal,
): Promise<OkAnswer> {
  const { store } = means;
  const bodies: Body[] = [];
  /** Files that nobody took over. */
  const parts = new Set<string>();
  let attempts = 0;
  try {
    while (bodies.length < MOST_BODIES) {
      const part = store.partPath(`${candidate.address}#${bodies.length}`);
      parts.add(part);
      const body = await receive(candidate, part, cap, means, signal);
      attempts += body.response.attempts;
      const twin = bodies.find((before) => before.sha256 === body.sha256);
      if (body.whole || twin !== undefined) {
        const answer = await keep(body, attempts, means.store);
        parts.delete(part);
        return answer;
      }
      bodies.push(body);
    }
    throw new FetchError('truncated', candidate.address, { attempts });
  } catch (error) {
    if (error instanceof FetchError && error.attempts < attempts) {
      const { reason, status, cause } = error;
      throw new FetchError(reason, candidate.address, { ...(status === undefined ? {} : { status }), attempts, cause });
    }
    throw error instanceof NotModified ? error : diskError(error, store.directory);
  } finally {
    for (const part of parts) await rm(part, { force: true }).catch(() => undefined);
  }
}

async function keep(body: Body, attempts: number, store: RunStore): Promise<OkAnswer> {
  const answer: OkAnswer = {
    ...answerOf(body.response, attempts),
    sha256: body.sha256,
    bytes: body.response.bytes,
    mediaType: body.mediaType,
    ...(body.whole ? {} : { damaged: true }),
  };
  return await store.putPart(answer, body.part);
}

/** One complete body, by whatever number of requests the gate needs. */
async function receive(
  candidate: Candidate,
  part: string,
  cap: number,
  { gate, store, thumbnails, conditional, onWaiting }: DownloadMeans,
  signal: AbortSignal,
): Promise<Body> {
  const { address, expect } = candidate;
  const sink = await PartSink.create(part);
  let start: Uint8Array = new Uint8Array();
  try {
    const response = await gate.binary(address, {
      signal,
      sink,
      cap,
      onWaiting,
      ...(conditional === undefined ? {} : { conditional }),
      checkStart(bytes, head) {
        checkBodyStart(candidate, bytes, head);
        // A copy: the bytes may be a view of a much larger buffer.
        start = Uint8Array.from(bytes.subarray(0, 4096));
      },
    });
    if (response.kind === 'not-modified') throw new NotModified(address);
    const { status } = response;
    if (sink.length === 0) throw new FetchError('empty', address, { status, attempts: response.attempts });
    const sha256 = await sink.finish();
    const name = nameFromDisposition(response.headers['content-disposition']) ?? candidate.nameHint;
    const { name: mediaType, picture } = await mediaTypeOf(part, start, {
      contentType: response.headers['content-type'],
      name,
    });
    if (expect !== 'image') return { part, sha256, response, mediaType, whole: true };
    if (!picture) {
      throw new FetchError('not-an-image', address, { status, attempts: response.attempts });
    }
    const inspection = await inspectPicture(part, thumbnails ? { thumbnailTo: store.thumbPath(sha256) } : {});
    return { part, sha256, response, mediaType, whole: inspection.ok };
  } finally {
    await sink.abandon();
  }
}
