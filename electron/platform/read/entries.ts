import { isTag, type AnyNode } from 'domhandler';
import type { Entry } from '../../../shared/model/index.ts';
import { textBlocks, type TextBlock } from './content.ts';
import { findDates } from './dates.ts';
import type { Frame, PageDocument } from './document.ts';
import { elementsOf, textOf } from './dom.ts';
import { markedAuthors, placedDates, type PlacedDate } from './facts.ts';
import { isMeta } from './meta.ts';
import { personName } from './names.ts';
import { datedPieces } from './rows.ts';
import { isHeading } from './series.ts';

/**
 * Posts, comments, chat lines: the pieces of a page that each have a date of their own, and their brothers without one.
 * @param dates every date of the page
 * @param own the date of the thing that the page is about: it belongs to no entry
 */
export function readEntries(
  document: PageDocument,
  frame: Frame,
  dates: readonly PlacedDate[],
  own: PlacedDate | undefined,
): Entry[] {
  if (!dates.some(({ element }) => element !== own?.element)) return [];
  return datedPieces(document, frame, own).flatMap((nodes) => {
    const entry = entryOf(document, frame, nodes);
    return entry.text.length > 0 ? [entry] : [];
  });
}

function entryOf(document: PageDocument, frame: Frame, nodes: readonly AnyNode[]): Entry {
  const date = placedDates(document, nodes, frame.texts)[0];
  const found = textBlocks(nodes, document.pruned);
  const blocks = fromLine(
    document,
    found.map(({ text }) => text),
    date,
  );
  const own = new Set(blocks);
  const author =
    markedAuthors(document, nodes)[0]?.name ??
    nameIn(
      found.filter(({ text }) => own.has(text)),
      document,
    );
  const title = headingOf(nodes);
  const isLine = (text: string): boolean => {
    const found = findDates(text, document.language);
    return found.length > 0 && text.length < 120 && isMeta(text, found);
  };
  return {
    ...(title === undefined ? {} : { title }),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { createdAt: date.iso, dateAsWritten: date.written }),
    text: blocks.filter((text) => !isLine(text) && text !== author && text !== title),
  };
}

/** Old mark-up lets the paragraph before a comment run into it: where a text follows the line with the date, it begins there. */
function fromLine(document: PageDocument, blocks: readonly string[], date: PlacedDate | undefined): readonly string[] {
  const at = date === undefined ? -1 : blocks.indexOf(date.line);
  const isText = (text: string): boolean => !isMeta(text, findDates(text, document.language));
  if (at < 1 || !blocks.slice(at + 1).some(isText)) return blocks;
  const before = blocks.slice(0, at);
  const cut = before.findLastIndex(isText);
  return cut < 0 ? blocks : blocks.slice(cut + 1);
}

function nameIn(blocks: readonly TextBlock[], document: PageDocument): string | undefined {
  for (const { text, parts } of blocks) {
    const dates = findDates(text, document.language);
    const name = text.length <= 120 && isMeta(text, dates) ? personName(text, dates, parts) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

function headingOf(nodes: readonly AnyNode[]): string | undefined {
  for (const node of nodes) {
    if (!isTag(node)) continue;
    for (const element of [node, ...elementsOf(node)]) if (isHeading(element)) return textOf(element) || undefined;
  }
  return undefined;
}
