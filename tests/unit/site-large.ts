import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createLayout } from '../../electron/archive/layout.ts';
import { renderSite } from '../../electron/archive/site/index.ts';
import type { ArchiveSource } from '../../electron/archive/types.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { ItemContent, ItemRecord } from '../../shared/model/index.ts';
import { FakeAccount } from './site-fixture.ts';

const WORDS =
  'šola učenec projekt prijatelj Αθήνα ταξίδι Europe teacher class friendship река школа дружба lavoro insieme amici école voyage Schüler Freundschaft zgodba pesem gledališče naravoslovje matematika'.split(
    ' ',
  );
const SPACES = 50;
const PICTURES = 600;
const PAGES = 180;

function sentence(seed: number, length: number): string {
  return Array.from({ length }, (_, n) => {
    const value = (seed * 7919 + n * 104_729 + ((seed * n) % 977)) % 100_003;
    const word = WORDS[value % WORDS.length] ?? '';
    // A tail makes rare words: a large account has hundreds of thousands.
    return value % 3 === 0 ? word : word + (value % 4099).toString(36);
  }).join(' ');
}

/** 40,000 items whose contents are made when they are asked for, like those of a run that lie on disk. */
async function largeAccount(folder: string): Promise<ArchiveSource> {
  const account = new FakeAccount(folder);
  const pictures = [];
  for (let n = 0; n < 40; n += 1) pictures.push((await account.picture({ title: `p${n}` }, n * 9)).binary);
  account.items.length = 0;
  for (let s = 1; s <= SPACES; s += 1) {
    const space = String(1000 + s);
    const common = { space, hasContent: true };
    account.add({
      kind: 'space',
      space,
      number: space,
      title: `Project ${s} ${sentence(s, 4)}`,
      createdAt: `20${String(8 + (s % 14)).padStart(2, '0')}-09-01`,
    });
    let album: ItemRecord | undefined;
    for (let n = 0; n < PICTURES; n += 1) {
      if (n % 100 === 0) album = account.add({ kind: 'album', space, title: `Album ${sentence(s + n, 3)}` });
      const binary = pictures[n % pictures.length];
      account.add({
        kind: 'image',
        space,
        title: sentence(s * n, 3),
        author: ['Ana Novak', 'Maria Rossi', 'Γιώργος Παπαδόπουλος'][n % 3] ?? '',
        createdAt: `20${String(8 + (s % 14)).padStart(2, '0')}-0${1 + (n % 9)}-11`,
        ...(album && { parent: album.id }),
        ...(binary && { binary }),
      });
    }
    for (let n = 0; n < PAGES; n += 1) {
      account.add({
        kind: (['page', 'journal-entry', 'thread', 'member'] as const)[n % 4] ?? 'page',
        title: sentence(s * 31 + n, 5),
        author: 'Ana Novak',
        ...common,
      });
    }
  }
  return {
    ...account.source(),
    content: (id) => Promise.resolve(contentOf(id)),
  };
}

function contentOf(id: string): ItemContent {
  const seed = Array.from(id).reduce((sum, character) => (sum * 33 + character.charCodeAt(0)) % 1_000_003, 5);
  const text = Array.from({ length: 6 }, (_, n) => sentence(seed + n, 25));
  return {
    id,
    html: text.map((one) => `<p>${one}</p>`).join(''),
    text,
    fields: [],
    entries: [],
    links: [],
    embeds: [],
  };
}

/** What the measuring process prints, as JSON. */
export interface Measured {
  readonly items: number;
  readonly entries: number;
  readonly seconds: number;
  readonly peakBytes: number;
  /** Of the search page and what it always loads. */
  readonly fixedBytes: number;
  readonly largestShard: number;
  readonly largestChunk: number;
  readonly indexBytes: number;
}

/** Renders 40,000 items without keeping them; the search and its page are written below `folder`. */
async function measure(folder: string): Promise<Measured> {
  const source = await largeAccount(path.join(folder, 'staging'));
  const started = Date.now();
  const options = { t: createTranslate('en'), language: 'en', signal: new AbortController().signal };
  const sizes = new Map<string, number>();
  let entries = 0;
  let peakBytes = 0;
  for await (const entry of renderSite(source, createLayout(source), options)) {
    entries += 1;
    if (entries % 100 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    if (entry.source.type !== 'bytes' || !/^data\/(?:assets\/|search\.html)/.test(entry.path)) continue;
    sizes.set(entry.path, entry.source.bytes.byteLength);
    const file = path.join(folder, entry.path);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, entry.source.bytes);
  }
  const all = (pattern: RegExp): readonly number[] =>
    [...sizes].flatMap(([file, size]) => (pattern.test(file) ? size : []));
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  return {
    items: source.items.length,
    entries,
    seconds: (Date.now() - started) / 1000,
    peakBytes,
    fixedBytes: sum(all(/search\.html$|assets\/(?:search|minisearch)\.js$|site\.css$|search\/start\.js$/)),
    largestShard: Math.max(...all(/\/t\d+\.js$/)),
    largestChunk: Math.max(...all(/\/d\d+\.js$/)),
    indexBytes: sum(all(/\/t\d+\.js$/)),
  };
}

const folder = process.argv[2];
if (folder !== undefined) process.stdout.write(JSON.stringify(await measure(folder)));
