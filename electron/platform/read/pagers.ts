import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';
import type { Target } from '../types.ts';
import type { FoundAddress } from './addresses.ts';
import { isBlock, traverse } from './dom.ts';

/** Signs and numbers between the links: "1 2 … 9", "«". */
const BETWEEN = /^[\p{N}\p{P}\p{S}\s]*$/u;

/**
 * Takes out blocks of nothing but ways to the other pages of the same list or thing ("1 2 Next »"): those pages are read, and in
 * an archive that has all of them in one the numbers say nothing.
 */
export function prunePagers(
  body: AnyNode & ParentNode,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  pruned: Set<Element>,
  here: Target,
): void {
  if (here.type !== 'view') return;
  const path = pathOf(here.address);
  const leadsOn = (link: Element): boolean => {
    const found = byElement.get(link) ?? [];
    return (
      found.some(({ target }) => target.type === 'view' && target.paging !== undefined) &&
      found.every(({ target }) => target.type === 'view' && pathOf(target.address) === path)
    );
  };
  /** For each open element: how many such links it holds, and whether it holds anything else. */
  const open = [{ links: 0, only: true }];
  const add = (links: number, only: boolean): void => {
    const top = open.at(-1);
    if (!top) return;
    top.links += links;
    top.only &&= only;
  };
  const inLink: boolean[] = [];
  traverse(
    body,
    (node) => {
      if (isText(node) && inLink.length === 0) add(0, BETWEEN.test(node.data));
      if (!isTag(node)) return node === body;
      if (pruned.has(node) || /^(?:script|style)$/.test(node.name)) return false;
      if (/^(?:img|i?frame|time|input|video|audio|object)$/.test(node.name)) add(0, false);
      open.push({ links: 0, only: true });
      if (node.name === 'a' || node.name === 'button') inLink.push(true);
      return true;
    },
    (node) => {
      if (!isTag(node)) return;
      const inner = open.pop();
      if (!inner) return;
      if (node.name === 'a' || node.name === 'button') {
        inLink.pop();
        add(1, inner.only && leadsOn(node));
        return;
      }
      add(inner.links, inner.only);
      if (inner.only && inner.links > 0 && isBlock(node) && node !== body) pruned.add(node);
    },
  );
}

function pathOf(address: string): string {
  return address.replace(/[?#].*$/, '');
}
