import { isTag, type AnyNode } from 'domhandler';
import type { TextBlock } from './content.ts';
import { findDates } from './dates.ts';
import type { Frame } from './document.ts';
import { ancestorsOf } from './dom.ts';
import { SIZE, type RecordFacts } from './facts.ts';
import { personName } from './names.ts';

/** A thing of a list and what its record says. */
export interface Recorded {
  readonly sort: string;
  readonly linkTexts: readonly string[];
  readonly facts: RecordFacts;
}

/** Lines beyond which taking known texts out of them would cost more than it tells. */
const LONGEST = 4_000;
const MOST_KNOWN = 4_000;

/**
 * The lines of a list that its things' records say. A record may reach too far (the last one in flat mark-up, the only one of its
 * sort): what it says beyond its brothers is only known if it is a label, or says who, when or how much.
 */
export function knownTexts(records: readonly Recorded[]): Set<string> {
  const known = new Set<string>();
  const counts = new Map<string, number[]>();
  for (const { sort, facts } of records) counts.set(sort, [...(counts.get(sort) ?? []), facts.texts.length]);
  const limits = new Map([...counts].map(([sort, all]) => [sort, all.sort((x, y) => y - x)[1] ?? 0]));
  for (const { sort, linkTexts, facts } of records) {
    for (const text of linkTexts) known.add(text);
    if (facts.title !== undefined) known.add(facts.title);
    for (const [index, text] of facts.texts.entries()) {
      const own = index < (limits.get(sort) ?? 0);
      if (own || (sort === 'member' ? isDated(text) : !isTold(text) || isDated(text) || isName(text))) known.add(text);
    }
  }
  return known;
}

/**
 * What a list's page says beside its things: a description above them, people without a page, a poll that stands on the list
 * itself. Lines of links, names of columns and headings are none of it.
 * @param known the lines that are kept otherwise
 */
export function looseTexts(blocks: readonly TextBlock[], known: ReadonlySet<string>, frame: Frame): string[] {
  const pieces = [...known].filter((text) => text.length >= 3).slice(0, MOST_KNOWN);
  const rest = (text: string): string =>
    text.length > LONGEST ? text : pieces.reduce((left, piece) => left.replaceAll(piece, ' '), text).trim();
  return blocks.flatMap(({ text, element, free }) => {
    if (known.has(text) || frame.texts.has(text) || free * 2 < text.length || isLabel(element)) return [];
    const left = rest(text);
    return /\p{L}/u.test(left) ? [left] : [];
  });
}

/** Whether a line is more than a label or a name: it has words enough to say something. */
export function isTold(text: string): boolean {
  const words = text.match(/\p{L}[\p{L}\p{M}'’-]*/gu)?.length ?? 0;
  return words >= 4 || (words >= 2 && text.length >= 25);
}

function isDated(text: string): boolean {
  return text.length <= 160 && (findDates(text).length > 0 || SIZE.test(text));
}

function isName(text: string): boolean {
  return text.length <= 160 && personName(text, []) !== undefined;
}

function isLabel(element: AnyNode): boolean {
  for (const node of [element, ...ancestorsOf(element)]) {
    if (!isTag(node)) continue;
    if (/^(?:th|button|h[1-6]|caption|legend)$/.test(node.name) || node.attribs['role'] === 'heading') return true;
    if (/^(?:td|li|p|div)$/.test(node.name)) return false;
  }
  return false;
}
