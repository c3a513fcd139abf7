import { isTag, type AnyNode, type Element } from 'domhandler';
import type { Target } from '../types.ts';
import { textBlocks } from './content.ts';
import { isListShape, type Frame, type PageDocument } from './document.ts';
import { ancestorsOf, elementsOf, firstTexts, textOf } from './dom.ts';
import {
  allElements,
  chunksOf,
  genericTexts,
  placedDates,
  recordFacts,
  type PlacedDate,
  type RecordFacts,
} from './facts.ts';
import { findDates } from './dates.ts';
import { pathOf } from './head.ts';
import { isMeta } from './meta.ts';
import { DateOwners, isBelow, type Candidate, type Nodes } from './dateOwners.ts';
import { findMarks, markedSeries } from './marks.ts';
import { hasUnlikeColumns } from './columns.ts';
import { peopleOf } from './people.ts';
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
 * dated things (posts, notes, activities), with their brothers that carry no date. `people`: the people of a list who have no page
 * of their own, whatever else it holds.
 */
export type RowSort = 'things' | 'dated' | 'people';

/** The rows of the content in document order. */
export function readRows(document: PageDocument, frame: Frame, sort: RowSort): Row[] {
  const found = findCandidates(document, frame);
  const candidates = sort === 'people' ? peopleOf(document, found) : found;
  const chosen =
    sort === 'dated'
      ? datedRows(document, frame, candidates)
      : thingRows(document, frame, candidates, sort === 'people' ? 0 : SHARE);
  const numbers = new Map(candidates.flatMap((candidate) => [...candidate.numbers]));
  const rows = inOrder(document, chosen).filter((nodes) => !isPager(document, nodes) && !isHeadingAlone(nodes));
  const generic = labelsOf(rows.map((nodes) => chunksOf(nodes, document.pruned)));
  const read = rows.map((nodes) => recordFacts(document, nodes, [], generic, frame.texts));
  const facts =
    sort !== 'dated' ? withOwnDates(read, rows, (nodes) => headDates(document, nodes, generic, frame)) : read;
  return rows.map((nodes, index) => ({
    facts: facts[index] ?? recordFacts(document, nodes, [], generic, frame.texts),
    text: textBlocks(nodes, document.pruned).map((block) => block.text),
    targets: targetsIn(document, nodes),
    number: numberOf(nodes, numbers) ?? findMarks(document, allElements(nodes), frame)[0]?.number,
    section: sectionOf(nodes[0]),
  }));
}

/** What stands in most rows alike is a label, unless the rows begin with it: things may well bear one title. */
function labelsOf(rows: readonly (readonly string[])[]): Set<string> {
  const labels = genericTexts(rows);
  for (const [first = ''] of rows) if (!/[:：]$/.test(first)) labels.delete(first);
  return labels;
}

/**
 * Brothers carry their own dates in the same place, once each and nearest to their edge; a date elsewhere belongs to something
 * inside (a line of a chat, a comment).
 */
function withOwnDates(
  facts: readonly RecordFacts[],
  rows: readonly Nodes[],
  head: (nodes: Nodes) => PlacedDate[],
): RecordFacts[] {
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
  // In flat mark-up all dates stand in the same place: a thing's own one beside its title.
  if (own === undefined) return facts.map((one, index) => ({ ...one, dates: head(rows[index] ?? []) }));
  return facts.map((one, index) => ({ ...one, dates: one.dates.filter((date) => placeOf(date, index) === own) }));
}

/** Dates that stand at the beginning of a row, with nothing before them but its title and its names. */
function headDates(document: PageDocument, nodes: Nodes, labels: ReadonlySet<string>, frame: Frame): PlacedDate[] {
  const dates = placedDates(document, nodes, frame.texts);
  const [first] = dates;
  if (!first) return [];
  let headings = 0;
  for (const { text, element } of textBlocks(nodes, document.pruned)) {
    const inside = element === first.element || isBelow(first.element, new Set([element]));
    if (inside && text.includes(first.line.slice(0, 200))) return [first];
    if (isTag(element) && isHeading(element) && (headings += 1) > 1) return [];
    if (labels.has(text) || text.length > 160) return [];
  }
  return [];
}

/** Pieces that repeat each other, and pieces around the platform's own numbers, which are worth more. */
function findCandidates(document: PageDocument, frame: Frame): Candidate[] {
  const elements = document.content.flatMap((root) => [...elementsOf(root)]);
  const { series, measure } = findSeries(document);
  const marked = markedSeries(document, findMarks(document, elements, frame)).map(({ rows, numbers }) => ({
    ...measure(rows),
    numbers,
  }));
  const plain = series.filter((one) => !isMixed(document, one.rows)).map((one) => ({ ...one, numbers: NO_NUMBERS }));
  return [...marked, ...plain];
}

