import { isTag, isText, type AnyNode, type Element, type ParentNode } from 'domhandler';
import type { Target } from '../types.ts';
import type { FoundAddress } from './addresses.ts';
import { ancestorsOf, elementsOf, folded, isBlock, textOf, traverse } from './dom.ts';
import { wayWords, type Frame } from './frame.ts';
import { linkText } from './keys.ts';
import { isNavigation } from './navigation.ts';

/**
 * Takes out menus without `<nav>`: blocks in which all text is link text and all links are ways through the site. A list of
 * links that somebody wrote looks the same, so where pages have been compared, only links that several of them carry in the
 * same words make a menu; what is behind an unknown address (a person, perhaps) never does.
 */
export function pruneMenus(
  body: AnyNode & ParentNode,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  pruned: Set<Element>,
  here: Target,
  frame: Frame,
): void {
  // The menu of a site made of frames is a page of its own, and no other page has anything in common with it.
  const alone = here.type === 'view' && here.shape === 'frame';
  const looks = alone || frame.ways === undefined ? findMenus(body, byElement, pruned, here, undefined) : undefined;
  const chosen =
    looks !== undefined && (frame.ways === undefined || looks.whole)
      ? looks
      : findMenus(body, byElement, pruned, here, frame);
  for (const menu of chosen.menus) pruned.add(menu);
}

/** @param frame what tells a menu from a list of links; without it, looks alone do */
function findMenus(
  body: AnyNode & ParentNode,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  pruned: ReadonlySet<Element>,
  here: Target,
  frame: Frame | undefined,
): { readonly menus: readonly Element[]; readonly whole: boolean } {
  const titles = titlesOf(body);
  const menus: Element[] = [];
  // One frame for each open element: whether all of it so far is a menu, and how many links it holds.
  const root = { links: 0, menu: true };
  const open = [root];
  const add = (links: number, menu: boolean): void => {
    const top = open.at(-1);
    if (!top) return;
    top.links += links;
    top.menu &&= menu;
  };
  const addLink = (link: Element): void => {
    const targets = (byElement.get(link) ?? []).map(({ target }) => target);
    const ways = targets.filter((target) => target.type !== 'unknown');
    const unknown = targets.filter((target) => target.type === 'unknown');
    const menu =
      targets.length > 0 &&
      ways.every((target) => isNavigation(target, here) && isKnownWay(target, link, frame)) &&
      unknown.every(({ address }) => frame?.addresses.has(address));
    add(menu && ways.length > 0 ? 1 : 0, menu && !holdsPicture(link, byElement, frame));
  };
  traverse(
    body,
    (node) => {
      if (isText(node)) {
        // A path through the site ends with the page's own title, and a menu does not link where one is.
        const words = folded(node.data.replace(/[›»>/|·•]+/g, ' '));
        const title = titles.has(words) && !isInHeading(node);
        const way = /\p{L}/u.test(words) && frame?.ways?.has(wayWords(words)) === true && !isInHeading(node);
        add(title ? 1 : 0, title || way || !/[\p{L}\p{N}]{2}/u.test(node.data));
      }
      if (!isTag(node)) return node === body;
      if (pruned.has(node)) add(node.name === 'a' || node.name === 'button' ? 1 : 0, true);
      else if (node.name === 'a') addLink(node);
      else if (/^(?:img|i?frame|time)$/.test(node.name)) add(0, false);
      else {
        open.push({ links: 0, menu: true });
        return true;
      }
      return false;
    },
    (node) => {
      const inner = isTag(node) ? open.pop() : undefined;
      if (!inner || !isTag(node)) return;
      if (inner.menu && inner.links >= 3 && isBlock(node) && node !== body) menus.push(node);
      add(inner.links, inner.menu);
    },
  );
  return { menus, whole: root.menu && root.links > 0 };
}

/** Log-out and the like are told by their addresses; other ways, by the words in which other pages link them, too. */
function isKnownWay(target: Target, link: Element, frame: Frame | undefined): boolean {
  if (target.type === 'unsafe' || frame === undefined || !('address' in target)) return true;
  return frame.ways?.get(wayWords(linkText(link)))?.has(target.address) === true;
}

/** A picture of the page's own in a link: more than a menu's sign. */
function holdsPicture(
  link: Element,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  frame: Frame | undefined,
): boolean {
  for (const inner of elementsOf(link))
    for (const { target } of byElement.get(inner) ?? [])
      if (target.type === 'binary' && !frame?.addresses.has(target.address)) return true;
  return false;
}

function isInHeading(node: AnyNode): boolean {
  let steps = 0;
  for (const parent of ancestorsOf(node)) {
    if (/^h[1-6]$/.test(parent.name)) return true;
    if ((steps += 1) > 6) break;
  }
  return false;
}

/** The headings of a page. */
function titlesOf(body: ParentNode): Set<string> {
  const titles = new Set<string>();
  for (const element of elementsOf(body)) if (/^h[1-3]$/.test(element.name)) titles.add(textOf(element).slice(0, 300));
  titles.delete('');
  return titles;
}
