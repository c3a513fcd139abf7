import { isTag, isText, type AnyNode, type Element } from 'domhandler';
import { findDates } from './dates.ts';
import { elementsOf, folded, isBlock, textOf } from './dom.ts';
import { isMeta } from './meta.ts';
import { personName } from './names.ts';

/** Longest run of facts before a title. */
const MAX_RUN = 6;

/**
 * Flat mark-up in which who and when stand before the title (`<p>who</p><h4>title</h4><p>text</p>`): the brothers before each
 * start that belong to it. It is so where a line of facts stands before the first start, and none behind the last one; else the
 * facts belong to what is above them, and nothing is given.
 * @param starts titles or links, brothers of one another, in order
 */
export function leadFacts(starts: readonly Element[]): ReadonlyMap<Element, readonly AnyNode[]> {
  const none = new Map<Element, readonly AnyNode[]>();
  const [first] = starts;
  const last = starts.at(-1);
  if (!first || !last || starts.length < 2) return none;
  const known = new Set<AnyNode>(starts);
  const kind = new Map<AnyNode, Brother>();
  const kindOf = (node: AnyNode): Brother => {
    const found = kind.get(node) ?? brotherOf(node);
    kind.set(node, found);
    return found;
  };
  const runs = new Map(starts.map((start) => [start, runBefore(start, known, kindOf)] as const));
  const led = starts.filter((start) => (runs.get(start)?.length ?? 0) > 0).length;
  if ((runs.get(first)?.length ?? 0) === 0 || led * 2 < starts.length) return none;
  const followed = starts.filter((start) => factsFollow(start, known, kindOf)).length;
  const dated = [...runs.values()].filter((run) => run.some(hasDate)).length * 2 >= led;
  // Without a text between them facts follow one title as they lead the next; then all but the last must be followed.
  if (followed * 2 >= starts.length && led < starts.length) return none;
  if (endsWithFacts(last, kindOf, dated)) return none;
  return runs;
}

/** The same for the only thing of a list: facts right before it, unless some follow. */
export function loneLead(start: Element): readonly AnyNode[] {
  const run = runBefore(start, new Set<AnyNode>(), brotherOf);
  return run.length === 0 || factsFollow(start, new Set<AnyNode>(), brotherOf) ? [] : run;
}

function holdsHeading(node: Element): boolean {
  return [node, ...elementsOf(node)].some(
    ({ name, attribs }) => /^h[1-6]$/.test(name) || attribs['role'] === 'heading',
  );
}

type Brother = 'blank' | 'facts' | 'picture' | 'other';

function brotherOf(node: AnyNode): Brother {
  if (isText(node)) return folded(node.data) === '' ? 'blank' : isFacts(folded(node.data)) ? 'facts' : 'other';
  if (!isTag(node)) return 'blank';
  if (node.name === 'br') return 'blank';
  if (/^h[1-6]$|^hr$/.test(node.name) || node.attribs['role'] === 'heading') return 'other';
  const text = textOf(node);
  if (text !== '') return isFacts(text) ? 'facts' : 'other';
  return [node, ...elementsOf(node)].some(({ name }) => name === 'img' || name === 'picture') ? 'picture' : 'blank';
}

function isFacts(text: string): boolean {
  const dates = findDates(text);
  return isMeta(text, dates) && (dates.length > 0 || personName(text, dates) !== undefined);
}

function runBefore(start: Element, known: ReadonlySet<AnyNode>, kindOf: (node: AnyNode) => Brother): AnyNode[] {
  const run: AnyNode[] = [];
  let facts = false;
  for (let node = start.prev; node && run.length < MAX_RUN * 2; node = node.prev) {
    const kind = known.has(node) ? 'other' : kindOf(node);
    if (kind === 'other') break;
    facts ||= kind === 'facts';
    run.unshift(node);
  }
  return facts ? run : [];
}

function factsFollow(start: Element, known: ReadonlySet<AnyNode>, kindOf: (node: AnyNode) => Brother): boolean {
  for (let node = start.next; node && !known.has(node); node = node.next) {
    const kind = kindOf(node);
    if (kind === 'facts') return true;
    if (kind === 'other') return false;
  }
  return false;
}

function hasDate(node: AnyNode): boolean {
  return findDates(textOf(node)).length > 0;
}

/**
 * Whether what follows the last start, as far as it can be its own, ends with facts.
 * @param dated whether facts have dates here: names alone look like a menu
 */
function endsWithFacts(last: Element, kindOf: (node: AnyNode) => Brother, dated: boolean): boolean {
  let text = false;
  let steps = 0;
  for (let node = last.next; node && steps < 40; node = node.next) {
    if (isTag(node) && holdsHeading(node)) break;
    const kind = kindOf(node);
    if (kind === 'blank' || kind === 'picture') continue;
    steps += 1;
    if (kind === 'facts' && (!dated || hasDate(node))) return text || isBlock(node);
    text = true;
  }
  return false;
}
