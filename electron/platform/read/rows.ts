import { isTag, type AnyNode, type Element } from 'domhandler';
import type { Target } from '../types.ts';
import { textBlocks } from './content.ts';
import { isListShape, type Frame, type PageDocument } from './document.ts';
import { elementsOf, firstTexts, textOf } from './dom.ts';
import { allElements, placedDates, recordFacts, type PlacedDate, type RecordFacts } from './facts.ts';
import { pathOf } from './head.ts';
import { DateOwners, isBelow, type Candidate, type Nodes } from './dateOwners.ts';
import { findMarks, markedSeries } from './marks.ts';
import { segment } from './segment.ts';
import { findSeries, isHeading } from './series.ts';

/** One row of a list whose things have no address of their own: a contact, a meeting, a line of the portfolio, a note. */
export interface Row {
  readonly facts: RecordFacts;
  readonly text: readonly string[];
  /** Every known or foreign target inside. */
  readonly targets: readonly Exclude<Target, { type: 'none' }>[];
  /** Number that the row's mark-up carries, where the page gives one. */
  readonly number: string | undefined;
  /** Heading that stands above the row's list. */
  readonly section: string | undefined;
}

/**
 * What sort of rows is looked for. `things`: the one list that the page is about (people, meetings). `dated`: every list of
 * dated things (posts, notes, activities), with their brothers that carry no date.
 */
export type RowSort = 'things' | 'dated';

/** The rows of the content in document order. */
export function readRows(document: PageDocument, frame: Frame, sort: RowSort): Row[] {
  const candidates = findCandidates(document);
  const chosen = sort === 'things' ? thingRows(document, candidates) : datedRows(document, frame, candidates);
  const numbers = new Map(candidates.flatMap((candidate) => [...candidate.numbers]));
  const rows = inOrder(document, chosen).filter((nodes) => !isPager(document, nodes) && !isHeadingAlone(nodes));
  const read = rows.map((nodes) => recordFacts(document, nodes, [], new Set(), frame.texts));
  const facts = sort === 'things' ? withOwnDates(read, rows) : read;
  return rows.map((nodes, index) => ({
    facts: facts[index] ?? recordFacts(document, nodes, [], new Set(), frame.texts),
    text: textBlocks(nodes, document.pruned).map((block) => block.text),
    targets: targetsIn(document, nodes),
    number: numberOf(nodes, numbers) ?? findMarks(document, allElements(nodes))[0]?.number,
    section: sectionOf(nodes[0]),
  }));
}

/**
 * Brothers carry their own dates in the same place, once each and nearest to their edge; a date elsewhere belongs to something
 * inside (a line of a chat, a comment).
 */
function withOwnDates(facts: readonly RecordFacts[], rows: readonly Nodes[]): RecordFacts[] {
  const placeOf = (date: PlacedDate, index: number): string => {
    const top = rows[index]?.find((node) => isBelow(date.element, new Set([node])));
    return pathOf(date.element).slice(top ? pathOf(top).length : 0);
  };
  const places = new Map<string, { dates: number; rows: Set<number> }>();
  for (const [index, { dates }] of facts.entries()) {
    for (const date of dates) {
      const place = placeOf(date, index);
      const known = places.get(place) ?? { dates: 0, rows: new Set<number>() };
      known.dates += 1;
      known.rows.add(index);
      places.set(place, known);
    }
  }
  const depth = (place: string): number => place.split('/').length;
  const repeated = [...places].filter(([, known]) => known.dates > known.rows.size * 1.3).map(([place]) => place);
  const [own] = [...places.keys()]
    .filter((place) => !repeated.includes(place))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  // Where nothing repeats inside, several places are only dates of several meanings.
  if (repeated.length === 0) return [...facts];
  return facts.map((one, index) => ({ ...one, dates: one.dates.filter((date) => placeOf(date, index) === own) }));
}

