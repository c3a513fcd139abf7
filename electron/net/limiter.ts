import PQueue from 'p-queue';

/** Waiting requests with a higher number go first: pages before pictures, so that the inventory grows early. */
export const PRIORITY = { binary: 0, view: 1 } as const;

/** A smoothed latency above this multiple of the usual one (and `CLEAR_MS` more) counts as the server being under load. */
const CLEAR_FACTOR = 3;
const CLEAR_MS = 750;
/** Answers after a change of the limit before latency is judged again. */
const SETTLE = 12;
/** Good answers, times the limit, until one more request at once is allowed. */
const CLIMB = 4;

/**
 * How many requests one origin gets at once: `most` at first, half on overload (429, 503, clearly rising latency), and one more
 * after each good spell. Additive climb, multiplicative fall, as in TCP: it finds what the server can take and stays polite.
 */
export class Limiter {
  readonly #queue: PQueue;
  readonly #most: number;
  readonly #clock: () => number;
  #limit: number;
  #good = 0;
  #settling = SETTLE;
  readonly #latencies = new Map<number, { usual: number; recent: number }>();
  #halvedAt = Number.NEGATIVE_INFINITY;
  #held = false;
  #restUntil = 0;
  #restTimer: NodeJS.Timeout | undefined;

  /** @param most requests at once, at most. @param clock milliseconds, for tests */
  constructor(most: number, clock: () => number = () => performance.now()) {
    this.#most = Math.max(1, Math.floor(most));
    this.#limit = this.#most;
    this.#clock = clock;
    this.#queue = new PQueue({ concurrency: this.#limit });
  }

  /** Requests allowed at once just now. */
  get limit(): number {
    return this.#limit;
  }

  /**
   * Runs a task when its turn comes. Rejects with the signal's reason as soon as it is aborted, but never before a task that had
   * begun has ended: nothing goes on behind the caller's back.
   */
  async run<T>(task: () => Promise<T>, priority: number, signal: AbortSignal): Promise<T> {
    if (this.#restTimer === undefined && this.#restUntil > 0) this.#apply();
    let begun: Promise<T> | undefined;
    try {
      return await this.#queue.add(
        () => {
          begun = task();
          return begun;
        },
        { priority, signal },
      );
    } finally {
      await begun?.catch(() => undefined);
    }
  }

  /** Lets nothing new begin until `release`; what runs, runs on. */
  hold(): void {
    this.#held = true;
    this.#apply();
  }

  release(): void {
    this.#held = false;
    this.#apply();
  }

  /** Lets nothing new begin for so many milliseconds (Retry-After). */
  rest(ms: number): void {
    this.#restUntil = Math.max(this.#restUntil, this.#clock() + ms);
    this.#apply();
  }

  /** Nobody waits: the timer of a rest must not keep the program alive. The rest itself is remembered. */
  idle(): void {
    clearTimeout(this.#restTimer);
    this.#restTimer = undefined;
  }

  /**
   * The server said that it is too much. One halving per round: the other answers of the same burst say nothing new.
   * @param sentAt when the refused request was sent, on this limiter's clock
   */
  overloaded(sentAt: number): void {
    if (sentAt < this.#halvedAt) return;
    this.#halvedAt = this.#clock();
    this.#set(Math.max(1, Math.floor(this.#limit / 2)));
  }

  /**
   * A good answer.
   * @param latency milliseconds from sending to the answer's head
   * @param sentAt as in `overloaded`
   * @param priority of the request: pages, which the server has to put together, are not measured against pictures
   */
  answered(latency: number, sentAt: number, priority: number): void {
    const known = this.#latencies.get(priority) ?? { usual: latency, recent: latency };
    const usual = blend(known.usual, latency, 0.02);
    const recent = blend(known.recent, latency, 0.3);
    this.#latencies.set(priority, { usual, recent });
    if (this.#settling > 0) {
      this.#settling -= 1;
    } else if (recent > usual * CLEAR_FACTOR && recent > usual + CLEAR_MS) {
      this.overloaded(sentAt);
      this.#latencies.set(priority, { usual, recent: usual });
      return;
    }
    this.#good += 1;
    if (this.#good >= this.#limit * CLIMB && this.#limit < this.#most) this.#set(this.#limit + 1);
  }

  #set(limit: number): void {
    this.#limit = limit;
    this.#good = 0;
    this.#settling = SETTLE;
    this.#queue.concurrency = limit;
  }

  #apply(): void {
    this.idle();
    const rest = this.#restUntil - this.#clock();
    if (rest > 0) this.#restTimer = setTimeout(() => this.#apply(), rest + 1);
    else this.#restUntil = 0;
    if (this.#held || rest > 0) this.#queue.pause();
    else this.#queue.start();
  }
}

function blend(old: number, value: number, weight: number): number {
  return old + (value - old) * weight;
}
