import { isTag, type AnyNode, type Element, type ParentNode } from 'domhandler';
import { ancestorsOf, elementsOf } from './dom.ts';

/** One record of a list: the nodes that speak of one thing and of no other. */
export interface Segment {
  readonly key: string;
  readonly nodes: readonly AnyNode[];
}

const ROW = new Set(['li', 'tr', 'article', 'figure', 'dd', 'fieldset']);
const TOO_HIGH = new Set(['body', 'html', 'main', 'frameset']);
const MANY = Symbol('several keys below');

/**
 * Cuts a list into records without knowing its mark-up: a record is the largest piece of the tree that holds one key and no
 * other one's (table rows, list items, cards); where the mark-up is flat (`<h3>…</h3><p>…</p><h3>…`) the siblings up to the
 * next key belong to it. Keys are elements, usually links, that name a thing; several elements may carry the same key.
 * @param alone whether a single key is the only thing of a list: then all of the list is its record
 */
export function segment(
  keyed: readonly { readonly element: Element; readonly key: string }[],
  alone = false,
): Map<string, Segment> {
  const owner = new Map<Element, string | typeof MANY>();
  const distinct = new Set(keyed.map(({ key }) => key));
  for (const { element, key } of keyed) {
    for (const node of [element, ...ancestorsOf(element)]) {
      const known = owner.get(node);
      // What is above has been seen by the one that came before.
      if (known === key || known === MANY) break;
      owner.set(node, known === undefined ? key : MANY);
    }
  }
  const single = distinct.size === 1;
  const tops = keyed.map(({ element, key }) => ({
    key,
    top: !single ? climb(element, key, owner) : alone ? wholeList(element) : onlyRecord(element),
  }));
  const cuts = single ? new Map<Element, AnyNode[]>() : cutsOf(tops);
  const nodesByKey = new Map<string, AnyNode[]>();
  for (const { key, top } of tops) {
    const nodes = nodesByKey.get(key) ?? [];
    if (nodes.includes(top)) continue;
    nodes.push(...(cuts.get(top) ?? [top, ...followers(top, owner, single && !alone)]));
    nodesByKey.set(key, nodes);
  }
  return new Map([...nodesByKey].map(([key, nodes]) => [key, { key, nodes }]));
}

/**
 * Flat mark-up in which a thing's link is not the first that is said of it (`<h3>title</h3><p>who</p><a>download</a>`, a term
 * and its definitions): where each link has a heading, a term or a line of its own before it, those are where records begin.
 */
function cutsOf(tops: readonly { readonly key: string; readonly top: Element }[]): Map<Element, AnyNode[]> {
  const byParent = new Map<ParentNode, Map<Element, string>>();
  for (const { key, top } of tops) {
    if (!top.parent) continue;
    const known = byParent.get(top.parent) ?? new Map<Element, string>();
    byParent.set(top.parent, known.set(top, key));
  }
  const cuts = new Map<Element, AnyNode[]>();
  for (const [parent, brothers] of byParent) {
    if (brothers.size < 2) continue;
    for (const starts of BEGINNINGS) {
      const rows = cutBefore(parent.children, starts);
      const held = rows.map(
        (nodes) => new Set(nodes.flatMap((node) => (isTag(node) ? (brothers.get(node) ?? []) : []))),
      );
      if (held.some((keys) => keys.size > 1) || held.filter((keys) => keys.size === 1).length < 2) continue;
      const all = held.reduce((sum, keys) => sum + keys.size, 0);
      if (all < new Set(brothers.values()).size) continue;
      for (const nodes of rows) for (const node of nodes) if (isTag(node) && brothers.has(node)) cuts.set(node, nodes);
      break;
    }
  }
  return cuts;
}

const BEGINNINGS: readonly ((element: Element) => boolean)[] = [
  ({ name }) => name === 'dt',
  ({ name }) => name === 'h6',
  ({ name }) => name === 'h5',
  ({ name }) => name === 'h4',
  ({ name }) => name === 'h3',
  ({ name }) => name === 'h2',
  ({ attribs }) => attribs['role'] === 'heading',
  ({ name }) => name === 'hr',
];

/** Cuts brothers into pieces that begin with certain elements; what stands before the first of them is left out. */
function cutBefore(children: readonly AnyNode[], starts: (element: Element) => boolean): AnyNode[][] {
  const rows: AnyNode[][] = [];
  for (const node of children) {
    if (isTag(node) && starts(node)) rows.push([node]);
    else rows.at(-1)?.push(node);
  }
  return rows;
}

function climb(element: Element, key: string, owner: ReadonlyMap<Element, string | typeof MANY>): Element {
  let top = element;
  for (const parent of ancestorsOf(element)) {
    if (owner.get(parent) !== key || TOO_HIGH.has(parent.name)) break;
    top = parent;
  }
  return top;
}

/** With nothing to compare with, the nearest row; else the nearest block with more than the link itself. */
function onlyRecord(element: Element): Element {
  for (const parent of ancestorsOf(element)) if (ROW.has(parent.name)) return parent;
  for (const parent of ancestorsOf(element)) {
    if (TOO_HIGH.has(parent.name)) break;
    if (/^(?:div|section|td|p)$/.test(parent.name)) return parent;
  }
  return element;
}

/** The largest piece below the content that does not hold the page's own heading. */
function wholeList(element: Element): Element {
  let top = element;
  for (const parent of ancestorsOf(element)) {
    if (TOO_HIGH.has(parent.name) || parent.attribs['role'] === 'main') break;
    if (parent !== top && holdsHeading(parent, top)) break;
    top = parent;
  }
  return top;
}

function holdsHeading(parent: Element, except: Element): boolean {
  for (const child of parent.children) {
    if (child === except || !isTag(child)) continue;
    if (/^(?:h[12]|nav|header)$/.test(child.name)) return true;
    for (const inner of elementsOf(child)) if (/^(?:h[12]|nav)$/.test(inner.name)) return true;
  }
  return false;
}

function followers(top: Element, owner: ReadonlyMap<Element, unknown>, single: boolean): AnyNode[] {
  if (single || ROW.has(top.name)) return [];
  const rest: AnyNode[] = [];
  for (let next = top.nextSibling; next; next = next.nextSibling) {
    if (isTag(next)) {
      if (owner.has(next)) return rest;
      if (next.name === top.name && /^h[1-6]$/.test(next.name)) return rest;
    }
    rest.push(next);
  }
  // The last one: what follows it may be the site's own foot; only as much as a record plausibly has.
  return rest.slice(0, 8);
}
