import type { FoundAddress } from '../platform/read/addresses.ts';
import { textOf } from '../platform/read/dom.ts';

/** Text around a section's link that is still its own. */
const BESIDE = 60;

/**
 * What the home page of a space says of its sections: their addresses, each with the number that stands beside its link
 * ("Images (24)"), 0 where there is none. A section that then shows nothing has lost something.
 */
export function sectionClaims(addresses: readonly FoundAddress[]): Map<string, number> {
  const claims = new Map<string, number>();
  for (const { target, element } of addresses) {
    if (target.type !== 'view' || target.paging !== undefined) continue;
    const { parent } = element;
    const alone = parent && parent.children.filter((child) => 'attribs' in child && child.name === 'a').length <= 1;
    const around = alone && 'attribs' in parent ? textOf(parent) : '';
    const said = numberAtEnd(textOf(element)) ?? (around.length <= BESIDE ? numberAtEnd(around) : undefined) ?? 0;
    claims.set(target.address, Math.max(claims.get(target.address) ?? 0, said));
  }
  return claims;
}

/** `Images (24)`, `Images 24`; not `Web 2.0` nor a year. */
function numberAtEnd(text: string): number | undefined {
  const number = /\p{L}[^\d]{0,4}(?<![.,\d])(\d{1,5})\s*[)\]]?$/u.exec(text)?.[1];
  const value = number === undefined ? undefined : Number(number);
  return value !== undefined && (value < 1990 || value > 2030) ? value : undefined;
}
