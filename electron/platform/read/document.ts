import { load } from 'cheerio';
import { isDocument, isTag, isText, type AnyNode, type Document, type Element, type ParentNode } from 'domhandler';
import type { Classifier } from '../classify.ts';
import type { Target } from '../types.ts';
import { baseOf, findAddresses, type FoundAddress } from './addresses.ts';
import { textBlocks, type TextBlock } from './content.ts';
import { findInline, type InlineFile } from './inline.ts';
import { limitNesting } from './nesting.ts';
import { findDates } from './dates.ts';
import { ancestorsOf, elementsOf, folded, isBlock, shortTexts, textOf, traverse } from './dom.ts';

/** What is known of the frame of the pages around, so that it is not taken for content. */
export interface Frame {
  readonly texts: ReadonlySet<string>;
  /** Addresses that stand on most pages (the site's foot, a list of the latest things at the side). */
  readonly addresses: ReadonlySet<string>;
}
export const NO_FRAME: Frame = { texts: new Set(), addresses: new Set() };

/** A parsed page with its addresses: what all readers start from. Parsed once, read, and dropped. */
export interface PageDocument {
  /** Where the page came from, canonical. */
  readonly address: string;
  /** What its relative addresses lean on. */
  readonly base: string;
  readonly root: Document;
  readonly body: ParentNode;
  /** Primary subtag of the page's language, if it says one. */
  readonly language: string | undefined;
  readonly addresses: readonly FoundAddress[];
  readonly byElement: ReadonlyMap<Element, readonly FoundAddress[]>;
  /** Pictures and files that stand in the page itself. */
  readonly inline: ReadonlyMap<Element, readonly InlineFile[]>;
  /** Where the content is: `<main>` and what stands beside it, or the body without navigation. */
  readonly content: readonly ParentNode[];
  /** Elements that belong to the site, not to the page: navigation, log-out, buttons. */
  readonly pruned: ReadonlySet<Element>;
  /** All that is below those, themselves included. */
  readonly hidden: ReadonlySet<Element>;
  /** Position of each element of the body. */
  readonly order: ReadonlyMap<AnyNode, number>;
}

/**
 * Parses a page by the HTML standard's rules (malformed mark-up included).
 * @param frame what stands on most pages of the same space; left out of pages without `<main>`
 * @param around what relative addresses lean on without a `<base>`: where it came from, or the page that it is loaded into
 */
export function readDocument(
  html: string,
  address: string,
  classifier: Classifier,
  frame: Frame = NO_FRAME,
  cameFrom: string = address,
  around: string = cameFrom,
): PageDocument {
  const document = parse(html);
  const base = baseOf(document, around);
  const addresses = findAddresses(document, base, cameFrom, classifier);
  const byElement = new Map<Element, FoundAddress[]>();
  for (const found of addresses) {
    const known = byElement.get(found.element);
    if (known) known.push(found);
    else byElement.set(found.element, [found]);
  }
  let body: AnyNode & ParentNode = document;
  let language: string | undefined;
  for (const element of elementsOf(document)) {
    if (element.name === 'html') language = element.attribs['lang']?.split('-')[0]?.toLowerCase();
    if (element.name === 'body' || element.name === 'frameset') {
      body = element;
      break;
    }
  }
  const here = classifier.classify(address);
  const pruned = findPruned(body, byElement, here);
  const content = findContent(body, pruned);
  const hasMain = content.length > 0 && content[0] !== body;
  if (!hasMain && frame.texts.size + frame.addresses.size > 0) pruneFrame(body, frame, byElement, pruned, here);
  const order = new Map<AnyNode, number>();
  const hidden = new Set<Element>();
  for (const element of elementsOf(body)) {
    order.set(element, order.size);
    const { parent } = element;
    if (pruned.has(element) || (parent && isTag(parent) && hidden.has(parent))) hidden.add(element);
  }
  language ||= undefined;
  const inline = /data:/i.test(html) ? findInline(body, byElement) : new Map<Element, readonly InlineFile[]>();
  return {
    address,
    base,
    root: document,
    body,
    language,
    addresses,
    byElement,
    inline,
    content,
    pruned,
    hidden,
    order,
  };
}

function parse(html: string): Document {
  const [node] = load(limitNesting(html), { scriptingEnabled: false }).root().get();
  if (!node || !isDocument(node)) throw new Error('the parser returned no document');
  return node;
}

