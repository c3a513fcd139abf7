import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';
import { ancestorsOf, elementsOf, folded } from './dom.ts';
import { leadFacts, loneLead } from './leadFacts.ts';
import { stretchOf } from './stretch.ts';

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
 * @param others elements that name things of another sort in the same list: what speaks of those is no record of these
 */
export function segment(
  keyed: readonly { readonly element: Element; readonly key: string }[],
  alone = false,
  others: readonly Element[] = [],
): Map<string, Segment> {
  const owner = new Map<Element, string | typeof MANY>();
  for (const other of others) {
    for (const node of [other, ...ancestorsOf(other)]) {
      if (owner.has(node)) break;
      owner.set(node, MANY);
    }
  }
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
    element,
    top: !single ? climb(element, key, owner) : alone ? wholeList(element, owner) : onlyRecord(element),
  }));
  const cuts = single ? new Map<Element, AnyNode[]>() : cutsOf(tops);
  const leads = single ? new Map<Element, readonly AnyNode[]>() : leadsOf(tops);
  const led = new Set([...leads.values()].flat());
  const gaps = single ? new Map<ParentNode, number>() : gapsOf(tops, led);
  const nodesByKey = new Map<string, AnyNode[]>();
  for (const { key, top, element } of tops) {
    const nodes = nodesByKey.get(key) ?? [];
    if (nodes.includes(top)) continue;
    const between =
      single && alone && !ROW.has(top.name) ? stretchOf(element, top, (node) => owner.get(node) === MANY) : undefined;
    nodes.push(
      ...(between ??
        cuts.get(top) ?? [
          ...(leads.get(top) ?? (single && alone && !ROW.has(top.name) ? loneLead(top) : [])),
          top,
          ...followers(top, owner, single && !alone, led, gaps.get(top.parent ?? top) ?? LONGEST_GAP),
        ]),
    );
    nodesByKey.set(key, nodes);
  }
  return new Map([...nodesByKey].map(([key, nodes]) => [key, { key, nodes }]));
}

function brothersOf(
  tops: readonly { readonly key: string; readonly top: Element }[],
): Map<ParentNode, Map<Element, string>> {
  const byParent = new Map<ParentNode, Map<Element, string>>();
  for (const { key, top } of tops) {
    if (!top.parent) continue;
    const known = byParent.get(top.parent) ?? new Map<Element, string>();
    byParent.set(top.parent, known.set(top, key));
  }
  return byParent;
}

/** Facts before the first element of each key, where the mark-up has them there. */
function leadsOf(
  tops: readonly { readonly key: string; readonly top: Element }[],
): ReadonlyMap<Element, readonly AnyNode[]> {
  const leads = new Map<Element, readonly AnyNode[]>();
  for (const brothers of brothersOf(tops).values()) {
    const keys = new Set<string>();
    const starts: Element[] = [];
    for (const [top, key] of brothers) {
      if (ROW.has(top.name) || keys.has(key)) continue;
      keys.add(key);
      starts.push(top);
    }
    for (const [start, nodes] of leadFacts(starts)) leads.set(start, nodes);
  }
  return leads;
}

/**
 * Flat mark-up in which a thing's link is not the first that is said of it (`<h3>title</h3><p>who</p><a>download</a>`, a term
 * and its definitions): where each link has a heading, a term or a line of its own before it, those are where records begin.
 */
