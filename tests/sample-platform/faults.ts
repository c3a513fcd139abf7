import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import type { Role } from './model.ts';

/** Every way in which an answer can go wrong. */
export type FaultKind =
  | 'status'
  | 'reset'
  | 'reset-in-body'
  | 'short-body'
  | 'dropped-chunked'
  | 'stall'
  | 'trickle'
  | 'html-instead'
  | 'login-page'
  | 'login-redirect'
  | 'redirect-loop'
  | 'foreign-redirect'
  | 'empty'
  | 'corrupt'
  | 'wrong-type'
  | 'oversized'
  | 'gzip-bomb'
  | 'school-filter'
  | 'no-range'
  | 'changing-etag'
  | 'delay';

export const faultKinds: readonly FaultKind[] = [
  'status',
  'reset',
  'reset-in-body',
  'short-body',
  'dropped-chunked',
  'stall',
  'trickle',
  'html-instead',
  'login-page',
  'login-redirect',
  'redirect-loop',
  'foreign-redirect',
  'empty',
  'corrupt',
  'wrong-type',
  'oversized',
  'gzip-bomb',
  'school-filter',
  'no-range',
  'changing-etag',
  'delay',
];

export interface Fault {
  kind: FaultKind;
  /** A path (or a beginning of one that ends in `*`), a pattern, or a question, all asked with path and query. */
  match: string | RegExp | ((path: string) => boolean);
  role?: Role;
  /** Heals after so many times; without it never. */
  times?: number;
  /** Lets so many matching requests pass first. */
  skip?: number;
  /** Acts on this share of the matching requests only, by a seeded draw. */
  chance?: number;
  /** For `delay`: the answer is right, but so much later. */
  delayMs?: number;
  /** For `status`; 503 unless said. */
  status?: number;
  /** For `status`: seconds, or seconds written as an HTTP date. */
  retryAfter?: number | { date: number };
  /** For cut and stalled bodies: how many bytes still come; half of them unless said. */
  after?: number;
  /** For `trickle`; 4,000 unless said. */
  bytesPerSecond?: number;
  /** For `oversized`; 70 MB unless said. With `announce` false it comes without a Content-Length. */
  size?: number;
  announce?: boolean;
}

export interface FaultControl {
  /** Adds a fault; the first that matches a request acts. Gives a function that takes it away again. */
  add(fault: Fault): () => void;
  clear(): void;
  /** How often any fault acted, by kind. */
  hits: Map<FaultKind | 'down' | 'signed-out', number>;
  /** Every connection is cut at once, on all four origins. */
  down(on: boolean): void;
  /** Every address answers 200 with the page of a school's filter. */
  schoolFilter(on: boolean): void;
  /** All sessions end after so many more answers to a signed-in visitor; again after each sign-in if `again`. */
  signOutAfter(requests: number, again?: boolean): void;
  signOutNow(): void;
  /** Everything of that role below that path leads to the log-in page although the session lives. */
  closeSection(role: Role, prefix: string): () => void;
  /** Whoever signs in next is somebody else. */
  otherPerson(on: boolean): void;
}

/** What the server asks of the faults. */
export interface FaultState extends FaultControl {
  isDown: boolean;
  isFiltered: boolean;
  /** The fault that acts on this request; counts it. */
  take(role: Role, path: string): Fault | undefined;
  /** Counts an answer to a signed-in visitor; true when the sessions end now. */
  countSigned(): boolean;
}

export function createFaults(signOutAll: () => void, setOther: (on: boolean) => void): FaultState {
  let faults: { fault: Fault; left: number; skip: number; random: Random }[] = [];
  let added = 0;
  let countdown = Infinity;
  let again = Infinity;
  const state: FaultState = {
    isDown: false,
    isFiltered: false,
    hits: new Map(),
    add: (fault) => {
      const entry = {
        fault,
        left: fault.times ?? Infinity,
        skip: fault.skip ?? 0,
        random: createRandom(`fault ${++added}`),
      };
      faults.push(entry);
      return () => (faults = faults.filter((one) => one !== entry));
    },
    clear: () => {
      faults = [];
      countdown = again = Infinity;
      state.isDown = state.isFiltered = false;
      setOther(false);
    },
    down: (on) => (state.isDown = on),
    schoolFilter: (on) => (state.isFiltered = on),
    signOutAfter: (requests, repeat = false) => {
      countdown = requests;
      again = repeat ? requests : Infinity;
    },
    signOutNow: signOutAll,
    closeSection: (role, prefix) =>
      state.add({
        kind: 'login-redirect',
        role,
        match: (path) => path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}?`),
      }),
    otherPerson: setOther,
    take: (role, path) => {
      const found = faults.find((entry) => entry.left > 0 && concerns(entry.fault, role, path) && isDue(entry));
      if (!found) return undefined;
      found.left--;
      hit(state, found.fault.kind);
      return found.fault;
    },
    countSigned: () => {
      if (countdown-- > 0) return false;
      countdown = again;
      hit(state, 'signed-out');
      signOutAll();
      return true;
    },
  };
  return state;
}

export function hit(state: FaultControl, kind: FaultKind | 'down' | 'signed-out'): void {
  state.hits.set(kind, (state.hits.get(kind) ?? 0) + 1);
}

function concerns(fault: Fault, role: Role, path: string): boolean {
  return (fault.role === undefined || fault.role === role) && matches(fault.match, path);
}

function isDue(entry: { fault: Fault; skip: number; random: Random }): boolean {
  if (entry.skip-- > 0) return false;
  return entry.fault.chance === undefined || entry.random.chance(entry.fault.chance);
}

function matches(match: Fault['match'], path: string): boolean {
  if (typeof match === 'function') return match(path);
  if (typeof match !== 'string') return new RegExp(match.source, match.flags.replace('g', '')).test(path);
  if (match.endsWith('*')) return path.startsWith(match.slice(0, -1));
  return path === match || path.split('?')[0] === match;
}
