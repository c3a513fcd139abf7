/** Lets something happen at most once in a span of time, and at the end of it if it was asked for meanwhile. */
export class Throttle {
  readonly #milliseconds: number;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  soon(act: () => void): void {
    if (this.#timer) return;
    const wait = Math.max(0, this.#last + this.#milliseconds - Date.now());
    this.#timer = setTimeout(() => this.now(act), wait);
    // A progress line must not keep a finished process alive.
    this.#timer.unref();
  }

  now(act: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = Date.now();
    act();
  }
}
