import { Agent, EnvHttpProxyAgent, request as send, type Dispatcher } from 'undici';
import { CookieJar } from 'tough-cookie';
import { systemTrust } from './certificates.ts';
import type { Transport, WireRequest, WireResponse } from './types.ts';

/** Bodies that nobody wants are drained up to this length, so that their connection can be used again. */
const DRAIN_BYTES = 32 * 1024;

export interface UndiciTransportOptions {
  /** The platform's origins: cookies are kept from them and sent to them, and to nobody else. */
  readonly origins: Readonly<Record<string, string>> | readonly string[];
  /** The session's cookies, if a host has them already; it may put others into it later (signing in again). */
  readonly jar?: CookieJar;
  /** Connections per origin, at most. */
  readonly connections?: number;
  readonly connectMs?: number;
  /** Longest wait for an answer's head. The gate has a shorter one of its own; this one is for hosts. */
  readonly headMs?: number;
  readonly stallMs?: number;
  /** Environment with `http_proxy`, `https_proxy`, `no_proxy`; for tests. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Plain HTTP over undici with a cookie jar that lives in memory only. Honours a proxy named in the environment, but not for
 * this machine itself.
 */
export function createUndiciTransport(options: UndiciTransportOptions): Transport {
  const dispatcher = createDispatcher(options);
  const origins = new Set(Object.values(options.origins).map((origin) => new URL(origin).origin));
  const jar = options.jar ?? newCookieJar();

  return {
    async send(request) {
      const { origin } = new URL(request.url);
      const ours = origins.has(origin);
      const cookies = ours ? jar.getCookieStringSync(request.url) : '';
      const answer = await send(request.url, {
        dispatcher,
        method: request.method,
        headers: { ...request.headers, ...(cookies === '' ? {} : { cookie: cookies }) },
        body: request.body ?? null,
        signal: request.signal,
      });
      const setCookies = [answer.headers['set-cookie'] ?? []].flat();
      if (ours) for (const cookie of setCookies) jar.setCookieSync(cookie, request.url, { ignoreError: true });
      return wireResponse(answer, request);
    },
    // Whatever still runs is of no use to anyone; waiting for it would hold up the end of the program.
    close: () => dispatcher.destroy(),
  };
}

/** An empty jar, in memory only. */
export function newCookieJar(): CookieJar {
  // Old servers send cookies without a name; browsers keep them.
  return new CookieJar(undefined, { looseMode: true });
}

function createDispatcher(options: UndiciTransportOptions): Dispatcher {
  const agentOptions: Agent.Options = {
    // The gate decides how many requests run at once; this only bounds a mistake.
    connections: options.connections ?? 32,
    pipelining: 1,
    keepAliveTimeout: 4000,
    // A server may offer a longer time; many old ones close earlier than they say.
    keepAliveMaxTimeout: 30_000,
    headersTimeout: options.headMs ?? 90_000,
    bodyTimeout: options.stallMs ?? 90_000,
    connect: { timeout: options.connectMs ?? 20_000, ...systemTrust() },
  };
  const env = options.env ?? process.env;
  const httpProxy = env['http_proxy'] ?? env['HTTP_PROXY'];
  const httpsProxy = env['https_proxy'] ?? env['HTTPS_PROXY'] ?? httpProxy;
  if (!httpProxy && !httpsProxy) return new Agent(agentOptions);
  const exceptions = [env['no_proxy'] ?? env['NO_PROXY'] ?? '', 'localhost', '127.0.0.1', '[::1]'];
  return new EnvHttpProxyAgent({
    ...agentOptions,
    // An empty string is no proxy: EnvHttpProxyAgent must not look into the environment by itself.
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: exceptions.filter((part) => part !== '').join(','),
    // Behind a proxy these are the certificates of the platform, or of a filter that looks into TLS.
    requestTls: systemTrust(),
  });
}

function wireResponse(answer: Dispatcher.ResponseData, request: WireRequest): WireResponse {
  const { body, statusCode } = answer;
  // An aborted body reports it once more as an event; whoever reads it has seen it already.
  body.on('error', () => undefined);
  let cancelled = false;
  return {
    status: statusCode,
    headers: flatten(answer.headers),
    body: bytesOf(body),
    cancel() {
      if (cancelled || body.destroyed || body.readableEnded) return;
      cancelled = true;
      if (request.signal.aborted) body.destroy();
      else body.dump({ limit: DRAIN_BYTES, signal: request.signal }).catch(() => undefined);
    },
  };
}

async function* bytesOf(body: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of body) if (chunk instanceof Uint8Array) yield chunk;
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === 'set-cookie') continue;
    flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
