import type { CheerioAPI } from 'cheerio';
import { isTag, type AnyNode, type Element } from 'domhandler';

/** Every element that is there now, in document order. */
export function elementsIn($: CheerioAPI): Element[] {
  return $('*').get().filter(isTag);
}

/** Whether anything below an element fits. */
export function hasBelow(node: Element, fits: (element: Element) => boolean): boolean {
  return node.children.some((child: AnyNode) => isTag(child) && (fits(child) || hasBelow(child, fits)));
}
