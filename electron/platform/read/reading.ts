import { type AnyNode, type Element } from 'domhandler';
import type { Embed, Entry, Link } from '../../../shared/model/index.ts';
import type { Classifier } from '../classify.ts';
import type { Target } from '../types.ts';
import type { FoundAddress } from './addresses.ts';
import { contentHtml, readFields, textBlocks } from './content.ts';
import { findDates } from './dates.ts';
import { isListShape, NO_FRAME, readDocument, type Frame, type PageDocument } from './document.ts';
import { ancestorsOf, elementsOf, folded, isBlock, textOf } from './dom.ts';
import { readEntries } from './entries.ts';
import { chunksOf, placedDates, type PlacedDate } from './facts.ts';
import { pathOf, readHead, type Head } from './head.ts';
import { isStoredPicture } from './keys.ts';
import { knownTexts, looseTexts, type Recorded } from './loose.ts';
import { personName } from './names.ts';
import type { InlineFile } from './inline.ts';
import { listElsewhere, listStored, listTargets, type Listed, type ListedTarget } from './listing.ts';
import { binariesOf, embedsOf, linksOf, mentionsOf, type ReadMention } from './mentions.ts';
import { pagingOf, type Paging } from './paging.ts';
import { readRows, type Row, type RowSort } from './rows.ts';
import { isInWay, isOwnBinary } from './siteBoxes.ts';

export type { Listed, ListedTarget } from './listing.ts';
export { NO_FRAME, type Frame } from './document.ts';
export type { ReadMention } from './mentions.ts';

/** A date of a page. Things of one sort carry theirs at the same `path` (names of tags alone). */
export interface ReadDate {
  readonly iso: string;
  readonly written: string;
  readonly path: string;
  /** Whether it stands before the page's text, or in or behind it; undefined where there is none. */
  readonly side: 'before' | 'behind' | undefined;
  /** The name in its line. */
  readonly name: string | undefined;
}

/** Everything the walk needs to know of one page, without its tree. */
export interface Reading {
  readonly address: string;
  readonly language: string | undefined;
  /** Headings in order, then the `<title>`'s first part; the best title is chosen against the list that led here. */
  readonly headings: readonly string[];
  readonly documentTitle: string;
  readonly html: string;
  readonly text: readonly string[];
  /** Of a list: what it says beside its things. */
  readonly loose: readonly string[];
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** Every date that dates something, in order. */
  readonly dates: readonly ReadDate[];
  /** The date of the thing that the page is about, as far as the page alone tells it from a comment's. */
  readonly created: ReadDate | undefined;
  readonly author: string | undefined;
  /** All names before the text: the author is among them if `created` turns out to be a comment's date, or `author` a title. */
  readonly names: readonly string[];
  readonly entries: readonly Entry[];
  readonly rows: readonly Row[];
  readonly listed: ReadonlyMap<string, ListedTarget>;
  /** Records around stored pictures by `storedKey`, where some are shown that lead to no view of their own. */
  readonly stored: ReadonlyMap<string, Listed<Extract<Target, { type: 'binary' }>>>;
  /** Records around addresses on other servers by `videoKey`. */
  readonly elsewhere: ReadonlyMap<string, Listed<string>>;
  /** Pages of the same list: same path, other `page` or `offset`. */
  readonly paging: Paging;
  /** Every list view linked anywhere on the page, menus included. */
  readonly sections: ReadonlySet<string>;
  /** Views, and pages of no known shape with all of their query, in frames: parts of this page. */
  readonly frames: readonly string[];
  readonly pictures: readonly { readonly target: Extract<Target, { type: 'binary' }>; readonly alt: string }[];
  readonly files: readonly { readonly target: Extract<Target, { type: 'binary' }>; readonly text: string }[];
  /** Pictures and files that stand in the page itself, each once. */
  readonly inline: readonly InlineFile[];
  /** What is stored and shown or offered outside of the content, but not on all pages. */
  readonly outside: Pick<Reading, 'pictures' | 'files'>;
  readonly links: readonly Link[];
  readonly embeds: readonly Embed[];
  readonly mentions: readonly ReadMention[];
  /** What relative addresses of the page lean on. */
  readonly base: string;
}

