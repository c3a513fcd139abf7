import { Buffer } from 'node:buffer';
import sniffEncoding from 'html-encoding-sniffer';

/** Labels that old servers send by default, whatever the page is written in: a `<meta>` that says otherwise knows better. */
const SERVER_DEFAULTS = new Set(['windows-1252']);

function decoder(label: string, fatal = false): TextDecoder | undefined {
  try {
    return new TextDecoder(label, { fatal });
  } catch {
    return undefined;
  }
}

function normal(label: string | undefined): string | undefined {
  return label === undefined ? undefined : decoder(label)?.encoding;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text of a page in whatever charset it came. Bytes that are valid UTF-8 with at least one multi-byte character *are*
 * UTF-8, whatever is declared; else the header counts, unless it is a server's default and `<meta>` says otherwise, or it
 * says UTF-8 and the bytes are not.
 * @param bytes body without content-encoding
 * @param contentType the header as sent
 */
export function decodeHtml(bytes: Uint8Array, contentType: string | undefined): string {
  const declared = normal(/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType ?? '')?.[1]);
  const multibyte = bytes.some((byte) => byte >= 0x80);
  if (!multibyte) return new TextDecoder('utf-8').decode(bytes);
  const utf16 = declared?.startsWith('utf-16') ?? false;
  if (!utf16 && isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  // The sniffer reads a byte order mark and `<meta>` by the HTML standard's prescan.
  const sniffed = normal(
    sniffEncoding(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536))),
  );
  const usable = (label: string | undefined): string | undefined => (label === 'utf-8' ? undefined : label);
  const meta = usable(sniffed);
  const header = usable(declared);
  const choice = header !== undefined && !(SERVER_DEFAULTS.has(header) && meta !== undefined) ? header : meta;
  return (decoder(choice ?? 'windows-1252') ?? new TextDecoder('windows-1252')).decode(bytes);
}
