/** Whether an answer is, or may be, a web page: by its type, or by its first bytes where the type is missing or general. */
export function maybeHtml(contentType: string | undefined, start: Uint8Array): boolean {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^(?:text\/html|application\/xhtml\+xml)$/.test(type)) return true;
  // Some filters send their page under the type that was asked for.
  return /^\s*(?:<!--[^]*?-->\s*)*<(?:!doctype html|html|head|body)\b/i.test(asText(start.subarray(0, 1024)));
}

/** Whether HTML is a whole document, and not the piece of a list that a "load more" button fetches. */
export function isWholeDocument(html: string): boolean {
  return /<(?:!doctype|html|head|body)\b/i.test(html.slice(0, 4096));
}

/** Good enough to recognise a page by its markup, which is ASCII in every encoding but UTF-16. */
export function asText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