/** Pieces that repeat each other, and pieces around the platform's own numbers, which are worth more. */
function findCandidates(document: PageDocument): Candidate[] {
  const elements = document.content.flatMap((root) => [...elementsOf(root)]);
  const { series, measure } = findSeries(document);
  const marked = markedSeries(document, findMarks(document, elements)).map(({ rows, numbers }) => ({
    ...measure(rows),
    numbers,
  }));
  return [...marked, ...series.map((one) => ({ ...one, numbers: NO_NUMBERS }))];
}
const NO_NUMBERS: ReadonlyMap<AnyNode, string> = new Map();

/** Rows of less than this share of the page's text are not what the page is about. */
const SHARE = 0.3;

/** The list that the page is about: the rows that hold most of its text, numbered ones and outer ones first. */
function thingRows(document: PageDocument, candidates: readonly Candidate[]): Nodes[] {
  let best: { readonly candidate: Candidate; readonly score: number } | undefined;
  for (const candidate of candidates) {
    const numbered = candidate.numbers.size > 0;
    if (!numbered && (candidate.evenness < 1.5 || isFieldList(document, candidate.rows))) continue;
    const score = candidate.coverage * (0.4 + 0.6 * candidate.likeness) + (numbered ? 0.25 : 0);
    // Outer ones come first; one inside must say clearly more.
    if (candidate.coverage >= SHARE && (best === undefined || score > best.score * 1.05)) best = { candidate, score };
  }
  return best ? [...best.candidate.rows] : [];
}

/**
 * The pieces of a page that each carry a date of their own (posts, comments), with their brothers that carry none.
 * @param except the date of the page's own thing: what is around it is no piece
 */
export function datedPieces(document: PageDocument, frame: Frame, except: PlacedDate | undefined): Nodes[] {
  const rows = datedRows(document, frame, findCandidates(document), except).filter(
    (nodes) => !isPager(document, nodes) && !isHeadingAlone(nodes),
  );
  return inOrder(document, rows);
}

/** Every list of dated things, outermost rows first; a row that holds a list of dated things is a section, not a thing. */
function datedRows(
  document: PageDocument,
  frame: Frame,
  candidates: readonly Candidate[],
  except?: PlacedDate,
): Nodes[] {
  const all = placedDates(document, document.content, frame.texts);
  const dates = all.filter(({ element }) => element !== except?.element);
  const owners = new DateOwners(document, candidates, dates);
  const taken = new Set<AnyNode>();
  const chosen: Nodes[] = [];
  const byWorth = [...candidates].sort(
    (a, b) => Number(b.numbers.size > 0) - Number(a.numbers.size > 0) || b.coverage - a.coverage,
  );
  for (const candidate of byWorth) {
    const rows = candidate.rows.filter((nodes) => !overlaps(nodes, taken));
    if (rows.length < (candidate.numbers.size > 0 ? 1 : 2) || isFieldList(document, rows)) continue;
    const found = rows.map((nodes) => owners.linesOf(candidate, nodes));
    const counts = found.map(({ own }) => own);
    const sections = found.filter(({ own, inner }) => own === 0 && inner > 0).length;
    const dated = counts.filter((count) => count > 0).length;
    const lines = counts.reduce((a, b) => a + b, 0);
    // Some things carry no date; two that do are enough to know their brothers by.
    if (dated * (dated >= 2 ? 3 : 2) < rows.length || sections >= dated || lines > dated * 2.2) continue;
    // One comment among paragraphs makes no list; and what holds the page's own date is no comment.
    if (except && ((dated < 2 && candidate.numbers.size === 0) || rows.some((nodes) => says(document, nodes, except))))
      continue;
    for (const nodes of rows) for (const node of nodes) taken.add(node);
    chosen.push(...rows);
  }
  // Single things have no brothers: what is around their date.
  const left = all.filter(({ element }) => !isBelow(element, taken));
  const segments = segment(left.map(({ element }, index) => ({ element, key: String(index) })));
  for (const { nodes } of segments.values()) {
    const own = except !== undefined && says(document, nodes, except);
    if (!own && !overlaps(nodes, taken)) chosen.push(nodes);
  }
  return chosen;
}

