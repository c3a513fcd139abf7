import type { InventoryItem } from '../../shared/model/index.ts';
import { csvChunks } from './report.ts';
import type { ReportWords } from './reportWords.ts';

export interface Captions {
  /** `data/…/images/{album}/captions.csv` */
  readonly path: string;
  readonly text: string;
}

/**
 * For every folder of pictures a table of what people wrote to them, so that titles, authors and dates stay with the pictures
 * even when somebody copies just that folder.
 */
export function* albumCaptions(items: Iterable<InventoryItem>, words: ReportWords): Generator<Captions> {
  const folders = new Map<string, string[][]>();
  for (const item of items) {
    if (item.kind !== 'image' || item.status !== 'saved' || item.space === undefined) continue;
    const folder = item.path.slice(0, item.path.lastIndexOf('/'));
    if (!/^data\/[^/]+\/[^/]+\/images(?:\/|$)/.test(folder)) continue;
    const row = [
      item.path.slice(folder.length + 1),
      item.title,
      item.author ?? '',
      item.createdAt?.slice(0, 10) ?? item.dateAsWritten ?? '',
      item.description ?? '',
      item.sourceUrl,
    ];
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, [row]);
    else known.push(row);
  }
  const columns = ['file', 'title', 'author', 'date', 'description', 'address'];
  const headings = columns.map((column) => words.t(`report:columns.${column}`));
  for (const [folder, rows] of folders) {
    yield { path: `${folder}/captions.csv`, text: `\ufeff${[...csvChunks([headings, ...rows], words)].join('')}` };
  }
}
