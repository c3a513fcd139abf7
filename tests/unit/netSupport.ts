import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createGate,
  createUndiciTransport,
  type Gate,
  type GateObserver,
  type GateOptions,
  type Sink,
} from '../../electron/net/index.ts';
import type { Patience } from '../../electron/net/settings.ts';
import type { Target } from '../../electron/platform/types.ts';
import type { PauseCause } from '../../shared/progress.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A platform of a few address shapes, whose answers each test decides. */
export interface TestPlatform {
  readonly origin: string;
  /** `path` of every request, in order of arrival. */
  readonly log: string[];
  handle: Handler;
  count(path: string): number;
  stop(): Promise<void>;
  gate(options?: Partial<GateOptions> & { patience?: Partial<Patience> }): Gate;
}

export const PAGE = '<!doctype html><html><body class="platform">page</body></html>';
export const LOG_IN = '<!doctype html><html><body class="platform"><form><input type="password"></form></body></html>';
export const FILTER = '<!doctype html><html><body>Blocked by your school</body></html>';

/** Delays of milliseconds, so that the whole of a gate's patience fits into a test. */
export const QUICK: Partial<Patience> = {
  firstDelayMs: 2,
  maxDelayMs: 20,
  headMs: 1500,
  stallMs: 150,
  firstProbeMs: 20,
  maxProbeMs: 40,
  outageMs: 400,
};

export const never = new AbortController().signal;

export function html(response: ServerResponse, body: string, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(body);
}

export function redirect(response: ServerResponse, location: string, status = 302): void {
  response.writeHead(status, { location });
  response.end();
}

export async function startPlatform(
  handle: Handler = (_request, response) => html(response, PAGE),
): Promise<TestPlatform> {
  const log: string[] = [];
  const closers: (() => Promise<void>)[] = [];
  const server = createServer((request, response) => {
    log.push(request.url ?? '');
    platform.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const platform: TestPlatform = {
    origin,
    log,
    handle,
    count: (path) => log.filter((entry) => entry === path).length,
    gate(options = {}) {
      const transport = createUndiciTransport({ origins: [origin] });
      closers.push(() => transport.close());
      return createGate({
        transport,
        userAgent: 'Mozilla/5.0 TwinArk/0',
        classify: (address) => classify(address, origin),
        looksLikeLogIn: (text) => text.includes('type="password"'),
        looksLikePlatform: (text) => text.includes('class="platform"'),
        probes: ['/projects', '/groups', '/profile'].map((path) => origin + path),
        ...options,
        patience: { ...QUICK, ...options.patience },
      });
    },
    async stop() {
      for (const close of closers) await close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return platform;
}

/** `/v/…` and the probes are views, `/b/…` binaries; the rest as its name says. */
export function classify(address: string, origin: string): Target {
  if (!URL.canParse(address)) return { type: 'none' };
  const url = new URL(address);
  if (url.origin !== origin) return { type: 'foreign', address };
  const base = { role: 'live', shape: 'test', params: {} } as const;
  const query = /^\?(?:page|offset)=\d+$/.test(url.search) ? url.search : '';
  const canonical = origin + url.pathname + query;
  if (/^\/(?:v\/.*|projects|groups|profile)$/.test(url.pathname)) {
    return { type: 'view', address: canonical, ...base, ...(query === '' ? {} : { paging: query }) };
  }
  if (url.pathname.startsWith('/b/')) return { type: 'binary', address: canonical, binary: 'image', ...base };
  if (url.pathname === '/login') return { type: 'log-in', address: canonical, role: 'live' };
  if (url.pathname === '/unauthorized') return { type: 'not-visible', address: canonical, role: 'live' };
  return url.pathname === '/delete'
    ? { type: 'unsafe', address: canonical }
    : { type: 'unknown', address: canonical, role: 'live' };
}

/** A sink that keeps what it gets. */
export class MemorySink implements Sink {
  bytes = Buffer.alloc(0);
  restarts = 0;
  get length(): number {
    return this.bytes.byteLength;
  }
  restart(): Promise<void> {
    this.bytes = Buffer.alloc(0);
    this.restarts += 1;
    return Promise.resolve();
  }
  write(chunk: Uint8Array): Promise<void> {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    return Promise.resolve();
  }
}

/** Deterministic bytes that do not look like a page. */
export function someBytes(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + 7) % 251));
}

export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Addresses of so many views. */
export function views(site: TestPlatform, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${site.origin}/v/${index}`);
}

/** What the observer was told, in order. */
export function watched(extra: GateObserver = {}): { told: (PauseCause | 'resumed')[]; observer: GateObserver } {
  const told: (PauseCause | 'resumed')[] = [];
  return {
    told,
    observer: { onPaused: (cause) => told.push(cause), onResumed: () => told.push('resumed'), ...extra },
  };
}