/** Whether a piece holds a date's line. */
function says(document: PageDocument, nodes: Nodes, { element, line }: PlacedDate): boolean {
  if (isBelow(element, new Set(nodes))) return true;
  return textBlocks(nodes, document.pruned).some(({ text }) => text === line);
}

/** Whether a piece stands in one of the taken ones, or one of them in it. */
function overlaps(nodes: Nodes, taken: ReadonlySet<AnyNode>): boolean {
  if (taken.size === 0) return false;
  for (const node of nodes) {
    if (isBelow(node, taken)) return true;
    if ('children' in node) for (const inner of elementsOf(node)) if (taken.has(inner)) return true;
  }
  return false;
}

/** Rows of label and value (`School: …`): parts of a thing, not things. */
function isFieldList(document: PageDocument, rows: readonly Nodes[]): boolean {
  let fields = 0;
  for (const nodes of rows.slice(0, 60)) {
    const chunks = firstTexts(nodes, document.pruned, 3);
    const [label = '', value = ''] = chunks;
    const short = label.length <= 40 && label !== '' && !/\d/.test(label);
    const marked =
      /[:：]$/.test(label) || (chunks.length === 2 && allTags(nodes).some((name) => /^(?:dt|th)$/.test(name)));
    // A name has two words; most labels have one.
    if (chunks.length === 2 && short && value !== '' && (marked || !/\s/.test(label))) fields += 1;
  }
  return fields * 2 > Math.min(rows.length, 60);
}

function allTags(nodes: Nodes): string[] {
  return [...allElements(nodes)].map(({ name }) => name);
}

/** A row of nothing but ways through the site or to other pages of the list, or without a word, is no row. */
function isPager(document: PageDocument, nodes: Nodes): boolean {
  const text = textBlocks(nodes, document.pruned).map((block) => block.text);
  if (!/\p{L}{2}/u.test(text.join(' '))) return true;
  const targets = targetsIn(document, nodes);
  const ways = targets.filter(
    (target) =>
      target.type === 'view' && (target.paging !== undefined || (isListShape(target.shape) && target.shape !== 'home')),
  );
  return ways.length > 0 && ways.length === targets.length && text.join(' ').length < 80;
}

/** A heading that happens to look like the boxes after it. */
function isHeadingAlone(nodes: Nodes): boolean {
  const told = nodes.filter((node) => textOf(node) !== '');
  return told.length > 0 && told.every((node) => isTag(node) && (isHeading(node) || node.name === 'h1'));
}

function inOrder(document: PageDocument, rows: readonly Nodes[]): Nodes[] {
  const at = (nodes: Nodes): number => Math.min(...nodes.map((node) => document.order.get(node) ?? Infinity));
  return [...rows].sort((a, b) => at(a) - at(b));
}

function targetsIn(document: PageDocument, nodes: Nodes): Exclude<Target, { type: 'none' }>[] {
  return [...allElements(nodes)].flatMap((element) =>
    (document.byElement.get(element) ?? []).map(({ target }) => target),
  );
}

function numberOf(nodes: Nodes, numbers: ReadonlyMap<AnyNode, string>): string | undefined {
  for (const node of nodes) {
    const number = numbers.get(node);
    if (number !== undefined) return number;
  }
  return undefined;
}

/** The nearest heading before the row that is not part of another one. */
function sectionOf(first: AnyNode | undefined): string | undefined {
  let node = first;
  for (let steps = 0; node && steps < 400; steps += 1) {
    const before: AnyNode | null = node.prev ?? node.parent;
    if (!before) return undefined;
    if (isTag(before) && isSectionHeading(before)) return textOf(before) || undefined;
    node = before;
  }
  return undefined;
}

function isSectionHeading(element: Element): boolean {
  return isHeading(element) || /^(?:h1|caption|legend)$/.test(element.name);
}
