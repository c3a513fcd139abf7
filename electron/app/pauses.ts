import type { Gate } from '../net/index.ts';

/** The person's own pause, which may come before there is a gate: all requests wait there, whoever asks for them. */
export class Pauses {
  #paused = false;
  #gate: Gate | undefined;

  pause(): void {
    this.#paused = true;
    this.#gate?.pause('person');
  }

  resume(): void {
    this.#paused = false;
    this.#gate?.resume();
  }

  guard(gate: Gate): void {
    this.#gate = gate;
    if (this.#paused) gate.pause('person');
  }

  /** Nothing asks the network any more. */
  end(): void {
    this.#gate = undefined;
  }
}
