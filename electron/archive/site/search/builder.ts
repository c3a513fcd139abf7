import type { ItemContent, ItemRecord } from '../../../../shared/model/index.ts';
import { scriptJson } from '../pages/show.ts';
import type { Site } from '../site.ts';
import { SEARCH } from '../shell.ts';
import { short } from '../words.ts';
import { fold, termsOf } from './fold.ts';
import { flat, Postings } from './postings.ts';

/** Fields of the index, the most telling first; their order is the number in a posting. */
export const FIELDS = ['title', 'name', 'author', 'text'] as const;

/** Documents in one chunk of results: small, because the best twenty may lie in twenty chunks. */
export const CHUNK_DOCUMENTS = 100;
/** Characters of one shard of the index; a search for a word of two letters or more reads one or two. */
const SHARD_SIZE = 120_000;
/** Different terms kept of one item; a file of numbers must not swallow the index. */
const MOST_TERMS = 6_000;

interface Document {
  readonly id: string;
  readonly snippet: string;
}

/** How a file is written into the archive. */
export interface Script {
  readonly file: string;
  readonly text: string;
}

/**
 * Collects terms while the contents are read once, then writes them as shards: the terms in order, cut into pieces of equal
 * size, so that a search reads only the piece its word lies in. A posting is one number: document × 16 + field × 4 +
 * frequency (1 to 3). In the browser MiniSearch is given the shards and does the ranking.
 */
export class SearchIndex {
  private readonly postings = new Postings();
  private readonly documents: Document[] = [];

  add(item: ItemRecord, content: ItemContent | undefined): void {
    const number = this.documents.length;
    const said = content?.text ?? [];
    const description = item.description ?? '';
    const snippet = short([description, ...said.slice(0, 20)].join(' '), 180);
    this.documents.push({ id: item.id, snippet: snippet === short(item.title, 180) ? '' : flat(snippet) });
    const authors = [item.author ?? '', ...(content?.entries ?? []).map((entry) => entry.author ?? '')];
    const texts: readonly (readonly string[])[] = [
      [item.title.slice(0, 2000)],
      [item.binary?.originalName ?? '', ...item.folder],
      authors,
      [
        description,
        ...said,
        ...(content?.fields ?? []).map((field) => field.value),
        ...(content?.embeds ?? []).map((embed) => embed.title ?? ''),
      ],
    ];
    for (const [field, parts] of texts.entries()) this.addField(number, field, parts);
  }

  private addField(number: number, field: number, parts: readonly string[]): void {
    const counts = new Map<string, number>();
    for (const part of parts) {
      for (const term of termsOf(part)) {
        const count = counts.get(term);
        if (count !== undefined) counts.set(term, Math.min(3, count + 1));
        else if (counts.size < MOST_TERMS) counts.set(term, 1);
      }
    }
    for (const [term, count] of counts) {
      this.postings.add(term, number * 16 + field * 4 + count);
    }
  }

  get size(): number {
    return this.documents.length;
  }

  /** Every item with a title, as sorted in the alphabetical index: folded, so that Š stands with S. */
  *titles(site: Site): Generator<{ readonly key: string; readonly item: ItemRecord }> {
    for (const document of this.documents) {
      const item = site.model.byId.get(document.id);
      if (item) yield { key: fold(site.title(item, 80)).replace(/^[^\p{L}\p{N}]+/u, ''), item };
    }
  }

  /** The index as classic scripts, cut in shards. */
  *shards(): Generator<Script> {
    const terms = this.postings.sortedTerms();
    const starts: string[] = [];
    let lines: string[] = [];
    let size = 0;
    const flush = (): Script => {
      const number = starts.length - 1;
      const script = {
        file: `data/assets/search/t${number}.js`,
        text: `twinarkTerms(${number},[\n${lines.join(',\n')}\n]);\n`,
      };
      lines = [];
      size = 0;
      return script;
    };
    for (const term of terms) {
      if (size === 0) starts.push(term);
      const line = `${scriptJson(term)},${scriptJson(differences(this.postings.of(term)))}`;
      lines.push(line);
      size += line.length;
      if (size >= SHARD_SIZE) yield flush();
    }
    if (lines.length > 0) yield flush();
    yield {
      file: 'data/assets/search/start.js',
      text: `twinarkStart(${scriptJson({ documents: this.documents.length, chunk: CHUNK_DOCUMENTS, starts })});\n`,
    };
  }

  /** What results show, in chunks: kind, address, title, space, snippet, thumbnail, author and date. */
  *chunks(site: Site): Generator<Script> {
    const spaces = new Map(site.model.spaces.map((space) => [space, site.spaceTitle(space)]));
    for (let start = 0; start < this.documents.length; start += CHUNK_DOCUMENTS) {
      const rows = this.documents.slice(start, start + CHUNK_DOCUMENTS).map((document) => {
        const item = site.model.byId.get(document.id);
        if (!item) return [];
        const space = site.model.spaceOf(item);
        const picture = item.kind === 'album' ? site.picturesOf(item).find((one) => site.thumbs.of(one)) : item;
        const thumbnail = picture && site.thumbs.of(picture);
        const place = site.paths.of(item.id);
        const href = site.itemHref(SEARCH, item) ?? '';
        return [
          item.kind === 'space' && item.role === 'groups' ? 'group' : item.kind,
          href,
          site.title(item, 140),
          (space && short(spaces.get(space) ?? '', 80)) ?? '',
          document.snippet,
          thumbnail ? site.href(SEARCH, thumbnail.file) : '',
          [item.author, site.words.date(item)].filter((fact) => fact !== undefined && fact !== '').join(' · '),
          href === '' ? (place?.file ?? '') : '',
        ];
      });
      const number = start / CHUNK_DOCUMENTS;
      yield {
        file: `data/assets/search/d${number}.js`,
        text: `twinarkDocuments(${number},[\n${rows.map((row) => scriptJson(row)).join(',\n')}\n]);\n`,
      };
    }
  }
}

/** Rising numbers as differences: shorter to write. */
function differences(numbers: readonly number[]): readonly number[] {
  return numbers.map((number, index) => number - (numbers[index - 1] ?? 0));
}
