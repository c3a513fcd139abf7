import type { PauseCause } from '../../shared/progress.ts';
import { Limiter } from './limiter.ts';
import type { GateObserver } from './types.ts';

/** What holds all lanes: a cause that is shown to people, or a probe of a few seconds that is not. */
export type HoldCause = PauseCause | 'probing';

/** One limiter per origin, and the one switch that holds them all. */
export class Lanes {
  readonly #limiters = new Map<string, Limiter>();
  readonly #causes = new Set<HoldCause>();
  readonly #concurrency: number;
  readonly #observer: GateObserver;
  #told: PauseCause | undefined;

  constructor(concurrency: number, observer: GateObserver) {
    this.#concurrency = concurrency;
    this.#observer = observer;
  }

  /** The limiter of an address's origin. */
  of(address: string): Limiter {
    const { origin } = new URL(address);
    const known = this.#limiters.get(origin);
    if (known !== undefined) return known;
    const limiter = new Limiter(this.#concurrency);
    if (this.#causes.size > 0) limiter.hold();
    this.#limiters.set(origin, limiter);
    return limiter;
  }

  /** Nothing new begins until every cause was released. */
  hold(cause: HoldCause): void {
    if (this.#causes.has(cause)) return;
    this.#causes.add(cause);
    for (const limiter of this.#limiters.values()) limiter.hold();
    if (cause !== 'probing') this.#tell(cause);
  }

  release(cause: HoldCause): void {
    if (!this.#causes.delete(cause)) return;
    const left = [...this.#causes].findLast((other) => other !== 'probing');
    if (cause === this.#told) this.#tell(left);
    if (this.#causes.size > 0) return;
    for (const limiter of this.#limiters.values()) limiter.release();
  }

  /** Nobody waits: no timer may keep the program alive. */
  idle(): void {
    for (const limiter of this.#limiters.values()) limiter.idle();
  }

  #tell(cause: PauseCause | undefined): void {
    this.#told = cause;
    if (cause === undefined) this.#observer.onResumed?.();
    else this.#observer.onPaused?.(cause);
  }
}
