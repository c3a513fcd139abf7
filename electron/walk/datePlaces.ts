import type { Group } from './pages.ts';

/** Views that are read before it is decided where views of their sort carry their date. */
export const SAMPLE = 8;

/**
 * Where things of one sort carry their own date. One view alone cannot always tell its date from a comment's; several of them
 * can, since they are made alike. Learned in the order of the walk, so the outcome does not depend on which answer came first.
 */
export class DatePlaces {
  readonly #votes = new Map<string, Map<string, number>>();

  learn(shape: string, group: Group): void {
    const path = group.readings[0]?.created?.path;
    if (path === undefined) return;
    const votes = this.#votes.get(shape) ?? new Map<string, number>();
    this.#votes.set(shape, votes.set(path, (votes.get(path) ?? 0) + 1));
  }

  /** The place that more than half of the views agree on; undefined if they don't. */
  of(shape: string): string | undefined {
    const votes = this.#votes.get(shape);
    if (!votes) return undefined;
    const all = [...votes.values()].reduce((a, b) => a + b, 0);
    for (const [path, count] of votes) if (count * 2 > all) return path;
    return undefined;
  }
}

/** Hands on what was read, the first of each sort only when enough of them have been read to learn from. */
export class Learner<T> {
  readonly #places: DatePlaces;
  readonly #emit: (value: T) => Promise<void>;
  #shape = '';
  #waiting: T[] = [];
  #learned = new Set<string>();

  constructor(places: DatePlaces, emit: (value: T) => Promise<void>) {
    this.#places = places;
    this.#emit = emit;
  }

  async take(shape: string, group: Group | undefined, value: T): Promise<void> {
    if (shape !== this.#shape) await this.flush();
    this.#shape = shape;
    if (this.#learned.has(shape)) return this.#emit(value);
    if (group) this.#places.learn(shape, group);
    this.#waiting.push(value);
    if (this.#waiting.length >= SAMPLE) await this.flush();
  }

  async flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) this.#learned.add(this.#shape);
    for (const value of waiting) await this.#emit(value);
  }
}
