import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long other things may wait: a person's wish to stop, progress, what another thread has to say. */
const TURN_MS = 30;

/** For long work that never waits for anything: lets everything else have its turn now and then. */
export class Turns {
  #since = performance.now();

  async pass(): Promise<void> {
    if (performance.now() - this.#since < TURN_MS) return;
    await nextTurn();
    this.#since = performance.now();
  }
}
