import type { CheerioAPI } from 'cheerio';
import type { Element } from 'domhandler';
import { elementsIn, elementsNamed, elementsThat, hasBelow, nameSet, saysAnything } from './elements.ts';
import type { Surroundings } from './rewrite.ts';

const PHRASES =
  'abbr, b, bdi, bdo, cite, code, del, dfn, em, i, ins, kbd, mark, q, ruby, s, samp, small, span, strong, sub, sup, time, u, var, a, p, h1, h2, h3, h4, h5, h6, summary, pre, dt';
const PHRASING = nameSet(PHRASES);
const BLOCK_NAMES = nameSet(
  'address, article, aside, blockquote, details, div, dl, figure, footer, header, h1, h2, h3, h4, h5, h6, hr, ol, p, pre, section, table, ul, li, dd, dt',
);
const UNWRAPPED = nameSet('font, center, big, nobr, blink, marquee, hgroup, picture');
const HEADINGS = nameSet('h1, h2, h3, h4, h5, h6');
const MAY_BE_EMPTY = nameSet('p, span, b, i, em, strong, u, div, li, blockquote, ul, ol, figure');
const SHOWN_WITHOUT_TEXT = nameSet('img, br, hr');
const OUR_ATTRIBUTES = new Set([
  'href',
  'rel',
  'src',
  'alt',
  'width',
  'height',
  'loading',
  'decoding',
  'colspan',
  'rowspan',
  'datetime',
  'dir',
  'lang',
]);
const OLD_TAGS: Readonly<Record<string, string>> = {
  strike: 's',
  tt: 'code',
  acronym: 'abbr',
  dir: 'ul',
  menu: 'ul',
  main: 'div',
  nav: 'div',
};

/**
 * Makes the rewritten HTML a well-behaved part of a page: own attributes only, headings that follow the page's own without
 * gaps, anchors that clash with nothing, no nesting that HTML does not allow.
 */
export function tidy($: CheerioAPI, around: Surroundings): void {
  const present = namesIn($);
  for (const [old, now] of Object.entries(OLD_TAGS)) {
    if (!present.has(old)) continue;
    for (const element of elementsNamed($, new Set([old])))
      $(element).replaceWith($(`<${now}>`).append($(element).contents()));
  }
  const isUnwrapped = ({ tagName, children }: Element): boolean =>
    UNWRAPPED.has(tagName) || (tagName === 'tbody' && children.length === 0);
  for (const element of elementsThat($, isUnwrapped)) $(element).replaceWith($(element).contents());
  anchors($, around);
  attributes($);
  nesting($);
  headings($, around);
  emptiness($);
  for (const element of elementsNamed($, nameSet('table'))) {
    $(element).wrap($('<div class="scroll" tabindex="0" role="region">').attr('aria-label', around.t('content.table')));
  }
}

function drop(attribs: Element['attribs'], name: string): void {
  Reflect.deleteProperty(attribs, name);
}

/** The names of all elements that are there now. */
function namesIn($: CheerioAPI): Set<string> {
  return new Set(elementsIn($).map(({ tagName }) => tagName));
}

/** Keeps `id`s that a link on the page points at, each once. */
function anchors($: CheerioAPI, around: Surroundings): void {
  const ours = elementsThat($, ({ tagName, attribs }) => tagName === 'a' && attribs['data-ours'] !== undefined);
  const inPage = ours.filter(({ attribs }) => attribs['href']?.startsWith('#'));
  const wanted = new Set(inPage.map(({ attribs }) => (attribs['href'] ?? '').slice(1)));
  const found = new Set<string>();
  const isPlace = ({ tagName, attribs }: Element): boolean =>
    attribs['id'] !== undefined || (tagName === 'a' && attribs['name'] !== undefined);
  for (const element of elementsThat($, isPlace)) {
    const id = around.prefix + (element.attribs['id'] ?? element.attribs['name'] ?? '');
    drop(element.attribs, 'id');
    if (wanted.has(id) && !found.has(id) && !/\s/.test(id)) {
      found.add(id);
      // A bare <a name> is a place, not a link.
      const place = $('<span>').attr('data-id', id);
      $(element).prepend(place);
    }
  }
  for (const element of inPage) {
    const id = (element.attribs['href'] ?? '').slice(1);
    if (found.has(id)) element.attribs['href'] = `#${encodeURIComponent(id)}`;
    else $(element).replaceWith($(element).contents());
  }
}

