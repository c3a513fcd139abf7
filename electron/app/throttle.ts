/** Lets something happen at most once in a span of time, and at the end of it if it was asked for meanwhile. */
export class Throttle {
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;
  #ended = false;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  soon(act: () => void): void {
    if (this.#timer || this.#ended) return;
    const wait = Math.max(0, this.#last + this.#milliseconds - Date.now());
    this.#timer = setTimeout(() => this.now(act), wait);
    // A progress line must not keep a finished process alive.
    this.#timer.unref();
  }

  now(act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#ended) return;
    this.#last = Date.now();
    act();
  }

  /** From now on nothing happens any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#ended = true;
  }
}
