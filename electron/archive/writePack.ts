import type { InventoryItem, ItemRecord } from '../../shared/model/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';
import { BAG_DECLARATION, bagInfo, bagSize, manifestChunks } from './bag.ts';
import type { Ledger } from './bagLedger.ts';
import { albumCaptions } from './captions.ts';
import {
  INVENTORY_PATH,
  INVENTORY_SCHEMA_PATH,
  inventoryChunks,
  Inventory,
  inventoryJsonSchema,
} from './inventoryJson.ts';
import { fileOf } from './layout.ts';
import { localDay } from './layoutName.ts';
import { isCompressedMedia } from './nameTypes.ts';
import { countItems, Report, REPORT_CSV_PATH, REPORT_XLSX_PATH } from './report.ts';
import type { ReportWords } from './reportWords.ts';
import { workbook } from './reportXlsx.ts';
import { START_PAGE_PATH, startPage } from './startPage.ts';
import type { PartInfo } from './startPage.ts';
import { START_STYLES, START_STYLES_PATH } from './startStyles.ts';
import type { ArchiveEntry, ArchiveLayout, ArchiveSource } from './types.ts';
import { plainPage } from './writePlain.ts';
import type { ZipOutput } from './zipOutput.ts';
import type { ZipSource } from './zipWriter.ts';

export interface SiteOptions {
  readonly t: Translate;
  readonly language: string;
  readonly signal: AbortSignal;
}
/** The offline site: every page, and the bytes of items where it likes (the rest is added after it). */
export type RenderSite = (
  source: ArchiveSource,
  layout: ArchiveLayout,
  options: SiteOptions,
) => AsyncIterable<ArchiveEntry>;

export interface BagJob {
  readonly source: ArchiveSource;
  /** Its `name` is the one folder in the ZIP. */
  readonly layout: ArchiveLayout;
  readonly renderSite: RenderSite;
  readonly words: ReportWords;
  readonly parts: readonly PartInfo[];
  readonly signal: AbortSignal;
  /** Kept by whoever opened the ZIP: has every file that is written, by its path below the bag's folder. */
  readonly ledger: Ledger;
}

interface EntryOptions {
  readonly stored?: boolean;
  readonly date?: Date | undefined;
}

export interface PackedBag {
  /** Every file of the bag, tag files too, by its path below the bag's folder. */
  readonly ledger: Ledger;
  readonly items: Iterable<InventoryItem>;
}

/** The item's own date; midday where only a day is known, so that no time zone makes another day of it. */
export function itemDate(item: Pick<ItemRecord, 'createdAt'>): Date | undefined {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(item.createdAt ?? '');
  const at = day
    ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3]), 12)
    : new Date(item.createdAt ?? Number.NaN);
  // A ZIP knows no date before 1980.
  return Number.isNaN(at.getTime()) || at.getFullYear() < 1980 || at.getFullYear() > 2100 ? undefined : at;
}

/** One bag (RFC 8493) on its way into one ZIP. */
class BagPacker {
  readonly #job: BagJob;
  readonly #zip: ZipOutput;
  readonly #date: Date;
  readonly #ledger: Ledger;

  constructor(job: BagJob, zip: ZipOutput) {
    this.#job = job;
    this.#ledger = job.ledger;
    this.#zip = zip;
    const exported = new Date(job.source.exportedAt);
    this.#date = Number.isNaN(exported.getTime()) ? new Date() : exported;
  }

  async pack(): Promise<Inventory> {
    const { source, layout } = this.#job;
    await this.#front();
    await this.#payload();
    await this.#zip.settle();
    await this.#unwritten();
    await this.#zip.settle();
    const items = new Inventory(source, layout, this.#ledger);
    await this.#reports(items);
    await this.#tags();
    return items;
  }

  #add(path: string, source: ZipSource, options: EntryOptions = {}): Promise<void> {
    return this.#zip.add({ name: path, date: options.date ?? this.#date, stored: options.stored ?? false, source });
  }

