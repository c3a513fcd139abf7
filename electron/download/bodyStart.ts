import type { HeadCheck } from '../net/types.ts';
import { FetchError } from '../net/types.ts';
import type { Reason } from '../../shared/reasons.ts';
import { nameFromDisposition } from './contentDisposition.ts';
import type { Candidate } from './want.ts';

type Head = Pick<Parameters<HeadCheck>[0], 'headers' | 'finalAddress'>;

/** Names under which a body in HTML is what was uploaded: pages, and text in which mark-up may stand. */
const HTML_NAMES = /\.(?:x?html?|xht|shtml?|mht(?:ml)?|txt|md|php|aspx?|jsp|xml|xslt?|svg|css|js|tpl|eml|hta|url)$/i;
/** Old programs save HTML under these; an error page would come as text/html. */
const OFFICE_NAMES = /\.(?:doc|xls|rtf|ppt)$/i;

/**
 * Looks at the first bytes of a download and refuses what cannot be what was asked for, so that no log-in or error page is ever
 * saved as `photo.jpg`. What passes is looked at again when it is complete.
 *
 * @throws FetchError `empty`, `not-an-image`, `wrong-type`
 */
export function checkBodyStart(candidate: Candidate, start: Uint8Array, head: Head): void {
  const refuse = (reason: Reason): never => {
    throw new FetchError(reason, candidate.address);
  };
  if (start.length === 0) refuse('empty');
  switch (candidate.expect) {
    case 'image':
      if (isHtml(start)) refuse('not-an-image');
      return;
    case 'certificate':
      if (!isPdf(start)) refuse('wrong-type');
      return;
    case 'file':
      if (isHtml(start) && !mayBeHtml(candidate, head)) refuse('wrong-type');
      return;
  }
}

function mayBeHtml(candidate: Candidate, { headers }: Head): boolean {
  const named = nameFromDisposition(headers['content-disposition']);
  const name = named ?? candidate.nameHint ?? `x.${candidate.extension ?? ''}`;
  if (HTML_NAMES.test(name)) return true;
  return named !== undefined && OFFICE_NAMES.test(named) && !/html/i.test(headers['content-type'] ?? '');
}

/**
 * Whether a body begins as HTML does, whatever its header says (WHATWG MIME Sniffing, 7.1, and XHTML). Mark-up is ASCII in all
 * encodings that matter; UTF-16 is told by its mark.
 */
export function isHtml(start: Uint8Array): boolean {
  const text = beginning(start).replace(/^\s*(?:<\?xml[^>]*>\s*|<!--[^]*?-->\s*)*/i, '');
  return /^<(?:!doctype\s+html|html|head|body|script|iframe|title|style|table|h1|div|font|meta|link|br|p|a|b)(?:[\s>/]|$)/i.test(
    text,
  );
}

/** A vector picture; signatures do not know it, since it is text. */
export function isSvg(start: Uint8Array): boolean {
  const text = beginning(start).replace(/^\s*(?:<\?[^>]*>\s*|<!--[^]*?-->\s*|<!doctype\s+svg[^>]*>\s*)*/i, '');
  return /^<(?:\w+:)?svg[\s>]/i.test(text);
}

function isPdf(start: Uint8Array): boolean {
  // Readers accept rubbish before it, so old servers send some (a byte-order mark, an empty line).
  return Buffer.from(start.subarray(0, 1024)).includes('%PDF-');
}

function beginning(start: Uint8Array): string {
  const head = start.subarray(0, 4096);
  const utf16 =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : '';
  const text = utf16 === '' ? Buffer.from(head).toString('latin1') : new TextDecoder(utf16).decode(head);
  return text.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)/, '');
}
