import { isTag, type AnyNode, type Element } from 'domhandler';
import type { Entry } from '../../../shared/model/index.ts';
import { textBlocks } from './content.ts';
import { findDates } from './dates.ts';
import type { PageDocument } from './document.ts';
import { ancestorsOf, elementsOf, textOf } from './dom.ts';
import { markedAuthors, personName, type PlacedDate } from './facts.ts';
import { segment } from './segment.ts';

/**
 * Posts, comments, chat lines: the pieces of a page that each have a date of their own. The piece around a date is the largest
 * one that holds no other; dates in one line (posted, edited) are one.
 */
export function readEntries(document: PageDocument, dates: readonly PlacedDate[]): Entry[] {
  const keyed = new Map<Element, PlacedDate>();
  const lines = new Set<Element>();
  for (const date of dates) {
    const line = lineOf(date.element);
    if (!lines.has(line)) keyed.set(date.element, date);
    lines.add(line);
  }
  const segments = segment([...keyed.keys()].map((element, index) => ({ element, key: String(index) })));
  return [...keyed.values()].map((date, index) => {
    const nodes = segments.get(String(index))?.nodes ?? [date.element];
    const all = wide(nodes, document);
    const blocks = textBlocks(all, document.pruned).map(({ text }) => text);
    const meta = (text: string): boolean => findDates(text, document.language).length > 0 && text.length < 120;
    const author = markedAuthors(document, all)[0]?.name ?? nameIn(blocks, document);
    const title = headingOf(all);
    return {
      ...(title === undefined ? {} : { title }),
      ...(author === undefined ? {} : { author }),
      createdAt: date.iso,
      dateAsWritten: date.written,
      text: blocks.filter((text) => !meta(text) && text !== author && text !== title),
    };
  });
}

function lineOf(element: Element): Element {
  if (element.name !== 'time' && element.name !== 'span' && element.name !== 'small') return element;
  for (const parent of ancestorsOf(element))
    if (/^(?:p|div|li|td|header|footer|dd|dt|h[1-6]|article|section)$/.test(parent.name)) return parent;
  return element;
}

/** A single post has nothing to be told apart from: its piece may be only the line with the date. Then what follows belongs to it. */
function wide(nodes: readonly AnyNode[], document: PageDocument): readonly AnyNode[] {
  const [first] = nodes;
  if (nodes.length !== 1 || !first || !isTag(first) || textOf(first).length > 120) return nodes;
  for (const parent of ancestorsOf(first)) {
    if (document.content.includes(parent) || /^(?:body|main)$/.test(parent.name)) break;
    if (textOf(parent).length > textOf(first).length) return [parent];
  }
  return nodes;
}

function nameIn(blocks: readonly string[], document: PageDocument): string | undefined {
  for (const text of blocks) {
    if (text.length > 120) continue;
    const name = personName(text, findDates(text, document.language));
    if (name !== undefined) return name;
  }
  return undefined;
}

function headingOf(nodes: readonly AnyNode[]): string | undefined {
  for (const node of nodes) {
    if (!isTag(node)) continue;
    for (const element of [node, ...elementsOf(node)])
      if (/^h[2-6]$/.test(element.name)) return textOf(element) || undefined;
  }
  return undefined;
}
