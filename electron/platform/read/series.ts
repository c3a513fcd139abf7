import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';
import type { PageDocument } from './document.ts';
import { childElements, elementsOf, isSilent, traverse } from './dom.ts';
import { leadFacts } from './leadFacts.ts';

/** Pieces of a page that repeat each other: rows of a table, items of a list, cards, `<h3>` and what follows it. */
export interface Series {
  /** The nodes of each piece, in document order. */
  readonly rows: readonly (readonly AnyNode[])[];
  /** Share of the content's text that stands in its rows. */
  readonly coverage: number;
  /** How many rows there would be if all were equally long: 1 where one row holds all but all of the text. */
  readonly evenness: number;
  /** How alike the rows are made, 0 to 1. */
  readonly likeness: number;
}

const ROWS = new Set([
  'li', 'tr', 'td', 'article', 'section', 'div', 'figure', 'blockquote', 'fieldset', 'details', 'p', 'table', 'tbody', 'ul', 'ol',
  'dl', 'a',
]); // prettier-ignore
const HEADING = /^h[2-6]$/;

type LengthOf = (nodes: readonly AnyNode[]) => number;

function levelOf(heading: Element): string {
  return `${heading.name}${heading.attribs['aria-level'] ?? ''}`;
}

const RANK = /(\d)$/;

/** How high a heading is, `1` to `6`; `9` for what is none, or does not say. */
function rankOf(node: Element): string {
  if (/^h[1-6]$/.test(node.name)) return node.name.slice(1);
  return (node.attribs['role'] === 'heading' ? RANK.exec(node.attribs['aria-level'] ?? '')?.[1] : undefined) ?? '9';
}

/** Children of one parent beyond which a page was made to exhaust memory. */
const MAX_CHILDREN = 20_000;
/** Elements of one page that are looked at; what is longer is no list of a person's things. */
const MAX_ELEMENTS = 120_000;

export function isHeading(element: Element): boolean {
  return HEADING.test(element.name) || element.attribs['role'] === 'heading';
}

/** All series of the content with at least two rows, outer ones before those inside them. */
export function findSeries(document: PageDocument): {
  readonly series: readonly Series[];
  /** The same figures for rows that were found in another way. */
  readonly measure: (rows: Series['rows']) => Series;
} {
  const lengths = textLengths(document);
  const lengthOf = (nodes: readonly AnyNode[]): number =>
    nodes.reduce((sum, node) => sum + (lengths.get(node) ?? 0), 0);
  const total = document.content.reduce((sum, root) => sum + ('type' in root ? (lengths.get(root) ?? 0) : 0), 0);
  const measure = (rows: Series['rows']): Series => {
    const all = rows.map(lengthOf);
    const sum = all.reduce((a, b) => a + b, 0);
    const squares = all.reduce((a, b) => a + b * b, 0);
    return {
      rows,
      coverage: total === 0 ? 0 : Math.min(1, sum / total),
      evenness: squares === 0 ? 0 : (sum * sum) / squares,
      likeness: likenessOf(rows),
    };
  };
  const byPath = new Map<string, AnyNode[][]>();
  const paths = new Map<ParentNode, string>();
  let count = 0;
  for (const root of document.content) {
    paths.set(root, '');
    for (const parent of [root, ...elementsOf(root)]) {
      if ((count += 1) > MAX_ELEMENTS) break;
      if (isTag(parent)) {
        if (document.pruned.has(parent) || isSilent(parent)) continue;
        const above = parent === root ? '' : parent.parent ? paths.get(parent.parent) : undefined;
        if (above === undefined) continue;
        if (parent !== root) paths.set(parent, `${above}/${parent.name}`);
      }
      const path = paths.get(parent) ?? '';
      // Mark-up made to overflow: a path is compared, not read.
      if (path.length > 2_000) continue;
      for (const [kind, rows] of groupsOf(parent, document, lengthOf)) {
        const key = `${path} ${kind}`;
        const known = byPath.get(key);
        if (known) known.push(...rows);
        else byPath.set(key, [...rows]);
      }
    }
  }
  return { series: [...byPath.values()].filter((rows) => rows.length >= 2).map(measure), measure };
}

