import { isTag, type AnyNode, type Document, type Element } from 'domhandler';
import { ancestorsOf, elementsOf, textOf } from './dom.ts';

/**
 * Elements for input that hold a person's text all the same: a board's note in a text field, the heading of a panel that is a
 * button. They become what they are used as, so that nothing that reads the page takes them for the site's machinery.
 * @param leads elements with an address: a button with one does something
 */
export function textOfOldTags(document: Document, leads: { has(element: Element): boolean }): void {
  for (const element of elementsOf(document)) {
    if (element.name === 'textarea') {
      if (isShown(element)) element.name = 'pre';
    } else if (element.name !== 'button' || leads.has(element)) continue;
    else if (isHeading(element)) element.name = 'span';
    else if (isText(element)) element.name = 'div';
  }
}

/** A field that nobody can write into, or that belongs to no form, shows something; mark-up in it is there to be copied. */
function isShown(element: Element): boolean {
  const { attribs, children } = element;
  if (children.some((child) => 'data' in child && /^\s*</.test(child.data))) return false;
  return attribs['readonly'] !== undefined || attribs['disabled'] !== undefined || !isInForm(element);
}

function isInForm(node: AnyNode): boolean {
  for (const parent of ancestorsOf(node)) if (parent.name === 'form') return true;
  return false;
}

/** A button that is the whole of a heading opens what stands below it. */
function isHeading(element: Element): boolean {
  for (const parent of ancestorsOf(element)) {
    if (/^(?:h[1-6]|summary|dt)$/.test(parent.name)) return textOf(parent) === textOf(element);
    if (!/^(?:span|b|strong|em|i|div)$/.test(parent.name)) return false;
  }
  return false;
}

/** What a button does is said in fewer words; one that sends a form may need more. */
const WORDS = 5;

function isText(element: Element): boolean {
  if (isInForm(element)) return false;
  const text = textOf(element);
  if ((text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []).length >= WORDS) return true;
  return element.children.some((child) => isTag(child) && /^(?:p|h[1-6]|ul|ol|div)$/.test(child.name)) && text !== '';
}
