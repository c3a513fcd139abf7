import type { Transport, WireRequest, WireResponse } from '../net/types.ts';

type Headers = Readonly<Record<string, string | string[]>>;

/**
 * What is used of Electron's `net`, by its shape: this file must not import `electron`, so that it can be tested under Node,
 * and because `net` comes from another module in the engine's process than in the main one.
 */
export interface NetLike {
  request(options: {
    method: string;
    url: string;
    headers: Record<string, string>;
    credentials: 'include';
    redirect: 'manual';
    cache: 'no-store';
    referrerPolicy: 'no-referrer';
  }): NetRequestLike;
}
export interface NetRequestLike {
  on(event: 'response', listener: (response: NetResponseLike) => void): unknown;
  on(
    event: 'redirect',
    listener: (status: number, method: string, address: string, headers: Record<string, string[]>) => void,
  ): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'abort', listener: () => void): unknown;
  on(event: 'login', listener: (auth: NetAuth, answer: NetAnswer) => void): unknown;
  write(chunk: string): unknown;
  end(): unknown;
  abort(): void;
}
/** Who asks for an account by HTTP: a proxy on the way, or a server. */
export interface NetAuth {
  readonly isProxy: boolean;
  readonly host: string;
  readonly port: number;
  readonly realm: string;
}
/** Without arguments: no account, and the answer is the refusal itself. */
export type NetAnswer = (username?: string, password?: string) => void;
export interface NetResponseLike {
  readonly statusCode: number;
  readonly headers: Headers;
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'end' | 'aborted', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** It is a Readable, although Electron's types do not say so: a slow disk holds the line up instead of filling memory. */
  pause?(): unknown;
  resume?(): unknown;
}

/**
 * Electron's own network stack with the cookies of the process's in-memory session: it honours the system's proxy and
 * certificates, and certificate errors stay errors. `net.request` rather than `session.fetch`, whose `redirect: 'manual'`
 * rejects (electron#43715) and which may send another session's cookies (electron#44456).
 */
export function createElectronTransport(net: NetLike, logIn?: (auth: NetAuth, answer: NetAnswer) => void): Transport {
  const open = new Set<NetRequestLike>();
  const logged: NetLike = {
    request(options) {
      const wire = net.request(options);
      // Names and passwords go to proxies only; whoever has nobody to ask answers with nothing, and the request ends.
      wire.on('login', (auth, answer) => {
        if (auth.isProxy && logIn !== undefined) logIn(auth, answer);
        else answer();
      });
      return wire;
    },
  };
  return {
    send: (request) => sendOver(logged, request, open),
    close() {
      for (const request of open) request.abort();
      open.clear();
      return Promise.resolve();
    },
  };
}

function sendOver(net: NetLike, request: WireRequest, open: Set<NetRequestLike>): Promise<WireResponse> {
  return new Promise((resolve, reject) => {
    if (request.signal.aborted) {
      reject(reasonOf(request.signal));
      return;
    }
    const wire = net.request({
      method: request.method,
      url: request.url,
      headers: { ...request.headers },
      credentials: 'include',
      redirect: 'manual',
      // A page that changes while it is saved must not come out of a cache; nothing is to be kept on disk.
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    open.add(wire);
    const body = bodyQueue();
    const stop = (): void => {
      // First the reason, then the end: Electron reports an abort at once, and without one.
      fail(reasonOf(request.signal));
      wire.abort();
    };
    const done = (): void => {
      open.delete(wire);
      request.signal.removeEventListener('abort', stop);
    };
    const fail = (error: Error): void => {
      done();
      body.fail(error);
      reject(error);
    };
    request.signal.addEventListener('abort', stop, { once: true });

    wire.on('redirect', (status, _method, address, headers) => {
      // Not followed here: whether the next address may be asked is the gate's decision, and it will ask for it anew.
      // Electron cancels the request by itself, and reports that as an error after the promise has been settled.
      done();
      body.end();
      resolve({
        status,
        headers: { ...flatten(headers), location: address },
        body: body.bytes,
        cancel: () => undefined,
      });
    });
    wire.on('response', (response) => {
      body.slowDown = { pause: () => response.pause?.(), resume: () => response.resume?.() };
      response.on('data', (chunk) => body.push(chunk));
      response.on('end', () => {
        done();
        body.end();
      });
      response.on('error', fail);
      response.on('aborted', () => fail(new Error('The answer broke off.')));
      resolve({
        status: response.statusCode,
        headers: decodedHeaders(flatten(response.headers)),
        body: body.bytes,
        cancel() {
          done();
          body.end();
          wire.abort();
        },
      });
    });
    wire.on('error', fail);
    wire.on('abort', () => fail(new Error('The request was given up.')));
    if (request.body !== undefined) wire.write(request.body);
    wire.end();
  });
}

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Error('The request was given up.');

interface BodyQueue {
  push(chunk: Uint8Array): void;
  end(): void;
  fail(error: Error): void;
  slowDown: { pause(): void; resume(): void } | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Bytes that may wait for the reader before the source is asked to pause. */
const HIGH_WATER = 1024 * 1024;

/** Chunks between Electron's events and the reader. */
function bodyQueue(): BodyQueue {
  const chunks: Uint8Array[] = [];
  let state: 'open' | 'ended' | Error = 'open';
  let wake: (() => void) | undefined;
  let waiting = 0;
  let paused = false;
  const settle = (next: 'ended' | Error): void => {
    if (state === 'open') state = next;
    wake?.();
  };
  async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = chunks.shift();
      if (chunk !== undefined) {
        waiting -= chunk.byteLength;
        if (paused && waiting < HIGH_WATER / 2) {
          paused = false;
          queue.slowDown?.resume();
        }
        yield chunk;
      } else if (state === 'ended') return;
      else if (state !== 'open') throw state;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const queue: BodyQueue = {
    slowDown: undefined,
    push(chunk) {
      if (state !== 'open') return;
      chunks.push(chunk);
      waiting += chunk.byteLength;
      if (!paused && waiting > HIGH_WATER) {
        paused = true;
        queue.slowDown?.pause();
      }
      wake?.();
    },
    end: () => settle('ended'),
    fail: (error) => settle(error),
    bytes: read(),
  };
  return queue;
}

function flatten(headers: Headers): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const key = name.toLowerCase();
    if (key !== 'set-cookie') flat[key] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/**
 * Electron hands out bodies with their encoding removed, but leaves the headers: a length that counts compressed bytes would
 * make every such answer look wrong.
 */
function decodedHeaders(headers: Record<string, string>): Record<string, string> {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return headers;
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name !== 'content-encoding' && name !== 'content-length'),
  );
}
