import type { Element } from 'domhandler';
import type { Target } from '../types.ts';
import { ancestorsOf, elementsOf, folded, textOf } from './dom.ts';

/** Host name of an address without `www.`. */
export function serviceOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return '';
  }
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

export type StoredPicture = Extract<Target, { type: 'binary' }> & {
  readonly stored: NonNullable<Extract<Target, { type: 'binary' }>['stored']>;
};
export function isStoredPicture(target: Target): target is StoredPicture {
  return target.type === 'binary' && target.stored !== undefined && target.binary === 'image';
}

/**
 * One key for a stored picture or file: optimised and original are the same thing (platform.md, Stored binaries), and so is what
 * an old host's address, which does not tell groups from TwinSpaces, leads to.
 */
export function storedKey(target: Extract<Target, { type: 'binary' }>): string {
  return target.stored ? `${target.space ?? ''}:${target.binary}:${target.stored.hash}` : target.address;
}

/** What a link says: its text, its picture's, its title. */
export function linkText(element: Element): string {
  const text = textOf(element);
  if (text !== '') return text;
  for (const inner of elementsOf(element)) {
    for (const name of ['alt', 'aria-label', 'title']) {
      const said = folded(inner.attribs[name] ?? '');
      if (said !== '') return said;
    }
  }
  return folded(element.attribs['title'] ?? element.attribs['aria-label'] ?? '');
}

/** The text that stands for a picture: its own, or the caption of the figure that holds nothing else. */
export function altOf(element: Element): string {
  const own =
    folded(element.attribs['alt'] ?? '') ||
    folded(element.attribs['title'] ?? '') ||
    folded(element.attribs['aria-label'] ?? '');
  if (own !== '') return own;
  for (const parent of ancestorsOf(element)) {
    // `<picture>` and `<noscript>` hold one picture in several forms, a figure one with its caption.
    if (parent.name === 'picture' || parent.name === 'noscript') {
      for (const inner of elementsOf(parent))
        if (folded(inner.attribs['alt'] ?? '') !== '') return folded(inner.attribs['alt'] ?? '');
    }
    if (parent.name !== 'figure') continue;
    for (const inner of elementsOf(parent)) if (inner.name === 'figcaption') return textOf(inner);
  }
  return '';
}
