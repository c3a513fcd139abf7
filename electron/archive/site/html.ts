/**
 * HTML as a value. Whatever is put into the `html` template is escaped, unless it is itself made by `html` or by the
 * sanitiser: forgetting to escape is not possible, forgetting to mark something as safe only shows its tags as text.
 */
const MARK: unique symbol = Symbol('html');

export interface Html {
  readonly [MARK]: true;
  readonly markup: string;
}

export type Part = Html | string | number | false | null | undefined | readonly Part[];

/** Declares markup as safe. Only for the output of the sanitiser and for our own constants. */
export function trusted(markup: string): Html {
  return { [MARK]: true, markup };
}

/** Characters that HTML does not allow in a document, and halves of surrogate pairs (U+FFFD says that something stood there). */
// eslint-disable-next-line no-control-regex -- removing control characters is the point
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Without halves of surrogate pairs, which cannot be written as UTF-8 or in an address. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\uFFFD');
}

export function escapeHtml(text: string): string {
  return wellFormed(text)
    .replace(FORBIDDEN, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function write(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeHtml(part);
  if ('markup' in part) return part.markup;
  return part.map(write).join('');
}

/** The template tag: html`<p>${text}</p>`. Lists are joined, `false` and `undefined` vanish. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? '';
  parts.forEach((part, index) => {
    markup += write(part) + (strings[index + 1] ?? '');
  });
  return trusted(markup);
}

export const nothing = trusted('');

/** True if there is nothing to see. */
export function isEmpty(part: Html): boolean {
  return part.markup.trim() === '';
}
