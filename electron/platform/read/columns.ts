import { isTag, type AnyNode } from 'domhandler';
import { findDates } from './dates.ts';
import type { PageDocument } from './document.ts';
import { allElements, chunksOf } from './facts.ts';
import { personName } from './names.ts';
import { isHeading } from './series.ts';

type Nodes = readonly AnyNode[];

/** Lines from which on it is no accident that the names stand on one side only. */
const LINES_FOR_NAMES = 3;

/**
 * Whether the cells of a table say different things in each column: in a grid of things every one of them has its date, its
 * title and its picture; in a table whose lines are the things only one column has them.
 * @param lines the cells of each line, in order
 */
export function hasUnlikeColumns(document: PageDocument, lines: readonly (readonly Nodes[])[]): boolean {
  const full = lines.filter((cells) => cells.length === Math.max(...lines.map(({ length }) => length)));
  const columns = (full[0] ?? []).map((_cell, column) => full.map((cells) => cells[column] ?? []));
  if (full.length < 2 || columns.length < 2) return false;
  return FEATURES.some(({ has, from }) => {
    if (full.length < from) return false;
    const shares = columns.map((cells) => cells.filter((cell) => has(document, cell)).length / cells.length);
    return Math.max(...shares) >= MOST && Math.min(...shares) <= 1 - MOST;
  });
}
const MOST = 0.8;

interface Feature {
  readonly has: (document: PageDocument, cell: Nodes) => boolean;
  readonly from: number;
}

const FEATURES: readonly Feature[] = [
  {
    from: 2,
    has: (document, cell) => chunks(document, cell).some((text) => findDates(text, document.language).length > 0),
  },
  { from: 2, has: (_document, cell) => some(cell, (name) => name === 'time') },
  { from: 2, has: (_document, cell) => [...allElements(cell)].some(isHeading) },
  { from: 2, has: (_document, cell) => some(cell, (name) => /^(?:b|strong|dt|th)$/.test(name)) },
  // Half of the people may well have a picture, and by accident those on the left.
  { from: 4, has: (_document, cell) => some(cell, (name) => name === 'a') },
  { from: 4, has: (_document, cell) => some(cell, (name) => name === 'img') },
  {
    from: LINES_FOR_NAMES,
    has: (document, cell) => personName(chunks(document, cell)[0] ?? '', []) !== undefined,
  },
];

function chunks(document: PageDocument, cell: Nodes): string[] {
  return chunksOf(cell, document.pruned);
}

function some(cell: Nodes, is: (name: string) => boolean): boolean {
  return [...allElements(cell)].some((node) => isTag(node) && is(node.name));
}
