import type { Reason } from '../../shared/reasons.ts';
import { isWholeDocument } from '../net/html.ts';
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
  async html(address: string): Promise<{ html: string; address: string; cameFrom: string }> {
    const view = await this.#options.source.view(address, this.#options.signal);
    const asked = this.classifier.classify(address);
    const got = this.classifier.classify(view.finalAddress);
    const sameShape = asked.type === 'view' && got.type === 'view' && asked.shape === got.shape;
    // A section that does not exist may lead home; its own number may be written in another form.
    if (!sameShape || (asked.space ?? '') !== (got.space ?? '')) {
      throw new FetchError(got.type === 'not-visible' ? 'not-visible' : 'not-found', address);
    }
    return { html: decodeHtml(view.bytes, view.contentType), address: got.address, cameFrom: view.finalAddress };
  }

  /** @param around what the addresses in a piece of a page lean on: what a button loads has no `<base>` of its own */
  async page(address: string, frame: Frame, depth: Depth, around?: string): Promise<Reading> {
    const { html, address: final, cameFrom } = await this.html(address);
    const base = around === undefined || isWholeDocument(html) ? cameFrom : around;
    return readPage(html, final, this.classifier, frame, depth, cameFrom, base);
  }

  /**
   * Reads a list or a thing to its end, with the frames that it is put together from.
   * @throws FetchError if the first page cannot be had
   */
  async group(address: string, how: GroupOptions = {}): Promise<Group> {
    const frame = how.frame ?? NO_FRAME;
    const depth = how.depth ?? {};
    const first = how.first ?? (await this.page(address, frame, depth));
    const list = new ListReader(this, this.#options.profile.limits.listPages, frame, depth);
    await list.read(address, first, how.again ?? false);
    await list.readFrames();
    return { address, readings: list.readings, lost: list.lost };
  }
}

/** How a list or a thing is read. */
export interface GroupOptions {
  readonly frame?: Frame;
  readonly depth?: Depth;
  /** The first page, if it was read already. */
  readonly first?: Reading;
  /** Whether the first page is looked at again when a list of several pages was read: things may have moved to it meanwhile. */
  readonly again?: boolean;
}

/** Frames within frames, and frames of one page, beyond which a page was made to be endless. */
const FRAME_ROUNDS = 3;
const MAX_FRAMES = 40;

/**
 * Reads numbered pages, `rel=next`, and what a button would load. Pages are read one after the other, so that a list without an
 * end, or one that claims more pages than it has, is noticed by what it brings.
 */
class ListReader {
  readonly readings: Reading[] = [];
  readonly lost: Failure[] = [];
  readonly #asked = new Set<string>();
  readonly #news = new News();
  readonly #reader: PageReader;
  readonly #limit: number;
  readonly #frame: Frame;
  readonly #depth: Depth;

  constructor(reader: PageReader, limit: number, frame: Frame, depth: Depth) {
    this.#reader = reader;
    this.#limit = limit;
    this.#frame = frame;
    this.#depth = depth;
  }

  async read(address: string, start: Reading, again: boolean): Promise<void> {
    const asked = this.#asked;
    const known = new Set<string>();
    let first: string | undefined;
    const note = ({ paging }: Reading): void => {
      for (const page of paging.pages) known.add(page);
      first ??= paging.first;
      if (first !== undefined) asked.add(first);
    };
    asked.add(address).add(start.address);
    this.#news.count(start);
    this.readings.push(start);
    note(start);
    let stale = 0;
    let pages = 1;
    let holes: Failure[] = [];
    for (let asking = 0; asking < this.#limit && stale < STALE_PAGES; asking += 1) {
      const next = [...known].filter((page) => !asked.has(page)).sort(byPosition)[0];
      if (next === undefined) break;
      asked.add(next);
      const reading = await this.#page(next, (hole) => holes.push(hole), start.base);
      if (reading) note(reading);
      if (reading && this.#news.count(reading) > 0) {
        this.readings.push(reading);
        pages += 1;
        stale = 0;
        // The list goes on behind pages that are not there: they are no end of it, but gaps.
        this.lost.push(...holes);
        holes = [];
      } else if (reading || this.lost.at(-1)?.address !== next) stale += 1;
    }
    // A list that shrank while it was read: what stood first on its second page now stands on its first.
    if (again && pages > 1 && first !== undefined) await this.#lookAgain(first, start);
  }

  async #lookAgain(first: string, start: Reading): Promise<void> {
    const list = this.readings.slice(this.readings.indexOf(start));
    const reading = await this.#page(first, undefined, start.base);
    if (!reading) return;
    if (this.#news.count(reading) > 0) this.readings.push(reading);
    // Where things of the second page now stand on the first, others may have moved behind our back on every page.
    const moved = [...reading.listed.keys()].some(
      (key) => !start.listed.has(key) && list.some((page) => page !== start && page.listed.has(key)),
    );
    if (!moved) return;
    for (const { address } of list) {
      const page = address === start.address ? undefined : await this.#page(address, undefined, start.base);
      if (page && this.#news.count(page) > 0) this.readings.push(page);
    }
  }

  /** Views in frames of the platform's own: parts of the page, at addresses that only the page tells. */
  async readFrames(): Promise<void> {
    let from = 0;
    for (let round = 0; round < FRAME_ROUNDS; round += 1) {
      const frames = this.readings
        .slice(from)
        .flatMap((reading) => reading.frames.filter((one) => !this.#asked.has(one)));
      from = this.readings.length;
      for (const frame of new Set(frames)) {
        if (this.#asked.size > this.#limit || from > MAX_FRAMES * (round + 1)) return;
        const address = this.#reader.classifier.followFrame(frame);
        if (address === undefined || this.#asked.has(address)) continue;
        this.#asked.add(frame).add(address);
        // A part of the page that is not there is a gap in it, whatever the server calls it.
        const reading = await this.#page(address, (hole) => this.lost.push(hole));
        if (reading) await this.read(address, reading, false);
      }
      if (from === this.readings.length) return;
    }
  }

  /**
   * A page of the list; undefined if it cannot be had, which is a hole in the list unless it just does not exist.
   * @param onAbsent told of a page that does not exist
   * @param around what a piece of a page leans on
   */
  async #page(address: string, onAbsent?: (failure: Failure) => void, around?: string): Promise<Reading | undefined> {
    try {
      return await this.#reader.page(address, this.#frame, this.#depth, around);
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      const { reason, attempts } = error;
      if (reason !== 'not-found' && reason !== 'gone') this.lost.push({ address, reason, attempts });
      else onAbsent?.({ address, reason, attempts });
      return undefined;
    }
  }
}

function positionOf(address: string): number {
  return Number(/[?&](?:page|offset)=(\d+)/.exec(address)?.[1] ?? 0);
}
function byPosition(a: string, b: string): number {
  return positionOf(a) - positionOf(b) || (a < b ? -1 : 1);
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
