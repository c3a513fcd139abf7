import type { CheerioAPI } from 'cheerio';
import type { ItemRecord } from '../../../../shared/model/index.ts';
import { isShown } from '../urls.ts';
import { short } from '../words.ts';
import { resolveLoosely } from './addresses.ts';
import { elementsNamed, elementsThat, nameSet } from './elements.ts';

type Found = ReturnType<CheerioAPI>;

/** What rewriting needs to know about where the HTML will stand. */
export interface Surroundings {
  /** The item that an address stands for. */
  resolve(address: string): string | undefined;
  item(id: string): ItemRecord | undefined;
  /** Relative address of a saved item that may be opened. */
  href(item: ItemRecord): string | undefined;
  /** Relative address and size of a picture's thumbnail. */
  thumbnail(item: ItemRecord): { readonly src: string; readonly width: number; readonly height: number } | undefined;
  /** Path of the saved file, to name it where it must not be opened. */
  path(item: ItemRecord): string | undefined;
  title(item: ItemRecord): string;
  reason(item: ItemRecord): string;
  t(key: string, params?: Readonly<Record<string, unknown>>): string;
  labelled(label: string, value: string): string;
  /** Unique on the page: keeps the anchors of several contents apart. */
  readonly prefix: string;
  /** The item whose content this is. */
  readonly own: string;
  /** Title of the page: a first heading that repeats it is left out. */
  readonly heading: string;
  /** The heading above the content: its own headings begin one below. */
  readonly level: number;
}

const EMBEDS = nameSet('iframe, frame, object, embed, video, audio, portal');
const PICTURES = nameSet('img, image');
const LINKS = nameSet('a, area');
const PAGER_BOXES = nameSet('ul, ol, nav, p, div');

/** Where lazy-loading pages hide a picture's address, best first. */
const PICTURE_ATTRIBUTES = ['src', 'data-src', 'data-original', 'data-lazy', 'data-lazy-src', 'data-url', 'data-full'];

function isWeb(address: string): boolean {
  return /^https?:\/\/[^/\s]/i.test(address);
}

function externalLink($: CheerioAPI, address: string, text: string, around: Surroundings): Found {
  const link = $('<a class="ext" rel="noreferrer external">').attr('href', address).text(text);
  return link.append($('<span class="vh">').text(` ${around.t('content.elsewhere')}`));
}

/** A card for something that was embedded: what it is, and its address as a plain link. */
function card($: CheerioAPI, label: string, address: string, around: Surroundings): Found {
  const box = $('<span class="embed">').append($('<span class="embed-title">').text(label));
  return box.append(isWeb(address) ? externalLink($, address, short(address, 200), around) : '');
}

function serviceOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return '';
  }
}

/** Frames, objects and players become cards, or links where the thing itself was saved. */
export function rewriteEmbeds($: CheerioAPI, around: Surroundings): void {
  $(elementsNamed($, EMBEDS)).each((_, element) => {
    const frame = $(element);
    const addresses = ['src', 'data', 'data-src'].map((name) => frame.attr(name) ?? '');
    const address = addresses.find(isWeb) ?? addresses.find((one) => /^data:sha256,/.test(one)) ?? '';
    const id = resolveLoosely(address, (wish) => around.resolve(wish));
    const item = id === undefined ? undefined : around.item(id);
    if (item) {
      frame.replaceWith($('<a>').attr('href', address).text(around.title(item)));
      return;
    }
    // Kept text: what stood between the tags of an <object> for browsers that could not show it.
    const fallback = element.tagName === 'iframe' ? '' : short(frame.text(), 200);
    if (!isWeb(address)) {
      frame.replaceWith(fallback === '' ? '' : $('<span>').text(fallback));
      return;
    }
    const title = short(frame.attr('title') ?? '', 120) || fallback;
    const label = around.t('content.embed', { service: serviceOf(address) });
    frame.replaceWith(card($, title === '' ? label : `${label}: ${title}`, address, around));
  });
}

function pictureAddresses(image: Found): readonly string[] {
  const plain = PICTURE_ATTRIBUTES.map((name) => image.attr(name) ?? '');
  const sets = [image.attr('srcset'), image.attr('data-srcset')].flatMap((set) =>
    (set ?? '').split(',').map((part) => part.trim().split(/\s+/)[0] ?? ''),
  );
  return [...plain, ...sets].filter((address) => address !== '');
}

function findSaved(addresses: readonly string[], around: Surroundings): ItemRecord | undefined {
  for (const address of addresses) {
    const id = resolveLoosely(address, (wish) => around.resolve(wish));
    const item = id === undefined ? undefined : around.item(id);
    if (item) return item;
  }
  return undefined;
}

