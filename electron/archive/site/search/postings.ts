/**
 * Where each term stands, for hundreds of thousands of terms with a few places each. A list per term would cost more than
 * all places together, so they are chained through two growing typed arrays instead.
 */
export class Postings {
  /** Term to its number. */
  private readonly terms = new Map<string, number>();
  /** By term: the place that was added last. */
  private last = new Uint32Array(1 << 16);
  /** By place, counted from 1: what was noted, and the place before it of the same term (0: none). */
  private values = new Uint32Array(1 << 18);
  private before = new Uint32Array(1 << 18);
  private count = 0;

  add(term: string, value: number): void {
    let number = this.terms.get(term);
    if (number === undefined) {
      number = this.terms.size;
      this.terms.set(flat(term), number);
      if (number >= this.last.length) this.last = grown(this.last);
    }
    this.count += 1;
    if (this.count >= this.values.length) {
      this.values = grown(this.values);
      this.before = grown(this.before);
    }
    this.values[this.count] = value;
    this.before[this.count] = this.last[number] ?? 0;
    this.last[number] = this.count;
  }

  sortedTerms(): readonly string[] {
    return [...this.terms.keys()].sort();
  }

  /** What was noted for a term, in the order in which it was added. */
  of(term: string): readonly number[] {
    const values: number[] = [];
    const number = this.terms.get(term);
    for (let at = number === undefined ? 0 : (this.last[number] ?? 0); at !== 0; at = this.before[at] ?? 0) {
      values.push(this.values[at] ?? 0);
    }
    return values.reverse();
  }
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** A copy with memory of its own: a piece cut from a text would keep the whole text. */
export function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
