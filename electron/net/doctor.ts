import { StoppedError, TwinArkError } from '../../shared/errors.ts';
import type { PauseCause } from '../../shared/progress.ts';
import type { Lanes } from './lanes.ts';
import type { RequestableTarget } from '../platform/types.ts';
import type { OriginWatch } from './originWatch.ts';
import type { GateSettings } from './settings.ts';
import { orAborted, sleep } from './waiting.ts';

/** What one round of probes showed. */
export type Diagnosis = 'alive' | 'signed-out' | 'filter' | 'down';

/** Addresses in a row that are not there, in words that a probe has cleared before, are doubted this many times later. */
const KNOWN_WORDS_FACTOR = 4;

/** When a request was sent, on the gate's own count of events, and in which session. */
export interface Stamp {
  readonly tick: number;
  readonly epoch: number;
}

/**
 * Finds out whether trouble is one address's own or everybody's, with one probe for all who ask at the same time; waits out an
 * outage or a filter; has the person sign in again. While it works, all lanes are held.
 */
export class Doctor {
  readonly #settings: GateSettings;
  readonly #lanes: Lanes;
  readonly #origins: OriginWatch;
  readonly #probe: (signal: AbortSignal) => Promise<Diagnosis>;
  readonly #stop: (error: Error) => void;
  readonly #failing = new Map<string, number>();
  readonly #refusing = new Set<string>();
  /** In what words the addresses of `#refusing` were refused. */
  readonly #refusals = new Set<string>();
  /** Words of refusals after which the platform was found to be there: most likely its own. */
  readonly #knownWords = new Set<string>();
  #tick = 0;
  #epoch = 0;
  #aliveSince = -1;
  #examination: { readonly began: number; readonly result: Promise<'alive' | 'renewed'> } | undefined;
  #work = new AbortController();
  #wake: (() => void) | undefined;

  /** @param stop ends the whole run with this error: nothing more can be done here */
  constructor(
    settings: GateSettings,
    lanes: Lanes,
    origins: OriginWatch,
    probe: (signal: AbortSignal) => Promise<Diagnosis>,
    stop: (error: Error) => void,
  ) {
    this.#settings = settings;
    this.#lanes = lanes;
    this.#origins = origins;
    this.#probe = probe;
    this.#stop = stop;
  }

  /** Grows with each outage that is over and each new sign-in: what failed before it says nothing any more. */
  get epoch(): number {
    return this.#epoch;
  }

