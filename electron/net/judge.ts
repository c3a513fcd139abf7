import { wholeBody } from './body.ts';
import type { Arrival } from './courier.ts';
import type { Doctor } from './doctor.ts';
import { asText, maybeHtml } from './html.ts';
import { parseRetryAfter } from './retryAfter.ts';
import type { GateSettings } from './settings.ts';
import { AttemptFailure, Suspicion } from './trouble.ts';
import { FetchError } from './types.ts';
import type { Reason } from '../../shared/reasons.ts';

/** An error page is read so far, to see whose it is. */
const ERROR_PAGE_BYTES = 512 * 1024;

/**
 * Says what a status other than success means; always throws.
 *
 * @throws AttemptFailure 408, 425, 429, 5xx: try again
 * @throws FetchError `not-found`, `gone`, `not-visible`, `server-error`: trying again cannot help
 * @throws Suspicion 401 and log-in pages; refusals in words that are not the platform's
 */
export async function refuse(
  arrival: Arrival,
  asked: string,
  settings: GateSettings,
  doctor: Doctor,
  attempt: AbortController,
): Promise<never> {
  const { response } = arrival;
  const { status } = response;
  if (status === 401) {
    response.cancel();
    throw new Suspicion('signed-out', new FetchError('log-in-page', asked, { status }), true);
  }
  if (status === 511 || status === 407) {
    // RFC 6585, 6 and RFC 9110, 15.5.8: said by the network in between, never by the platform.
    response.cancel();
    throw new Suspicion('filter', new AttemptFailure('unreachable', { status, outage: 'network' }), false);
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    response.cancel();
    throw new AttemptFailure(reasonOfTrouble(status), {
      status,
      outage: 'maybe',
      retryAfterMs: parseRetryAfter(response.headers['retry-after'], Date.now(), settings.patience.retryAfterCapMs),
    });
  }
  const refusal = new FetchError(reasonOfRefusal(status), asked, { status });
  const html = await errorPage(arrival, settings, attempt);
  if (html !== undefined && settings.looksLikeLogIn(html)) throw new Suspicion('signed-out', refusal, false);
  if (html !== undefined && settings.looksLikePlatform(html, arrival.landed)) {
    doctor.succeeded(arrival.target);
    throw refusal;
  }
  // "Forbidden" is a filter's favourite word, so each one is checked; what is not there only if it comes in a row.
  if (refusal.reason === 'not-visible' || doctor.refused(asked, html && wordsOf(status, html), true))
    throw new Suspicion('filter', refusal, false);
  throw refusal;
}

function reasonOfTrouble(status: number): Reason {
  if (status === 408) return 'timeout';
  return status === 429 ? 'too-many-requests' : 'server-error';
}

function reasonOfRefusal(status: number): Reason {
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  return status === 403 || status === 451 ? 'not-visible' : 'server-error';
}

/** What a refusal says, without numbers, names and addresses that differ from one to the next. */
export function wordsOf(status: number, html: string): string {
  return `${status} ${html.slice(0, 4096).replace(/[^\s<>]*[\d/][^\s<>]*/g, '')}`;
}

/** The text of a short HTML error page; undefined for anything else. */
async function errorPage(
  arrival: Arrival,
  settings: GateSettings,
  attempt: AbortController,
): Promise<string | undefined> {
  const { response } = arrival;
  if (!maybeHtml(response.headers['content-type'], new Uint8Array())) {
    response.cancel();
    return undefined;
  }
  try {
    const bytes = await wholeBody(response, {
      address: arrival.target.address,
      patience: settings.patience,
      cap: ERROR_PAGE_BYTES,
      totalMs: settings.patience.headMs,
      abort: (failure) => attempt.abort(failure),
    });
    return asText(bytes);
  } catch {
    // The status says enough.
    return undefined;
  }
}
