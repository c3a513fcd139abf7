/** What one file of a bag must be. */
export interface LedgerEntry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

const START = 1024;

/**
 * Path, length and checksum of every file written, kept compactly: a large account has more than 110,000 (32 bytes instead
 * of a string of 64 characters for each checksum).
 */
export class Ledger {
  readonly #index = new Map<string, number>();
  #hashes = Buffer.alloc(START * 32);
  #lengths = new Float64Array(START);
  #total = 0;

  get size(): number {
    return this.#index.size;
  }

  /** Sum of all lengths in bytes. */
  get bytes(): number {
    return this.#total;
  }

  has(path: string): boolean {
    return this.#index.has(path);
  }

  add(path: string, bytes: number, sha256: string): void {
    if (this.#index.has(path)) throw new Error(`written twice: ${path}`);
    const at = this.#index.size;
    if (at === this.#lengths.length) this.#grow();
    this.#index.set(path, at);
    this.#hashes.write(sha256, at * 32, 'hex');
    this.#lengths[at] = bytes;
    this.#total += bytes;
  }

  get(path: string): LedgerEntry | undefined {
    const at = this.#index.get(path);
    return at === undefined ? undefined : this.#entry(path, at);
  }

  /** Position of a path in the order of writing, or -1: for callers that tick off what they have seen in a few bytes. */
  positionOf(path: string): number {
    return this.#index.get(path) ?? -1;
  }

  /** The files of the payload, or (without) the tag files. */
  *below(folder: string, inside: boolean): Generator<LedgerEntry> {
    for (const [path, at] of this.#index) if (path.startsWith(folder) === inside) yield this.#entry(path, at);
  }

  *[Symbol.iterator](): Generator<LedgerEntry> {
    for (const [path, at] of this.#index) yield this.#entry(path, at);
  }

  #entry(path: string, at: number): LedgerEntry {
    const sha256 = this.#hashes.toString('hex', at * 32, at * 32 + 32);
    return { path, bytes: this.#lengths[at] ?? 0, sha256 };
  }

  #grow(): void {
    const hashes = Buffer.alloc(this.#hashes.length * 2);
    this.#hashes.copy(hashes);
    this.#hashes = hashes;
    const lengths = new Float64Array(this.#lengths.length * 2);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
  }
}