  async #text(path: string, text: string): Promise<void> {
    await this.#add(path, { type: 'bytes', bytes: Buffer.from(text) });
  }

  /** What a person should see first when they look into the ZIP stands first. */
  async #front(): Promise<void> {
    const { source, words, parts, layout } = this.#job;
    const counts = countItems(source.items, source.mentions);
    await this.#text(START_PAGE_PATH, startPage({ source, words, name: layout.name, counts, parts }));
    await this.#text('bagit.txt', BAG_DECLARATION);
    await this.#text(START_STYLES_PATH, START_STYLES);
  }

  /** The site, then the bytes of every item that the site did not bring. Each blob is read once for each place it has. */
  async #payload(): Promise<void> {
    const { source, layout, renderSite, words, signal } = this.#job;
    const options = { t: words.t, language: words.language, signal };
    for await (const { path, source: from, stored, date } of renderSite(source, layout, options)) {
      await this.#add(path, from, { stored, date });
    }
    await this.#zip.settle();
    const added = new Set<string>();
    for (const item of source.items) {
      const path = layout.pathOf(item.id);
      if (item.status !== 'saved' || item.binary === undefined || path === undefined) continue;
      if (this.#ledger.has(path) || added.has(path)) continue;
      added.add(path);
      const { bytes, sha256, mediaType } = item.binary;
      const from = { type: 'file', path: source.blob(item.binary), bytes, sha256 } as const;
      await this.#add(path, from, { stored: isCompressedMedia(mediaType), date: itemDate(item) });
    }
  }

  /** Pages that nobody wrote, so that no item is called saved without being there. */
  async #unwritten(): Promise<void> {
    const { source, layout, words } = this.#job;
    const pages = new Map<string, ItemRecord[]>();
    for (const item of source.items) {
      const path = layout.pathOf(item.id);
      if (item.status !== 'saved' || path === undefined) continue;
      const file = fileOf(item, path);
      if (this.#ledger.has(file)) continue;
      pages.set(file, [...(pages.get(file) ?? []), item]);
    }
    for (const [file, items] of pages) {
      await this.#text(file, await plainPage(items, (id) => source.content(id), words));
    }
  }

  async #reports(items: Inventory): Promise<void> {
    const { source, words } = this.#job;
    for (const { path, text } of albumCaptions(items, words)) await this.#text(path, text);
    const report = new Report(source, items, words);
    await this.#add(REPORT_CSV_PATH, { type: 'chunks', chunks: report.csv() });
    const xlsx = await workbook(report.sheets(), this.#date);
    await this.#add(REPORT_XLSX_PATH, { type: 'bytes', bytes: xlsx }, { stored: true });
    await this.#text(INVENTORY_SCHEMA_PATH, inventoryJsonSchema());
    await this.#add(INVENTORY_PATH, { type: 'chunks', chunks: inventoryChunks(source, items) });
  }

  /** Tag files come last: they say what everything before them is. */
  async #tags(): Promise<void> {
    await this.#zip.settle();
    let files = 0;
    let bytes = 0;
    for (const entry of this.#ledger.below('data/', true)) {
      files += 1;
      bytes += entry.bytes;
    }
    const manifest = (payload: boolean) => manifestChunks(this.#ledger.below('data/', payload));
    await this.#add('manifest-sha256.txt', { type: 'chunks', chunks: manifest(true) });
    await this.#text('bag-info.txt', this.#info(files, bytes));
    await this.#zip.settle();
    await this.#add('tagmanifest-sha256.txt', { type: 'chunks', chunks: manifest(false) });
    await this.#zip.settle();
  }

  #info(files: number, bytes: number): string {
    const { source, words, parts, layout } = this.#job;
    const { account, tool, exportedAt } = source;
    const { t } = words;
    const person = account.displayName || account.username;
    const part = parts.findIndex(({ name }) => name === layout.name) + 1;
    const note = part > 0 && parts.length > 1 ? t('report:bag.part', { number: part, of: parts.length }) : '';
    const more = source.bagInfo ?? [];
    const replaced = new Set(more.map(([label]) => label));
    const fields: readonly (readonly [string, string])[] = [
      ['Source-Organization', account.school ?? person],
      ['Contact-Name', person],
      ['External-Description', t('report:bag.description', { person, date: words.date(exportedAt), note })],
      ['External-Identifier', layout.name],
      ['Internal-Sender-Identifier', account.userId],
      ['Bagging-Date', localDay(exportedAt)],
      ['Bag-Software-Agent', `${tool.name} ${tool.version}`],
      ['Bag-Size', bagSize(bytes)],
      ['Payload-Oxum', `${bytes}.${files}`],
      ['Bag-Group-Identifier', parts.length > 1 ? layout.name.replace(/_part\d+of\d+$/, '') : ''],
      ['Bag-Count', parts.length > 1 ? `${part} of ${parts.length}` : ''],
    ];
    return bagInfo([...fields.filter(([label]) => !replaced.has(label)), ...more]);
  }
}

/** Writes one whole bag into an open ZIP (which the caller finishes). */
export async function packBag(job: BagJob, zip: ZipOutput): Promise<PackedBag> {
  return { ledger: job.ledger, items: await new BagPacker(job, zip).pack() };
}
