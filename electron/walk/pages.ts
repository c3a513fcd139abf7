import type { Reason } from '../../shared/reasons.ts';
import { FetchError } from '../net/types.ts';
import type { Classifier } from '../platform/classify.ts';
import { decodeHtml } from '../platform/read/decode.ts';
import { NO_FRAME, readPage, type Depth, type Frame, type Reading } from '../platform/read/reading.ts';
import type { WalkOptions } from './types.ts';

/** A list or thing with all its pages, read. */
export interface Group {
  /** Address of the first page. */
  readonly address: string;
  readonly readings: readonly Reading[];
  /** Pages of it that could not be read, with why. */
  readonly lost: readonly Failure[];
}

export interface Failure {
  readonly address: string;
  readonly reason: Reason;
  readonly attempts: number;
}

/** Pages in a row that bring nothing new before a list is taken to be at its end (a list may repeat a page and go on). */
const STALE_PAGES = 2;

/** Reads pages and lists for one run. */
export class PageReader {
  readonly #options: WalkOptions;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  get classifier(): Classifier {
    return this.#options.classifier;
  }

  /** @throws FetchError also where the page led to another one than asked for (`not-found`) */
  async html(address: string): Promise<{ html: string; address: string }> {
    const view = await this.#options.source.view(address, this.#options.signal);
    const asked = this.classifier.classify(address);
    const got = this.classifier.classify(view.finalAddress);
    const sameShape = asked.type === 'view' && got.type === 'view' && asked.shape === got.shape;
    // A section that does not exist may lead home; its own number may be written in another form.
    if (!sameShape || (asked.space ?? '') !== (got.space ?? '')) {
      throw new FetchError(got.type === 'not-visible' ? 'not-visible' : 'not-found', address);
    }
    return { html: decodeHtml(view.bytes, view.contentType), address: got.address };
  }

  async page(address: string, frame: Frame, depth: Depth): Promise<Reading> {
    const { html, address: final } = await this.html(address);
    return readPage(html, final, this.classifier, frame, depth);
  }

  /**
   * Reads a list to its end: numbered pages, `rel=next`, and what a button would load. Pages are read one after the other, so
   * that a list without an end, or one that claims more pages than it has, is noticed by what it brings.
   * @param first the first page, if it was read already
   * @throws FetchError if the first page cannot be had
   */
  async group(address: string, frame: Frame = NO_FRAME, depth: Depth = {}, first?: Reading): Promise<Group> {
    const readings: Reading[] = [first ?? (await this.page(address, frame, depth))];
    const lost: Failure[] = [];
    const news = new News();
    const start = readings[0];
    if (!start) return { address, readings, lost };
    news.count(start);
    const asked = new Set<string>([address, start.address]);
    const known = new Set<string>(start.paging);
    skipFirstPage(known, asked);
    let stale = 0;
    while (asked.size < this.#options.profile.limits.listPages) {
      const next = [...known].filter((page) => !asked.has(page)).sort(byPosition)[0];
      if (next === undefined) break;
      asked.add(next);
      try {
        const reading = await this.page(next, frame, depth);
        for (const page of reading.paging) known.add(page);
        if (news.count(reading) > 0) {
          readings.push(reading);
          stale = 0;
        } else stale += 1;
      } catch (error) {
        if (!(error instanceof FetchError)) throw error;
        // A page beyond the last one may well not exist; any other failure is a hole in the list.
        if (error.reason !== 'not-found' && error.reason !== 'gone') {
          lost.push({ address: next, reason: error.reason, attempts: error.attempts });
        }
        stale += 1;
      }
      if (stale >= STALE_PAGES) break;
    }
    return { address, readings, lost };
  }
}

function positionOf(address: string): number {
  return Number(/[?&](?:page|offset)=(\d+)/.exec(address)?.[1] ?? 0);
}
function byPosition(a: string, b: string): number {
  return positionOf(a) - positionOf(b) || (a < b ? -1 : 1);
}

/**
 * The number that stands for the page at hand. Lists count from 1 (then `page=1` is this one) unless a `page=0` is linked; a
 * lone link to `page=1` may be the second page of a list that counts from 0, so it is read.
 */
function skipFirstPage(known: Set<string>, asked: Set<string>): void {
  const pages = [...known];
  const at = (query: string): string | undefined => pages.find((page) => page.endsWith(`?${query}`));
  const zero = at('page=0') ?? at('offset=0');
  const one = at('page=1');
  if (zero !== undefined) asked.add(zero);
  else if (one !== undefined && at('page=2') !== undefined) asked.add(one);
}

/** What a list has brought so far. */
class News {
  readonly #seen = new Set<string>();

  /** How much of a page was not on the pages before. */
  count(reading: Reading): number {
    const before = this.#seen.size;
    for (const key of reading.listed.keys()) this.#seen.add(key);
    for (const picture of reading.pictures) this.#seen.add(picture.target.address);
    for (const file of reading.files) this.#seen.add(file.target.address);
    for (const key of reading.elsewhere.keys()) this.#seen.add(key);
    // "Page 7 of 50" is no news.
    for (const text of reading.text) if (/\p{L}{2}/u.test(text)) this.#seen.add(`text ${text.replace(/\d+/g, '#')}`);
    return this.#seen.size - before;
  }
}
