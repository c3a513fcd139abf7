import { z } from 'zod';
import { itemContentSchema, roleSchema } from '../../../shared/model/index.ts';
import type { Binary, Inventory, InventoryItem, ItemContent, ItemRecord, Role } from '../../../shared/model/index.ts';

/** Kinds whose item is a file of its own, in archives that do not give the bytes' address. */
const FILES: ReadonlySet<string> = new Set(['image', 'file', 'certificate']);

/** The `.json` beside a text item; what older archives do not have gets its default. */
export const itemDataSchema = z.object({
  id: z.string(),
  visibility: z.string().optional(),
  facts: z.record(z.string(), z.string()).optional(),
  fields: itemContentSchema.shape.fields,
  text: itemContentSchema.shape.text.default([]),
  entries: itemContentSchema.shape.entries,
  links: itemContentSchema.shape.links,
  embeds: itemContentSchema.shape.embeds,
  html: z.string().default(''),
  receivedHtml: z.string().optional(),
});
export type ItemData = z.infer<typeof itemDataSchema>;

export function contentOfData(data: ItemData): ItemContent {
  const { id, html, text, fields, entries, links, embeds, visibility } = data;
  return { id, html, text, fields, entries, links, embeds, ...(visibility === undefined ? {} : { visibility }) };
}

/** `{role}-{kind}-{space}-{number}` taken apart; a second thing of one id has `~2` behind it. */
function partsOf(item: InventoryItem): { readonly role: Role; readonly number: string } {
  const [first = ''] = item.id.split('-', 1);
  const role = roleSchema.safeParse(first);
  const head = [first, item.kind, ...(item.space === undefined ? [] : [item.space])].join('-');
  const rest = item.id.startsWith(`${head}-`) ? item.id.slice(head.length + 1) : item.id;
  return { role: role.success ? role.data : 'live', number: rest.replace(/^-|~\d+$/g, '') };
}

function binaryOf(item: InventoryItem): Binary | undefined {
  const isFile = item.url !== undefined || (FILES.has(item.kind) && !/\.html#/.test(item.path));
  if (item.status !== 'saved' || !isFile) return undefined;
  const { originalName, etag, lastModified, original, damaged } = item;
  return {
    url: item.url ?? item.sourceUrl,
    sha256: item.sha256,
    bytes: item.bytes,
    mediaType: item.mediaType,
    fetchedAt: item.fetchedAt,
    ...(originalName === undefined ? {} : { originalName }),
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
    ...(original === undefined ? {} : { original }),
    ...(damaged === undefined ? {} : { damaged }),
  };
}

/** The items of an inventory as the engine knows them: what an archive is made from. Their order is that of the inventory. */
export function recordsOf(inventory: Inventory, hasContent: (id: string) => boolean): ItemRecord[] {
  return inventory.items.map((item, order): ItemRecord => {
    const { id, kind, space, title, sourceUrl, parent, author, createdAt, dateAsWritten, description } = item;
    const { role, number } = partsOf(item);
    const binary = binaryOf(item);
    return {
      id,
      kind,
      role,
      number,
      title,
      sourceUrl,
      folder: item.folder ?? [],
      order,
      verdict: item.verdict,
      rule: item.rule,
      status: item.status,
      views: [],
      hasContent: hasContent(id),
      ...(space === undefined ? {} : { space }),
      ...(parent === undefined ? {} : { parent }),
      ...(author === undefined ? {} : { author }),
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(dateAsWritten === undefined ? {} : { dateAsWritten }),
      ...(description === undefined ? {} : { description }),
      ...(item.reason === undefined ? {} : { reason: item.reason }),
      ...(item.attempts === undefined ? {} : { attempts: item.attempts }),
      ...(item.restricted === undefined ? {} : { restricted: item.restricted }),
      ...(item.facts === undefined ? {} : { facts: item.facts }),
      ...(binary === undefined ? {} : { binary }),
    };
  });
}

/**
 * The addresses that stand for each item, as an inventory gives them. Older ones do not; there the address where a person saw
 * it has to do.
 */
export function addressesOf(inventory: Inventory): ReadonlyMap<string, readonly string[]> {
  const told = inventory.items.some(({ addresses }) => addresses !== undefined);
  return new Map(
    inventory.items.map(({ id, addresses, url, sourceUrl }) => [
      id,
      told ? (addresses ?? []) : url === undefined ? [sourceUrl] : [url, sourceUrl],
    ]),
  );
}