/** Paragraphs of which some only say who and when and the others are texts: parts of things that stand in flat mark-up. */
function isMixed(document: PageDocument, rows: readonly Nodes[]): boolean {
  if (!rows.every(([node]) => node && isTag(node) && /^(?:p|div|span)$/.test(node.name))) return false;
  let facts = 0;
  let texts = 0;
  for (const nodes of rows.slice(0, 200)) {
    const [block, second] = textBlocks(nodes, document.pruned);
    if (!block || second) continue;
    const dates = findDates(block.text, document.language);
    if (dates.length > 0 && isMeta(block.text, dates)) facts += 1;
    else if (dates.length === 0) texts += 1;
  }
  return facts >= 2 && texts >= facts && facts + texts >= Math.min(rows.length, 200) * 0.7;
}
const NO_NUMBERS: ReadonlyMap<AnyNode, string> = new Map();

/** Rows of less than this share of the page's text are not what the page is about. */
const SHARE = 0.3;

/** The list that the page is about: the rows that hold most of its text, numbered ones and outer ones first. */
function thingRows(document: PageDocument, frame: Frame, candidates: readonly Candidate[], share: number): Nodes[] {
  let best: { readonly candidate: Candidate; readonly score: number } | undefined;
  for (const candidate of candidates) {
    const numbered = candidate.numbers.size > 0;
    if (!numbered && (candidate.evenness < 1.5 || isFieldList(document, candidate.rows))) continue;
    const worth = numbered || isTitled(document, frame, candidate.rows) ? 0.25 : 0;
    const score = candidate.coverage * (0.4 + 0.6 * candidate.likeness) + worth;
    // Outer ones come first; one inside must say clearly more.
    if (candidate.coverage >= share && (best === undefined || score > best.score * 1.05)) best = { candidate, score };
  }
  if (!best) return [];
  const { candidate } = best;
  return [...(candidates.find((inner) => isGridOf(document, candidate, inner)) ?? candidate).rows];
}

/** Whether rows begin with a heading of their own and, most of them, a date: things, however many lines there are in them. */
function isTitled(document: PageDocument, frame: Frame, rows: readonly Nodes[]): boolean {
  const titles = rows.map((nodes) => nodes.find((node) => isTag(node) && isHeading(node)));
  // One heading for all of them is a label ("Comments").
  if (titles.includes(undefined) || new Set(titles.map((title) => textOf(title).replace(/\d+/g, ''))).size < 2)
    return false;
  const labels = labelsOf(rows.map((nodes) => chunksOf(nodes, document.pruned)));
  return rows.filter((nodes) => headDates(document, nodes, labels, frame).length > 0).length * 2 >= rows.length;
}

/**
 * Whether rows are only the lines of a grid, three things abreast: each line but the last holds the same number of inner rows,
 * which say all that it says, and each of which says more than one thing.
 */
function isGridOf(document: PageDocument, outer: Candidate, inner: Candidate): boolean {
  if (outer === inner || outer.numbers.size > 0 || inner.rows.length <= outer.rows.length || inner.likeness < 0.6)
    return false;
  if (isFieldList(document, inner.rows)) return false;
  const lineOf = new Map<AnyNode, Nodes>();
  for (const line of outer.rows) for (const node of line) lineOf.set(node, line);
  const held = new Map<Nodes, Nodes[]>();
  for (const row of inner.rows) {
    const [first] = row;
    const line =
      first === undefined ? undefined : [...ancestorsOf(first)].map((node) => lineOf.get(node)).find(Boolean);
    if (!line || chunksOf(row, document.pruned).length < 2) return false;
    held.set(line, [...(held.get(line) ?? []), row]);
  }
  const counts = outer.rows.map((line) => held.get(line)?.length ?? 0);
  const most = Math.max(...counts);
  if (most < 2 || counts.slice(0, -1).some((count) => count !== most) || counts.at(-1) === 0) return false;
  if (hasUnlikeColumns(document, [...held.values()])) return false;
  return outer.rows.every((line) => {
    const whole = chunksOf(line, document.pruned).length;
    return (held.get(line) ?? []).reduce((sum, row) => sum + chunksOf(row, document.pruned).length, 0) === whole;
  });
}

/**
 * The pieces of a page that each carry a date of their own (posts, comments), with their brothers that carry none.
 * @param except the date of the page's own thing: what is around it is no piece
 */
export function datedPieces(document: PageDocument, frame: Frame, except: PlacedDate | undefined): Nodes[] {
  const rows = datedRows(document, frame, findCandidates(document, frame), except).filter(
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
