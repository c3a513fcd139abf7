import type { RequestableTarget } from '../platform/types.ts';
import type { GateSettings } from './settings.ts';
import { AttemptFailure, failureOf, Suspicion } from './trouble.ts';
import { FetchError, type WireResponse } from './types.ts';
import { orAborted } from './waiting.ts';

/** RFC 9110, 15.4: those that name another address. */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_HOPS = 10;
/** A site may send a visitor once to the same page, to set a cookie; more often is a loop. */
const MOST_VISITS = 2;

/** The head of an answer that is no redirect, and where it came from. */
export interface Arrival {
  readonly response: WireResponse;
  readonly target: RequestableTarget;
  /**
   * The target's address as the server has it, with the slash at its end: what relative addresses lean on. What the server added
   * to the query, or to the path behind a `;`, may tell of a session and is left out.
   */
  readonly landed: string;
  /** Milliseconds from sending the last hop to its head. */
  readonly latencyMs: number;
}

/** Sends one request and follows its redirects, within the allow-list only. Retries nothing. */
export class Courier {
  readonly #settings: GateSettings;
  #requests = 0;

  constructor(settings: GateSettings) {
    this.#settings = settings;
  }

  /** Requests put on the wire so far. */
  get requests(): number {
    return this.#requests;
  }

  /**
   * @param attempt its signal ends everything; it is aborted with an `AttemptFailure` when the head does not come in time
   * @throws AttemptFailure network trouble, timeout
   * @throws FetchError `not-visible`, `elsewhere-redirect`, `redirect-loop`
   * @throws Suspicion led to the log-in page, or to a foreign server
   */
  async fetch(
    start: RequestableTarget,
    headers: Readonly<Record<string, string>>,
    attempt: AbortController,
  ): Promise<Arrival> {
    const visits = new Map<string, number>();
    let target = start;
    // A server may insist on the very address that it names: what is compared and asked for is that one, not its canonical form.
    let given: string = start.address;
    for (let hop = 0; hop <= MOST_HOPS; hop++) {
      const sentAt = performance.now();
      const response = await this.#send(given, headers, attempt);
      if (!REDIRECTS.has(response.status)) {
        return { response, target, landed: landedAt(given, target), latencyMs: performance.now() - sentAt };
      }
      response.cancel();
      const { location } = response.headers;
      if (location === undefined) throw new AttemptFailure('server-error', { status: response.status });
      visits.set(given, (visits.get(given) ?? 0) + 1);
      const url = URL.canParse(location, given) ? new URL(location, given).href : '';
      target = this.#next(start.address, url, response.status);
      given = this.#settings.asGiven(url);
      if ((visits.get(given) ?? 0) >= MOST_VISITS) break;
    }
    throw new FetchError('redirect-loop', start.address);
  }

  /** Where a redirect leads, if it may be followed. */
  #next(asked: string, url: string, status: number): RequestableTarget {
    const target = this.#settings.classify(url);
    switch (target.type) {
      case 'view':
      case 'binary':
        return target;
      case 'log-in':
        throw new Suspicion('signed-out', new FetchError('log-in-page', asked, { status }), true);
      case 'not-visible':
        throw new FetchError('not-visible', asked, { status });
      case 'foreign':
        // A captive portal does this to every address, so the platform is asked before it is believed.
        throw new Suspicion('filter', new FetchError('elsewhere-redirect', asked, { status }), false);
      case 'unsafe':
      case 'unknown':
      case 'none':
        throw new FetchError('elsewhere-redirect', asked, { status });
    }
  }

  async #send(url: string, headers: Readonly<Record<string, string>>, attempt: AbortController): Promise<WireResponse> {
    const { transport, userAgent, patience } = this.#settings;
    const timer = setTimeout(() => attempt.abort(new AttemptFailure('timeout', { outage: 'maybe' })), patience.headMs);
    this.#requests += 1;
    try {
      const sent = transport.send({
        method: 'GET',
        url,
        headers: { 'user-agent': userAgent, ...headers },
        signal: attempt.signal,
      });
      return await orAborted(sent, attempt.signal);
    } catch (error) {
      throw failureOf(error, false);
    } finally {
      clearTimeout(timer);
    }
  }
}

function landedAt(given: string, { address }: RequestableTarget): string {
  if (given === address) return address;
  const url = new URL(given);
  return url.origin + url.pathname.replace(/;[^/]*/g, '') + new URL(address).search;
}
