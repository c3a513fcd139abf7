import { isTag, type AnyNode, type Element } from 'domhandler';
import type { TextBlock } from './content.ts';
import { findDates } from './dates.ts';
import { ancestorsOf, elementsOf, textOf } from './dom.ts';
import { personName } from './names.ts';

/**
 * All of a list's things may be one teacher's: a line that stands in most records is still an author if it is nothing but a name
 * right beside the date, and no button.
 */
export function repeatedName(
  blocks: readonly TextBlock[],
  generic: ReadonlySet<string>,
  title: string | undefined,
  language: string | undefined,
): string | undefined {
  const dated = (index: number): boolean => findDates(blocks[index]?.text ?? '', language).length > 0;
  const isName = ({ text, element }: TextBlock): boolean =>
    generic.has(text) && text !== title && personName(text, []) === text && !isControl(element);
  const found = blocks.filter((block, index) => isName(block) && (dated(index - 1) || dated(index + 1)));
  // With a name on each side of the date one of them is a label, and nothing tells which.
  return new Set(found.map(({ text }) => text)).size === 1 ? found[0]?.text : undefined;
}

/** Whether all of a line is a link, a button or the name of a column. */
function isControl(node: AnyNode): boolean {
  if (!isTag(node)) return false;
  const isButton = ({ name, attribs }: Element): boolean =>
    /^(?:a|button|th|dt|label|summary|h[1-6])$/.test(name) || attribs['role'] === 'button';
  for (const element of [node, ...ancestorsOf(node)]) {
    if (isButton(element)) return true;
    if (/^(?:td|li|tr|article|div)$/.test(element.name)) break;
  }
  return [...elementsOf(node)].some((inner) => isButton(inner) && textOf(inner) === textOf(node));
}
