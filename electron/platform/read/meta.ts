import type { FoundDate } from './dates.ts';
import { folded } from './dom.ts';

/** Whether a block is about a thing (a date, a name, a size) rather than part of its text. */
export function isMeta(text: string, dates: readonly FoundDate[]): boolean {
  if (text.length > 160) return false;
  let rest = text;
  for (const { written } of dates) rest = rest.replace(written, ' ');
  rest = folded(rest.replace(/[|·•,;:()\-–—/]+/g, ' '));
  if (rest === '') return true;
  const words = rest.split(' ');
  // A sentence ends like one; a label, a name and a number do not.
  if (/[.!?…。]$/.test(rest) && !/(?:\d|(?<!\p{L})\p{L}{1,2})\.$/u.test(rest) && words.length > 2) return false;
  // Georgian has no capitals in running text: its letters count as small ones, and say nothing.
  const lower = words.filter((word) => /^\p{Ll}{3,}/u.test(word) && !/\p{Script=Georgian}/u.test(word)).length;
  return words.length <= 9 && lower <= 3;
}
