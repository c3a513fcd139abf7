import type { Candidate, Nodes } from './dateOwners.ts';
import { isListShape, type PageDocument } from './document.ts';
import { allElements, chunksOf } from './facts.ts';
import { personName } from './names.ts';

/** A person's line is not longer. */
const LONGEST = 600;
/** A person, a school and a role may look like names; more of them are a group of people. */
const SEVERAL = 4;

/**
 * Rows that are people without a page of their own: each begins with a name and leads to nothing. The linked ones beside them are
 * known by their pages.
 */
export function peopleOf(document: PageDocument, candidates: readonly Candidate[]): Candidate[] {
  const found = candidates.flatMap((candidate) => {
    const free = candidate.rows.filter((nodes) => !isLinked(document, nodes));
    const rows = free.filter((nodes) => isPerson(document, nodes));
    if (rows.length === 0 || rows.length * 2 < free.length) return [];
    const share = rows.length / candidate.rows.length;
    const coverage = candidate.coverage * share;
    return [
      {
        ...candidate,
        rows,
        coverage,
        evenness: Math.max(2, candidate.evenness * share),
        linked: free.length < candidate.rows.length,
      },
    ];
  });
  const several = found.filter(({ rows }) => rows.length >= 2);
  // One among linked brothers is a person, too, where there are no more; one alone may be anything.
  return several.length > 0 ? several : found.filter(({ linked }) => linked);
}

/** Whether a row leads to a thing's own page; sections and further pages of the list are none. */
function isLinked(document: PageDocument, nodes: Nodes): boolean {
  for (const element of allElements(nodes))
    for (const { target } of document.byElement.get(element) ?? [])
      if (target.type === 'view' && target.paging === undefined && !isListShape(target.shape)) return true;
  return false;
}

function isPerson(document: PageDocument, nodes: Nodes): boolean {
  const chunks = chunksOf(nodes, document.pruned).filter((chunk) => /\p{L}/u.test(chunk));
  const [first = ''] = chunks;
  if (chunks.reduce((sum, { length }) => sum + length, 0) > LONGEST || personName(first, []) === undefined)
    return false;
  return chunks.filter((chunk) => personName(chunk, []) === chunk).length < SEVERAL;
}
