import { FetchError } from '../net/types.ts';
import { blockTexts, longTexts, readDocument, waysOf } from '../platform/read/document.ts';
import { readPage, type Depth, type Frame, type Reading } from '../platform/read/reading.ts';
import type { Classifier } from '../platform/classify.ts';
import { inOrder } from './ordered.ts';
import type { Failure, PageReader } from './pages.ts';

export interface Section {
  readonly shape: string;
  readonly address: string;
}

/** The first page of a section, or why it could not be had. */
export interface FirstPage extends Section {
  readonly reading?: Reading;
  readonly failure?: Failure;
}

interface RawPage extends Section {
  readonly html?: string;
  readonly final?: string;
  readonly cameFrom?: string;
  readonly failure?: Failure;
}

/** Reads a page without its frame being known yet. */
export async function rawPage(reader: PageReader, section: Section): Promise<RawPage> {
  try {
    const { html, address, cameFrom } = await reader.html(section.address);
    return { ...section, html, final: address, cameFrom };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return { ...section, failure: failureOf(error) };
  }
}

/** A failed view as the walk speaks of it: a log-in page although the session lives means that the section is closed. */
export function failureOf(error: FetchError): Failure {
  const reason = error.reason === 'log-in-page' ? 'section-closed' : error.reason;
  return { address: error.address, reason, attempts: error.attempts };
}

export async function rawPages(reader: PageReader, sections: readonly Section[], ahead: number): Promise<RawPage[]> {
  const pages: RawPage[] = [];
  for await (const { output } of inOrder(sections, ahead, (section) => rawPage(reader, section))) pages.push(output);
  return pages;
}

/** What several sections share is the frame around the content; it is learned before anything is read for good. */
export function frameOf(pages: readonly RawPage[], classifier: Classifier): Frame {
  const texts = new Map<string, number>();
  const long = new Map<string, number>();
  const ways = new Map<string, { readonly words: string; readonly address: string; pages: number }>();
  const addresses = new Map<string, number>();
  const count = (counts: Map<string, number>, keys: Iterable<string>): void => {
    for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  let read = 0;
  for (const { html, final, cameFrom } of pages) {
    if (html === undefined || final === undefined) continue;
    read += 1;
    const document = readDocument(html, final, classifier, undefined, cameFrom);
    count(texts, blockTexts(document));
    count(long, longTexts(document));
    const linked = waysOf(document, classifier.classify(final)).map(
      (way) => [`${way.words} ${way.address}`, way] as const,
    );
    for (const [key, way] of new Map(linked)) ways.set(key, { ...way, pages: (ways.get(key)?.pages ?? 0) + 1 });
    count(
      addresses,
      document.addresses.flatMap(({ target }) => ('address' in target ? [target.address] : [])),
    );
  }
  const enough = Math.max(3, Math.ceil(read * 0.75));
  const shared = (counts: ReadonlyMap<string, number>): Set<string> =>
    new Set([...counts].filter(([, number]) => number >= enough).map(([key]) => key));
  const frame = { texts: shared(texts), addresses: shared(addresses), long: shared(long) };
  if (read < COMPARABLE) return frame;
  // Tabs stand on the pages of one section only: two that link a list in the same words show a way, not what somebody wrote.
  const known = new Map<string, Set<string>>();
  for (const { words, address, pages: on } of ways.values())
    if (on >= 2) known.set(words, (known.get(words) ?? new Set()).add(address));
  return { ...frame, ways: known };
}
/** Fewer pages tell nothing of what the others look like. */
const COMPARABLE = 3;

export function readFirst(page: RawPage, frame: Frame, depth: Depth, classifier: Classifier): FirstPage {
  const { shape, address, html, final, cameFrom, failure } = page;
  if (html === undefined || final === undefined) return { shape, address, ...(failure ? { failure } : {}) };
  return { shape, address, reading: readPage(html, final, classifier, frame, depth, cameFrom) };
}
