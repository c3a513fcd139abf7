/** Nesting beyond which tags are left out, as browsers do: deeper mark-up was made to exhaust whatever reads it. */
const DEEPEST = 400;
/** Shorter pages cannot be nested deep enough to cost anything. */
const HARMLESS = 4_000;

const TAG = /<(\/?)([a-z][a-z0-9]*)(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*)?(\/?)>/gi;
/** Tags without an end, and tags that the next one of their kind ends. */
const FLAT =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|dt|dd|tbody|thead|tfoot|option|optgroup|colgroup|rp|rt|html|head|body)$/i;

/**
 * Leaves out tags that stand deeper than any page needs, before the parser sees them: its own cost grows with the square of the
 * nesting. The text between them stays.
 */
export function limitNesting(html: string): string {
  if (html.length < HARMLESS || deepest(html) <= DEEPEST) return html;
  let depth = 0;
  return html.replace(TAG, (tag, end: string, name: string, empty: string) => {
    if (FLAT.test(name) || empty !== '') return depth > DEEPEST && /^(?:p|li|td|th|tr|dt|dd)$/i.test(name) ? ' ' : tag;
    if (end !== '') {
      depth = Math.max(0, depth - 1);
      return depth >= DEEPEST ? ' ' : tag;
    }
    depth += 1;
    return depth > DEEPEST ? ' ' : tag;
  });
}

function deepest(html: string): number {
  let depth = 0;
  let most = 0;
  for (const [, end, name = '', empty] of html.matchAll(TAG)) {
    if (FLAT.test(name) || empty !== '') continue;
    depth = end === '' ? depth + 1 : Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
}
