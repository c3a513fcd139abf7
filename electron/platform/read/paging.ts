import type { Target } from '../types.ts';
import type { FoundAddress } from './addresses.ts';
import { textOf } from './dom.ts';

/** Where a list goes on. */
export interface Paging {
  /** Pages of the same list, the one at hand left out. */
  readonly pages: readonly string[];
  /**
   * The address that means the list's first page, where the page gives it away: a link that says "1" or leads back, or the
   * number before the next one's. Counting may start from 0 or from 1.
   */
  readonly first: string | undefined;
}

/** Reads numbered pages, `rel=next` and what a button would load: same path, other `page` or `offset`. */
export function pagingOf(found: readonly FoundAddress[], here: Target, address: string): Paging {
  if (here.type !== 'view') return { pages: [], first: undefined };
  const list = withoutPaging(here.address);
  const path = list.replace(/\?.*$/, '');
  const numbered = (page: number): string => `${list}${list === path ? '?' : '&'}page=${page}`;
  const pages = new Set<string>();
  let first: string | undefined;
  let next: number | undefined;
  for (const { target, element } of found) {
    if (target.type !== 'view' || target.paging === undefined) continue;
    // A frame's links may name its pages with the rest of its query, or by their number alone.
    const of = withoutPaging(target.address);
    if (of !== list && of !== path) continue;
    pages.add(target.address);
    const number = Number(/[?&]page=(\d+)/.exec(target.paging)?.[1] ?? NaN);
    const said = Number(/^\D{0,3}(\d{1,6})\D{0,3}$/.exec(textOf(element))?.[1] ?? NaN);
    // "1" leads to the first page; "3" with page=2 says that pages count from 0.
    if (said === 1) first = target.address;
    else if (said > 1 && (number === said || number === said - 1)) first ??= numbered(number === said ? 1 : 0);
    if (/\bnext\b/i.test(element.attribs['rel'] ?? '')) next = number;
  }
  // On a first page without numbers the next one's number tells where counting starts.
  if (first === undefined && next !== undefined && here.paging === undefined) {
    if (next === 2) first = numbered(1);
    else if (next === 1) first = numbered(0);
  }
  pages.delete(address);
  return { pages: [...pages], first };
}

function withoutPaging(address: string): string {
  return address
    .replace(/([?&])(?:page|offset)=\d+(?=&|$)/g, '$1')
    .replace(/[?&]+$/, '')
    .replace(/([?&])&+/g, '$1');
}
