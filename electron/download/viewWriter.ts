import { StoppedError } from '../../shared/errors.ts';
import { BlobRemovedError } from '../runs/index.ts';
import type { OkAnswer, RunStore } from '../runs/index.ts';

interface Page {
  readonly answer: OkAnswer;
  readonly bytes: Uint8Array;
}

/** Pages waiting for the disk never hold more than this. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Stores pages beside the walk, which need not wait for the disk's sync: a page that a crash takes is fetched again, nothing
 * else depends on it. Pages that the disk refused are kept and written when it takes them again.
 */
export class ViewWriter {
  readonly #store: RunStore;
  readonly #onLost: (address: string) => void;
  readonly #underWay = new Set<Promise<void>>();
  /** Pages that the store does not know yet, by address: nobody must ask the platform for them again. */
  readonly #pages = new Map<string, Page>();
  #bytes = 0;
  #refused: Page[] = [];

  /** @param onLost told of pages whose stored body security software took away */
  constructor(store: RunStore, onLost: (address: string) => void) {
    this.#store = store;
    this.#onLost = onLost;
  }

  /**
   * Waits until another page may be fetched.
   *
   * @throws StoppedError while the disk takes no pages
   */
  async admit(): Promise<void> {
    // Not a race of all of them: that would hang another reaction on each of hundreds, again and again.
    while (this.#bytes > MOST_BYTES && this.#underWay.size > 0) await first(this.#underWay);
    if (this.#refused.length > 0) await this.#again();
  }

  /** A page on its way to disk. */
  pending(address: string): Page | undefined {
    return this.#pages.get(address);
  }

  save(page: Page): void {
    const { bytes } = page;
    this.#pages.set(page.answer.address, page);
    this.#bytes += bytes.length;
    const work: Promise<void> = this.#put(page)
      // Whatever it was, it comes up again (and is thrown) when the page is put once more.
      .catch(() => void this.#refused.push(page))
      .finally(() => {
        this.#bytes -= bytes.length;
        this.#underWay.delete(work);
      });
    this.#underWay.add(work);
  }

  /**
   * Resolves when every page is on disk.
   *
   * @throws StoppedError if the disk refuses
   */
  async flush(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    await this.#again();
  }

  async #put(page: Page): Promise<void> {
    const { address } = page.answer;
    try {
      await this.#store.putBytes(page.answer, page.bytes);
    } catch (error) {
      if (!(error instanceof BlobRemovedError)) throw error;
      this.#onLost(address);
    }
    this.#pages.delete(address);
  }

  async #again(): Promise<void> {
    const pages = this.#refused;
    this.#refused = [];
    for (const [index, page] of pages.entries()) {
      try {
        await this.#put(page);
      } catch (error) {
        this.#refused.push(...pages.slice(index));
        throw error instanceof StoppedError ? error : new Error('a page could not be stored', { cause: error });
      }
    }
  }
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  for (const one of set) return one;
  return undefined;
}
