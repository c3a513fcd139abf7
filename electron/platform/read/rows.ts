import { isTag, type AnyNode, type Element } from 'domhandler';
import type { Target } from '../types.ts';
import { textBlocks } from './content.ts';
import type { PageDocument } from './document.ts';
import { ancestorsOf, childElements, elementsOf, textOf } from './dom.ts';
import { recordFacts, type RecordFacts } from './facts.ts';
import type { Frame } from './reading.ts';

/** One row of a list whose things have no address of their own: a contact, a meeting, a line of the portfolio, a note. */
export interface Row {
  readonly facts: RecordFacts;
  readonly text: readonly string[];
  /** Every known or foreign target inside. */
  readonly targets: readonly Exclude<Target, { type: 'none' }>[];
  /** Number in the row's `id` or `data-id`, where the page gives one. */
  readonly number: string | undefined;
  /** Heading that stands above the row's list. */
  readonly section: string | undefined;
  /** Rows with the same number here are brothers. */
  readonly list: number;
  /** Nesting: 0 is outermost. A row that holds rows is listed too. */
  readonly depth: number;
  readonly rowsInside: number;
}

const ROW = new Set(['li', 'tr', 'article', 'dd', 'figure', 'fieldset', 'blockquote']);

/** All rows of the content in document order; nested ones follow the row that holds them. */
export function readRows(document: PageDocument, frame: Frame): Row[] {
  const rows = rowElements(document);
  const inside = new Map<Element, number>();
  const depth = new Map<Element, number>();
  const lists = new Map<unknown, number>();
  for (const row of rows.keys()) {
    let level = 0;
    for (const parent of ancestorsOf(row)) {
      if (!rows.has(parent)) continue;
      level += 1;
      inside.set(parent, (inside.get(parent) ?? 0) + 1);
    }
    depth.set(row, level);
  }
  return [...rows].map(([row, text]) => {
    const nodes: AnyNode[] = row.name === 'dd' ? [...termOf(row), row] : [row];
    const list = lists.get(row.parent) ?? lists.size;
    lists.set(row.parent, list);
    return {
      facts: recordFacts(document, nodes, [], new Set(), frame.texts),
      text: row.name === 'dd' ? textBlocks(nodes, document.pruned).map((block) => block.text) : text,
      targets: targetsIn(document, row),
      number: numberOf(row) ?? numberInside(row, rows),
      section: sectionOf(row),
      list,
      depth: depth.get(row) ?? 0,
      rowsInside: inside.get(row) ?? 0,
    };
  });
}

/** Rows with their texts. One that says just what the row around it says (`<li><article>…`) is the same row. */
function rowElements(document: PageDocument): Map<Element, string[]> {
  const rows = new Map<Element, string[]>();
  const add = (element: Element): void => {
    if (rows.size >= MAX_ROWS) return;
    const text = textBlocks([element], document.pruned).map((block) => block.text);
    if (text.length === 0) return;
    for (const parent of ancestorsOf(element)) {
      const outer = rows.get(parent);
      if (outer === undefined) continue;
      if (outer.length === text.length && outer.every((line, index) => line === text[index])) return;
      break;
    }
    rows.set(element, text);
  };
  for (const root of document.content) {
    for (const element of elementsOf(root)) {
      if (!ROW.has(element.name) || isPruned(element, document)) continue;
      if (element.name === 'tr' && (isLayout(element) || childElements(element).every(({ name }) => name === 'th')))
        continue;
      add(element);
    }
  }
  if (rows.size === 0) for (const element of divRows(document)) add(element);
  return rows;
}
const MAX_ROWS = 20_000;

/** The number of the only numbered element inside (`<li><article id="n17">`). */
function numberInside(row: Element, rows: ReadonlyMap<Element, unknown>): string | undefined {
  for (const element of elementsOf(row)) {
    if (rows.has(element)) return undefined;
    const number = /^(?:article|div|a|section)$/.test(element.name) ? numberOf(element) : undefined;
    if (number !== undefined) return number;
  }
  return undefined;
}

/** A table row that lays out the page: it holds lists, tables or headings of several kinds, or is the only one of its table. */
function isLayout(row: Element): boolean {
  let inner = 0;
  for (const element of elementsOf(row)) {
    if (element.name === 'tr') return true;
    if (/^(?:ul|ol|h[1-3]|article|section)$/.test(element.name)) inner += 1;
  }
  const siblings = row.parent ? childElements(row.parent).filter(({ name }) => name === 'tr').length : 0;
  return inner > 0 && siblings <= 3;
}

/** Without any row element: brothers of the same shape, at least two, each with text. */
function* divRows(document: PageDocument): Generator<Element> {
  const roots = document.content;
  const taken = new Set<Element>();
  for (const root of roots) {
    for (const parent of [root, ...elementsOf(root)]) {
      if (isTag(parent) && (isPruned(parent, document) || hasAncestorIn(parent, taken))) continue;
      const children = childElements(parent).filter((child) => !document.pruned.has(child));
      const groups = new Map<string, Element[]>();
      for (const child of children) {
        if (!/^(?:div|section|p)$/.test(child.name) || textOf(child) === '') continue;
        const shape = `${child.name}>${childElements(child)
          .map(({ name }) => name)
          .slice(0, 4)
          .join()}`;
        groups.set(shape, [...(groups.get(shape) ?? []), child]);
      }
      const group = [...groups.entries()]
        .filter(([shape, members]) => members.length >= 2 && !shape.endsWith('>'))
        .flatMap(([, members]) => members);
      if (group.length < 2 || group.length < children.length / 2) continue;
      for (const member of group) {
        taken.add(member);
        yield member;
      }
    }
  }
}

function hasAncestorIn(element: Element, set: ReadonlySet<Element>): boolean {
  if (set.has(element)) return true;
  for (const parent of ancestorsOf(element)) if (set.has(parent)) return true;
  return false;
}

function isPruned(element: Element, document: PageDocument): boolean {
  return hasAncestorIn(element, document.pruned);
}

function* termOf(definition: Element): Generator<Element> {
  for (let before = definition.prev; before; before = before.prev) {
    if (!isTag(before)) continue;
    if (before.name === 'dt') yield before;
    return;
  }
}

function targetsIn(document: PageDocument, row: Element): Exclude<Target, { type: 'none' }>[] {
  return [row, ...elementsOf(row)].flatMap((element) =>
    (document.byElement.get(element) ?? []).map(({ target }) => target),
  );
}

function numberOf(row: Element): string | undefined {
  for (const [name, value] of Object.entries(row.attribs)) {
    if (name === 'id' || name === 'data-id' || /^data-.*id$/.test(name)) {
      const digits = /(\d{1,18})$/.exec(value)?.[1];
      if (digits !== undefined) return digits;
    }
  }
  return undefined;
}

/** The nearest heading before the row, outside any row. */
function sectionOf(row: Element): string | undefined {
  let node: AnyNode = row;
  for (let steps = 0; steps < 400; steps += 1) {
    const before: AnyNode | null = node.prev ?? node.parent;
    if (!before) return undefined;
    if (isTag(before) && (/^h[1-6]$/.test(before.name) || before.name === 'caption' || before.name === 'legend'))
      return textOf(before) || undefined;
    node = before;
  }
  return undefined;
}
