import { createHash } from 'node:crypto';

/** A body that stood in a page itself. */
export interface InlineBody {
  /** What a run remembers it by; the same bytes have the same. */
  readonly address: string;
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
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { address: `data:sha256,${hash}`, bytes, contentType: contentType === '' ? 'text/plain' : contentType };
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
