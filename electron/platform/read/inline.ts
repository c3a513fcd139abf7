import type { Element, ParentNode } from 'domhandler';
import type { FoundAddress } from './addresses.ts';
import { dataAddressesIn, readDataAddress, type InlineBody } from './dataAddress.ts';
import { elementsOf, folded } from './dom.ts';
import { altOf, linkText } from './keys.ts';

/** A picture or file that stands in the page itself, as a `data:` address in whatever attribute. */
export interface InlineFile {
  /** What it is known by: made of its hash. */
  readonly address: string;
  readonly sha256: string;
  /** The whole `data:` address. */
  readonly uri: string;
  readonly picture: boolean;
  readonly text: string;
}

/** Elements whose `data:` is the page's machinery. */
const MACHINERY = new Set(['script', 'style', 'link', 'meta', 'base']);
/** More in one page were put there to cost time. */
const MOST = 2_000;
/** What stands in for a lazy picture until it is loaded: a blank, or a blur of it. */
const PLACEHOLDER_BYTES = 4_096;
const BLANK_BYTES = 1_024;

/**
 * Every `data:` address below a node, by element. Left out: blanks of a pixel or so, and what only holds the place of a picture
 * whose own address stands beside it.
 */
export function findInline(
  root: ParentNode,
  byElement: ReadonlyMap<Element, readonly FoundAddress[]>,
): ReadonlyMap<Element, readonly InlineFile[]> {
  const found = new Map<Element, InlineFile[]>();
  let count = 0;
  for (const element of elementsOf(root)) {
    if (MACHINERY.has(element.name)) continue;
    // The text of a link says what it leads to; that of a box around a picture does not.
    const isLink = /^(?:a|area|button)$/.test(element.name);
    for (const [attribute, value] of Object.entries(element.attribs)) {
      const name = attribute.toLowerCase();
      if (name === 'srcdoc' || name === 'action' || name === 'formaction') continue;
      for (const uri of dataAddressesIn(name, value)) {
        if ((count += 1) > MOST) return found;
        const body = readDataAddress(uri);
        if (!body || isBlank(body) || isPlaceholder(body, name, byElement.get(element) ?? [])) continue;
        const files = found.get(element) ?? [];
        if (files.some(({ address }) => address === body.address)) continue;
        const picture = /^image\//i.test(body.contentType);
        const text =
          folded(element.attribs['download'] ?? '') || altOf(element) || (picture && !isLink ? '' : linkText(element));
        files.push({ address: body.address, sha256: body.sha256, uri, picture, text });
        found.set(element, files);
      }
    }
  }
  return found;
}

function isPlaceholder({ bytes }: InlineBody, name: string, others: readonly FoundAddress[]): boolean {
  const lazy = others.filter(
    ({ element, attribute }) => element.name === 'img' && attribute !== name && !attribute.startsWith('on'),
  );
  if (lazy.some(({ target }) => target.type === 'binary')) return bytes.length < PLACEHOLDER_BYTES;
  return lazy.length > 0 && bytes.length < BLANK_BYTES;
}

/** Nothing to be seen: a picture of a pixel, a drawing in which nothing is drawn. */
function isBlank({ bytes, contentType }: InlineBody): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (/^image\/svg/i.test(contentType)) {
    return !/<(?:\w+:)?(?:path|rect|circle|ellipse|line|poly\w+|text|image|use|foreignObject)\b/i.test(
      buffer.toString('latin1', 0, 100_000),
    );
  }
  const magic = buffer.toString('latin1', 0, 4);
  if (magic.startsWith('GIF') && buffer.length >= 10) return isDot(buffer.readUInt16LE(6), buffer.readUInt16LE(8));
  if (magic === '\x89PNG' && buffer.length >= 24) return isDot(buffer.readUInt32BE(16), buffer.readUInt32BE(20));
  return /^image\//i.test(contentType) && buffer.length < 60;
}

function isDot(width: number, height: number): boolean {
  return width * height <= 4;
}
