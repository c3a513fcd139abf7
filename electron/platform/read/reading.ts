import { isTag, type AnyNode, type Element } from 'domhandler';
import type { Embed, Entry, Link } from '../../../shared/model/index.ts';
import type { Classifier } from '../classify.ts';
import type { Target } from '../types.ts';
import type { FoundAddress } from './addresses.ts';
import { contentHtml, readFields, textBlocks } from './content.ts';
import { readDocument, type PageDocument } from './document.ts';
import { ancestorsOf, elementsOf, folded, textOf } from './dom.ts';
import { readEntries } from './entries.ts';
import {
  chunksOf,
  markedAuthor,
  personName,
  placedDates,
  recordFacts,
  type PlacedDate,
  type RecordFacts,
} from './facts.ts';
import { findDates } from './dates.ts';
import { readRows, type Row } from './rows.ts';
import { segment } from './segment.ts';

/** A thing that a page lists or links: the target and what the record around the link says of it. */
export interface Listed<T> {
  readonly target: T;
  readonly linkTexts: readonly string[];
  readonly facts: RecordFacts;
  /** Address of the thing above it in a nested list. */
  readonly parent: string | undefined;
  /** Whether most records of the list carry a date. */
  readonly brothersDated: boolean;
  /** Stored pictures in its record. */
  readonly pictures: readonly Extract<Target, { type: 'binary' }>[];
  /** Other known targets in its record (a project's space and certificates). */
  readonly related: readonly Extract<Target, { type: 'view' | 'binary' }>[];
}
export type ListedTarget = Listed<Extract<Target, { type: 'view' | 'binary' }>>;

/** Something that is not ours to fetch, or not to be opened. */
export interface ReadMention {
  readonly address: string;
  readonly text: string;
  readonly type: 'embed' | 'picture' | 'link' | 'unknown-link' | 'view';
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
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  readonly dates: readonly { readonly iso: string; readonly written: string }[];
  readonly author: string | undefined;
  readonly entries: readonly Entry[];
  readonly rows: readonly Row[];
  readonly listed: ReadonlyMap<string, ListedTarget>;
  /** Records around stored pictures by `storedKey`, where no views of single pictures are listed. */
  readonly stored: ReadonlyMap<string, Listed<Extract<Target, { type: 'binary' }>>>;
  /** Records around addresses on other servers by `videoKey`. */
  readonly elsewhere: ReadonlyMap<string, Listed<string>>;
  /** Pages of the same list: same path, other `page` or `offset`. */
  readonly paging: readonly string[];
  /** Every list view linked anywhere on the page, menus included. */
  readonly sections: ReadonlySet<string>;
  /** Views in frames: parts of this page. */
  readonly frames: readonly string[];
  readonly pictures: readonly { readonly target: Extract<Target, { type: 'binary' }>; readonly alt: string }[];
  readonly files: readonly { readonly target: Extract<Target, { type: 'binary' }>; readonly text: string }[];
  readonly dataPictures: readonly { readonly uri: string; readonly alt: string }[];
  readonly links: readonly Link[];
  readonly embeds: readonly Embed[];
  readonly mentions: readonly ReadMention[];
}

/** What is known of the frame of the pages around, so that it is not taken for content. */
export interface Frame {
  readonly texts: ReadonlySet<string>;
  /** Foreign addresses that stand on every page (the site's foot). */
  readonly addresses: ReadonlySet<string>;
}
export const NO_FRAME: Frame = { texts: new Set(), addresses: new Set() };

/** How much of a page is needed: rows and entries cost time on long lists that have no use for them. */
export interface Depth {
  readonly rows?: boolean;
  readonly entries?: boolean;
  readonly stored?: boolean;
  readonly elsewhere?: boolean;
}
const ALL: Depth = { rows: true, entries: true, stored: true, elsewhere: true };

/** Host name of an address without `www.`. */
export function serviceOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return '';
  }
}

