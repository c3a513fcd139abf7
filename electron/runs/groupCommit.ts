/** One thing to be made durable together with others. */
interface Waiting<T> {
  readonly value: T;
  resolve(): void;
  reject(error: unknown): void;
}

export interface GroupCommitOptions<T> {
  /** Makes all of them durable at once; answers an error for each value that could not be, by position. Throws if none could. */
  readonly commit: (values: readonly T[]) => Promise<readonly unknown[]>;
  /** How long the first of a group waits for others, in milliseconds. */
  readonly delay: number;
  /** A group of this size does not wait. */
  readonly most: number;
}

/**
 * Gathers small writes into groups, so that one sync of the disk serves many (it costs up to 30 ms on an old laptop).
 * `add` resolves after the sync that covers its value. Groups are committed one after another, in order.
 */
export class GroupCommit<T> {
  readonly #options: GroupCommitOptions<T>;
  #waiting: Waiting<T>[] = [];
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(options: GroupCommitOptions<T>) {
    this.#options = options;
  }

  add(value: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ value, resolve, reject });
      this.#schedule();
    });
  }

  /** Commits what is waiting without further delay and resolves when nothing is left. Never rejects: each `add` did. */
  async flush(): Promise<void> {
    while (this.#running !== undefined || this.#waiting.length > 0) {
      if (this.#running === undefined) this.#start();
      await this.#running;
    }
  }

  #schedule(): void {
    if (this.#running !== undefined) return;
    if (this.#waiting.length >= this.#options.most) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), this.#options.delay);
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#running !== undefined || this.#waiting.length === 0) return;
    const group = this.#waiting.splice(0, this.#options.most);
    this.#running = this.#commit(group).finally(() => {
      this.#running = undefined;
      if (this.#waiting.length > 0) this.#schedule();
    });
  }

  async #commit(group: readonly Waiting<T>[]): Promise<void> {
    try {
      const errors = await this.#options.commit(group.map((waiting) => waiting.value));
      group.forEach((waiting, index) => {
        if (errors[index] === undefined) waiting.resolve();
        else waiting.reject(errors[index]);
      });
    } catch (error) {
      for (const waiting of group) waiting.reject(error);
    }
  }
}
