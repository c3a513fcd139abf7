import { isTag, isText, type AnyNode, type Element } from 'domhandler';
import type { PageDocument } from './document.ts';
import { findDates, parseDate } from './dates.ts';
import { textBlocks, type TextBlock } from './content.ts';
import { isMeta } from './meta.ts';
import { personName } from './names.ts';
import { repeatedName } from './repeatedName.ts';
import { ancestorsOf, elementsOf, folded, isBlock, isSilent, textOf, traverse } from './dom.ts';

/** A date that belongs to a thing (not one that its text speaks of). `element` is the block or `<time>` it stands in. */
export interface PlacedDate {
  readonly iso: string;
  readonly written: string;
  readonly element: Element;
  /** The text of the line that it stands in. */
  readonly line: string;
}

/** The dates below some nodes that date the thing itself: `<time>`, microdata, and short lines that hold little else. */
export function placedDates(
  document: PageDocument,
  nodes: readonly AnyNode[],
  boilerplate: ReadonlySet<string>,
): PlacedDate[] {
  const placed: PlacedDate[] = [];
  /** Elements that hold a `<time>`: their text would say the same date again. */
  const timed = new Set<Element>();
  for (const element of allElements(nodes)) {
    if (document.hidden.has(element)) continue;
    const stamp =
      element.name === 'time' || /date/i.test(element.attribs['itemprop'] ?? '')
        ? (element.attribs['datetime'] ?? element.attribs['content'] ?? textOf(element))
        : undefined;
    const iso = stamp === undefined ? undefined : parseDate(stamp, document.language);
    if (iso === undefined) continue;
    for (const outer of ancestorsOf(element)) timed.add(outer);
    placed.push({ iso, written: textOf(element) || (stamp ?? ''), element, line: lineOf(element) });
  }
  for (const block of textBlocks(nodes, document.pruned)) {
    if (!isTag(block.element) || boilerplate.has(block.text)) continue;
    const dates = findDates(block.text, document.language);
    if (dates.length === 0 || !isMeta(block.text, dates)) continue;
    if (timed.has(block.element)) continue;
    for (const { iso, written } of dates) placed.push({ iso, written, element: block.element, line: block.text });
  }
  const at = ({ element }: PlacedDate): number => document.order.get(element) ?? 0;
  return placed.length > 1 ? placed.sort((a, b) => at(a) - at(b)) : placed;
}

/** The text of the block around a `<time>`, if it is a line and not the whole record. */
function lineOf(element: Element): string {
  for (const parent of ancestorsOf(element)) {
    if (!isBlock(parent)) continue;
    const text = textOf(parent);
    return text.length <= 200 ? text : textOf(element);
  }
  return textOf(element);
}

export function* allElements(nodes: readonly AnyNode[]): Generator<Element> {
  for (const node of nodes) {
    if (isTag(node)) yield node;
    if ('children' in node) yield* elementsOf(node);
  }
}

/** The authors that a page marks as such, in its order: `rel=author`, microdata, links to a member's page. */
export function markedAuthors(
  document: PageDocument,
  nodes: readonly AnyNode[],
): { readonly name: string; readonly element: Element }[] {
  const marked: { name: string; element: Element }[] = [];
  const linked: { name: string; element: Element }[] = [];
  for (const element of allElements(nodes)) {
    if (document.hidden.has(element)) continue;
    const property = element.attribs['itemprop'] ?? '';
    const says = /^(?:author|creator|sender)$/i.test(property) || /\bauthor\b/i.test(element.attribs['rel'] ?? '');
    const text = says || element.name === 'address' ? (element.attribs['content'] ?? textOf(element)) : '';
    if (text !== '' && text.length <= 120) marked.push({ name: personName(text, []) ?? text, element });
    else if (
      document.byElement.get(element)?.some(({ target }) => target.type === 'view' && target.shape === 'member') &&
      textOf(element) !== ''
    )
      linked.push({ name: textOf(element), element });
  }
  return marked.length > 0 ? marked : linked;
}

/** What stands in a record beside its link. */
export interface RecordFacts {
  readonly title: string | undefined;
  readonly author: string | undefined;
  readonly dates: readonly PlacedDate[];
  readonly texts: readonly string[];
  /** Size as written, e.g. `1.2 MB`. */
  readonly size: string | undefined;
}

export const SIZE =
  /(?<![\p{L}\d])\d{1,4}(?:[.,\s]\d{1,3})?\s?(?:[kKmMgG]i?[bBoO]|[кКмМгГ][бБ]|[bB]ytes?|B)(?![\p{L}\d])/u;

/**
 * Reads one record.
 * @param generic texts that stand in most records of the list (button labels, column names)
 * @param lead whether its link leads to the thing and is called like it, or is a button ("Download") beside its title
 */