const WHOLE_NUMBERS = ['colspan', 'rowspan', 'width', 'height'] as const;
const WELL_FORMED: readonly (readonly [string, RegExp])[] = [
  ['dir', /^(?:ltr|rtl|auto)$/],
  ['lang', /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i],
  ['datetime', /^\d{4}(?:-\d{2}){0,2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/],
];

function attributes($: CheerioAPI): void {
  for (const { tagName, attribs } of elementsIn($)) {
    const { class: received = '', 'data-ext': external, 'data-id': place } = attribs;
    for (const name of Object.keys(attribs)) if (!OUR_ATTRIBUTES.has(name)) drop(attribs, name);
    for (const name of WHOLE_NUMBERS) {
      const isMeant = tagName === 'img' || (name !== 'width' && name !== 'height');
      if (!isMeant || !/^[1-9]\d{0,3}$/.test(attribs[name] ?? '1')) drop(attribs, name);
    }
    for (const [name, form] of WELL_FORMED) if (!form.test(attribs[name] ?? '')) drop(attribs, name);
    if (isOurs(received) && (tagName === 'span' || tagName === 'a')) attribs['class'] = received;
    if (external !== undefined) attribs['class'] = 'ext';
    if (place !== undefined) attribs['id'] = place;
  }
}

function isOurs(name: string): boolean {
  return /^(?:embed|embed-title|lost|ext|vh|pic|kept)$/.test(name);
}

/** White space between elements: text nodes have no tag to be one. */
function blank(node: ReturnType<CheerioAPI>): boolean {
  return node.prop('tagName') === undefined && node.text().trim() === '';
}

function toBox($: CheerioAPI, element: Element): void {
  $(element).replaceWith($('<div>').append($(element).contents()));
}

function nesting($: CheerioAPI): void {
  // Block elements inside a phrase (a <b> around paragraphs): the phrase goes, the blocks stay. A link goes into its blocks' text.
  for (let round = 0; round < 4; round += 1) {
    const wrong = elementsNamed($, PHRASING).filter((element) =>
      hasBelow(element, ({ tagName }) => BLOCK_NAMES.has(tagName)),
    );
    if (wrong.length === 0) break;
    for (const element of wrong) {
      const phrase = $(element);
      if (/^(?:p|h[1-6]|dt|pre)$/.test(element.tagName)) phrase.replaceWith($('<div>').append(phrase.contents()));
      else if (element.tagName === 'a' && phrase.parents(PHRASES).length === 0 && phrase.find('a').length === 0)
        continue;
      else phrase.replaceWith(phrase.contents());
    }
  }
  const present = namesIn($);
  const each = (names: string, act: (element: Element) => void): void => {
    const wanted = nameSet(names);
    if ([...wanted].some((name) => present.has(name))) elementsNamed($, wanted).forEach(act);
  };
  each('a', (element) => {
    if ($(element).parents('a').length > 0) $(element).replaceWith($(element).contents());
  });
  each('ul, ol', (element) => {
    $(element)
      .contents()
      .each((__, child) => {
        if (blank($(child))) return;
        if (!$(child).is('li')) $(child).wrap('<li>');
      });
  });
  each('li', (element) => {
    if (!$(element).parent().is('ul, ol')) toBox($, element);
  });
  each('dl', (element) => {
    const list = $(element);
    const terms = list.children('dt').length > 0 && list.children('dd').length > 0 && list.children().first().is('dt');
    if (!terms || list.children().not('dt, dd').length > 0 || list.children().last().is('dt')) {
      list.replaceWith($('<div>').append(list.contents()));
    }
  });
  each('dt, dd', (element) => {
    if (!$(element).parent().is('dl')) toBox($, element);
  });
  each('figcaption', (element) => {
    const parent = $(element).parent();
    if (!parent.is('figure') || parent.children('figcaption').length > 1) {
      toBox($, element);
    }
  });
  each('summary', (element) => {
    if (!$(element).parent().is('details') || $(element).index() > 0) $(element).replaceWith($(element).contents());
  });
  each('details', (element) => {
    if ($(element).children('summary').length === 0) toBox($, element);
  });
  each('table', (element) => {
    if ($(element).find('td, th').length === 0) $(element).replaceWith($(element).text());
  });
  each('address', (element) => {
    if ($(element).parents('address').length > 0) toBox($, element);
  });
  each('article, aside, section, header, footer', (element) => toBox($, element));
}

function headings($: CheerioAPI, around: Surroundings): void {
  const [first] = elementsNamed($, HEADINGS);
  if (first === undefined) return;
  const isRepeated = around.heading !== '' && $(first).text().replace(/\s+/gu, ' ').trim() === around.heading;
  if (isRepeated && !hasBelow(first, ({ tagName }) => tagName === 'img')) $(first).remove();
  for (const element of elementsNamed($, HEADINGS)) {
    if (!saysAnything(element)) $(element).replaceWith($(element).contents());
  }
  // Received levels, innermost last, that are open at this point.
  const open: number[] = [];
  for (const element of elementsNamed($, HEADINGS)) {
    const received = Number(element.tagName.slice(1));
    while (open.length > 0 && (open.at(-1) ?? 0) >= received) open.pop();
    open.push(received);
    const level = Math.min(6, around.level + open.length);
    $(element).replaceWith($(`<h${level}>`).append($(element).contents()));
  }
}

/** Editors leave rows of empty paragraphs and links behind. */
function emptiness($: CheerioAPI): void {
  for (const element of elementsNamed($, nameSet('a'))) {
    const isNote = ({ attribs }: Element): boolean => /(?:^|\s)vh(?:\s|$)/.test(attribs['class'] ?? '');
    if (saysAnything(element, (inner) => !isNote(inner))) continue;
    if (hasBelow(element, ({ tagName }) => tagName === 'img')) continue;
    const { href = '' } = element.attribs;
    if (/^https?:/.test(href)) $(element).prepend(href.slice(0, 200));
    else $(element).replaceWith($(element).contents());
  }
  const isShown = ({ tagName, attribs }: Element): boolean =>
    SHOWN_WITHOUT_TEXT.has(tagName) || attribs['id'] !== undefined;
  const isEmpty = (element: Element): boolean =>
    MAY_BE_EMPTY.has(element.tagName) &&
    element.attribs['id'] === undefined &&
    !saysAnything(element) &&
    !hasBelow(element, isShown);
  $(elementsThat($, isEmpty)).remove();
}
