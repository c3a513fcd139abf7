import { stringify } from 'csv-stringify/sync';
import type { InventoryItem } from '../../shared/model/index.ts';
import type { ReportWords } from './reportWords.ts';
import type { ArchiveSource, Change } from './types.ts';

export const REPORT_CSV_PATH = 'data/report.csv';
export const REPORT_XLSX_PATH = 'data/report.xlsx';

export type Cell = string | number;
export interface Sheet {
  readonly name: string;
  readonly headings: readonly string[];
  rows(): Iterable<readonly Cell[]>;
}

export interface Counts {
  readonly saved: number;
  readonly missing: number;
  readonly skipped: number;
  /** Pictures that could only be had optimised. */
  readonly optimised: number;
  readonly damaged: number;
  readonly elsewhere: number;
  readonly notVisited: number;
}

/** What was saved and what was not, in numbers. */
export function countItems(
  items: Iterable<Pick<InventoryItem, 'status' | 'original' | 'damaged'>>,
  mentions: ArchiveSource['mentions'],
): Counts {
  const counts = { saved: 0, missing: 0, skipped: 0, optimised: 0, damaged: 0 };
  for (const item of items) {
    counts[item.status] += 1;
    if (item.status !== 'saved') continue;
    if (item.original === false) counts.optimised += 1;
    if (item.damaged === true) counts.damaged += 1;
  }
  const notVisited = mentions.filter(({ type }) => type === 'unknown-link' || type === 'view').length;
  return { ...counts, notVisited, elsewhere: mentions.length - notVisited };
}

const ITEM_COLUMNS = [
  'result',
  'reason',
  'kind',
  'title',
  'space',
  'path',
  'originalName',
  'size',
  'date',
  'author',
  'description',
  'note',
  'verdict',
  'rule',
  'address',
] as const;
const MENTION_COLUMNS = ['type', 'text', 'address', 'foundOn', 'space'] as const;

/** All tables of a report: the CSV is made of the second, the workbook of all. */
export class Report {
  readonly #source: ArchiveSource;
  readonly #items: Iterable<InventoryItem>;
  readonly #words: ReportWords;
  readonly #spaces: ReadonlyMap<string, string>;

