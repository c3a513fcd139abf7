import { isTag, type AnyNode } from 'domhandler';
import type { TextBlock } from './content.ts';
import { findDates } from './dates.ts';
import type { Frame, PageDocument } from './document.ts';
import { ancestorsOf } from './dom.ts';
import { markedAuthors, type PlacedDate } from './facts.ts';
import { isMeta } from './meta.ts';
import { personName } from './names.ts';

/** When and by whom a page's thing was made, as far as its own lines say it. */
export interface Head {
  readonly created: PlacedDate | undefined;
  readonly author: string | undefined;
  /** All names before the text: the author is among them if the date turns out to be a comment's, or the name a title. */
  readonly names: readonly string[];
  /** Where dates stand on a page that has a text: before it, or in or behind it. */
  readonly sides: ReadonlyMap<PlacedDate, 'before' | 'behind'>;
}

/** Shorter lines are labels, names, dates; a text begins with a longer one. */
const LINE = 40;

/**
 * The author and date of the thing that a page is about stand before its text, or right behind it; what is said below it
 * (comments, replies) comes with names and dates too, and each of those leads on to a text.
 * @param headings the page's own headings: a title may look like a name
 */
export function readHead(
  document: PageDocument,
  blocks: readonly TextBlock[],
  dates: readonly PlacedDate[],
  frame: Frame,
  headings: readonly string[],
): Head {
  const titles = new Set(headings);
  const lines = blocks.filter(({ text }) => !frame.texts.has(text));
  const found = lines.map(({ text }) => findDates(text, document.language));
  const isText = (index: number): boolean => {
    const text = lines[index]?.text ?? '';
    const free = lines[index]?.free ?? 0;
    return free > LINE && !titles.has(text) && !isMeta(text, found[index] ?? []);
  };
  const at = lines.findIndex((_line, index) => isText(index));
  const textAt = at < 0 ? lines.length : at;
  const position = positions(lines);
  const placed = dates.map((date) => ({ date, index: position(date.element, date.written) }));
  const before = placed.find(({ index }) => index < textAt);
  const [first] = placed;
  const created = before ?? (first && isTail(first.index, lines, found) ? first : undefined);
  const near = namesOf(document, lines, textAt, created?.index, titles, position, dates.length === 0);
  const names =
    created === undefined ? near : namesOf(document, lines, textAt, undefined, titles, position, dates.length === 0);
  const sides = new Map(
    at < 0 ? [] : placed.map(({ date, index }) => [date, index < textAt ? 'before' : 'behind'] as const),
  );
  return { created: created?.date, author: near[0], names, sides };
}

/** Where in the lines an element stands: its own block, else the nearest one around it. */
function positions(lines: readonly TextBlock[]): (element: AnyNode, text: string) => number {
  const byElement = new Map<AnyNode, number[]>();
  for (const [index, { element }] of lines.entries())
    byElement.set(element, [...(byElement.get(element) ?? []), index]);
  return (element, text) => {
    for (const node of [element, ...ancestorsOf(element)]) {
      const indices = byElement.get(node);
      if (!indices) continue;
      return indices.find((index) => lines[index]?.text.includes(text)) ?? indices[0] ?? Infinity;
    }
    return Infinity;
  };
}

/** A date behind the text is the thing's own if no text of its own follows it: nothing, or a label and then other dates. */
function isTail(
  index: number,
  lines: readonly TextBlock[],
  found: readonly (readonly { readonly iso: string }[])[],
): boolean {
  if (index + 1 >= lines.length) return index < lines.length;
  const dated = (at: number): boolean => (found[at]?.length ?? 0) > 0;
  if (dated(index + 1)) return true;
  const next = lines[index + 1]?.text ?? '';
  return next.length <= LINE && (index + 2 >= lines.length ? false : dated(index + 2));
}

function namesOf(
  document: PageDocument,
  lines: readonly TextBlock[],
  textAt: number,
  createdAt: number | undefined,
  titles: ReadonlySet<string>,
  position: (element: AnyNode, text: string) => number,
  undated: boolean,
): string[] {
  const isOwn = (index: number): boolean => index < textAt || index === createdAt;
  const marked = markedAuthors(document, document.content);
  const own = marked.filter(({ element, name }) => isOwn(position(element, name)));
  if (own.length > 0) return own.map(({ name }) => name);
  // Without a single date nobody has commented: whoever is named behind the text wrote it.
  if (undated && marked.length > 0) return marked.map(({ name }) => name);
  const named = (index: number): string | undefined => {
    const line = lines[index];
    if (!line || titles.has(line.text)) return undefined;
    const dates = findDates(line.text, document.language);
    return isMeta(line.text, dates) ? personName(line.text, dates, line.parts) : undefined;
  };
  // The line with the date says it best, then the lines between it and the title, then the one after it, then any before the text.
  const order: number[] = [];
  if (createdAt !== undefined) {
    order.push(createdAt);
    for (let index = createdAt - 1; index >= 0 && !titles.has(lines[index]?.text ?? ''); index -= 1) order.push(index);
    if (createdAt < textAt) order.push(createdAt + 1);
  }
  for (let index = 0; index < textAt; index += 1) order.push(index);
  const found = order.flatMap((index) => {
    const name = index >= 0 && (index <= textAt || index === createdAt) ? named(index) : undefined;
    return name === undefined ? [] : [name];
  });
  return [...new Set(found)];
}

/** The way from the page's root to an element by names of tags alone: things of one sort carry their dates in the same place. */
export function pathOf(element: AnyNode): string {
  const names: string[] = [];
  for (const node of [element, ...ancestorsOf(element)]) {
    if (isTag(node) && names.length < 60) names.push(node.name);
  }
  return names.reverse().join('/');
}
