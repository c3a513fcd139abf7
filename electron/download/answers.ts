import type { BinaryResponse, ViewResponse } from '../net/types.ts';
import { FetchError } from '../net/types.ts';
import type { FailedAnswer, OkAnswer } from '../runs/index.ts';
import type { Binary } from '../../shared/model/index.ts';
import { nameFromDisposition } from './contentDisposition.ts';
import type { Candidate } from './want.ts';

const KEPT_HEADERS = ['content-type', 'content-disposition', 'etag', 'last-modified'] as const;
const LONGEST_HEADER = 4096;

/** The headers that matter after the answer came. */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value.slice(0, LONGEST_HEADER);
  }
  return kept;
}

/** What a run remembers of a response, without its body. */
export function answerOf(
  response: ViewResponse | BinaryResponse,
  attempts: number,
): Omit<OkAnswer, 'sha256' | 'bytes'> {
  return {
    outcome: 'ok',
    address: response.address,
    finalAddress: response.finalAddress,
    status: response.status,
    headers: keptHeaders(response.headers),
    fetchedAt: new Date().toISOString(),
    attempts,
  };
}

export function failureOf(error: FetchError, address: string): FailedAnswer {
  return {
    outcome: 'failed',
    address,
    reason: error.reason,
    ...(error.status === undefined ? {} : { status: error.status }),
    attempts: error.attempts,
  };
}

/** A remembered failure, to be met again as if it had just happened. */
export function errorOf(answer: FailedAnswer): FetchError {
  return new FetchError(answer.reason, answer.address, {
    ...(answer.status === undefined ? {} : { status: answer.status }),
    attempts: answer.attempts,
  });
}

/** A stored answer as the binary of an item. */
export function binaryOf(candidate: Candidate, answer: OkAnswer): Binary {
  const { headers } = answer;
  const originalName = nameFromDisposition(headers['content-disposition']);
  const { etag } = headers;
  const lastModified = headers['last-modified'];
  const original = candidate.expect === 'image' ? candidate.original : undefined;
  return {
    url: answer.address,
    sha256: answer.sha256,
    bytes: answer.bytes,
    mediaType: answer.mediaType ?? 'application/octet-stream',
    fetchedAt: answer.fetchedAt,
    ...(originalName === undefined ? {} : { originalName }),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(original === undefined ? {} : { original }),
    ...(answer.damaged === true ? { damaged: true } : {}),
  };
}
