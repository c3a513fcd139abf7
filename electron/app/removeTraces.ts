import { hashOfInlineAddress, readDataAddress } from '../platform/read/dataAddress.ts';
import type { ItemContent, ItemRecord } from '../../shared/model/index.ts';

/** Texts at least so long, or so many words, are somebody's own: taken out wherever they stand, even inside a paragraph. */
const OWN_LENGTH = 24;
const OWN_WORDS = 4;
/** Shorter ones say something only where the thing itself stood; below this (a number, "Image") they say nothing. */
const SHORTEST = 3;
/** A number or a date of so many characters is nobody's caption. */
const SHORT_NUMBER = 5;

const STORED = /\/(\d+)\/(images|files)\/([0-9a-f]{4,64})(?:_opt)?(?:\.[a-z0-9]{1,8})?$/i;

/** Folds what may differ between a page's source and what it shows. */
export function fold(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

function keyOf(text: string): string {
  return fold(text).toLowerCase();
}

function urlOf(address: string, base?: string): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}

function hashOfData(address: string): string | undefined {
  return hashOfInlineAddress(address) ?? readDataAddress(address)?.sha256;
}

/** Space, folder and hash of a stored binary: the same for its original and its optimised version, on any host. */
function storedKey(pathname: string): string | undefined {
  const [, space, folder, hash] = STORED.exec(pathname) ?? [];
  return space === undefined || folder === undefined || hash === undefined
    ? undefined
    : `${space}/${folder}/${hash}`.toLowerCase();
}

function place(url: URL): string {
  return url.host + url.pathname.replace(/\/+$/, '');
}

/** An item with what the archive says of it. */
export interface Known {
  readonly item: ItemRecord;
  readonly addresses: readonly string[];
  /** Comments and the like; only needed for what is taken out. */
  readonly content?: ItemContent | undefined;
}

/** How things that are taken out can be recognised in what stays: by address, by what people wrote to them, by their numbers. */
export interface Traces {
  readonly ids: ReadonlySet<string>;
  /** Spaces in which they were. */
  readonly spaces: ReadonlySet<string>;
  /** Whether an address (as written, under a base) is one of theirs. */
  pointsAt(address: string, base?: string): boolean;
  /** Whether an address is one of something that stays. */
  isKept(address: string, base?: string): boolean;
  /** Whether a whole text is one of theirs. */
  isOwn(text: string): boolean;
  /** A text without theirs; `near` also takes out short ones, which say nothing elsewhere. */
  clean(text: string, near: boolean): string;
  /** Without their ids, hashes and paths: for whatever nobody can read as a page. */
  scrub(text: string): string;
  /** Whether a text may have anything of theirs in it: quick, before it is parsed. */
  mayBeIn(text: string): boolean;
}

/** What people wrote to an item: title, caption, file name, comments. */
function wordsOf({ item, content }: Known): string[] {
  const lines = (text: string | undefined): string[] => [text ?? '', ...(text ?? '').split('\n')];
  return [
    item.title,
    item.binary?.originalName ?? '',
    ...lines(item.description),
    ...(content?.text ?? []),
    ...(content?.entries ?? []).flatMap((entry) => [entry.title ?? '', ...entry.text]),
  ]
    .map(fold)
    .filter((text) => text.length >= SHORTEST && (text.length > SHORT_NUMBER || !/^[\d\s.:,/-]+$/.test(text)));
}

function isLong(text: string): boolean {
  return text.length >= OWN_LENGTH || (text.length >= OWN_LENGTH / 2 && text.split(' ').length >= OWN_WORDS);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** One expression for many texts, longest first; white space as the page broke it. */
function anyOf(texts: Iterable<string>): RegExp | undefined {
  const sorted = [...new Set(texts)].sort((a, b) => b.length - a.length);
  if (sorted.length === 0) return undefined;
  const source = sorted.map((text) => escaped(text).replaceAll(' ', String.raw`\s+`)).join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'giu');
}

/**
 * @param gone what is taken out
 * @param kept what stays: an address or a text that is its own too is no trace
 */
