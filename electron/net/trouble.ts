import type { Reason } from '../../shared/reasons.ts';

/**
 * One attempt that failed although the next one may do better. Stays within net/: at the end of all patience it becomes a
 * `FetchError`.
 */
export class AttemptFailure extends Error {
  readonly reason: Reason;
  readonly status: number | undefined;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Whether the platform or the line may be down; `network`: surely not this one address's fault. */
  readonly outage: 'no' | 'maybe' | 'network';
  /** Bytes that were kept and on which the next attempt builds. */
  readonly progress: number;

  constructor(
    reason: Reason,
    details: {
      status?: number;
      retryAfterMs?: number | undefined;
      outage?: 'no' | 'maybe' | 'network';
      progress?: number;
      cause?: unknown;
    } = {},
  ) {
    super(reason, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AttemptFailure';
    this.reason = reason;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.outage = details.outage ?? 'no';
    this.progress = details.progress ?? 0;
  }
}

/**
 * An answer that may not be the platform's own: `signed-out` (a log-in page), `filter` (somebody in between). `otherwise` is
 * what it means if a probe shows that all is well.
 */
export class Suspicion extends Error {
  readonly of: 'signed-out' | 'filter';
  readonly otherwise: Error;
  /** Whether the address deserves one more request before `otherwise` holds. */
  readonly askAgain: boolean;

  constructor(of: 'signed-out' | 'filter', otherwise: Error, askAgain: boolean) {
    super(of);
    this.name = 'Suspicion';
    this.of = of;
    this.otherwise = otherwise;
    this.askAgain = askAgain;
  }
}

/** Codes of Node, undici and Chromium for: nobody can be reached at all (no route, no name, refused). */
const NETWORK_CODES =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_NODATA|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EHOSTDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_INTERNET_DISCONNECTED|ERR_NAME_NOT_RESOLVED|ERR_CONNECTION_REFUSED|ERR_ADDRESS_UNREACHABLE|ERR_NETWORK_CHANGED|ERR_PROXY_CONNECTION_FAILED)$/;
const TIMEOUT_CODES =
  /^(?:ETIMEDOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT)$/;
const PARSER_CODES = /^(?:HPE_|UND_ERR_HEADERS_OVERFLOW|ERR_INVALID_HTTP_RESPONSE|ERR_RESPONSE_HEADERS)/;

/** What an error of the transport means for the attempt. `inBody`: the head had come already. */
export function failureOf(error: unknown, inBody: boolean, progress = 0): AttemptFailure {
  if (error instanceof AttemptFailure) return error;
  const codes = codesOf(error);
  if (codes.some((code) => TIMEOUT_CODES.test(code))) {
    return new AttemptFailure('timeout', { outage: 'maybe', progress, cause: error });
  }
  if (codes.some((code) => NETWORK_CODES.test(code))) {
    return new AttemptFailure('unreachable', { outage: 'network', progress, cause: error });
  }
  if (inBody) return new AttemptFailure('truncated', { outage: 'maybe', progress, cause: error });
  if (codes.some((code) => PARSER_CODES.test(code))) return new AttemptFailure('server-error', { cause: error });
  return new AttemptFailure('unreachable', { outage: 'maybe', cause: error });
}

/** The codes of an error, its causes, and the errors it collects (undici: one for each address of a name). */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  // Electron's net puts the code into the message: "net::ERR_CONNECTION_REFUSED".
  const inMessage = /net::(ERR_[A-Z_]+)/.exec(error.message)?.[1];
  const collected = error instanceof AggregateError ? error.errors.flatMap((one) => codesOf(one, depth + 1)) : [];
  return [...own, ...(inMessage === undefined ? [] : [inMessage]), ...collected, ...codesOf(error.cause, depth + 1)];
}
