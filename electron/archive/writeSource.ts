import type { ArchiveLayout, ArchiveSource } from './types.ts';

type SourceChange = Partial<Pick<ArchiveSource, 'items' | 'mentions' | 'resolve'>>;

/** A source that differs in some fields; written out field by field, because a source may be an instance of a class. */
export function changedSource(source: ArchiveSource, change: SourceChange): ArchiveSource {
  return {
    account: source.account,
    exportedAt: source.exportedAt,
    tool: source.tool,
    language: source.language,
    items: source.items,
    mentions: source.mentions,
    content: (id) => source.content(id),
    received: (id) => source.received(id),
    blob: (binary) => source.blob(binary),
    resolve: (address) => source.resolve(address),
    isPlatform: (address) => source.isPlatform(address),
    addresses: (id) => source.addresses?.(id) ?? [],
    ...(source.bagInfo === undefined ? {} : { bagInfo: source.bagInfo }),
    ...(source.changes === undefined ? {} : { changes: source.changes }),
    ...change,
  };
}

/** A layout under another name, and with the items of `ids` alone if they are given. */
export function changedLayout(layout: ArchiveLayout, name: string, ids?: ReadonlySet<string>): ArchiveLayout {
  return {
    name,
    pathOf: (id) => (ids === undefined || ids.has(id) ? layout.pathOf(id) : undefined),
    folderOf: (id) => layout.folderOf(id),
    beside: (id, suffix) => layout.beside(id, suffix),
  };
}
