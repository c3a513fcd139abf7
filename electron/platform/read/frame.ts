import { isTag, type AnyNode, type Element, type ParentNode } from 'domhandler';
import type { Target } from '../types.ts';
import type { FoundAddress } from './addresses.ts';
import { textBlocks, type TextBlock } from './content.ts';
import { findDates } from './dates.ts';
import type { PageDocument } from './document.ts';
import { elementsOf, folded, isBlock, shortTexts } from './dom.ts';
import { linkText } from './keys.ts';
import { isNavigation } from './navigation.ts';

/** What is known of the frame of the pages around, so that it is not taken for content. */
export interface Frame {
  readonly texts: ReadonlySet<string>;
  /** Addresses that stand on most pages (the site's foot, a list of the latest things at the side). */
  readonly addresses: ReadonlySet<string>;
  /**
   * Ways through the site that several pages link in the same words: addresses by `wayWords`. Undefined where no pages have been
   * compared; what is a menu can then be told by its looks alone.
   */
  readonly ways?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Texts too long for a frame's that stand on most pages all the same: no page's own words. */
  readonly long?: ReadonlySet<string>;
}
export const NO_FRAME: Frame = { texts: new Set(), addresses: new Set() };

/** The words of a way through the site, without the count ("Pages (12)") and the signs around it. */
export function wayWords(text: string): string {
  return folded(text.replace(/[^\p{L}\p{M}]+/gu, ' '));
}

/** The ways through the site that a page links: words and address of each. */
export function waysOf(document: PageDocument, here: Target): { readonly words: string; readonly address: string }[] {
  return document.addresses.flatMap(({ target, element }) =>
    target.type !== 'unknown' && 'address' in target && isNavigation(target, here)
      ? [{ words: wayWords(linkText(element)), address: target.address }]
      : [],
  );
}

/** Elements that may be looked at for one page; beyond, mark-up was made to cost time. */
const PRUNE_BUDGET = 200_000;

/** Takes out what stands on most pages alike, and the lists that most pages show. */
export function pruneFrame(
  root: AnyNode & ParentNode,
  frame: Frame,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
  pruned: Set<Element>,
  here: Target,
): void {
  const texts = shortTexts(root, FRAME_LIST);
  let budget = PRUNE_BUDGET;
  for (const element of elementsOf(root)) {
    const text = isBlock(element) && element.name !== 'br' ? texts.get(element) : undefined;
    if (text === undefined || text === '') continue;
    if (!frame.texts.has(text) && !isFrameList(element, frame, byElement, pruned, here)) continue;
    if (element.parent && isTag(element.parent) && pruned.has(element.parent)) continue;
    // Two things may well bear the title that many others bear: what leads to something of its own is no frame. The page in
    // another language is nothing of its own.
    let own = false;
    for (const inner of [element, ...elementsOf(element)]) {
      own ||= (byElement.get(inner) ?? []).some(
        ({ target }) =>
          'address' in target &&
          !isNavigation(target, here) &&
          !frame.addresses.has(target.address) &&
          !('address' in here && here.address === target.address),
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

/** Texts that are longer than a frame's, up to a limit: a notice that every page carries is no page's own text either. */
export function longTexts(document: PageDocument): Set<string> {
  const texts = new Set<string>();
  for (const { text } of textBlocks([document.body], NOTHING))
    if (text.length > FRAME_TEXT && text.length <= FRAME_LIST) texts.add(text);
  return texts;
}
const NOTHING: ReadonlySet<Element> = new Set();