/** The ways in which the children of one element can be taken for rows. */
function* groupsOf(
  parent: ParentNode,
  document: PageDocument,
  lengthOf: LengthOf,
): Generator<readonly [string, AnyNode[][]]> {
  const children = parent.children.slice(0, MAX_CHILDREN);
  const byTag = new Map<string, Element[]>();
  for (const child of children) {
    if (!isTag(child) || document.pruned.has(child) || !ROWS.has(child.name)) continue;
    // A row of nothing but column names.
    if (child.name === 'tr' && childElements(child).every(({ name }) => name === 'th')) continue;
    byTag.set(child.name, [...(byTag.get(child.name) ?? []), child]);
  }
  for (const [tag, elements] of byTag) {
    const told = elements.filter((element) => lengthOf([element]) > 0);
    // A single cell, paragraph or box is no row; a single list item may be the only one on this page.
    if (told.length > 0) yield [tag, told.map((element) => [element])];
  }
  yield* flatGroups(children, lengthOf);
}

/** Flat mark-up: a heading, a term or a line, and what follows it up to the next one. */
function* flatGroups(children: readonly AnyNode[], lengthOf: LengthOf): Generator<readonly [string, AnyNode[][]]> {
  const levels = new Set(children.flatMap((node) => (isTag(node) && isHeading(node) ? [levelOf(node)] : [])));
  for (const level of levels)
    yield [
      `#${level}`,
      cutBefore(
        children,
        (node) => isHeading(node) && levelOf(node) === level,
        lengthOf,
        false,
        // A heading above it ends the piece, too.
        (node) => isTag(node) && rankOf(node) < (RANK.exec(level)?.[1] ?? '9'),
      ),
    ];
  if (children.some((node) => isTag(node) && node.name === 'dt'))
    yield ['dt', cutBefore(children, (node) => node.name === 'dt' && previousTag(node)?.name !== 'dt', lengthOf)];
  if (children.some((node) => isTag(node) && node.name === 'hr'))
    yield ['hr', cutBefore(children, ({ name }) => name === 'hr', lengthOf, true)];
}

function cutBefore(
  children: readonly AnyNode[],
  starts: (element: Element) => boolean,
  lengthOf: LengthOf,
  withHead = false,
  ends?: (node: AnyNode) => boolean,
): AnyNode[][] {
  const rows: AnyNode[][] = [];
  const leads = withHead
    ? undefined
    : leadFacts(children.filter((node): node is Element => isTag(node) && starts(node)));
  const led = new Set(leads ? [...leads.values()].flat() : []);
  let open: AnyNode[] | undefined = withHead ? [] : undefined;
  for (const node of children) {
    if (led.has(node)) continue;
    if (isTag(node) && starts(node)) {
      if (open && open.length > 0) rows.push(open);
      open = [...(leads?.get(node) ?? []), node];
    } else if (open && ends?.(node) === true) {
      rows.push(open);
      open = undefined;
    } else open?.push(node);
  }
  if (open && open.length > 0) rows.push(open);
  return rows.filter((nodes) => lengthOf(nodes) > 0);
}

function previousTag(element: Element): Element | undefined {
  for (let before = element.prev; before; before = before.prev) if (isTag(before)) return before;
  return undefined;
}

/** Length of the text below each node of the content, without what is pruned; in one pass, since it is asked of every node. */
function textLengths(document: PageDocument): Map<AnyNode, number> {
  const lengths = new Map<AnyNode, number>();
  for (const root of document.content) {
    if (!('type' in root)) continue;
    const open: number[] = [0];
    const add = (length: number): void => {
      open[open.length - 1] = (open.at(-1) ?? 0) + length;
    };
    traverse(
      root,
      (node) => {
        if (isText(node)) {
          const length = node.data.trim().length;
          lengths.set(node, length);
          add(length);
        }
        if (!('children' in node) || isSilent(node) || (isTag(node) && document.pruned.has(node))) return false;
        open.push(0);
        return true;
      },
      (node) => {
        if (isText(node)) return;
        const length = open.pop() ?? 0;
        lengths.set(node, length);
        add(length);
      },
    );
  }
  return lengths;
}

/** Mean share of tags that a row has in common with all of them together. */
function likenessOf(rows: readonly (readonly AnyNode[])[]): number {
  const sample = rows.length > 40 ? rows.filter((_, index) => index % Math.ceil(rows.length / 40) === 0) : rows;
  const sets = sample.map((nodes) => {
    const tags = new Set<string>();
    let seen = 0;
    for (const node of nodes) {
      if (!isTag(node)) continue;
      tags.add(node.name);
      for (const element of elementsOf(node)) {
        tags.add(element.name);
        if ((seen += 1) > 200) break;
      }
    }
    return tags;
  });
  const counts = new Map<string, number>();
  for (const set of sets) for (const tag of set) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count * 2 >= sets.length).map(([tag]) => tag);
  const shares = sets.map((set) => {
    const union = new Set([...set, ...common]).size;
    return union === 0 ? 1 : common.filter((tag) => set.has(tag)).length / union;
  });
  return shares.reduce((a, b) => a + b, 0) / shares.length;
}
