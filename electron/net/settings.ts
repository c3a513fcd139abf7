import type { Target } from '../platform/types.ts';
import type { GateObserver, Transport } from './types.ts';

/** How long the gate waits for what. All times in milliseconds; tests use tiny ones. */
export interface Patience {
  /** Tries of one address before it is given up, the first one included. */
  readonly attempts: number;
  /** Delay before the second attempt; doubles with each further one, times a random factor of 1 to 2. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Longest wait that a server can ask for with Retry-After. */
  readonly retryAfterCapMs: number;
  /** From sending a request to the head of its answer. */
  readonly headMs: number;
  /** A body must bring at least `stallBytes` in each span of this length. */
  readonly stallMs: number;
  readonly stallBytes: number;
  /** A page in all, from its head to its last byte. */
  readonly viewMs: number;
  /** So many different addresses failing with no success in between make an outage likely. */
  readonly outageAddresses: number;
  /** … if they fail within this time. */
  readonly outageWindowMs: number;
  readonly firstProbeMs: number;
  readonly maxProbeMs: number;
  /** Time spent waiting in one outage before the run stops (resumable). Sleep of the machine does not count. */
  readonly outageMs: number;
  /** So many addresses in a row that are not there (404, 410) are doubted: a filter may answer for the platform. */
  readonly doubtfulRefusals: number;
}

export const DEFAULT_PATIENCE: Patience = {
  attempts: 5,
  firstDelayMs: 1000,
  maxDelayMs: 60_000,
  retryAfterCapMs: 5 * 60_000,
  headMs: 60_000,
  stallMs: 30_000,
  stallBytes: 256,
  viewMs: 10 * 60_000,
  outageAddresses: 5,
  outageWindowMs: 3 * 60_000,
  firstProbeMs: 2000,
  maxProbeMs: 60_000,
  outageMs: 30 * 60_000,
  doubtfulRefusals: 5,
};

export const DEFAULT_CONCURRENCY = 6;
export const DEFAULT_VIEW_BYTES = 16 * 1024 * 1024;

/** What the gate must be told; everything about the platform comes in as a function or an address. */
export interface GateOptions {
  readonly transport: Transport;
  readonly userAgent: string;
  /** What an address is, by its shape. Only `view` and `binary` are ever requested. */
  readonly classify: (address: string) => Target;
  /**
   * How an address to which the platform led is to be asked for: with the slash, the version or the session's mark that the
   * server gave it, if that is safe. Canonical if not given.
   */
  readonly asGiven?: (address: string) => string;
  /** Whether this HTML is the platform's log-in page. Such an answer is never accepted, whatever a probe says. */
  readonly looksLikeLogIn: (html: string) => boolean;
  /**
   * Whether this HTML is one of the platform's pages as a signed-in person sees it, and not a school filter's, or a public
   * page that is shown without a session. A wrong `false` costs one shared probe; a wrong `true` may lose the page.
   */
  readonly looksLikePlatform: (html: string, address: string) => boolean;
  /**
   * Whether this HTML cannot be the page that was asked for, even if the platform itself sent it (an error told with 200). It
   * is asked for again, and is `unreadable-page` if that does not help. Nothing is a stranger if not given.
   */
  readonly isStranger?: (html: string, address: string) => boolean;
  /** Addresses that a signed-in person must be able to see, in the order to be asked. */
  readonly probes: readonly string[];
  /** Requests at once per origin, at most. */
  readonly concurrency?: number;
  /** Cap of a decoded page in bytes. */
  readonly viewBytes?: number;
  readonly patience?: Partial<Patience>;
  readonly observer?: GateObserver;
}

function canonicalOf(target: Target, address: string): string {
  return 'address' in target ? target.address : address;
}

/** The options with all defaults filled in. */
export type GateSettings = Required<Omit<GateOptions, 'patience'>> & { readonly patience: Patience };

export function settingsOf(options: GateOptions): GateSettings {
  return {
    ...options,
    concurrency: options.concurrency ?? DEFAULT_CONCURRENCY,
    viewBytes: options.viewBytes ?? DEFAULT_VIEW_BYTES,
    patience: { ...DEFAULT_PATIENCE, ...options.patience },
    observer: options.observer ?? {},
    asGiven: options.asGiven ?? ((address) => canonicalOf(options.classify(address), address)),
    isStranger: options.isStranger ?? (() => false),
  };
}
