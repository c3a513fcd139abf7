import { readFileSync } from 'node:fs';
import { TextDecoder, TextEncoder } from 'node:util';
import htmlEncodingSniffer from 'html-encoding-sniffer';
import type { ReceivedView } from '../../types.ts';

/** Names of fields and parameters whose values open doors. */
const SECRET_NAME =
  'csrf|xsrf|token|session|sess_?id|sid|jsession|phpsess|auth|nonce|signature|verification|viewstate|eventvalidation|form_?key|api_?key|password|passwd';

function decode(bytes: Uint8Array, contentType: string): string {
  const label = /charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1];
  const options = label === undefined ? {} : { transportLayerEncodingLabel: label };
  const encoding = htmlEncodingSniffer(bytes, { ...options, defaultEncoding: 'UTF-8' });
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}

/** Empties the values of one attribute of a tag. */
function emptied(tag: string, attribute: string): string {
  return tag.replace(new RegExp(`(\\s${attribute}\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s>"']+)`, 'gi'), '$1""');
}

const SECRET_FIELD = new RegExp(`\\bname\\s*=\\s*["']?[^"'>]*(?:${SECRET_NAME})`, 'i');
const SECRET_META = new RegExp(`\\b(?:name|property|id)\\s*=\\s*["']?[^"'>]*(?:${SECRET_NAME})`, 'i');
const SECRET_DATA = new RegExp(`(\\sdata-[\\w-]*(?:${SECRET_NAME})[\\w-]*\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s>"']+)`, 'gi');
const SECRET_PARAMETER = new RegExp(`([?&;](?:amp;)?[\\w.-]*(?:${SECRET_NAME})[\\w.-]*=)[^&"'\\s<>#]+`, 'gi');
/** `csrfToken: "…"` in a script. Begins in the middle of the name: to look for its beginning costs the square of a long word. */
const SECRET_VALUE = new RegExp(
  `((?:${SECRET_NAME})[\\w.$-]*["']?\\s*[:=]\\s*)(["'])(?:(?!\\2)[^\\\\\\n]|\\\\.)*\\2`,
  'gi',
);

/**
 * Received HTML without what could let somebody act as the person: hidden fields, tokens in `<meta>`, in addresses and in
 * inline scripts, values that look like a session. The rest stays as it came.
 */
export function withoutTokens(html: string): string {
  return html
    .replace(/<input\b[^>]*>/gi, (tag) =>
      /\btype\s*=\s*["']?(?:hidden|password)/i.test(tag) || SECRET_FIELD.test(tag) ? emptied(tag, 'value') : tag,
    )
    .replace(/<meta\b[^>]*>/gi, (tag) => (SECRET_META.test(tag) ? emptied(tag, 'content') : tag))
    .replace(SECRET_DATA, '$1""')
    .replace(SECRET_PARAMETER, '$1')
    .replace(SECRET_VALUE, '$1$2$2');
}

/** The views of an item, decoded, tokens emptied, one after the other, each under its address. */
export function receivedText(views: readonly ReceivedView[]): Uint8Array {
  const parts: string[] = [];
  for (const view of views) {
    const bytes = bytesOf(view.path);
    if (!bytes) continue;
    const address = withoutTokens(view.address)
      .replace(/--+/g, '- -')
      .replace(/[\r\n]/g, ' ');
    parts.push(`<!-- ${address} -->\n${withoutTokens(decode(bytes, view.contentType)).replace(/^\uFEFF/, '')}\n`);
  }
  // The mark tells browsers and old editors that this text is UTF-8.
  return new TextEncoder().encode(`\uFEFF${parts.join('\n')}`);
}

/** Read here and now: a page is some kilobytes, and the four steps of an asynchronous read cost far more than the page. */
function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
