import { setMaxListeners } from 'node:events';

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
  ended: boolean;
}

/**
 * Shares work under way: whoever asks for the same key meanwhile gets the same result. Each caller can give up by its own
 * signal; the work itself is stopped when nobody waits for it any more.
 */
export class SingleFlight<T> {
  readonly #flights = new Map<string, Flight<T>>();
  /** Also work that nobody waits for any more, until it has really ended. */
  readonly #underWay = new Set<Promise<unknown>>();

  /**
   * @param work told by its signal when nobody waits any more
   * @throws the signal's reason, or what the work throws
   */
  async run(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    // Everybody waits by the run's one signal; Node would take that for a leak.
    setMaxListeners(0, signal);
    const flight = this.#flights.get(key) ?? this.#begin(key, work);
    flight.waiting += 1;
    let leave: (() => void) | undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () =>
        reject(signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason }));
      signal.addEventListener('abort', leave, { once: true });
    });
    try {
      return await Promise.race([flight.result, left]);
    } finally {
      if (leave !== undefined) signal.removeEventListener('abort', leave);
      flight.waiting -= 1;
      if (flight.waiting === 0) {
        // A newcomer must not join work that is being stopped.
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
        if (!flight.ended) flight.controller.abort(signal.reason);
      }
    }
  }

  /** Resolves when no work is under way, stopped or not. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const flight: Flight<T> = { result: work(controller.signal), controller, waiting: 0, ended: false };
    this.#flights.set(key, flight);
    this.#underWay.add(flight.result);
    const forget = (): void => {
      flight.ended = true;
      this.#underWay.delete(flight.result);
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    flight.result.then(forget, forget);
    return flight;
  }
}
