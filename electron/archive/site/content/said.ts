import type { ItemContent, ItemRecord } from '../../../../shared/model/index.ts';

/** White space folded, so that texts can be compared. */
export function fold(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Lines longer than this are text, not a line of author and date. */
const LONGEST_LINE = 200;

/**
 * What the structured form of an item (its title, fields and posts) says already. A page's own lines of author and date
 * ("Ana Novak 7. 6. 2020, 14:35") count as said where a post or the item itself has them.
 */
export class Said {
  private readonly whole = new Set<string>();
  /** Authors, dates, titles: what a line may be put together from, longest first. */
  private readonly pieces: readonly string[];

  constructor(item: ItemRecord, content: ItemContent) {
    const pieces = new Set<string>();
    const piece = (text: string | undefined): void => {
      const folded = fold(text ?? '');
      if (folded !== '') pieces.add(folded);
    };
    piece(item.title.slice(0, 1000));
    piece(item.author);
    piece(item.dateAsWritten);
    for (const { label, value } of content.fields) {
      piece(label);
      piece(value);
    }
    for (const entry of content.entries) {
      piece(entry.author);
      piece(entry.title);
      piece(entry.dateAsWritten);
      for (const paragraph of entry.text) this.whole.add(fold(paragraph));
    }
    this.pieces = [...pieces].sort((a, b) => b.length - a.length);
  }

  covers(paragraph: string): boolean {
    const folded = fold(paragraph);
    if (folded === '' || this.whole.has(folded)) return true;
    if (folded.length > LONGEST_LINE) return this.pieces.includes(folded);
    let rest = folded;
    for (const piece of this.pieces) rest = rest.replaceAll(piece, ' ');
    return rest !== folded && !/\p{L}/u.test(rest);
  }
}
