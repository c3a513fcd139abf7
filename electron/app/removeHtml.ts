import { load } from 'cheerio';
import type { CheerioAPI } from 'cheerio';
import { isTag } from 'domhandler';
import type { Element } from 'domhandler';
import { dataAddressesIn } from '../platform/read/dataAddress.ts';
import { fold } from './removeTraces.ts';
import type { Traces } from './removeTraces.ts';

/** Elements that stand for the thing they point at; in all others only the attribute goes. */
const POINTERS = new Set(
  'a area audio button embed iframe frame image img input link meta object option source video'.split(' '),
);
/** A record is never larger than these. */
const LARGEST = new Set('html head body main table tbody thead ul ol dl section nav form'.split(' '));
/** What usually is the record of one thing. */
const RECORDS = new Set('li tr figure article'.split(' '));
/** Attributes in which people's words stand. */
const WORDS = /^(?:alt|title|aria-label|content|value|placeholder|summary|label|data-(?!src|href|url).+)$/i;
/** So much else may be said in the record of one thing: who, when, how large. */
const RECORD_TEXT = 160;

export interface HtmlOptions {
  /** The address of the page, for relative ones. */
  readonly base: string;
  /** Whether the page is a list of things, each with a record of its own, rather than prose. */
  readonly list: boolean;
  /** A whole document as received, or the content of one. */
  readonly document: boolean;
}

/** HTML without what is taken out: undefined if nothing of it stands there. */
export function htmlWithout(html: string, traces: Traces, options: HtmlOptions): string | undefined {
  if (html === '') return undefined;
  const $ = load(html, {}, options.document);
  const base = baseOf($, options.base);
  const job = new HtmlJob($, base, traces, options.list);
  const touched = job.removePointers();
  const cleaned = job.removeWords(touched);
  const kept = touched || cleaned ? $.html() : html;
  const scrubbed = traces.scrub(kept);
  return scrubbed === html ? undefined : scrubbed;
}

/** The text that HTML shows, folded. */
export function visibleText(html: string): string {
  const $ = load(html, {}, false);
  $('script, style, noscript, template').remove();
  // Blocks end a word.
  return fold(
    $.html()
      .replace(/<[^>]*>/g, ' ')
      .replace(/&[a-z#0-9]+;/gi, (entity) => load(entity, {}, false).text()),
  );
}

function baseOf($: CheerioAPI, address: string): string {
  const base = $('base[href]').attr('href');
  if (base === undefined) return address;
  try {
    return new URL(base, address).href;
  } catch {
    return address;
  }
}

class HtmlJob {
  readonly #$: CheerioAPI;
  readonly #base: string;
  readonly #traces: Traces;
  readonly #list: boolean;

  constructor($: CheerioAPI, base: string, traces: Traces, list: boolean) {
    this.#$ = $;
    this.#base = base;
    this.#traces = traces;
    this.#list = list;
  }

  /** Takes out every element that points at something taken out, with the record around it. */
  removePointers(): boolean {
    const found = this.#elements().flatMap((element) => {
      const names = this.#pointing(element);
      return names.length > 0 ? [{ element, names }] : [];
    });
    for (const { element, names } of found) {
      if (!isAttached(element)) continue;
      if (POINTERS.has(element.name)) this.#$(this.#recordOf(element)).remove();
      else for (const name of names) this.#$(element).removeAttr(name);
    }
    return found.length > 0;
  }

  /** Takes out what people wrote to it, where it still stands. */
  removeWords(near: boolean): boolean {
    let changed = false;
    for (const element of this.#elements()) {
      for (const [name, value] of Object.entries(element.attribs)) {
        if (!WORDS.test(name)) continue;
        const clean = this.#traces.isOwn(value) ? '' : this.#traces.clean(value, near);
        if (clean === value) continue;
        this.#$(element).attr(name, clean);
        changed = true;
      }
      for (const node of [...element.children]) changed = this.#cleanText(node, near) || changed;
    }
    for (const node of this.#$.root().contents().toArray()) changed = this.#cleanText(node, near) || changed;
    return changed;
  }

  #cleanText(node: unknown, near: boolean): boolean {
    if (!isNodeWithText(node)) return false;
    const { data } = node;
    const clean = near && this.#traces.isOwn(data) ? '' : this.#traces.clean(data, near);
    if (clean === data) return false;
    node.data = clean;
    return true;
  }

  #elements(): Element[] {
    return this.#$('*').toArray().filter(isTag);
  }

  /** The attributes of an element in which an address of something taken out stands. */
  #pointing(element: Element): string[] {
    return Object.entries(element.attribs).flatMap(([name, value]) => (this.#holds(name, value) ? [name] : []));
  }

  #holds(name: string, value: string): boolean {
    if (value.length < 2 || !/[/\d]/.test(value)) return false;
    if (dataAddressesIn(name.toLowerCase(), value).some((address) => this.#traces.pointsAt(address))) return true;
    if (/^\s*data:/i.test(value)) return false;
    // Addresses stand alone, in a `srcset`, in `url(…)`, in a handler's script.
    const pieces = /[\s,'"()]/.test(value) ? value.split(/[\s,'"();]+/) : [value];
    return pieces.some((piece) => /[/.\d]/.test(piece) && this.#traces.pointsAt(piece, this.#base));
  }

  /** The largest piece around an element that holds nothing but this thing. */
  #recordOf(element: Element): Element {
    let record = element;
    for (let parent = element.parent; parent !== null && isTag(parent); parent = parent.parent) {
      if (LARGEST.has(parent.name) || this.#holdsOthers(parent)) break;
      const rest = this.#rest(parent);
      const isRecord = this.#list || RECORDS.has(parent.name);
      if (rest === '' || (isRecord && rest.length <= RECORD_TEXT && this.#$(parent).find('h1, h2').length === 0))
        record = parent;
      else break;
    }
    return record;
  }

  /** Whether anything else that is in the archive, or a picture or film from elsewhere, stands in an element. */
  #holdsOthers(parent: Element): boolean {
    const inside = this.#$(parent).find('*').toArray().filter(isTag);
    return [parent, ...inside].some((one) => {
      if (this.#pointing(one).length > 0) return false;
      if (/^(?:img|image|iframe|video|audio|object|embed)$/.test(one.name) && !isSmall(one)) return true;
      return Object.values(one.attribs).some((value) => /[/]/.test(value) && this.#traces.isKept(value, this.#base));
    });
  }

  /** What an element says beside the words of what is taken out. */
  #rest(parent: Element): string {
    const text = this.#$(parent).text();
    const clean = fold(this.#traces.isOwn(text) ? '' : this.#traces.clean(text, true));
    return /[\p{L}\p{N}]/u.test(clean) ? clean : '';
  }
}

/** A sign beside a text: an icon, a bullet, a face of the site's own. */
function isSmall(element: Element): boolean {
  return Number(element.attribs['width'] ?? 'NaN') <= 32 || (element.attribs['src'] ?? '').startsWith('data:image/svg');
}

function isAttached(element: Element): boolean {
  return element.parent !== null;
}

function isNodeWithText(node: unknown): node is { data: string } {
  return typeof node === 'object' && node !== null && 'data' in node && typeof node.data === 'string';
}
