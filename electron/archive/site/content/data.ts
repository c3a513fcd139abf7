import type { ItemContent, ItemRecord } from '../../../../shared/model/index.ts';
import { withoutTokens } from './received.ts';

/** An item as data: everything that was understood of it. Its HTML is there as data, for archives made of this one. Keys in a fixed order. */
export function itemData(item: ItemRecord, content: ItemContent | undefined, received: string | undefined): Uint8Array {
  const data = {
    id: item.id,
    kind: item.kind,
    title: item.title,
    space: item.space,
    sourceUrl: item.sourceUrl,
    parent: item.parent,
    folder: item.folder.length > 0 ? item.folder : undefined,
    author: item.author,
    createdAt: item.createdAt,
    dateAsWritten: item.dateAsWritten,
    description: item.description,
    visibility: content?.visibility,
    restricted: item.restricted,
    facts: item.facts,
    fields: content?.fields ?? [],
    text: content?.text ?? [],
    entries: content?.entries ?? [],
    links: content?.links ?? [],
    embeds: content?.embeds ?? [],
    html: content === undefined || content.html === '' ? undefined : withoutTokens(content.html),
    receivedHtml: received,
  };
  return new TextEncoder().encode(`${JSON.stringify(data, undefined, 2)}\n`);
}