  constructor(source: ArchiveSource, items: Iterable<InventoryItem>, words: ReportWords) {
    this.#source = source;
    this.#items = items;
    this.#words = words;
    this.#spaces = new Map(
      source.items.filter(({ kind }) => kind === 'space').map((item) => [item.space ?? item.number, item.title]),
    );
  }

  sheets(): Sheet[] {
    const { t } = this.#words;
    const isNotVisited = (type: string) => type === 'unknown-link' || type === 'view';
    return [
      this.#overview(),
      this.#itemSheet(t('report:sheets.items'), () => true),
      this.#itemSheet(t('report:sheets.missing'), (item) => item.status === 'missing'),
      this.#itemSheet(t('report:sheets.skipped'), (item) => item.status === 'skipped'),
      this.#mentionSheet(t('report:sheets.elsewhere'), (type) => !isNotVisited(type)),
      this.#mentionSheet(t('report:sheets.notVisited'), isNotVisited),
      ...(this.#source.changes === undefined ? [] : [this.#changeSheet(this.#source.changes)]),
    ];
  }

  /**
   * `report.csv`: all items, in the form that the Excel of the language opens with a double click: UTF-8 with BOM, a semicolon
   * where the comma is the decimal sign, CRLF; cells that Excel would take for a formula get an apostrophe.
   */
  *csv(): Generator<string> {
    const sheet = this.#itemSheet('', () => true);
    yield '\ufeff';
    yield* csvChunks([sheet.headings], this.#words);
    yield* csvChunks(sheet.rows(), this.#words);
  }

  #overview(): Sheet {
    const { t, date } = this.#words;
    const { account, exportedAt, tool } = this.#source;
    const counts = countItems(this.#items, this.#source.mentions);
    let bytes = 0;
    for (const item of this.#items) if (item.mediaType !== 'text/html') bytes += item.bytes;
    const rows: (readonly Cell[])[] = [
      [t('report:overview.person'), account.displayName],
      [t('report:overview.username'), account.username],
      [t('report:overview.school'), account.school ?? ''],
      [t('report:overview.savedOn'), date(exportedAt)],
      [t('report:overview.tool'), `${tool.name} ${tool.version}`],
      ...(['saved', 'missing', 'skipped', 'optimised', 'damaged', 'elsewhere', 'notVisited'] as const).map(
        (key) => [t(`report:overview.${key}`), counts[key]] as const,
      ),
      [t('report:overview.bytes'), bytes],
      ['', t('report:start.pupils')],
    ];
    return {
      name: t('report:sheets.overview'),
      headings: [t('report:overview.what'), t('report:overview.value')],
      rows: () => rows,
    };
  }

  #itemSheet(name: string, wanted: (item: InventoryItem) => boolean): Sheet {
    const { t } = this.#words;
    const all = this.#items;
    const row = (item: InventoryItem) => this.#row(item);
    return {
      name,
      headings: ITEM_COLUMNS.map((column) => t(`report:columns.${column}`)),
      *rows() {
        for (const item of all) if (wanted(item)) yield row(item);
      },
    };
  }

  #row(item: InventoryItem): readonly Cell[] {
    const { t, common, number } = this.#words;
    const notes = [
      item.original === false ? t('report:notes.optimised') : '',
      item.damaged === true ? t('report:notes.damaged') : '',
      item.attempts !== undefined && item.status === 'missing'
        ? t('report:notes.attempts', { count: item.attempts, n: number(item.attempts) })
        : '',
    ];
    return [
      t(`report:results.${item.status}`),
      item.reason === undefined ? '' : common('reasons', item.reason),
      common('kinds', item.kind),
      item.title,
      item.space === undefined ? '' : (this.#spaces.get(item.space) ?? item.space),
      item.path,
      item.originalName ?? '',
      item.status === 'saved' ? item.bytes : '',
      item.createdAt?.slice(0, 10) ?? item.dateAsWritten ?? '',
      item.author ?? '',
      item.description ?? '',
      notes.filter((note) => note !== '').join('; '),
      common('verdicts', item.verdict),
      common('rules', item.rule),
      item.sourceUrl,
    ];
  }

  /** Of an update: what is new, changed and gone since the earlier archive. */
  #changeSheet(changes: readonly Change[]): Sheet {
    const { t, common } = this.#words;
    const spaces = this.#spaces;
    const columns = ['kind', 'title', 'space', 'address'] as const;
    return {
      name: t('schools:update.sheet'),
      headings: [t('schools:update.change'), ...columns.map((column) => t(`report:columns.${column}`))],
      *rows() {
        for (const { change, kind, title, space, sourceUrl } of changes) {
          const where = space === undefined ? '' : (spaces.get(space) ?? space);
          yield [t(`schools:update.changes.${change}`), common('kinds', kind), title, where, sourceUrl];
        }
      },
    };
  }

  #mentionSheet(name: string, wanted: (type: string) => boolean): Sheet {
    const { t } = this.#words;
    const spaces = this.#spaces;
    const { mentions } = this.#source;
    return {
      name,
      headings: MENTION_COLUMNS.map((column) => t(`report:columns.${column}`)),
      *rows() {
        for (const { type, text, address, foundOn, space } of mentions) {
          if (!wanted(type)) continue;
          yield [
            t(`report:mentions.${type}`),
            text,
            address,
            foundOn,
            space === undefined ? '' : (spaces.get(space) ?? space),
          ];
        }
      },
    };
  }
}

/** Rows as CSV text, in pieces; see `Report.csv` for its form. */
export function* csvChunks(rows: Iterable<readonly Cell[]>, words: ReportWords): Generator<string> {
  const options = {
    delimiter: words.separator,
    record_delimiter: 'windows',
    escape_formulas: true,
  } as const;
  let batch: Cell[][] = [];
  for (const row of rows) {
    batch.push(row.map((cell) => (typeof cell === 'string' ? cell.replaceAll('\u0000', '') : cell)));
    if (batch.length < 500) continue;
    yield stringify(batch, options);
    batch = [];
  }
  if (batch.length > 0) yield stringify(batch, options);
}
