import { wholeBody } from './body.ts';
import type { Courier } from './courier.ts';
import { ENCODINGS } from './decode.ts';
import type { Doctor } from './doctor.ts';
import { asText, isWholeDocument, maybeHtml } from './html.ts';
import type { Job, Outcome } from './job.ts';
import { refuse } from './judge.ts';
import { leadsOn } from './leadsOn.ts';
import type { Limiter } from './limiter.ts';
import type { GateSettings } from './settings.ts';
import { AttemptFailure, Suspicion } from './trouble.ts';
import { FetchError, type ViewResponse } from './types.ts';
import { follow } from './waiting.ts';

export const VIEW_HEADERS = {
  accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5',
  'accept-encoding': ENCODINGS,
} as const;

export interface Workshop {
  readonly settings: GateSettings;
  readonly courier: Courier;
  readonly doctor: Doctor;
}

/** One attempt at a page: asks, follows, reads it whole, and makes sure that it is neither a log-in page nor a filter's. */
export async function attemptView(job: Job, limiter: Limiter, workshop: Workshop): Promise<Outcome<ViewResponse>> {
  const { settings, courier, doctor } = workshop;
  const { address } = job.target;
  const { controller, release } = follow(job.signal);
  const sentAt = performance.now();
  try {
    const arrival = await courier.fetch(job.target, VIEW_HEADERS, controller);
    const { response, landed, latencyMs } = arrival;
    const { status, headers } = response;
    if (status < 200 || status > 205) return await refuse(arrival, address, settings, doctor, controller);
    limiter.answered(latencyMs, sentAt, job.priority);
    const bytes = await wholeBody(response, {
      address,
      patience: settings.patience,
      cap: settings.viewBytes,
      totalMs: settings.patience.viewMs,
      onBytes: settings.observer.onBytes?.bind(settings.observer),
      abort: (failure) => controller.abort(failure),
    });
    const paged = job.target.type === 'view' && job.target.paging !== undefined;
    // What a button loads may be empty at the end of a list; a page never is.
    if (bytes.byteLength === 0 && !(paged && isPiece(address))) throw new AttemptFailure('empty', { status });
    const strange = isStrange(bytes, headers['content-type'], landed, paged, settings);
    const doubt = inDoubt(bytes, headers['content-type'], landed, address, paged, settings);
    if (!doubt) doctor.succeeded(arrival.target);
    const value = { kind: 'view', address, finalAddress: landed, status, headers, bytes } as const;
    return strange
      ? { value, doubt: true, otherwise: new AttemptFailure('unreadable-page', { status }) }
      : { value, doubt };
  } catch (error) {
    overloadOf(error, limiter, sentAt);
    throw error;
  } finally {
    release();
  }
}

/** Slows the lane where the server says that it has too much to do. */
export function overloadOf(error: unknown, limiter: Limiter, sentAt: number): void {
  if (error instanceof AttemptFailure && (error.status === 429 || error.status === 503)) limiter.overloaded(sentAt);
}

/** A piece of a list, as a button loads it, and not a page of its own. */
function isPiece(address: string): boolean {
  return new URL(address).searchParams.has('offset');
}

/** Whether it cannot be what was asked for, whoever sent it. */
function isStrange(
  bytes: Uint8Array,
  contentType: string | undefined,
  finalAddress: string,
  paged: boolean,
  settings: GateSettings,
): boolean {
  if (!maybeHtml(contentType, bytes)) return false;
  const html = asText(bytes);
  return !(paged && !isWholeDocument(html)) && settings.isStranger(html, finalAddress);
}

/**
 * @throws Suspicion a log-in page, or one that only leads there
 * @throws FetchError `not-visible`: one that only leads to where others may not go on
 */
function inDoubt(
  bytes: Uint8Array,
  contentType: string | undefined,
  finalAddress: string,
  asked: string,
  paged: boolean,
  settings: GateSettings,
): boolean {
  if (!maybeHtml(contentType, bytes)) return false;
  const html = asText(bytes);
  if (settings.looksLikeLogIn(html)) throw new Suspicion('signed-out', new FetchError('log-in-page', asked), true);
  for (const next of leadsOn(html, finalAddress)) {
    const { type } = settings.classify(next);
    if (type === 'log-in') throw new Suspicion('signed-out', new FetchError('log-in-page', asked), true);
    if (type === 'not-visible') throw new FetchError('not-visible', asked);
  }
  if (paged && !isWholeDocument(html)) return false;
  return !settings.looksLikePlatform(html, finalAddress);
}
