import type { CheerioAPI } from 'cheerio';
import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';

// Most received contents are a few paragraphs and links: walking through them costs a fraction of asking a selector.

function collect(parent: ParentNode, fits: (element: Element) => boolean, into: Element[]): Element[] {
  for (const child of parent.children) {
    if (!isTag(child)) continue;
    if (fits(child)) into.push(child);
    collect(child, fits, into);
  }
  return into;
}

/** The root of a loaded content. */
function rootOf($: CheerioAPI): ParentNode {
  const root = $.root().get(0);
  if (root === undefined) throw new Error('nothing was loaded');
  return root;
}

/** Every element that is there now and fits, in document order. */
export function elementsThat($: CheerioAPI, fit: (element: Element) => boolean): Element[] {
  return collect(rootOf($), fit, []);
}

/** Every element that is there now, in document order. */
export function elementsIn($: CheerioAPI): Element[] {
  return elementsThat($, () => true);
}

/** Every element of these names (lower case) that is there now, in document order. */
export function elementsNamed($: CheerioAPI, names: ReadonlySet<string>): Element[] {
  return elementsThat($, ({ tagName }) => names.has(tagName));
}

/** Names as they stand in a list: `a, b, c`. */
export function nameSet(list: string): ReadonlySet<string> {
  return new Set(list.split(/,\s*/));
}

/** Whether anything below an element fits. */
export function hasBelow(node: ParentNode, fits: (element: Element) => boolean): boolean {
  return node.children.some((child: AnyNode) => isTag(child) && (fits(child) || hasBelow(child, fits)));
}

/** Whether there is a letter or sign below a node, outside of elements that are not to count. */
export function saysAnything(node: AnyNode, counts: (element: Element) => boolean = () => true): boolean {
  if (isText(node)) return /\S/.test(node.data);
  return isTag(node) && counts(node) && node.children.some((child) => saysAnything(child, counts));
}
