import { isTag, type AnyNode, type Element, type ParentNode } from 'domhandler';
import type { Target } from '../types.ts';
import { textBlocks } from './content.ts';
import { findDates } from './dates.ts';
import { ancestorsOf, childElements, elementsOf, textOf } from './dom.ts';
import { isMeta } from './meta.ts';
import { isListShape, isNavigation } from './navigation.ts';
import { isOwnBinary, type Page } from './siteBoxes.ts';

/** Where the content of a page stands. */
export interface Places {
  readonly content: ParentNode[];
  /** Those of them in which parts of the frame may stand, too: nothing in the mark-up says that all of it is content. */
  readonly doubtful: readonly (AnyNode & ParentNode)[];
}

/** `<main>`, what stands beside it and is the page's own, or the body. */
export function findContent(page: Page, pruned: ReadonlySet<Element>): Places {
  const { body } = page;
  const mains: Element[] = [];
  for (const element of elementsOf(body)) {
    const isMain = element.name === 'main' || element.attribs['role'] === 'main';
    if (isMain && !mains.some((main) => contains(main, element))) mains.push(element);
  }
  if (mains.length === 0 || mains.every((main) => textOf(main).length < 1 && main.children.length === 0))
    return { content: [body], doubtful: [body] };
  const around = new Set<ParentNode>(mains.flatMap((main) => [main, ...ancestorsOf(main)]));
  const { asides, boxes } = besides(page, body, mains, around, pruned);
  return { content: [...mains, ...asides, ...boxes], doubtful: boxes };
}

function contains(outer: Element, inner: Element): boolean {
  for (const parent of ancestorsOf(inner)) if (parent === outer) return true;
  return false;
}

/** What stands outside of all mains: the asides, and the largest boxes that say or show something of the page's own. */
function besides(
  page: Page,
  root: ParentNode,
  mains: readonly Element[],
  around: ReadonlySet<ParentNode>,
  pruned: ReadonlySet<Element>,
): { readonly asides: Element[]; readonly boxes: Element[] } {
  const asides: Element[] = [];
  const boxes: Element[] = [];
  const open: ParentNode[] = [root];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const child of childElements(at)) {
      if (mains.includes(child) || pruned.has(child)) continue;
      if (around.has(child)) open.push(child);
      else if (child.name === 'aside') asides.push(child);
      else if (isOwn(page, child, pruned)) boxes.push(child);
      else asides.push(...asidesIn(child, pruned));
    }
  }
  return { asides, boxes };
}

function asidesIn(root: Element, pruned: ReadonlySet<Element>): Element[] {
  const found: Element[] = [];
  for (const element of elementsOf(root)) {
    if (element.name === 'aside' && !pruned.has(element) && !found.some((aside) => contains(aside, element)))
      found.push(element);
  }
  return found;
}

function isOwnThing(target: Target, { frame, here }: Page): boolean {
  return (
    target.type === 'view' &&
    target.paging === undefined &&
    !isNavigation(target, here) &&
    !frame.addresses.has(target.address)
  );
}

/** Shorter lines are labels. */
const LINE = 40;

/**
 * Whether a box beside the content is the page's own: it offers something stored, says a text, or on a list links things, that
 * other pages do not.
 */
function isOwn(page: Page, box: Element, pruned: ReadonlySet<Element>): boolean {
  const { frame, byElement, here } = page;
  if (frame.ways === undefined) return false;
  const isList = here.type === 'view' && isListShape(here.shape);
  const hidden = new Set<Element>();
  for (const element of [box, ...elementsOf(box)]) {
    const { parent } = element;
    if (pruned.has(element) || (parent && isTag(parent) && hidden.has(parent))) hidden.add(element);
    else
      for (const { target } of byElement.get(element) ?? []) {
        if (target.type === 'binary' && isOwnBinary(element, target, byElement, frame)) return true;
        if (isList && isOwnThing(target, page)) return true;
      }
  }
  return textBlocks([box], pruned).some(
    ({ text, free }) =>
      free > LINE && !frame.texts.has(text) && frame.long?.has(text) !== true && !isMeta(text, findDates(text)),
  );
}
