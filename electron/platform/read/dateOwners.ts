import type { AnyNode } from 'domhandler';
import type { PageDocument } from './document.ts';
import { ancestorsOf, firstTexts } from './dom.ts';
import type { PlacedDate } from './facts.ts';
import type { Series } from './series.ts';

/** The nodes of one row. */
export type Nodes = readonly AnyNode[];
/** Rows that might be a list of things. */
export interface Candidate extends Series {
  /** The platform's own numbers of the rows, by their first node. */
  readonly numbers: ReadonlyMap<AnyNode, string>;
}

/** Which dates are a row's own, and which belong to a list inside it. */
export class DateOwners {
  readonly #document: PageDocument;
  readonly #dates: readonly PlacedDate[];
  /** For each candidate the row around each date, by the date's position. */
  readonly #rows = new Map<Candidate, readonly (Nodes | undefined)[]>();
  readonly #inside = new Map<Nodes, number[]>();
  readonly #worded = new Map<Nodes, boolean>();

  constructor(document: PageDocument, candidates: readonly Candidate[], dates: readonly PlacedDate[]) {
    this.#document = document;
    this.#dates = dates;
    for (const candidate of candidates) {
      const rowOf = new Map<AnyNode, Nodes>();
      for (const nodes of candidate.rows) for (const node of nodes) rowOf.set(node, nodes);
      const rows = dates.map(({ element }) => {
        const own = rowOf.get(element);
        if (own) return own;
        for (const node of ancestorsOf(element)) {
          const nodes = rowOf.get(node);
          if (nodes) return nodes;
        }
        return undefined;
      });
      this.#rows.set(candidate, rows);
      for (const [index, row] of rows.entries()) {
        if (!row) continue;
        const known = this.#inside.get(row);
        if (known) known.push(index);
        else this.#inside.set(row, [index]);
      }
    }
  }

  /** How many lines of a row carry dates of its own, and how many dates belong to lists inside it. */
  linesOf(candidate: Candidate, nodes: Nodes): { readonly own: number; readonly inner: number } {
    const inside = this.#inside.get(nodes) ?? [];
    if (inside.length === 0) return { own: 0, inner: 0 };
    const theirs = new Set<number>();
    for (const [other, rows] of this.#rows) {
      if (other === candidate) continue;
      const inner = new Map<Nodes, number[]>();
      for (const index of inside) {
        const row = rows[index];
        if (row && this.#isInner(row, nodes)) inner.set(row, [...(inner.get(row) ?? []), index]);
      }
      if (inner.size >= 2) for (const indices of inner.values()) for (const index of indices) theirs.add(index);
    }
    const own = new Set(inside.filter((index) => !theirs.has(index)).map((index) => this.#dates[index]?.line)).size;
    return { own, inner: theirs.size };
  }

  /** Whether a row stands in another one and says more than a label and a date. */
  #isInner(row: Nodes, outer: Nodes): boolean {
    const [first] = row;
    // In flat mark-up both are made of the same brothers.
    if (!first || (outer.includes(first) && row.length >= outer.length)) return false;
    if (!isBelow(first, new Set(outer))) return false;
    const known = this.#worded.get(row);
    if (known !== undefined) return known;
    const words = firstTexts(row, this.#document.pruned, 40).join(' ').split(' ').length;
    this.#worded.set(row, words >= 7);
    return words >= 7;
  }
}

/** Whether a node is one of some nodes, or stands in one of them. */
export function isBelow(element: AnyNode, set: ReadonlySet<AnyNode>): boolean {
  if (set.has(element)) return true;
  for (const parent of ancestorsOf(element)) if (set.has(parent)) return true;
  return false;
}