/** How much of a page is needed: rows and entries cost time on long lists that have no use for them. */
export interface Depth {
  readonly rows?: RowSort;
  readonly entries?: boolean;
  readonly stored?: boolean;
  readonly elsewhere?: boolean;
  readonly loose?: boolean;
}
const ALL: Depth = { rows: 'dated', entries: true, stored: true, elsewhere: true, loose: true };

/**
 * Reads one page. Pure and deterministic; never throws on malformed mark-up.
 * @param cameFrom the address as the server has it (with a slash at its end, perhaps), to which a query alone belongs
 * @param base what relative addresses lean on where the page itself does not say: that address, or of a piece of a page, the page's
 */
export function readPage(
  html: string,
  address: string,
  classifier: Classifier,
  frame: Frame = NO_FRAME,
  depth: Depth = ALL,
  cameFrom: string = address,
  base: string = cameFrom,
): Reading {
  const document = readDocument(html, address, classifier, frame, cameFrom, base);
  const inContent = contentAddresses(document);
  const blocks = textBlocks(document.content, document.pruned);
  const dates = placedDates(document, document.content, frame.texts);
  const titles = headings(document);
  const head = readHead(document, blocks, dates, frame, titles);
  const here = classifier.classify(address);
  const isList = here.type === 'view' && isListShape(here.shape) && here.shape !== 'home';
  const listed = listTargets(document, inContent, frame, isList);
  const elsewhere: Reading['elsewhere'] = depth.elsewhere ? listElsewhere(document, inContent, frame) : new Map();
  const known = depth.loose ? knownTexts(recordsOf(listed, elsewhere)) : new Set<string>();
  const found = depth.rows ? readRows(document, frame, depth.rows) : [];
  // In flat mark-up a linked person's school stands in a line of its own.
  const rows = depth.rows === 'people' ? found.filter(({ text }) => text.some((line) => !known.has(line))) : found;
  for (const line of depth.loose ? rows.flatMap(({ text }) => text) : []) known.add(line);
  return {
    address,
    language: document.language,
    headings: titles,
    documentTitle: documentTitle(document),
    html: contentHtml(document),
    text: blocks.map(({ text }) => text),
    loose: depth.loose ? looseTexts(blocks, known, frame) : [],
    fields: readFields(document.content, document.pruned),
    dates: dates.map((date) => dateOf(date, document, head)),
    created: head.created && dateOf(head.created, document, head),
    author: head.author,
    names: head.names,
    entries: depth.entries ? readEntries(document, frame, dates, head.created) : [],
    rows,
    listed,
    stored: depth.stored && showsBarePictures(document, inContent) ? listStored(document, inContent, frame) : new Map(),
    elsewhere,
    sections: sectionsOf(document.addresses),
    paging: pagingOf(document.addresses, here, document.address),
    frames: framesOf(document.addresses, address),
    ...binariesOf(inContent),
    inline: inlineFiles(document),
    outside: binariesOf(outsideAddresses(document, inContent, frame, here)),
    links: linksOf(inContent, frame),
    embeds: embedsOf(inContent, frame),
    mentions: mentionsOf(inContent, frame),
    base: document.base,
  };
}

/** What the things of a list say, however they are known; videos keep all of it. */
function recordsOf(listed: Reading['listed'], elsewhere: Reading['elsewhere']): Recorded[] {
  return [
    ...[...listed.values()].map(({ target, linkTexts, facts }) => ({ sort: target.shape, linkTexts, facts })),
    ...[...elsewhere].map(([key, { linkTexts, facts }]) => ({
      sort: key,
      linkTexts: [...linkTexts, ...facts.texts],
      facts,
    })),
  ];
}