/** Reads one page. Pure and deterministic; never throws on malformed mark-up. */
export function readPage(
  html: string,
  address: string,
  classifier: Classifier,
  frame: Frame = NO_FRAME,
  depth: Depth = ALL,
): Reading {
  const document = readDocument(html, address, classifier, frame.texts);
  const inContent = contentAddresses(document);
  const blocks = textBlocks(document.content, document.pruned);
  const dates = placedDates(document, document.content, frame.texts);
  const here = classifier.classify(address);
  const listed = listTargets(document, inContent, frame);
  return {
    address,
    language: document.language,
    headings: headings(document),
    documentTitle: documentTitle(document),
    html: contentHtml(document),
    text: blocks.map(({ text }) => text),
    fields: readFields(document.content, document.pruned),
    dates: dates.map(({ iso, written }) => ({ iso, written })),
    author: pageAuthor(document, dates, frame),
    entries: depth.entries ? readEntries(document, dates) : [],
    rows: depth.rows ? readRows(document, frame) : [],
    listed,
    stored:
      depth.stored && ![...listed.values()].some(({ target }) => target.shape === 'image')
        ? listStored(document, inContent, frame)
        : new Map(),
    elsewhere: depth.elsewhere ? listElsewhere(document, inContent, frame) : new Map(),
    sections: sectionsOf(document.addresses),
    paging: pagingOf(document.addresses, here),
    frames: framesOf(document.addresses, address),
    ...binariesOf(inContent),
    dataPictures: dataPictures(document),
    links: linksOf(inContent, frame),
    embeds: embedsOf(inContent, frame),
    mentions: mentionsOf(inContent, frame),
  };
}

function contentAddresses(document: PageDocument): FoundAddress[] {
  const inside = (element: Element): boolean => {
    let within = document.content.includes(element);
    if (document.pruned.has(element)) return false;
    for (const parent of ancestorsOf(element)) {
      if (document.pruned.has(parent)) return false;
      within ||= document.content.includes(parent);
    }
    return within || document.content.includes(document.root) || document.content.includes(document.body);
  };
  return document.addresses.filter(({ element }) => inside(element));
}

