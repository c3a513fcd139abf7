import type { ReadDate } from '../platform/read/reading.ts';
import type { Group } from './pages.ts';

/** Where things of one sort carry their date. */
export interface DatePlace {
  readonly path: string;
  /** Whether it stands before the text, but for the few without a date: one at the same place behind it is another thing's. */
  readonly first: boolean;
}

/** Whether a date stands there. */
export function standsAt(date: Pick<ReadDate, 'path' | 'side'>, place: DatePlace): boolean {
  return date.path === place.path && !(place.first && date.side === 'behind');
}

/** Views that are read before it is decided where views of their sort carry their date. */
export const SAMPLE = 8;

/**
 * Where things of one sort carry their own date. One view alone cannot always tell its date from a comment's; several of them
 * can, since they are made alike. Learned in the order of the walk, so the outcome does not depend on which answer came first.
 */
export class DatePlaces {
  readonly #shapes = new Map<
    string,
    {
      votes: Map<string, number>;
      before: Map<string, number>;
      behind: Map<string, number>;
      views: Map<string, number>[];
    }
  >();

  learn(shape: string, group: Group): void {
    const [first] = group.readings;
    if (!first) return;
    const known = this.#shapes.get(shape) ?? {
      votes: new Map<string, number>(),
      before: new Map<string, number>(),
      behind: new Map<string, number>(),
      views: [],
    };
    this.#shapes.set(shape, known);
    const early = new Set(first.dates.flatMap(({ path, side }) => (side === 'behind' ? [] : [path])));
    const late = first.dates.flatMap(({ path, side }) => (side === 'behind' && !early.has(path) ? [path] : []));
    for (const path of early) known.before.set(path, (known.before.get(path) ?? 0) + 1);
    for (const path of new Set(late)) known.behind.set(path, (known.behind.get(path) ?? 0) + 1);
    if (first.created) known.votes.set(first.created.path, (known.votes.get(first.created.path) ?? 0) + 1);
    const counts = new Map<string, number>();
    for (const { path } of first.dates) counts.set(path, (counts.get(path) ?? 0) + 1);
    known.views.push(counts);
  }

  /** The place that more than half of the views agree on; undefined if they don't. */
  of(shape: string): DatePlace | undefined {
    const known = this.#shapes.get(shape);
    if (!known) return undefined;
    const all = [...known.votes.values()].reduce((a, b) => a + b, 0);
    for (const [path, count] of known.votes)
      if (count * 2 > all) return { path, first: (known.before.get(path) ?? 0) >= (known.behind.get(path) ?? 0) * 2 };
    const path = all === 0 ? common(known.views) : undefined;
    return path === undefined ? undefined : { path, first: false };
  }
}

/**
 * Views whose date stands somewhere in the middle: the outermost place at which most of them carry exactly one date. Comments
 * stand deeper, and some view has two of them.
 */
function common(views: readonly ReadonlyMap<string, number>[]): string | undefined {
  const dated = views.filter((counts) => counts.size > 0);
  if (dated.length < 3) return undefined;
  const places = new Set(dated.flatMap((counts) => [...counts.keys()]));
  const once = [...places].filter(
    (path) =>
      dated.every((counts) => (counts.get(path) ?? 0) <= 1) &&
      dated.filter((counts) => counts.has(path)).length > dated.length * 0.6,
  );
  return once.sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))[0];
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
