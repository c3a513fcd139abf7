import { load } from 'cheerio';

/** Ways in which a page can be written differently and still say the same. */
export interface Remould {
  /** Ids, anchors, class names and all links that would change something are gone: nothing but structure is left. */
  readonly bare?: boolean;
  /** All boxes are `div`, whatever they were: lists, tables, articles, headings below the first. */
  readonly boxes?: boolean;
  /** Dates are plain text. */
  readonly plainDates?: boolean;
  /** Boxes inside boxes: every list item and cell gets two more around its content. */
  readonly nested?: boolean;
  /** No boxes around things at all: headings, lines and paragraphs one after the other. */
  readonly flat?: boolean;
  /** Who and when stands behind the text. */
  readonly signed?: boolean;
}

const BOXES =
  'li,ul,ol,article,section,dl,dt,dd,p,figure,figcaption,header,footer,main,nav,aside,table,tbody,tr,td,th,center,h2,h3,h4,h5,h6';
const TRAP = /\/(?:delete|archive|leave|remove|like|report|join|edit|settings)\b|action=|calendar|month=/;

/** Writes a page of the sample platform in another mark-up. */
export function remould(html: string, how: Remould): string {
  // A fragment stays one.
  const whole = /<html|<!doctype/i.test(html);
  const $ = load(html, { scriptingEnabled: false }, whole);
  if (how.bare) {
    $('[href],[onclick],[data-action],[data-url]').each((_, element) => {
      const said = Object.entries(element.attribs).some(
        ([name, value]) => /^(?:href|onclick|data-action|data-url)$/.test(name) && TRAP.test(value),
      );
      if (said) $(element).remove();
    });
    $('[id],[name],[data-id],[class]').each((_, element) => {
      for (const name of ['id', 'name', 'data-id', 'class']) Reflect.deleteProperty(element.attribs, name);
    });
  }
  if (how.plainDates) {
    $('time').each((_, element) => {
      element.name = 'span';
      Reflect.deleteProperty(element.attribs, 'datetime');
    });
  }
  if (how.signed) {
    $('time')
      .toArray()
      .map((element) => $(element).closest('p,div'))
      .filter((line) => line.text().trim().length < 90)
      .forEach((line) => {
        const after = line.nextAll('p,div');
        let last = line;
        for (const element of after.toArray()) {
          if ($(element).prev()[0] !== last[0] || $(element).find('a,time,h3').length > 0) break;
          last = $(element);
        }
        if (last[0] !== line[0]) line.insertAfter(last);
      });
  }
  if (how.flat) {
    $('main article, main li, main ul:not(:has(ul)), main section').each((_, element) => {
      $(element).replaceWith($(element).contents());
    });
  }
  if (how.nested) {
    $('li,td,article').each((_, element) => {
      $(element).wrapInner('<div><div></div></div>');
    });
  }
  if (how.boxes) {
    $(BOXES).each((_, element) => {
      element.name = 'div';
    });
  }
  return $.html();
}