function dateOf(date: PlacedDate, document: PageDocument, head: Head): ReadDate {
  const { iso, written, element, line } = date;
  const block = isBlock(element) ? element : [...ancestorsOf(element)].find(isBlock);
  const parts = block ? chunksOf([block], document.pruned).filter((part) => line.includes(part)) : [];
  const name = line.length > 160 ? undefined : personName(line, findDates(line, document.language), parts);
  return { iso, written, path: pathOf(element), side: head.sides.get(date), name };
}

/** Whether an element is part of the page's content. */
function insideContent(document: PageDocument): (element: Element) => boolean {
  const all = document.content.includes(document.root) || document.content.includes(document.body);
  return (element) => {
    if (document.hidden.has(element)) return false;
    if (all || document.content.includes(element)) return true;
    for (const parent of ancestorsOf(element)) if (document.content.includes(parent)) return true;
    return false;
  };
}

function inlineFiles(document: PageDocument): InlineFile[] {
  const inside = insideContent(document);
  const files = [...document.inline].flatMap(([element, found]) => (inside(element) ? found : []));
  return [...new Map(files.map((file) => [file.address, file])).values()];
}

function contentAddresses(document: PageDocument): FoundAddress[] {
  const inside = insideContent(document);
  return document.addresses.filter(({ element }) => inside(element));
}

/**
 * Stored things that stand in what was not taken for content: they are the person's all the same. What most pages show is the
 * site's; but the space's own logo, which is one of them, belongs to its home page.
 */
function outsideAddresses(
  document: PageDocument,
  inContent: readonly FoundAddress[],
  frame: Frame,
  here: Target,
): FoundAddress[] {
  const inside = new Set(inContent);
  const isHome = here.type === 'view' && here.shape === 'home';
  return document.addresses.filter((found) => {
    const { target, element } = found;
    if (target.type !== 'binary' || inside.has(found)) return false;
    if (isHome && target.stored !== undefined && target.space === here.space) return true;
    return isOwnBinary(element, target, document.byElement, frame);
  });
}

/** Whether stored pictures are shown that lead to no view. */
function showsBarePictures(document: PageDocument, found: readonly FoundAddress[]): boolean {
  return found.some(({ target, element }) => isStoredPicture(target) && !isInWay(element, document.byElement));
}

function headings(document: PageDocument): string[] {
  const found: { level: number; text: string; inside: boolean }[] = [];
  const content = new Set<AnyNode>(document.content as readonly AnyNode[]);
  for (const element of elementsOf(document.body)) {
    const level = /^h([1-6])$/.exec(element.name)?.[1];
    if (level === undefined || document.hidden.has(element)) continue;
    const text = textOf(element);
    let inside = false;
    for (const parent of ancestorsOf(element)) inside ||= content.has(parent);
    if (text !== '') found.push({ level: Number(level), text, inside });
  }
  found.sort((a, b) => Number(b.inside) - Number(a.inside));
  return [...new Set(found.map(({ text }) => text))];
}

function documentTitle(document: PageDocument): string {
  for (const element of elementsOf(document.root)) {
    if (element.name === 'title')
      return folded(element.children.map((child) => ('data' in child ? child.data : '')).join(''));
  }
  return '';
}

function sectionsOf(found: readonly FoundAddress[]): Set<string> {
  return new Set(
    found.flatMap(({ target }) => (target.type === 'view' && target.paging === undefined ? [target.address] : [])),
  );
}

function framesOf(found: readonly FoundAddress[], address: string): string[] {
  const frames = found.flatMap(({ element, target, frame }) => {
    if (!/^i?frame$/.test(element.name) || (target.type !== 'view' && target.type !== 'unknown')) return [];
    const asked = frame ?? target.address;
    return asked === address ? [] : [asked];
  });
  return [...new Set(frames)];
}
