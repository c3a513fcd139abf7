import type { Element } from 'domhandler';
import type { Classifier } from '../classify.ts';
import type { Target } from '../types.ts';
import { elementsOf } from './dom.ts';
import type { ParentNode } from 'domhandler';

/** An address that stands in a page: in whatever attribute, resolved and classified. */
export interface FoundAddress {
  readonly target: Exclude<Target, { type: 'none' }>;
  readonly element: Element;
  readonly attribute: string;
  /** Names of the query's parameters that were dropped (`status` in `?status=closed`), for the report. */
  readonly dropped: readonly string[];
  /** An address that a browser would load by itself (picture, frame), not one that a person follows. */
  readonly loads: boolean;
  /** Of a frame at an address of no known shape: all of it, because its query may tell what stands in it. */
  readonly frame?: string;
}

const PLAIN = new Set([
  'href',
  'src',
  'data',
  'poster',
  'background',
  'longdesc',
  'cite',
  'lowsrc',
  'dynsrc',
  'xlink:href',
]);
const LOADING_TAGS = new Set([
  'img',
  'iframe',
  'frame',
  'embed',
  'object',
  'source',
  'video',
  'audio',
  'input',
  'image',
]);
const URL_IN_STYLE = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]+))\s*\)/gi;
const QUOTED_IN_SCRIPT = /(["'])((?:(?!\1)[^\\\s]){2,2048})\1/g;
/** What looks like an address in an attribute that might hold anything. */
const LOOKS_LIKE_ADDRESS = /^(?:https?:\/\/|\/|\.{1,2}\/|\?)\S*$/i;
/** `messages/5099`, `63131/63142/download?x=1`: an address only if it turns out to be a known one. */
const RELATIVE_PATH = /^[\w%~.-]+(?:\/[\w%~.-]+)+\/?(?:\?\S*)?$/;
/** `home?offset=2`: a relative address that goes on with a list. */
const RELATIVE_LIST = /^[\w%~.-]+\?(?:[\w-]+=[^&\s]*&)*(?:offset|page)=\d+(?:&\S*)?$/i;
const LIST_QUERY = /^[?&]?(?:[\w-]+=[^&\s]*&)*(?:offset|page)=\d+(?:&\S*)?$/i;

interface Reference {
  readonly attribute: string;
  readonly value: string;
  readonly loads: boolean;
  readonly query?: boolean;
  /** It stands where words stand: an address only if it is one that can be asked for, a download, or a list that goes on. */
  readonly guess?: 'known' | 'binary' | 'list';
}

function* references(element: Element): Generator<Reference> {
  for (const [attribute, raw] of Object.entries(element.attribs)) {
    if (raw === '') continue;
    const name = attribute.toLowerCase();
    if (name === 'formaction' || name === 'srcdoc') continue;
    if (name === 'action') {
      // A form that only asks for a download is a link to it; whatever else a form does is never done.
      if (!/post|dialog/i.test(element.attribs['method'] ?? ''))
        yield { attribute: name, value: raw.trim(), loads: false, guess: 'binary' };
      continue;
    }
    if (PLAIN.has(name)) {
      yield { attribute: name, value: raw.trim(), loads: name !== 'href' && LOADING_TAGS.has(element.name) };
    } else if (name === 'style') {
      for (const [, double, single, bare] of raw.matchAll(URL_IN_STYLE)) {
        yield { attribute: name, value: (double ?? single ?? bare ?? '').trim(), loads: true };
      }
    } else if (name.endsWith('srcset')) {
      for (const candidate of raw.split(/,\s+|,(?=\S+\s)|,$/)) {
        const value = candidate.trim().split(/\s+/)[0];
        if (value) yield { attribute: name, value, loads: true };
      }
    } else if (name.startsWith('on')) {
      for (const [, , value] of raw.matchAll(QUOTED_IN_SCRIPT)) if (value) yield* loose(name, value);
    } else if (name.startsWith('data-') || !KNOWN_PLAIN_TEXT.has(name) || LIST_QUERY.test(raw.trim())) {
      yield* loose(name, raw.trim());
    } else if (element.name !== 'meta') {
      // A head says of itself where it stands; elsewhere a script takes the address from whatever attribute it was put into.
      const value = raw.trim();
      if (
        LOOKS_LIKE_ADDRESS.test(value) ||
        RELATIVE_LIST.test(value) ||
        (RELATIVE_PATH.test(value) && /[a-z]/i.test(value))
      )
        yield {
          attribute: name,
          value,
          loads: false,
          query: value.startsWith('?'),
          guess: FOR_PEOPLE.has(name) ? 'list' : 'known',
        };
    }
  }
}

const KNOWN_PLAIN_TEXT = new Set([
  'class', 'id', 'alt', 'title', 'name', 'type', 'value', 'placeholder', 'width', 'height', 'lang', 'dir', 'role', 'rel', 'target',
  'datetime', 'colspan', 'rowspan', 'align', 'valign', 'border', 'cellpadding', 'cellspacing', 'bgcolor', 'color', 'size', 'face',
  'method', 'content', 'charset', 'media', 'loading', 'itemprop', 'itemtype', 'itemscope', 'for', 'scope', 'tabindex', 'label',
]); // prettier-ignore

/** Shown to people, who may write an address there; only one that goes on with a list is the site's own. */
const FOR_PEOPLE = new Set(['alt', 'title', 'placeholder', 'label', 'class']);

function isWhatItSeems(target: Target, guess: Reference['guess']): boolean {
  if (guess === undefined) return true;
  if (target.type === 'view') return guess === 'known' || (guess === 'list' && target.paging !== undefined);
  return target.type === 'binary' && guess !== 'list';
}

/** Attributes that may hold anything: an address, a query that loads more, JSON with addresses, or no address at all. */
function* loose(attribute: string, value: string): Generator<Reference> {
  if (LIST_QUERY.test(value)) yield { attribute, value: `?${value.replace(/^[?&]/, '')}`, loads: false, query: true };
  else if (LOOKS_LIKE_ADDRESS.test(value)) yield { attribute, value, loads: false, query: value.startsWith('?') };
  else if (/[{["']/.test(value)) {
    for (const [, , inner] of value.replace(/\\\//g, '/').matchAll(QUOTED_IN_SCRIPT)) {
      if (inner === undefined) continue;
      if (LIST_QUERY.test(inner))
        yield { attribute, value: `?${inner.replace(/^[?&]/, '')}`, loads: false, query: true };
      else if (LOOKS_LIKE_ADDRESS.test(inner) || RELATIVE_PATH.test(inner))
        yield { attribute, value: inner, loads: false };
    }
  } else if (/src|href|url|img|image|full|orig|large|thumb|link|lazy|bg/.test(attribute) && /^[\w./%-]+$/.test(value)) {
    yield { attribute, value, loads: true };
  } else if (RELATIVE_PATH.test(value) || RELATIVE_LIST.test(value)) yield { attribute, value, loads: false };
}

function droppedQuery(reference: string): string[] {
  const at = reference.indexOf('?');
  if (at < 0) return [];
  const query = new URLSearchParams(reference.slice(at + 1).replace(/#.*$/, ''));
  return [...new Set(query.keys())].filter((name) => name !== 'page' && name !== 'offset');
}

/** References of one element; what holds more was made to cost time. */
const MAX_REFERENCES = 200;

/**
 * Every address below `root`, in document order: from plain attributes, `srcset`, `style`, `data-*`, and event handlers, under
 * the page's `<base>`.
 * @param documentAddress where the page came from: a query alone in a script's attribute belongs to it, not to the base
 */
export function findAddresses(
  root: ParentNode,
  base: string,
  documentAddress: string,
  classifier: Classifier,
): FoundAddress[] {
  const found: FoundAddress[] = [];
  for (const element of elementsOf(root)) {
    if (element.name === 'base' || (element.name === 'link' && !/\b(next|prev)\b/i.test(element.attribs['rel'] ?? '')))
      continue;
    let count = 0;
    for (const { attribute, value, loads, query, guess } of references(element)) {
      if ((count += 1) > MAX_REFERENCES) break;
      if (value.length > 4_096 || value.startsWith('#')) continue;
      const leans = query === true ? documentAddress : base;
      const target = classifier.resolve(value, leans);
      if (target.type === 'none') continue;
      if (!isWhatItSeems(target, guess)) continue;
      // What only might be an address and turns out to be nothing known is no address (a unit, a template, a colour).
      if (!PLAIN.has(attribute) && target.type === 'unknown' && !LOOKS_LIKE_ADDRESS.test(value)) continue;
      const entry = { target, element, attribute, dropped: droppedQuery(value), loads };
      const framed = target.type === 'unknown' && /^i?frame$/.test(element.name);
      found.push(framed ? { ...entry, frame: new URL(value, leans).href } : entry);
    }
  }
  return found;
}

/** The base address of a page: its `<base href>`, else where it came from. */
export function baseOf(root: ParentNode, documentAddress: string): string {
  for (const element of elementsOf(root)) {
    const href = element.name === 'base' ? element.attribs['href'] : undefined;
    if (href === undefined) continue;
    try {
      const base = new URL(href, documentAddress);
      return /^https?:$/.test(base.protocol) ? base.href : documentAddress;
    } catch {
      return documentAddress;
    }
  }
  return documentAddress;
}