export function recordFacts(
  document: PageDocument,
  nodes: readonly AnyNode[],
  linkTexts: readonly string[],
  generic: ReadonlySet<string>,
  boilerplate: ReadonlySet<string>,
  lead: 'title' | 'button' = 'title',
): RecordFacts {
  const blocks = textBlocks(nodes, document.pruned);
  const dates = placedDates(document, nodes, boilerplate);
  const size = blocks.map(({ text }) => SIZE.exec(text)?.[0]).find((found) => found !== undefined);
  const chunks = chunksOf(nodes, document.pruned).filter((chunk) => !generic.has(chunk));
  const isFact = (chunk: string): boolean =>
    findDates(chunk, document.language).length > 0 || SIZE.test(chunk) || !/\p{L}/u.test(chunk);
  // A line with a date says who and when; a title rarely stands in it, and then it does not look like a name.
  const lines = blocks.filter(({ text }) => text.length <= 160 && findDates(text, document.language).length > 0);
  const inLine = (chunk: string): boolean => lines.some(({ text }) => text !== chunk && text.includes(chunk));
  const isNamed = (chunk: string): boolean => /^[^:：]{2,30}[:：]/.test(chunk) && personName(chunk, []) !== undefined;
  const free = chunks.filter((chunk) => chunk.length <= 300 && !isFact(chunk) && !isNamed(chunk));
  const firstFree =
    free.find((chunk) => !inLine(chunk)) ??
    free.find((chunk) => personName(chunk, []) === undefined && /\p{L}{2}/u.test(chunk));
  // What all records are called alike is a button's text, unless the record begins with it: then all bear the same title.
  const [start = ''] = chunksOf(nodes.slice(0, 1), document.pruned);
  const title =
    headingIn(document, nodes, generic) ??
    (lead === 'title' && start !== '' && linkTexts.includes(start) ? start : undefined) ??
    (lead === 'button' ? firstFree : undefined) ??
    linkTexts.find((text) => text !== '' && !generic.has(text) && !SIZE.test(text.replace(/.{30,}/, ''))) ??
    firstFree ??
    pictureTitle(nodes);
  const author =
    markedAuthors(document, nodes)[0]?.name ??
    blocks
      .filter(({ text }) => text !== title && !generic.has(text) && isMeta(text, findDates(text, document.language)))
      .sort((a, b) => rank(a, document) - rank(b, document))
      .map((block) => nameOf(block, document, title))
      .find((name) => name !== undefined) ??
    repeatedName(blocks, generic, title, document.language);
  return { title, author, dates, texts: blocks.map(({ text }) => text), size };
}

/** The name in a line, which is not the thing's title. */
function nameOf({ text, parts }: TextBlock, document: PageDocument, title: string | undefined): string | undefined {
  const dates = findDates(text, document.language);
  if (title === undefined) return personName(text, dates, parts);
  return personName(
    text.replace(title, '|'),
    dates,
    parts.filter((part) => part !== title),
  );
}

/** A name is most likely beside a date, then behind a colon. */
function rank(block: TextBlock, document: PageDocument): number {
  if (findDates(block.text, document.language).length > 0) return 0;
  return /[:：]/.test(block.text) ? 1 : 2;
}

function headingIn(
  document: PageDocument,
  nodes: readonly AnyNode[],
  generic: ReadonlySet<string>,
): string | undefined {
  for (const element of allElements(nodes)) {
    // A term is a title where the list itself is made of terms; inside of a thing it names one of its facts.
    if (element.name === 'dt' && !nodes.includes(element)) continue;
    if (
      document.hidden.has(element) ||
      (!/^h[1-6]$|^dt$|^summary$|^figcaption$/.test(element.name) &&
        element.attribs['role'] !== 'heading' &&
        !/^(?:name|headline)$/i.test(element.attribs['itemprop'] ?? ''))
    )
      continue;
    // A heading that nobody closed holds what follows it.
    const text = textBlocks([element], document.pruned)[0]?.text ?? '';
    if (text !== '' && !generic.has(text)) return text;
  }
  return undefined;
}

function pictureTitle(nodes: readonly AnyNode[]): string | undefined {
  for (const element of allElements(nodes)) {
    const title = element.name === 'img' ? element.attribs['alt'] : undefined;
    if (title !== undefined && folded(title) !== '') return folded(title);
  }
  return undefined;
}

/** Text nodes as they stand, folded: finer than blocks, for telling a title from a label beside it. */
export function chunksOf(nodes: readonly AnyNode[], pruned: ReadonlySet<Element>): string[] {
  const chunks: string[] = [];
  for (const root of nodes) {
    traverse(root, (node) => {
      if (isText(node)) {
        const text = folded(node.data);
        if (text !== '') chunks.push(text);
      }
      return 'children' in node && !isSilent(node) && !(isTag(node) && pruned.has(node));
    });
  }
  return chunks;
}

/** Texts that stand in most records: labels of buttons, columns and inner lists ("Comments (3)"), no titles. Two records tell nothing. */
export function genericTexts(records: readonly (readonly string[])[]): Set<string> {
  if (records.length < 3) return new Set();
  // Two of three projects may well bear one title.
  const enough = Math.max(3, Math.floor(records.length * 0.7));
  const counts = new Map<string, { count: number; texts: Set<string> }>();
  for (const chunks of records) {
    for (const [key, texts] of byKey(chunks)) {
      const known = counts.get(key) ?? { count: 0, texts: new Set<string>() };
      known.count += 1;
      for (const text of texts) known.texts.add(text);
      counts.set(key, known);
    }
  }
  const generic = [...counts].filter(([key, { count }]) => count >= enough && key.length < 60);
  return new Set(generic.flatMap(([, { texts }]) => [...texts]));
}

/** The same label may end with a count. */
function byKey(chunks: readonly string[]): Map<string, string[]> {
  const keys = new Map<string, string[]>();
  for (const chunk of chunks) {
    const key = chunk.replace(/\s*[([]\d+[)\]]$/, '');
    keys.set(key, [...(keys.get(key) ?? []), chunk]);
  }
  return keys;
}