function cutsOf(tops: readonly { readonly key: string; readonly top: Element }[]): Map<Element, AnyNode[]> {
  const cuts = new Map<Element, AnyNode[]>();
  for (const [parent, brothers] of brothersOf(tops)) {
    if (brothers.size < 2) continue;
    let best: { readonly rows: AnyNode[][]; readonly surplus: number } | undefined;
    for (const starts of BEGINNINGS) {
      const rows = [...headOf(parent.children, starts), ...cutBefore(parent.children, starts)];
      const held = rows.map(
        (nodes) => new Set(nodes.flatMap((node) => (isTag(node) ? (brothers.get(node) ?? []) : []))),
      );
      if (held.some((keys) => keys.size > 1) || held.filter((keys) => keys.size === 1).length < 2) continue;
      const all = held.reduce((sum, keys) => sum + keys.size, 0);
      const keys = new Set(brothers.values()).size;
      // Finer cuts would take things apart at the headings inside of them (who said what below a text).
      if (all >= keys && (best === undefined || rows.length - keys < best.surplus))
        best = { rows, surplus: rows.length - keys };
    }
    for (const nodes of best?.rows ?? [])
      for (const node of nodes) if (isTag(node) && brothers.has(node)) cuts.set(node, nodes);
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

/** Ruled lines stand between things, so the first one has none before it: it begins behind the heading of its list. */
function headOf(children: readonly AnyNode[], starts: (element: Element) => boolean): AnyNode[][] {
  const at = children.findIndex((node) => isTag(node) && starts(node));
  const first = children[at];
  if (!first || !isTag(first) || first.name !== 'hr') return [];
  const before = children.slice(0, at);
  return [before.slice(before.findLastIndex((node) => isTag(node) && /^h[1-6]$/.test(node.name)) + 1)];
}

/** Cuts brothers into pieces that begin with certain elements; what stands before the first of them is left out. */
function cutBefore(children: readonly AnyNode[], starts: (element: Element) => boolean): AnyNode[][] {
  const leads = leadFacts(children.filter((node): node is Element => isTag(node) && starts(node)));
  const led = new Set([...leads.values()].flat());
  const rows: AnyNode[][] = [];
  for (const node of children) {
    if (isTag(node) && starts(node)) rows.push([...(leads.get(node) ?? []), node]);
    else if (!led.has(node)) rows.at(-1)?.push(node);
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

/** The largest piece below the content that holds neither the page's own heading nor a thing of another sort. */
function wholeList(element: Element, owner: ReadonlyMap<Element, string | typeof MANY>): Element {
  let top = element;
  for (const parent of ancestorsOf(element)) {
    if (TOO_HIGH.has(parent.name) || parent.attribs['role'] === 'main' || owner.get(parent) === MANY) break;
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

/** Nodes that belong to the last record of flat mark-up, where nothing tells how many the others have. */
const LONGEST_GAP = 8;

/** How many nodes stand between brothers at most: none where each has a box of its own. */
function gapsOf(
  tops: readonly { readonly key: string; readonly top: Element }[],
  led: ReadonlySet<AnyNode>,
): Map<ParentNode, number> {
  const gaps = new Map<ParentNode, number>();
  for (const [parent, brothers] of brothersOf(tops)) {
    if (brothers.size < 2) continue;
    let open: number | undefined;
    let told = 0;
    let most = 0;
    for (const node of parent.children) {
      if (isTag(node) && brothers.has(node)) {
        if (open !== undefined && told > 0) most = Math.max(most, open);
        open = told = 0;
      } else if (open !== undefined && !led.has(node)) {
        open += 1;
        if (isTag(node) || (isText(node) && folded(node.data) !== '')) told += 1;
      }
    }
    gaps.set(parent, most === 0 ? 0 : Math.max(most, LONGEST_GAP));
  }
  return gaps;
}

function followers(
  top: Element,
  owner: ReadonlyMap<Element, unknown>,
  single: boolean,
  led: ReadonlySet<AnyNode>,
  longest: number,
): AnyNode[] {
  if (single || ROW.has(top.name)) return [];
  const rest: AnyNode[] = [];
  for (let next = top.nextSibling; next; next = next.nextSibling) {
    if (led.has(next)) return rest;
    if (isTag(next)) {
      if (owner.has(next)) return rest;
      if (next.name === top.name && /^h[1-6]$/.test(next.name)) return rest;
    }
    rest.push(next);
  }
  // The last one: what follows it may be the next list, or the site's own foot; only as much as its brothers have.
  return rest.slice(0, longest);
}
