import { load } from 'cheerio';
import { isDocument, isTag, type AnyNode, type Document, type Element, type ParentNode } from 'domhandler';
import type { Classifier } from '../classify.ts';
import { baseOf, findAddresses, type FoundAddress } from './addresses.ts';
import { findContent } from './contentPlaces.ts';
import { elementsOf } from './dom.ts';
import { NO_FRAME, pruneFrame, type Frame } from './frame.ts';
import { findInline, type InlineFile } from './inline.ts';
import { limitNesting } from './nesting.ts';
import { textOfOldTags } from './oldTags.ts';
import { findPruned } from './siteBoxes.ts';

export { blockTexts, longTexts, NO_FRAME, waysOf, type Frame } from './frame.ts';
export { isListShape } from './navigation.ts';

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
  /** Where the content is: `<main>` and what of the page's own stands beside it, or the body without navigation. */
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
 * @param frame what stands on most pages of the same space; left out where no mark-up tells the content
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
  textOfOldTags(document, byElement);
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
  const page = { body, byElement, here, frame };
  const pruned = findPruned(page);
  const { content, doubtful } = findContent(page, pruned);
  if (frame.texts.size + frame.addresses.size > 0)
    for (const root of doubtful) pruneFrame(root, frame, byElement, pruned, here);
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