export function makeTraces(gone: readonly Known[], kept: readonly Known[]): Traces {
  const keptPlaces = new Set<string>();
  const keptStored = new Set<string>();
  const keptTexts = new Set<string>();
  const hosts = new Set<string>();
  for (const { item, addresses } of kept) {
    for (const address of [item.sourceUrl, item.binary?.url ?? '', ...addresses]) {
      const url = urlOf(address);
      if (url === undefined) continue;
      hosts.add(url.host);
      keptPlaces.add(place(url));
      const stored = storedKey(url.pathname);
      if (stored !== undefined) keptStored.add(stored);
    }
    for (const text of [item.title, item.description ?? '', item.binary?.originalName ?? ''])
      keptTexts.add(keyOf(text));
  }
  const places = new Set<string>();
  const paths = new Set<string>();
  const stored = new Set<string>();
  const texts = new Set<string>();
  const originals = new Set<string>();
  for (const known of gone) {
    const { item } = known;
    for (const address of [...known.addresses, item.binary?.url ?? '', item.sourceUrl]) {
      const url = urlOf(address);
      if (url === undefined || url.pathname.length < 2 || keptPlaces.has(place(url))) continue;
      hosts.add(url.host);
      places.add(place(url));
      paths.add(url.pathname.replace(/\/+$/, ''));
      const key = storedKey(url.pathname);
      if (key !== undefined && !keptStored.has(key)) stored.add(key);
    }
    for (const text of wordsOf(known)) {
      if (keptTexts.has(keyOf(text))) continue;
      texts.add(keyOf(text));
      originals.add(text);
    }
  }
  const bytes = new Set(gone.flatMap(({ item }) => (item.binary === undefined ? [] : [item.binary.sha256])));
  const hashes = [...stored].map((key) => key.slice(key.lastIndexOf('/') + 1)).filter((hash) => hash.length >= 7);
  const ids = new Set(gone.map(({ item }) => item.id));
  const long = anyOf([...originals].filter(isLong));
  const all = anyOf([...originals]);
  const marks = [...ids, ...paths].sort((a, b) => b.length - a.length).map(escaped);
  const tokens = new RegExp(
    [`(?:${marks.join('|')})(?![\\w-])`, ...hashes.map((hash) => `${hash}(?:_opt)?(?:\\.[a-z0-9]{1,8})?`)].join('|'),
    'gi',
  );
  const inPage = gone.some(({ item }) => /^data:/i.test(item.binary?.url ?? ''));
  const quick = [...hashes, ...paths, ...[...originals].filter(isLong).map((text) => text.slice(0, 20))];

  const pointsAt = (address: string, base?: string): boolean => {
    // A picture or file that stands, or stood, in the page itself.
    if (/^data:/i.test(address)) return bytes.has(hashOfData(address) ?? '');
    const url = urlOf(address, base);
    if (url === undefined || !/^https?:$/.test(url.protocol)) return false;
    const key = storedKey(url.pathname);
    if (key !== undefined && stored.has(key)) return true;
    const at = place(url);
    if (places.has(at)) return true;
    // What can be done with a picture (`…/17/delete`) is a link to it, too; old hosts have the same paths as today's.
    const path = url.pathname.replace(/\/+$/, '');
    const above = path.slice(0, path.lastIndexOf('/'));
    if (places.has(url.host + above)) return true;
    return !hosts.has(url.host) && /(?:^|\.)etwinning\.net$/i.test(url.hostname) && paths.has(path);
  };
  return {
    ids,
    spaces: new Set(gone.flatMap(({ item }) => (item.space === undefined ? [] : [item.space]))),
    pointsAt,
    isKept(address, base) {
      const url = urlOf(address, base);
      if (url === undefined) return false;
      const key = storedKey(url.pathname);
      return keptPlaces.has(place(url)) || (key !== undefined && keptStored.has(key));
    },
    isOwn: (text) => texts.has(keyOf(text)),
    clean(text, near) {
      const found = near ? all : long;
      return found === undefined ? text : text.replace(found, '');
    },
    scrub: (text) => (gone.length === 0 ? text : text.replace(tokens, '')),
    mayBeIn: (text) => (inPage && /data:/i.test(text)) || quick.some((mark) => text.includes(mark)),
  };
}
