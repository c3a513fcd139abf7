import type { Tally } from './collector.ts';
import { expectedBytes } from './room.ts';
import { Throttle } from './throttle.ts';
import type { Observer } from './types.ts';

/** How often the person sees new numbers. */
const PROGRESS_MS = 250;

/**
 * Tells the numbers now and then. A replay counts from nothing again; what a person has seen saved does not become less because
 * of that.
 */
export class ProgressTeller {
  readonly #observe: Observer;
  readonly #requests: () => number;
  readonly #throttle = new Throttle(PROGRESS_MS);
  #shown = { found: 0, saved: 0, bytes: 0 };
  #now: string | undefined;

  constructor(observe: Observer, requests: () => number) {
    this.#observe = observe;
    this.#requests = requests;
  }

  /** @param tally asked for when its time has come: it takes a while for 40,000 items */
  soon(tally: () => Tally, now: string | undefined): void {
    if (now !== undefined && now !== '') this.#now = now;
    this.#throttle.soon(() => this.#tell(tally()));
  }

  now(tally: Tally): void {
    this.#throttle.now(() => this.#tell(tally));
    // What was counted to its end is what counts.
    this.#shown = { found: tally.found, saved: tally.saved, bytes: tally.bytes };
  }

  /** Nothing is told any more: the last word belongs to others. */
  end(): void {
    this.#throttle.end();
  }

  #tell(tally: Tally): void {
    const { missing, skipped, elsewhere } = tally;
    const found = Math.max(tally.found, this.#shown.found);
    const saved = Math.max(tally.saved, this.#shown.saved);
    const bytes = Math.max(tally.bytes, this.#shown.bytes);
    const expected = expectedBytes(tally);
    this.#observe({
      type: 'progress',
      counts: { found, saved, missing, skipped, bytes, requests: this.#requests() },
      ...(this.#now === undefined ? {} : { now: this.#now }),
      elsewhere,
      ...(expected === undefined ? {} : { expectedBytes: Math.max(expected, bytes) }),
    });
  }
}