  /** To be taken when a request is sent. */
  stamp(): Stamp {
    return { tick: ++this.#tick, epoch: this.#epoch };
  }

  /**
   * Was everything well when the request of this stamp was answered? `alive`: yes, a probe that began after it shows it.
   * `renewed`: it was not, but now it is; the request must be repeated and its failures forgotten. May take as long as an outage
   * or a sign-in takes. Never rejects while its caller lives: when nothing helps, the whole gate is stopped.
   */
  async check(sent: Stamp): Promise<'alive' | 'renewed'> {
    for (;;) {
      if (sent.epoch !== this.#epoch) return 'renewed';
      if (this.#aliveSince > sent.tick) return 'alive';
      this.#examination ??= this.#begin();
      const { began, result } = this.#examination;
      const verdict = await result;
      if (verdict === 'renewed' || began > sent.tick) return verdict;
    }
  }

  /** @returns whether so many different addresses failed lately that an outage must be suspected */
  failed(target: RequestableTarget, network: boolean): boolean {
    const { address } = target;
    const ofOrigin = this.#origins.failed(target, network);
    const { outageAddresses, outageWindowMs } = this.#settings.patience;
    const now = performance.now();
    this.#failing.set(address, now);
    for (const [other, at] of this.#failing) if (now - at > outageWindowMs) this.#failing.delete(other);
    // Two addresses without any connection are as telling as many with an error.
    return ofOrigin || this.#failing.size >= (network ? Math.min(2, outageAddresses) : outageAddresses);
  }

  /**
   * An address was refused in words not the platform's.
   * @param words what was said, without what differs from address to address; undefined if nothing was
   * @param usual whether the platform itself often answers so
   * @returns whether a filter must be suspected: at once, or after so many in a row where the answer is usual or its words were
   * cleared by a probe before
   */
  refused(address: string, words: string | undefined, usual: boolean): boolean {
    this.#refusing.add(address);
    this.#refusals.add(words ?? '');
    const known = [...this.#refusals].every((said) => this.#knownWords.has(said));
    const many = this.#settings.patience.doubtfulRefusals;
    const most = usual ? (known ? many * KNOWN_WORDS_FACTOR : many) : known ? many : 1;
    return this.#refusing.size >= most;
  }

  /** The platform itself gave a good answer. */
  succeeded(target: RequestableTarget): void {
    this.#origins.succeeded(target);
    this.#wellAgain();
  }

  #wellAgain(): void {
    this.#failing.clear();
    this.#refusing.clear();
    this.#refusals.clear();
  }

  /** Do not wait for the next probe's time: the person says that it may work now. */
  wake(): void {
    this.#wake?.();
  }

  /** Nobody waits any more. */
  abandon(): void {
    if (this.#examination === undefined) return;
    const { began } = this.#examination;
    this.#work.abort(new Error('abandoned'));
    this.#work = new AbortController();
    this.#end(began);
  }

  #begin(): { readonly began: number; readonly result: Promise<'alive' | 'renewed'> } {
    const began = ++this.#tick;
    const { signal } = this.#work;
    this.#lanes.hold('probing');
    const result = this.#examine(began, signal).finally(() => this.#end(began));
    result.catch((error: unknown) => {
      if (!signal.aborted) this.#stop(error instanceof Error ? error : new Error(String(error)));
    });
    return { began, result };
  }

  #end(began: number): void {
    if (this.#examination?.began !== began) return;
    this.#examination = undefined;
    this.#lanes.release('probing');
  }

  async #examine(began: number, signal: AbortSignal): Promise<'alive' | 'renewed'> {
    // Now: what was under way when the lanes were closed may come in well meanwhile, and then these are forgotten.
    const suspected = [...this.#refusals];
    let diagnosis = await this.#probe(signal);
    if (diagnosis === 'alive') {
      this.#aliveSince = began;
      for (const words of [...suspected, ...this.#refusals]) if (words !== '') this.#knownWords.add(words);
      this.#wellAgain();
      return 'alive';
    }
    if (diagnosis !== 'signed-out') diagnosis = await this.#waitOut(diagnosis, signal);
    if (diagnosis === 'signed-out') await this.#signIn(signal);
    this.#epoch += 1;
    this.#wellAgain();
    return 'renewed';
  }

  /** Probes at growing intervals until somebody answers. Counts waiting, not wall time, so that a sleeping machine loses nothing. */
  async #waitOut(first: 'filter' | 'down', signal: AbortSignal): Promise<'alive' | 'signed-out'> {
    const { firstProbeMs, maxProbeMs, outageMs } = this.#settings.patience;
    let cause = causeOf(first);
    let interval = firstProbeMs;
    this.#lanes.hold(cause);
    try {
      for (let waited = 0; waited < outageMs; waited += interval, interval = Math.min(interval * 2, maxProbeMs)) {
        await sleep(interval, signal, (wake) => (this.#wake = wake));
        const diagnosis = await this.#probe(signal);
        if (diagnosis === 'alive' || diagnosis === 'signed-out') return diagnosis;
        const now = causeOf(diagnosis);
        if (now !== cause) {
          this.#lanes.hold(now);
          this.#lanes.release(cause);
          cause = now;
        }
      }
      throw new StoppedError(cause);
    } finally {
      this.#wake = undefined;
      this.#lanes.release(cause);
    }
  }

  async #signIn(signal: AbortSignal): Promise<void> {
    this.#lanes.hold('signed-out');
    try {
      const answer = this.#settings.observer.onSignedOut?.(signal) ?? Promise.resolve('give-up' as const);
      if ((await orAborted(answer, signal)) === 'give-up') throw new StoppedError('signed-out');
    } catch (error) {
      // A refusal with a reason of its own (another person signed in) goes through as it is.
      throw error instanceof TwinArkError || signal.aborted
        ? error
        : new StoppedError('signed-out', {}, { cause: error });
    } finally {
      this.#lanes.release('signed-out');
    }
  }
}

function causeOf(diagnosis: 'filter' | 'down'): Extract<PauseCause, 'outage' | 'blocked-by-filter'> {
  return diagnosis === 'filter' ? 'blocked-by-filter' : 'outage';
}
