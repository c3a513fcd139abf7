import type { IncomingMessage } from 'node:http';
import type { Role } from './model.ts';

/** What the platform saw of its visitor. Addresses are written `role path?query`. */
export interface Stats {
  total: number;
  /** Requests by address. */
  requests: Map<string, number>;
  /** Requests that change things: must stay empty. */
  stateChanging: string[];
  /** Requests to anything that is never to be followed: the former, settings, edit forms, calendars. */
  traps: string[];
  calendar: string[];
  /** Requests to addresses that do not exist. */
  unknown: Map<string, number>;
  /** Complete answers with content, by path and meaningful query. */
  successes: Map<string, number>;
  logins: number;
  failedLogins: number;
  /** How often the log-in page was shown to somebody without a session. */
  loginPages: number;
  concurrent: number;
  maxConcurrent: number;
  /** The same for each origin. */
  maxConcurrentOf: Map<string, number>;
  bytes: number;
  cookies: Set<string>;
  referers: string[];
  userAgents: Set<string>;
  methods: Map<string, number>;
  /** Requests that reached the foreign server: must stay empty. */
  foreign: string[];
  /** Addresses whose complete content was served more than once. */
  repeated(): [string, number][];
  reset(): void;
}

export function createStats(): Stats {
  const stats: Stats = {
    total: 0,
    requests: new Map(),
    stateChanging: [],
    traps: [],
    calendar: [],
    unknown: new Map(),
    successes: new Map(),
    logins: 0,
    failedLogins: 0,
    loginPages: 0,
    concurrent: 0,
    maxConcurrent: 0,
    maxConcurrentOf: new Map(),
    bytes: 0,
    cookies: new Set(),
    referers: [],
    userAgents: new Set(),
    methods: new Map(),
    foreign: [],
    repeated: () => [...stats.successes].filter(([, count]) => count > 1),
    reset: () => {
      stats.total = stats.logins = stats.failedLogins = stats.loginPages = stats.maxConcurrent = stats.bytes = 0;
      for (const map of [stats.requests, stats.unknown, stats.successes, stats.methods, stats.maxConcurrentOf])
        map.clear();
      for (const list of [stats.stateChanging, stats.traps, stats.calendar, stats.referers, stats.foreign])
        list.length = 0;
      stats.cookies.clear();
      stats.userAgents.clear();
    },
  };
  return stats;
}

export function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

const under = new WeakMap<Stats, Map<Role, number>>();

/** A request begins: for the greatest number at once. */
export function enter(stats: Stats, role: Role): void {
  const here = under.get(stats) ?? new Map<Role, number>();
  under.set(stats, here);
  const now = (here.get(role) ?? 0) + 1;
  here.set(role, now);
  stats.maxConcurrent = Math.max(stats.maxConcurrent, ++stats.concurrent);
  stats.maxConcurrentOf.set(role, Math.max(now, stats.maxConcurrentOf.get(role) ?? 0));
}

export function leave(stats: Stats, role: Role): void {
  stats.concurrent--;
  const here = under.get(stats);
  here?.set(role, (here.get(role) ?? 1) - 1);
}

/** Notes a request as it comes in. */
export function note(stats: Stats, role: Role, request: IncomingMessage, address: string): void {
  stats.total++;
  count(stats.requests, `${role} ${address}`);
  count(stats.methods, request.method ?? '');
  for (const part of (request.headers.cookie ?? '').split(/;\s*/)) if (part !== '') stats.cookies.add(part);
  if (request.headers.referer !== undefined) stats.referers.push(request.headers.referer);
  if (request.headers['user-agent'] !== undefined) stats.userAgents.add(request.headers['user-agent']);
}
