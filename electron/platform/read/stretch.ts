import { isTag, type AnyNode, type Element } from 'domhandler';
import { textOf } from './dom.ts';

/**
 * Flat mark-up with things of two sorts: the only one of its sort with what stands around it, from the last heading before it to
 * the next thing. Undefined where a box of its own says all of it.
 * @param element the link that names the thing
 * @param top the largest piece around it that holds nothing of another sort
 * @param holdsOthers whether a piece holds what names another thing
 */
export function stretchOf(
  element: Element,
  top: Element,
  holdsOthers: (node: Element) => boolean,
): AnyNode[] | undefined {
  const { parent } = top;
  if (!parent || !isTag(parent) || !holdsOthers(parent) || textOf(top) !== textOf(element)) return undefined;
  const siblings = parent.children;
  const at = siblings.indexOf(top);
  const isOther = (node: AnyNode): boolean => isTag(node) && holdsOthers(node);
  const start = siblings.slice(0, at).findLastIndex(isOther) + 1;
  const titled = siblings.slice(0, at).findLastIndex((node) => isTag(node) && /^(?:h[3-6]|dt|hr)$/.test(node.name));
  const end = siblings.findIndex((node, index) => index > at && (isOther(node) || isBreak(node)));
  return siblings.slice(Math.max(start, titled), end < 0 ? undefined : end);
}

function isBreak(node: AnyNode): boolean {
  return isTag(node) && /^(?:h[1-6]|dt|hr)$/.test(node.name);
}
