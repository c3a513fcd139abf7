import type { Choice, ItemRecord, Verdict } from '../../shared/model/index.ts';
import type { Reading } from '../platform/read/reading.ts';
import type { Ruling } from '../platform/verdict.ts';
import type { Area } from './context.ts';
import { itemId } from './items.ts';

/** How what stands in a page is ruled and chosen. */
export interface InlineContext {
  readonly choice: Choice;
  readonly ruling: Ruling;
  readonly spaceVerdict?: Verdict | undefined;
  readonly spaceCreatedAt?: string | undefined;
}

/** So much of a hash tells two bodies of one space apart. */
const HASH_DIGITS = 16;

/**
 * Pictures and files inside pages themselves (`data:` addresses) are saved as files. A sign that stands on many pages is one item
 * of its space.
 */
export async function emitInline(
  area: Area,
  readings: readonly Reading[],
  from: ItemRecord,
  { choice, ruling, ...urgency }: InlineContext,
): Promise<ItemRecord[]> {
  const items: ItemRecord[] = [];
  for (const reading of readings) {
    for (const { address, sha256, uri, picture, text } of reading.inline) {
      const kind = picture ? ('image' as const) : ('file' as const);
      const number = `data-${sha256.slice(0, HASH_DIGITS)}`;
      if (area.has(itemId(from.role, kind, from.space, number))) continue;
      items.push(
        await area.emit(
          {
            kind,
            role: from.role,
            space: from.space,
            number,
            title: text,
            sourceUrl: reading.address,
            ruling,
            parent: from.id,
          },
          { choice, data: uri, addresses: [address], ...urgency },
        ),
      );
    }
  }
  return items;
}
