import { createHash } from 'node:crypto';

/** A body that stood in a page itself. */
export interface InlineBody {
  /** What a run and its pages remember it by; the same bytes have the same. */
  readonly address: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/**
 * Reads a `data:` address (RFC 2397, with what browsers forgive: white space, missing padding).
 *
 * @returns undefined if it is none, or empty
 */
export function readDataAddress(data: string): InlineBody | undefined {
  const comma = data.indexOf(',');
  if (comma < 0 || !/^data:/i.test(data)) return undefined;
  const head = data.slice('data:'.length, comma);
  const text = data.slice(comma + 1);
  const isBase64 = /;\s*base64\s*$/i.test(head);
  const raw = percentDecoded(text);
  const bytes = isBase64 ? Buffer.from(raw.toString('latin1').replace(/\s/g, ''), 'base64') : raw;
  if (bytes.length === 0) return undefined;
  const contentType = head.replace(/;\s*base64\s*$/i, '').trim();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    address: inlineAddress(sha256),
    sha256,
    bytes,
    contentType: contentType === '' ? 'text/plain' : contentType,
  };
}

/** The short address by which a body that stood in a page is known where the page no longer carries it. */
export function inlineAddress(sha256: string): string {
  return `data:sha256,${sha256}`;
}

/** The hash in such an address, else undefined. */
export function hashOfInlineAddress(address: string): string | undefined {
  return /^data:sha256,([0-9a-f]{64})$/i.exec(address.trim())?.[1]?.toLowerCase();
}

const IN_STYLE = /url\(\s*(?:"\s*(data:[^"]*)"|'\s*(data:[^']*)'|(data:[^'")\s]+))\s*\)/gi;
const IN_QUOTES = /(["'])\s*(data:(?:(?!\1)[^\\])*)\1/gi;

/**
 * The `data:` addresses in the value of an attribute: alone, in a `srcset`, in `url(…)`, or in quotes in a script or JSON.
 * @param name of the attribute, lower case
 */
export function dataAddressesIn(name: string, value: string): readonly string[] {
  if (!/data:/i.test(value)) return [];
  const whole = value.trim();
  if (name.endsWith('srcset')) {
    // A comma belongs to the address there; only white space ends it.
    return whole.split(/\s+/).flatMap((piece) => {
      const bare = piece.replace(/^,+|,+$/g, '');
      return /^data:[^,]*,/i.test(bare) ? [bare] : [];
    });
  }
  if (/^data:[^,]*,/i.test(whole)) return [whole];
  if (name === 'style') {
    return [...whole.matchAll(IN_STYLE)].map(([, double, single, bare]) => (double ?? single ?? bare ?? '').trim());
  }
  return [...whole.replace(/\\\//g, '/').matchAll(IN_QUOTES)].map(([, , inner]) => (inner ?? '').trim());
}

function percentDecoded(text: string): Buffer {
  if (!text.includes('%')) return Buffer.from(text);
  const bytes = Buffer.from(text);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 1, to += 1) {
    const code = bytes[at] === 0x25 ? /^[0-9a-f]{2}$/i.exec(bytes.toString('latin1', at + 1, at + 3))?.[0] : undefined;
    bytes[to] = code === undefined ? (bytes[at] ?? 0) : Number.parseInt(code, 16);
    if (code !== undefined) at += 2;
  }
  return bytes.subarray(0, to);
}
