import { isTag, type Element } from 'domhandler';
import type { Frame, PageDocument } from './document.ts';
import { ancestorsOf } from './dom.ts';
import { segment } from './segment.ts';
import type { AnyNode } from 'domhandler';

/** A number by which the platform itself tells a thing from its brothers, although the thing has no address of its own. */
export interface Mark {
  readonly element: Element;
  readonly number: string;
  /** Marks of one sort name things of one sort. */
  readonly sort: string;
}

const NUMBERED = /^(\D{0,40})(\d{1,18})$/;
const ID_ATTRIBUTE = /^(?:id|name)$|^data-(?:[\w-]+-)?id$/;

/**
 * Numbers in `id`, `name` and `data-…id` attributes, and in links that would change a thing (`/people/17/remove`): the latter
 * are never followed, but they say where a thing is.
 * @param frame what stands on most pages (a calendar of the year) says nothing of this one's things
 */
export function findMarks(document: PageDocument, elements: Iterable<Element>, frame: Frame): Mark[] {
  const marks: Mark[] = [];
  const here = new Set(document.address.split(/[/?=&]/));
  for (const element of elements) {
    for (const [name, value] of Object.entries(element.attribs)) {
      if (!ID_ATTRIBUTE.test(name)) continue;
      const [, prefix, number] = NUMBERED.exec(value) ?? [];
      if (number !== undefined) marks.push({ element, number, sort: `${name}=${prefix ?? ''}` });
    }
    for (const { target } of document.byElement.get(element) ?? []) {
      if (target.type !== 'unsafe' || frame.addresses.has(target.address)) continue;
      const [, before, number] =
        /^https?:\/\/[^/]+(\/.*?)(\d+)\/[\w-]*$/.exec(target.address.replace(/[?#].*$/, '')) ?? [];
      if (number !== undefined && !here.has(number)) marks.push({ element, number, sort: `${before ?? ''}#` });
    }
  }
  return marks;
}

/** A list of things by their marks. */
export interface MarkedSeries {
  readonly rows: readonly (readonly AnyNode[])[];
  readonly numbers: ReadonlyMap<AnyNode, string>;
}

/** The pieces around marks of one sort. A single mark counts only where it is plainly a number of the platform's. */
export function markedSeries(document: PageDocument, marks: readonly Mark[]): MarkedSeries[] {
  const sorts = new Map<string, Mark[]>();
  for (const mark of marks) sorts.set(mark.sort, [...(sorts.get(mark.sort) ?? []), mark]);
  return [...sorts.values()].flatMap((brothers) => {
    const distinct = new Set(brothers.map(({ number }) => number));
    if (distinct.size === 1 && (brothers[0]?.number.length ?? 0) < 3) return [];
    const menus = menusOf(document, brothers);
    const keyed = brothers.filter(({ element }) => isInside(document, element, menus));
    const segments = segment(
      keyed.map(({ element, number }) => ({ element, key: number })),
      true,
    );
    const rows = [...segments.values()].map(({ nodes }) => nodes);
    const numbers = new Map(
      [...segments.values()].flatMap(({ key, nodes }) => nodes.map((node) => [node, key] as const)),
    );
    return [{ rows, numbers }];
  });
}

/** Menus, which are no content, with the number that all of their marks carry: what can be done with one thing stands beside it. */
function menusOf(document: PageDocument, marks: readonly Mark[]): Set<Element> {
  const numbers = new Map<Element, Set<string>>();
  for (const { element, number } of marks) {
    for (const parent of ancestorsOf(element)) {
      if (document.pruned.has(parent)) numbers.set(parent, (numbers.get(parent) ?? new Set()).add(number));
    }
  }
  return new Set([...numbers].flatMap(([menu, { size }]) => (size === 1 ? [menu] : [])));
}

/** Traps are pruned as links, but they stand in the content. */
function isInside(document: PageDocument, element: Element, menus: ReadonlySet<Element>): boolean {
  let inside = false;
  for (const parent of ancestorsOf(element)) {
    if (document.pruned.has(parent) && !menus.has(parent)) return false;
    inside ||= document.content.includes(parent);
  }
  return inside || document.content.some((root) => root === document.root || !isTag(root));
}