/** Whether a view of a shape lists things of a space or the account, whatever else it shows. */
export function isListShape(shape: string): boolean {
  return NAVIGATION_SHAPES.test(shape) || /^(?:album|folder|video-folder|forum|frame)$/.test(shape);
}

/** Whether nothing but a way through the site is behind an address: sections, log-out, unknown. */
function isNavigation(target: Target, here: Target): boolean {
  switch (target.type) {
    case 'view':
      // On a page of no space, or of another one, a space's door is a thing of a list ("My groups"), not a way through the site.
      if (target.shape === 'home' && !('space' in here && here.space === target.space)) return false;
      return NAVIGATION_SHAPES.test(target.shape) && target.paging === undefined;
    case 'unsafe':
    case 'unknown':
    case 'log-in':
    case 'not-visible':
      return true;
    case 'binary':
    case 'foreign':
    case 'none':
      return false;
  }
}
/** List views: they hold no content of their own, so a block of nothing but links to them is a menu. */
const NAVIGATION_SHAPES =
  /^(?:home|pages|albums|folders|videos|forums|meetings|members|twinmails|polls|boards|projects|groups|profile|portfolio|certificates|inbox|sent|contacts|followers|following|resources|events|forum-posts|learning-list)$/;

function findPruned(
  body: ParentNode,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  here: Target,
): Set<Element> {
  const pruned = new Set<Element>();
  for (const element of elementsOf(body)) {
    const role = element.attribs['role'];
    if (element.name === 'nav' || role === 'navigation' || role === 'banner' || role === 'contentinfo')
      pruned.add(element);
    const found = byElement.get(element);
    if ((element.name === 'a' || element.name === 'button') && found?.every(({ target }) => target.type === 'unsafe')) {
      pruned.add(element);
    } else if (element.name === 'button' && found === undefined) pruned.add(element);
    else if ((element.name === 'header' || element.name === 'footer') && isOutermost(element)) pruned.add(element);
  }
  pruneMenus(body, byElement, pruned, here);
  return pruned;
}

/** A header or footer of the whole page, not of an article or a section in it. One with the only `<main>` inside stays. */
function isOutermost(element: Element): boolean {
  for (const parent of ancestorsOf(element))
    if (/^(?:main|article|section|li|td|blockquote|aside)$/.test(parent.name)) return false;
  for (const inner of elementsOf(element)) if (inner.name === 'main' || inner.name === 'article') return false;
  return true;
}