/** A saved picture, in its own size up to the width of the text; small ones as thumbnails. */
function savedPicture($: CheerioAPI, item: ItemRecord, image: Found, around: Surroundings): Found {
  const thumbnail = around.thumbnail(item);
  const original = around.href(item);
  const wanted = Number.parseInt(image.attr('width') ?? '', 10);
  const small = thumbnail !== undefined && wanted > 0 && wanted <= thumbnail.width;
  const large = original !== undefined && isShown(around.path(item) ?? '') && !small;
  const src = large ? original : thumbnail?.src;
  if (src === undefined) return lostPicture($, item, around);
  const alt = short(image.attr('alt') ?? '', 200) || around.title(item);
  const picture = $('<img loading="lazy" decoding="async">').attr('src', src).attr('alt', alt);
  if (!large && thumbnail) picture.attr('width', String(thumbnail.width)).attr('height', String(thumbnail.height));
  if (original === undefined) return picture;
  // Inside a link (usually to the picture's own view) the link itself leads to the original.
  const link = image.closest('a');
  if (link.length > 0) {
    if (findSaved([link.attr('href') ?? ''], around)?.id === item.id) link.attr('data-kept', original);
    return picture;
  }
  return $('<a class="pic">').attr('data-kept', original).append(picture);
}

function lostPicture($: CheerioAPI, item: ItemRecord, around: Surroundings): Found {
  const path = around.path(item);
  const text =
    path === undefined
      ? around.t('content.pictureMissing', { title: around.title(item), reason: around.reason(item) })
      : around.t('content.pictureInFolder', { path });
  return $('<span class="lost">').text(text);
}

/** Pictures: the saved one, or words in its place. Also those that stand in `style="background: url(…)"`. */
export function rewritePictures($: CheerioAPI, around: Surroundings): void {
  const isStyled = (attribs: Readonly<Record<string, string>>): boolean =>
    attribs['style']?.includes('url(') === true || attribs['background'] !== undefined;
  $(elementsThat($, ({ attribs }) => isStyled(attribs))).each((_, element) => {
    const styled = $(element);
    const inStyle = /url\(\s*["']?([^"')]+)/i.exec(styled.attr('style') ?? '')?.[1];
    const item = findSaved([inStyle ?? '', styled.attr('background') ?? ''], around);
    if (item?.kind === 'image')
      styled.prepend(
        $('<img>')
          .attr('src', item.binary?.url ?? item.sourceUrl)
          .attr('alt', ''),
      );
  });
  $(elementsNamed($, PICTURES)).each((_, element) => {
    const image = $(element);
    const addresses = pictureAddresses(image);
    const item = findSaved(addresses, around);
    if (item?.kind === 'image' || item?.binary?.mediaType.startsWith('image/')) {
      image.replaceWith(savedPicture($, item, image, around));
      return;
    }
    const address = addresses.find(isWeb);
    const alt = short(image.attr('alt') ?? '', 120);
    if (address === undefined) {
      image.replaceWith(alt === '' ? '' : $('<span>').text(alt));
      return;
    }
    const key = item || around.resolve(address) ? 'content.pictureNotSaved' : 'content.pictureElsewhere';
    const label = alt === '' ? around.t(key) : around.labelled(around.t(key), alt);
    const inLink = image.closest('a').length > 0;
    image.replaceWith(inLink ? $('<span class="lost">').text(label) : card($, label, address, around));
  });
}

/** A list of further pages ("1 2 3 next") leads nowhere here: all of them stand on this one. */
function dropPaging($: CheerioAPI, around: Surroundings): void {
  const leads = (address: string): boolean =>
    /[?&](?:page|offset)=\d+/.test(address) &&
    resolveLoosely(address.replace(/[?#].*$/s, ''), (wish) => around.resolve(wish)) === around.own;
  const leading = elementsThat($, ({ tagName, attribs }) => tagName === 'a' && leads(attribs['href'] ?? ''));
  if (leading.length === 0) return;
  $(elementsNamed($, PAGER_BOXES)).each((_, element) => {
    const box = $(element);
    const links = box.find('a[href]').toArray();
    const isPager = links.length > 0 && links.every((link) => leads($(link).attr('href') ?? ''));
    if (isPager && box.text().trim().length <= 80 && box.find('img, iframe, table').length === 0) box.remove();
  });
}

/** Links: to the saved thing where there is one, else out of the archive, and they say so. */
export function rewriteLinks($: CheerioAPI, around: Surroundings): void {
  dropPaging($, around);
  $(elementsNamed($, LINKS)).each((_, element) => {
    const link = $(element);
    if (link.hasClass('ext') && link.attr('rel') !== undefined && link.closest('.embed').length > 0) return;
    const kept = link.attr('data-kept');
    const address = (link.attr('href') ?? '').trim();
    const target = kept === undefined ? findSaved([address], around) : undefined;
    const inside = kept ?? (target ? around.href(target) : undefined);
    if (inside !== undefined) {
      link.attr('href', inside).attr('data-ours', '1').removeAttr('rel');
    } else if (address.startsWith('#') && address.length > 1) {
      link.attr('href', `#${around.prefix}${address.slice(1)}`).attr('data-ours', '1');
    } else if (target) {
      const path = around.path(target);
      const note =
        path === undefined
          ? around.t('content.notSaved', { reason: around.reason(target) })
          : around.t('content.inFolder', { path });
      link.replaceWith($('<span class="kept">').append(link.contents(), ` (${note})`));
    } else if (isWeb(address) || /^(?:mailto|tel):/i.test(address)) {
      link.attr('rel', 'noreferrer external').attr('data-ext', '1').attr('href', address);
      if (isWeb(address)) link.append($('<span class="vh">').text(` ${around.t('content.elsewhere')}`));
    } else {
      link.replaceWith(link.contents());
    }
  });
}
