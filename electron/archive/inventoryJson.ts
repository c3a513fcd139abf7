import { z } from 'zod';
import { INVENTORY_SCHEMA_VERSION, inventoryItemSchema, inventorySchema } from '../../shared/model/index.ts';
import type { InventoryItem, ItemRecord } from '../../shared/model/index.ts';
import type { Ledger } from './bagLedger.ts';
import { fileOf } from './layout.ts';
import type { ArchiveLayout, ArchiveSource } from './types.ts';

export const INVENTORY_PATH = 'data/inventory.json';
export const INVENTORY_SCHEMA_PATH = 'data/inventory.schema.json';

/** Only what is there: the contract knows optional fields, not empty ones. */
function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/**
 * The entry of one item: its place, and length and checksum of the file there (several items may share one).
 *
 * @throws Error if it is called saved but nothing was written at its place: an archive must not say what is not true
 */
export function inventoryItem(
  item: ItemRecord,
  layout: ArchiveLayout,
  written: Ledger,
  exportedAt: string,
  addresses: readonly string[] = [],
): InventoryItem {
  const path = item.status === 'saved' ? (layout.pathOf(item.id) ?? '') : '';
  const file = written.get(fileOf(item, path));
  if (item.status === 'saved' && file === undefined) throw new Error(`saved, but not in the archive: ${item.id}`);
  const { binary } = item;
  return {
    id: item.id,
    kind: item.kind,
    title: item.title,
    sourceUrl: item.sourceUrl,
    path,
    bytes: file?.bytes ?? 0,
    sha256: file?.sha256 ?? '',
    mediaType: binary?.mediaType ?? (file === undefined ? '' : 'text/html'),
    fetchedAt: item.binary?.fetchedAt ?? exportedAt,
    verdict: item.verdict,
    rule: item.rule,
    status: item.status,
    ...defined({
      space: item.space,
      originalName: binary?.originalName,
      createdAt: item.createdAt,
      dateAsWritten: item.dateAsWritten,
      author: item.author,
      etag: binary?.etag,
      lastModified: binary?.lastModified,
      reason: item.reason,
      attempts: item.attempts,
      original: binary?.original,
      damaged: binary?.damaged,
      description: item.description,
      folder: item.folder.length > 0 ? item.folder : undefined,
      parent: item.parent,
      restricted: item.restricted,
      url: binary?.url,
      addresses: addresses.length > 0 ? [...addresses] : undefined,
      facts: item.facts,
    }),
  };
}

/**
 * The entries of all items, made anew each time they are gone through: 40,000 of them would take 20 MB, and each is
 * wanted for a moment only. Nothing may be written meanwhile at an item's place.
 */
export class Inventory implements Iterable<InventoryItem> {
  readonly #source: ArchiveSource;
  readonly #layout: ArchiveLayout;
  readonly #written: Ledger;

  constructor(source: ArchiveSource, layout: ArchiveLayout, written: Ledger) {
    this.#source = source;
    this.#layout = layout;
    this.#written = written;
  }

  /** @throws Error if an item is called saved but nothing was written at its place */
  *[Symbol.iterator](): Generator<InventoryItem> {
    const source = this.#source;
    for (const item of source.items) {
      yield inventoryItem(item, this.#layout, this.#written, source.exportedAt, source.addresses?.(item.id));
    }
  }
}

/** `data/inventory.json`, one item a line, in pieces: 40,000 items are some 30 MB. */
export function* inventoryChunks(source: ArchiveSource, items: Iterable<InventoryItem>): Generator<string> {
  const head = inventorySchema.omit({ items: true, mentions: true }).parse({
    schemaVersion: INVENTORY_SCHEMA_VERSION,
    account: source.account,
    exportedAt: source.exportedAt,
    tool: source.tool,
    language: source.language,
  });
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let chunk = '';
  let separator = '\n';
  for (const item of items) {
    chunk += separator + JSON.stringify(inventoryItemSchema.parse(item));
    separator = ',\n';
    if (chunk.length < 64 * 1024) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}\n],"mentions":[`;
  yield source.mentions.map((mention) => `\n${JSON.stringify(mention)}`).join(',');
  yield '\n]}\n';
}

/** The JSON Schema of the inventory, for whoever reads it without us. */
export function inventoryJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(inventorySchema, { target: 'draft-2020-12' }), undefined, 2)}\n`;
}
