/**
 * Paths that are taken, as Windows and macOS compare them (without regard to case, composed). A large account has 150,000 of
 * 100 characters and more, so not they are kept but a number of 53 bits for each: once in ten million archives two different
 * paths get the same one, and a page of ours a `_2` in its name that it did not need.
 */
export class PathSet {
  readonly #numbers = new Set<number>();

  add(path: string): void {
    this.#numbers.add(numberOf(path));
  }

  has(path: string): boolean {
    return this.#numbers.has(numberOf(path));
  }
}

/** cyrb53 (public domain, by bryc): quick, and spread evenly over 53 bits. */
function numberOf(path: string): number {
  const text = path.normalize('NFC').toLowerCase();
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
