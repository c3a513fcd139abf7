import type { AnyNode, Element, ParentNode } from 'domhandler';
import type { Target } from '../types.ts';
import type { FoundAddress } from './addresses.ts';
import { textBlocks } from './content.ts';
import { ancestorsOf, childElements, elementsOf, textOf } from './dom.ts';
import type { Frame } from './frame.ts';
import { pruneMenus } from './menus.ts';
import { isNavigation } from './navigation.ts';
import { prunePagers } from './pagers.ts';

/** What a page is told by. */
export interface Page {
  readonly body: AnyNode & ParentNode;
  readonly byElement: ReadonlyMap<Element, readonly FoundAddress[]>;
  readonly here: Target;
  readonly frame: Frame;
}

/** Elements that belong to the site, not to the page: its head and foot, navigation, menus, pagers, what changes things, buttons. */
export function findPruned(page: Page): Set<Element> {
  const { body, byElement, here, frame } = page;
  const pruned = new Set<Element>();
  const wrappers = wrappersOf(body);
  for (const element of elementsOf(body)) {
    const role = element.attribs['role'];
    const found = byElement.get(element);
    if (element.name === 'nav' || role === 'navigation') {
      if (!isOwnBox(page, element, ({ type }) => type === 'view' || type === 'unknown')) pruned.add(element);
    } else if (role === 'banner' || role === 'contentinfo' || element.name === 'header' || element.name === 'footer') {
      if (isSiteEdge(page, element, wrappers)) pruned.add(element);
    } else if (element.name === 'a' || element.name === 'button') {
      if (found === undefined ? element.name === 'button' : found.every(({ target }) => target.type === 'unsafe'))
        pruned.add(element);
    }
  }
  pruneMenus(body, byElement, pruned, here, frame);
  prunePagers(body, byElement, pruned, here);
  return pruned;
}

/** The body, and the one box around everything, if there is one. */
function wrappersOf(body: ParentNode): Set<ParentNode> {
  const wrappers = new Set<ParentNode>([body]);
  for (let at = body; ;) {
    const boxes = childElements(at).filter(({ name }) => !/^(?:script|style|link|meta|noscript|template)$/.test(name));
    const [only] = boxes;
    if (!only || boxes.length > 1 || !/^(?:div|form|center|span)$/.test(only.name)) return wrappers;
    wrappers.add(only);
    at = only;
  }
}

/** Boxes of content: their heads and feet are their own. */
const INNER_NAME = /^(?:main|article|section|li|td|blockquote|aside)$/;
const INNER_ROLE = /^(?:main|article|region|listitem|cell|comment|complementary)$/;

/**
 * Whether a header or footer is the whole page's: it stands in no box of content, and holds neither the content nor the page's
 * own title. Where pages have been compared, it also has something in common with theirs.
 */
function isSiteEdge(page: Page, element: Element, wrappers: ReadonlySet<ParentNode>): boolean {
  for (const parent of ancestorsOf(element))
    if (INNER_NAME.test(parent.name) || INNER_ROLE.test(parent.attribs['role'] ?? '')) return false;
  const byName = !/^(?:banner|contentinfo)$/.test(element.attribs['role'] ?? '');
  if (byName && element.parent && !wrappers.has(element.parent)) return false;
  for (const inner of elementsOf(element)) {
    if (inner.name === 'main' || inner.name === 'article' || /^(?:main|article)$/.test(inner.attribs['role'] ?? ''))
      return false;
    if (inner.name === 'h1' && textOf(inner) !== '' && !page.frame.texts.has(textOf(inner))) return false;
  }
  return !isOwnBox(page, element, (target) => isNavigation(target, page.here));
}

/**
 * Whether a box that is named like the site's is the page's own: it shows or offers something stored that no other page does, or
 * it says something that no other page says, and leads nowhere. Without pages to compare with, its name counts.
 * @param isWay what an address must be for the box to lead through the site
 */
function isOwnBox({ byElement, frame }: Page, element: Element, isWay: (target: Target) => boolean): boolean {
  if (frame.ways === undefined) return false;
  let ways = 0;
  for (const inner of [element, ...elementsOf(element)]) {
    for (const { target } of byElement.get(inner) ?? []) {
      if (isWay(target) || target.type === 'unsafe') ways += 1;
      if (target.type === 'binary' && isOwnBinary(inner, target, byElement, frame)) return true;
    }
  }
  if (ways > 0) return false;
  const blocks = textBlocks([element], NOTHING);
  return blocks.length > 0 && !blocks.some(({ text }) => frame.texts.has(text));
}
const NOTHING: ReadonlySet<Element> = new Set();

/** Whether something stored belongs to this page: it is no picture of the site's, and no sign of a way to another thing. */
export function isOwnBinary(
  element: Element,
  target: Extract<Target, { type: 'binary' }>,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  frame: Frame,
): boolean {
  return !frame.addresses.has(target.address) && !isInWay(element, byElement);
}

/** Whether an element is, or stands in, something that leads to a view: a picture there is a sign of it. */
export function isInWay(element: Element, byElement: ReadonlyMap<Element, readonly FoundAddress[]>): boolean {
  for (const node of [element, ...ancestorsOf(element)])
    if (byElement.get(node)?.some(({ target }) => target.type === 'view') === true) return true;
  return false;
}
