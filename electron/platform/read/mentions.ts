import type { Embed, Link } from '../../../shared/model/index.ts';
import type { FoundAddress } from './addresses.ts';
import type { Frame } from './document.ts';
import { folded } from './dom.ts';
import { altOf, linkText, serviceOf } from './keys.ts';
import type { Reading } from './reading.ts';

/** Something that is not ours to fetch, or not to be opened. */
export interface ReadMention {
  readonly address: string;
  readonly text: string;
  readonly type: 'embed' | 'picture' | 'link' | 'unknown-link' | 'view';
  /** A frame's whole address: it may be opened yet, as a part of the page that it stands on. */
  readonly frame?: string;
}

/** Pictures and files that the content shows or links. */
export function binariesOf(found: readonly FoundAddress[]): Pick<Reading, 'pictures' | 'files'> {
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

/** Whether an address is on another server and no part of the site's own frame. */
export function isElsewhere(found: FoundAddress, frame: Frame): boolean {
  return found.target.type === 'foreign' && !frame.addresses.has(found.target.address);
}
const EMBEDS = new Set(['iframe', 'frame', 'embed', 'object', 'video', 'audio', 'source', 'track']);

export function linksOf(found: readonly FoundAddress[], frame: Frame): Link[] {
  const links = new Map<string, Link>();
  for (const entry of found) {
    const { target, element } = entry;
    if (element.name !== 'a' && entry.loads) continue;
    if (EMBEDS.has(element.name)) continue;
    // Where an unknown address leads, nobody saves; that it was linked, and in which words, is the page's text.
    const kept =
      target.type === 'view' ||
      target.type === 'binary' ||
      (target.type === 'unknown' && !frame.addresses.has(target.address)) ||
      isElsewhere(entry, frame);
    if (!kept || !('address' in target)) continue;
    links.set(target.address, { address: target.address, text: links.get(target.address)?.text || linkText(element) });
  }
  return [...links.values()];
}

export function embedsOf(found: readonly FoundAddress[], frame: Frame): Embed[] {
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

/** What is only linked elsewhere, and what was not opened. */
export function mentionsOf(found: readonly FoundAddress[], frame: Frame): ReadMention[] {
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
      const { frame: framed } = entry;
      mentions.set(`unknown ${framed ?? target.address}`, {
        address: target.address,
        type: 'unknown-link',
        text: linkText(element),
        ...(framed === undefined ? {} : { frame: framed }),
      });
    } else if (
      target.type === 'view' &&
      target.shape !== 'frame' &&
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