/** Blocks in which all text is link text and all links are ways through the site: menus without `<nav>`. */
function pruneMenus(
  body: ParentNode,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  pruned: Set<Element>,
  here: Target,
): void {
  const titles = titlesOf(body);
  // One frame for each open element: whether all of it so far is a menu, and how many links it holds.
  const open: { links: number; menu: boolean }[] = [{ links: 0, menu: true }];
  const add = (links: number, menu: boolean): void => {
    const top = open.at(-1);
    if (!top) return;
    top.links += links;
    top.menu &&= menu;
  };
  traverse(
    body,
    (node) => {
      if (isText(node)) {
        // A path through the site ends with the page's own title.
        const title = titles.has(folded(node.data.replace(/[›»>/|·•]+/g, ' '))) && !isInHeading(node);
        add(title ? 1 : 0, title || !/[\p{L}\p{N}]{2}/u.test(node.data));
      }
      if (!isTag(node)) return node === body;
      if (pruned.has(node)) add(node.name === 'a' || node.name === 'button' ? 1 : 0, true);
      else if (node.name === 'a') {
        const found = byElement.get(node) ?? [];
        const menu = found.length > 0 && found.every(({ target }) => isNavigation(target, here));
        add(menu ? 1 : 0, menu);
      } else if (/^(?:img|i?frame|time)$/.test(node.name)) add(0, false);
      else {
        open.push({ links: 0, menu: true });
        return true;
      }
      return false;
    },
    (node) => {
      const inner = isTag(node) ? open.pop() : undefined;
      if (!inner || !isTag(node)) return;
      if (inner.menu && inner.links >= 3 && isBlock(node) && node !== body) pruned.add(node);
      add(inner.links, inner.menu);
    },
  );
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

function findContent(body: ParentNode, pruned: ReadonlySet<Element>): ParentNode[] {
  const mains: Element[] = [];
  const beside: Element[] = [];
  for (const element of elementsOf(body)) {
    if (element.name === 'main' || element.attribs['role'] === 'main') {
      if (!mains.some((main) => contains(main, element))) mains.push(element);
    } else if (element.name === 'aside' && !pruned.has(element)) beside.push(element);
  }
  if (mains.length === 0 || mains.every((main) => textOf(main).length < 1 && main.children.length === 0)) return [body];
  return [...mains, ...beside.filter((aside) => !mains.some((main) => contains(main, aside)))];
}

function contains(outer: Element, inner: Element): boolean {
  for (const parent of ancestorsOf(inner)) if (parent === outer) return true;
  return false;
}

/** Elements that may be looked at for one page; beyond, mark-up was made to cost time. */
const PRUNE_BUDGET = 200_000;

function pruneFrame(
  body: AnyNode & ParentNode,
  frame: Frame,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  pruned: Set<Element>,
  here: Target,
): void {
  const texts = shortTexts(body, FRAME_LIST);
  let budget = PRUNE_BUDGET;
  for (const element of elementsOf(body)) {
    const text = isBlock(element) && element.name !== 'br' ? texts.get(element) : undefined;
    if (text === undefined || text === '') continue;
    if (!frame.texts.has(text) && !isFrameList(element, frame, byElement, pruned, here)) continue;
    if (element.parent && isTag(element.parent) && pruned.has(element.parent)) continue;
    // Two things may well bear the title that many others bear: what leads to something of its own is no frame.
    let own = false;
    for (const inner of [element, ...elementsOf(element)]) {
      own ||= (byElement.get(inner) ?? []).some(
        ({ target }) => 'address' in target && !isNavigation(target, here) && !frame.addresses.has(target.address),
      );
      if (own || (budget -= 1) < 0) break;
    }
    if (budget < 0) return;
    if (!own) pruned.add(element);
  }
}
/**
 * A list that most pages show (the latest of a space), however this page writes it: it links two or more things that all of them
 * link and no other, and each line in it is such a link, a date, or what stands on all of the pages, too.
 */
function isFrameList(
  element: Element,
  frame: Frame,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  pruned: ReadonlySet<Element>,
  here: Target,
): boolean {
  if (frame.addresses.size === 0) return false;
  const things = new Set<string>();
  let seen = 0;
  for (const inner of elementsOf(element)) {
    if ((seen += 1) > 300) return false;
    for (const { target } of byElement.get(inner) ?? []) {
      if (!('address' in target) || isNavigation(target, here)) continue;
      if (target.type !== 'view' || !frame.addresses.has(target.address)) return false;
      things.add(target.address);
    }
  }
  return things.size >= 2 && textBlocks([element], pruned).every((block) => isFrameLine(block, frame));
}

function isFrameLine({ text, free, element }: TextBlock, frame: Frame): boolean {
  if (frame.texts.has(text)) return true;
  if (isTag(element) && (/^h[1-6]$/.test(element.name) || element.attribs['role'] === 'heading')) return free === 0;
  if (free > FRAME_REST) return false;
  return free < text.length - 2 || findDates(text).length > 0 || holdsTime(element);
}
/** What a line says beside a link: a date, a name. */
const FRAME_REST = 40;

function holdsTime(node: AnyNode): boolean {
  if (!isTag(node)) return false;
  for (const inner of [node, ...elementsOf(node)]) if (inner.name === 'time') return true;
  return false;
}

/** Longer blocks are texts of the page, even if several pages share one. */
const FRAME_TEXT = 400;
/** A list of the latest things, with excerpts. */
const FRAME_LIST = 2_000;

/** Texts of all blocks, however deep: two views of different kinds that share one share a frame, not content. */
export function blockTexts(document: PageDocument): Set<string> {
  const texts = new Set<string>();
  for (const [element, text] of shortTexts(document.root, FRAME_LIST)) {
    if (!isBlock(element) || text === '') continue;
    // A date may be many things'; a list of dated things (the latest of the space) that all sections show is the frame's.
    const dates = findDates(text).length;
    if (dates === 0 ? text.length <= FRAME_TEXT : dates >= 2) texts.add(text);
  }
  return texts;
}
