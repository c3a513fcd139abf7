import type { CheerioAPI } from 'cheerio';
import { elementsIn } from './elements.ts';

/** Removed with everything in them. `svg` may carry scripts and loads; its drawing is never the teacher's text. */
const GONE =
  'script, style, link, meta, base, template, svg, canvas, applet, frameset, param, source, track, map, title, head';

const NOT_RECEIVED = ['class', 'rel', 'data-kept', 'data-ours', 'data-ext', 'data-id'] as const;

function isComment(node: { readonly type: string }): boolean {
  return node.type === 'comment' || node.type === 'directive' || node.type === 'cdata';
}

/** Removes what acts or loads, but keeps text that merely stands inside odd elements. */
export function dropActive($: CheerioAPI): void {
  $(GONE).remove();
  // Received classes would borrow our looks, and the others are our own notes between two steps: nobody may forge them.
  for (const { attribs } of elementsIn($)) for (const name of NOT_RECEIVED) Reflect.deleteProperty(attribs, name);
  // Comments and processing instructions: only elements and text stay.
  $.root()
    .add($('*'))
    .contents()
    .filter((_, node) => isComment(node))
    .remove();
  // A picture's stand-in for browsers without scripts: only of use if the picture itself has no address.
  $('noscript').each((_, element) => {
    const inner = $(element);
    const before = inner.prev('img');
    if (before.length > 0 && inner.find('img').length > 0) before.remove();
    inner.replaceWith(inner.contents());
  });
}

/** Forms do nothing in an archive, but what they ask and offer (a poll's options) is text worth keeping. */
export function formsToText($: CheerioAPI): void {
  $('input').each((_, element) => {
    const input = $(element);
    const type = (input.attr('type') ?? 'text').toLowerCase();
    const checked = input.attr('checked') !== undefined;
    const sign = type === 'checkbox' ? (checked ? '☑ ' : '☐ ') : type === 'radio' ? (checked ? '● ' : '○ ') : '';
    input.replaceWith(sign === '' ? '' : $('<span>').text(sign));
  });
  $('select, datalist').each((_, element) => {
    const list = $('<ul>');
    $(element)
      .find('option')
      .each((__, option) => {
        const text = $(option).text().trim() || ($(option).attr('label') ?? '').trim();
        if (text !== '') list.append($('<li>').text(text));
      });
    $(element).replaceWith(list.children().length > 0 ? list : '');
  });
  $('textarea').each((_, element) => {
    const text = $(element).text().trim();
    $(element).replaceWith(text === '' ? '' : $('<p>').text(text));
  });
  $('button').each((_, element) => {
    // A button is the old page's machinery, unless something is in it.
    const button = $(element);
    button.replaceWith(button.find('img').length > 0 ? button.contents() : '');
  });
  $('form, fieldset, label, output, legend, optgroup').each((_, element) => {
    const box = $(element);
    if (/^(?:form|fieldset)$/.test(element.tagName)) box.replaceWith($('<div>').append(box.contents()));
    else box.replaceWith(box.contents());
  });
}
