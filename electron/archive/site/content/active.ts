import type { CheerioAPI } from 'cheerio';
import type { AnyNode, ParentNode } from 'domhandler';
import { isTag } from 'domhandler';
import { elementsIn, elementsNamed, nameSet } from './elements.ts';

/** Removed with everything in them. `svg` may carry scripts and loads; its drawing is never the teacher's text. */
const GONE = nameSet(
  'script, style, link, meta, base, template, svg, canvas, applet, frameset, param, source, track, map, title, head',
);
const ASKING = nameSet('input, select, datalist, textarea, button, form, fieldset, label, output, legend, optgroup');
const FORM_BOXES = nameSet('form, fieldset, label, output, legend, optgroup');

const NOT_RECEIVED = ['class', 'rel', 'data-kept', 'data-ours', 'data-ext', 'data-id'] as const;

function isComment(node: { readonly type: string }): boolean {
  return node.type === 'comment' || node.type === 'directive' || node.type === 'cdata';
}

function commentsIn(parent: ParentNode): AnyNode[] {
  return parent.children.flatMap((child) => (isTag(child) ? commentsIn(child) : isComment(child) ? [child] : []));
}

/** Removes what acts or loads, but keeps text that merely stands inside odd elements. */
export function dropActive($: CheerioAPI): void {
  $(elementsNamed($, GONE)).remove();
  // Received classes would borrow our looks, and the others are our own notes between two steps: nobody may forge them.
  for (const { attribs } of elementsIn($)) for (const name of NOT_RECEIVED) Reflect.deleteProperty(attribs, name);
  // Comments and processing instructions: only elements and text stay.
  const [root] = $.root().get();
  if (root) $(commentsIn(root)).remove();
  // A picture's stand-in for browsers without scripts: only of use if the picture itself has no address.
  for (const element of elementsNamed($, nameSet('noscript'))) {
    const inner = $(element);
    const before = inner.prev('img');
    if (before.length > 0 && inner.find('img').length > 0) before.remove();
    inner.replaceWith(inner.contents());
  }
}

/** Forms do nothing in an archive, but what they ask and offer (a poll's options) is text worth keeping. */
export function formsToText($: CheerioAPI): void {
  if (elementsNamed($, ASKING).length === 0) return;
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
  for (const element of elementsNamed($, FORM_BOXES)) {
    const box = $(element);
    if (/^(?:form|fieldset)$/.test(element.tagName)) box.replaceWith($('<div>').append(box.contents()));
    else box.replaceWith(box.contents());
  }
}