function headings(document: PageDocument): string[] {
  const found: { level: number; text: string; inside: boolean }[] = [];
  const content = new Set<AnyNode>(document.content as readonly AnyNode[]);
  for (const element of elementsOf(document.body)) {
    const level = /^h([1-6])$/.exec(element.name)?.[1];
    if (level === undefined || document.pruned.has(element)) continue;
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

function pageAuthor(document: PageDocument, dates: readonly PlacedDate[], frame: Frame): string | undefined {
  const marked = markedAuthor(document, document.content);
  if (marked !== undefined) return marked;
  const first = dates[0];
  if (!first) return undefined;
  // The line that holds the first date, and the lines around it.
  for (const node of [first.element, ...[...ancestorsOf(first.element)].slice(0, 2)]) {
    const text = textOf(node);
    if (text.length > 200) break;
    const name = frame.texts.has(text) ? undefined : personName(text, findDates(text, document.language));
    if (name !== undefined) return name;
  }
  return undefined;
}

function isListable(target: Target): target is Extract<Target, { type: 'view' | 'binary' }> {
  return target.type === 'view' ? target.paging === undefined : target.type === 'binary' && target.stored === undefined;
}

interface Keyed<T> {
  readonly element: Element;
  readonly key: string;
  readonly target: T;
}
/** Elements that name things, grouped by what sort of thing: records are cut among things of one sort. */
type KeyedGroups<T> = ReadonlyMap<string, readonly Keyed<T>[]>;

/** No list of one page is longer; what is, was made to exhaust memory. */
const MAX_KEYED = 20_000;

function group<T>(entries: Iterable<Keyed<T> & { readonly sort: string }>): KeyedGroups<T> {
  const groups = new Map<string, Keyed<T>[]>();
  for (const entry of entries) {
    const list = groups.get(entry.sort) ?? [];
    if (list.length < MAX_KEYED) list.push(entry);
    groups.set(entry.sort, list);
  }
  return groups;
}

/** The records of a page: what stands around each thing's link. */
function records<T>(document: PageDocument, groups: KeyedGroups<T>, frame: Frame): Map<string, Listed<T>> {
  const listed = new Map<string, Listed<T>>();
  for (const keyed of groups.values()) {
    const segments = segment(keyed);
    const generic = genericTexts([...segments.values()].map(({ nodes }) => chunksOf(nodes, document.pruned)));
    const elements = new Map<string, Element[]>();
    for (const { element, key } of keyed) elements.set(key, [...(elements.get(key) ?? []), element]);
    const first = new Map(keyed.map(({ key, target }) => [key, target]));
    const keyOf = new Map(keyed.map(({ element, key }) => [element, key]));
    let dated = 0;
    for (const [key, { nodes }] of segments) {
      const target = first.get(key);
      if (target === undefined) continue;
      const linkTexts = [...new Set((elements.get(key) ?? []).map(linkText).filter((text) => text !== ''))];
      const inside = targetsIn(document, nodes);
      const facts = recordFacts(document, nodes, linkTexts, generic, frame.texts);
      if (facts.dates.length > 0) dated += 1;
      listed.set(key, {
        target,
        linkTexts: linkTexts.filter((text) => !generic.has(text)),
        facts,
        brothersDated: false,
        parent: parentKey(elements.get(key)?.[0], keyOf, key),
        pictures: inside.flatMap((other) =>
          other.type === 'binary' && other.stored && other.binary === 'image' ? [other] : [],
        ),
        related: inside.filter((other) => other.address !== key && isListable(other)),
      });
    }
    if (dated < 2 || dated < segments.size / 2) continue;
    for (const key of segments.keys()) {
      const record = listed.get(key);
      if (record) listed.set(key, { ...record, brothersDated: true });
    }
  }
  return listed;
}

function listTargets(document: PageDocument, found: readonly FoundAddress[], frame: Frame): Reading['listed'] {
  const entries: (Keyed<ListedTarget['target']> & { sort: string })[] = [];
  for (const { target, element } of found) {
    if (isListable(target) && target.address !== document.address)
      entries.push({ element, key: target.address, target, sort: target.shape });
  }
  return records(document, group(entries), frame);
}

/** Albums without views of single pictures: the pictures are the records, optimised and original being one. */
function listStored(document: PageDocument, found: readonly FoundAddress[], frame: Frame): Reading['stored'] {
  const entries: (Keyed<StoredPicture> & { sort: string })[] = [];
  for (const { target, element } of found) {
    if (isStoredPicture(target)) entries.push({ element, key: storedKey(target), target, sort: 'stored' });
  }
  return records(document, group(entries), frame);
}

/** Videos: records around addresses on other servers. */
function listElsewhere(document: PageDocument, found: readonly FoundAddress[], frame: Frame): Reading['elsewhere'] {
  const entries: (Keyed<string> & { sort: string })[] = [];
  for (const entry of found) {
    const { target, element } = entry;
    if (target.type !== 'foreign' || !isElsewhere(entry, frame) || (element.name === 'img' && entry.loads)) continue;
    entries.push({ element, key: videoKey(target.address), target: target.address, sort: 'elsewhere' });
  }
  return records(document, group(entries), frame);
}

/** One key for one video, however it is linked: the players' address forms differ only in where the id stands. */
export function videoKey(address: string): string {
  const service = serviceOf(address)
    .replace(/^(?:m|player)\./, '')
    .replace('youtube-nocookie.com', 'youtube.com')
    .replace('youtu.be', 'youtube.com')
    .replace('dai.ly', 'dailymotion.com');
  const url = new URL(address);
  const id =
    url.searchParams.get('v') ??
    /(?:embed|v|video|videos|shorts)\/([\w-]{5,})/.exec(url.pathname)?.[1] ??
    /^\/([\w-]{5,})\/?$/.exec(url.pathname)?.[1];
  return id !== undefined && /youtube|vimeo|dailymotion/.test(service)
    ? `${service}/${id}`
    : url.href.replace(/#.*$/, '');
}

type StoredPicture = Extract<Target, { type: 'binary' }> & {
  readonly stored: NonNullable<Extract<Target, { type: 'binary' }>['stored']>;
};
function isStoredPicture(target: Target): target is StoredPicture {
  return target.type === 'binary' && target.stored !== undefined && target.binary === 'image';
}

/** One key for a stored picture or file: optimised and original are the same thing (platform.md, Stored binaries). */
export function storedKey(target: Extract<Target, { type: 'binary' }>): string {
  return target.stored ? `${target.role}:${target.space ?? ''}:${target.binary}:${target.stored.hash}` : target.address;
}

function linkText(element: Element): string {
  const text = textOf(element);
  if (text !== '') return text;
  for (const inner of elementsOf(element))
    if (inner.name === 'img' && inner.attribs['alt']) return folded(inner.attribs['alt']);
  return folded(element.attribs['title'] ?? element.attribs['aria-label'] ?? '');
}

/** Texts that stand in most records: labels of buttons and columns, no titles. Two records tell nothing. */
function genericTexts(records: readonly (readonly string[])[]): Set<string> {
  if (records.length < 3) return new Set();
  const counts = new Map<string, number>();
  for (const chunks of records) for (const chunk of new Set(chunks)) counts.set(chunk, (counts.get(chunk) ?? 0) + 1);
  return new Set(
    [...counts].filter(([text, count]) => count > records.length * 0.6 && text.length < 60).map(([text]) => text),
  );
}

function targetsIn(document: PageDocument, nodes: readonly AnyNode[]): Extract<Target, { type: 'view' | 'binary' }>[] {
  const targets = new Map<string, Extract<Target, { type: 'view' | 'binary' }>>();
  for (const node of nodes) {
    const elements = isTag(node) ? [node, ...elementsOf(node)] : [];
    for (const element of elements) {
      for (const { target } of document.byElement.get(element) ?? []) {
        if (target.type === 'view' || target.type === 'binary') targets.set(target.address, target);
      }
    }
  }
  return [...targets.values()];
}

/** In a nested list (`<li>parent<ul><li>child`) the thing whose list item holds this one's. */
function parentKey(element: Element | undefined, keyOf: ReadonlyMap<Element, string>, key: string): string | undefined {
  if (!element) return undefined;
  let own = true;
  for (const parent of ancestorsOf(element)) {
    if (parent.name !== 'li' && parent.name !== 'dd') continue;
    if (own) {
      own = false;
      continue;
    }
    for (const inner of elementsOf(parent)) {
      const other = keyOf.get(inner);
      if (other !== undefined) return other === key ? undefined : other;
    }
  }
  return undefined;
}

function pagingOf(found: readonly FoundAddress[], here: Target): string[] {
  if (here.type !== 'view') return [];
  const path = here.address.replace(/\?.*$/, '');
  const pages = new Map<string, true>();
  for (const { target } of found) {
    if (target.type === 'view' && target.paging !== undefined && target.address.startsWith(`${path}?`))
      pages.set(target.address, true);
  }
  pages.delete(here.address);
  return [...pages.keys()];
}

function sectionsOf(found: readonly FoundAddress[]): Set<string> {
  return new Set(
    found.flatMap(({ target }) => (target.type === 'view' && target.paging === undefined ? [target.address] : [])),
  );
}

function framesOf(found: readonly FoundAddress[], address: string): string[] {
  const frames = found.filter(
    ({ element, target }) => /^i?frame$/.test(element.name) && target.type === 'view' && target.address !== address,
  );
  return [...new Set(frames.map(({ target }) => ('address' in target ? target.address : '')))];
}

function altOf(element: Element): string {
  return folded(element.attribs['alt'] ?? element.attribs['title'] ?? '');
}

function binariesOf(found: readonly FoundAddress[]): Pick<Reading, 'pictures' | 'files'> {
  const pictures = new Map<string, Reading['pictures'][number]>();
  const files = new Map<string, Reading['files'][number]>();
  for (const { target, element } of found) {
    if (target.type !== 'binary') continue;
    if (target.binary === 'image')
      pictures.set(target.address, {
        target,
        alt: pictures.get(target.address)?.alt || altOf(element) || linkText(element),
      });
    else files.set(target.address, { target, text: linkText(element) });
  }
  return { pictures: [...pictures.values()], files: [...files.values()] };
}

function dataPictures(document: PageDocument): Reading['dataPictures'] {
  const found: { uri: string; alt: string }[] = [];
  for (const root of document.content) {
    for (const element of elementsOf(root)) {
      if (element.name !== 'img') continue;
      const uri = element.attribs['src'] ?? '';
      // One lazy placeholder pixel is no picture.
      if (/^data:image\/[\w+.-]+;base64,/i.test(uri) && uri.length > 400) found.push({ uri, alt: altOf(element) });
    }
  }
  return found;
}

function isElsewhere(found: FoundAddress, frame: Frame): boolean {
  return found.target.type === 'foreign' && !frame.addresses.has(found.target.address);
}
const EMBEDS = new Set(['iframe', 'frame', 'embed', 'object', 'video', 'audio', 'source', 'track']);

function linksOf(found: readonly FoundAddress[], frame: Frame): Link[] {
  const links = new Map<string, Link>();
  for (const entry of found) {
    const { target, element } = entry;
    if (element.name !== 'a' && entry.loads) continue;
    if (!(target.type === 'view' || target.type === 'binary' || isElsewhere(entry, frame)) || EMBEDS.has(element.name))
      continue;
    links.set(target.address, { address: target.address, text: links.get(target.address)?.text || linkText(element) });
  }
  return [...links.values()];
}

function embedsOf(found: readonly FoundAddress[], frame: Frame): Embed[] {
  const embeds = new Map<string, Embed>();
  for (const entry of found) {
    if (!isElsewhere(entry, frame) || !EMBEDS.has(entry.element.name) || entry.target.type !== 'foreign') continue;
    const title = folded(entry.element.attribs['title'] ?? entry.element.attribs['name'] ?? '');
    embeds.set(entry.target.address, {
      address: entry.target.address,
      service: serviceOf(entry.target.address),
      ...(title ? { title } : {}),
    });
  }
  return [...embeds.values()];
}

function mentionsOf(found: readonly FoundAddress[], frame: Frame): ReadMention[] {
  const mentions = new Map<string, ReadMention>();
  for (const entry of found) {
    const { target, element, dropped } = entry;
    if (target.type === 'foreign' && isElsewhere(entry, frame)) {
      const type = EMBEDS.has(element.name) ? 'embed' : entry.loads ? 'picture' : 'link';
      mentions.set(`${type} ${target.address}`, {
        address: target.address,
        type,
        text: linkText(element) || altOf(element),
      });
    } else if (target.type === 'unknown') {
      mentions.set(`unknown ${target.address}`, {
        address: target.address,
        type: 'unknown-link',
        text: linkText(element),
      });
    } else if (
      target.type === 'view' &&
      dropped.some((name) => !/^(?:action|token|csrf|_|v|ts|lang|utm_\w+|sid|session)/i.test(name))
    ) {
      mentions.set(`view ${target.address} ${dropped.join()}`, {
        address: `${target.address} (${dropped.join(', ')})`,
        type: 'view',
        text: linkText(element),
      });
    }
  }
  return [...mentions.values()];
}
