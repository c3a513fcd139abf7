import type { Binary, ItemContent, ItemRecord, Mention } from '../../../shared/model/index.ts';
import { thumbnailPath } from '../site/thumbs.ts';
import type { ArchiveSource, ReceivedView } from '../types.ts';
import type { OpenArchive } from './archive.ts';
import type { Workspace } from './workspace.ts';

/** Where an archive's language stands, should its inventory not say. */
const FALLBACK_LANGUAGE = 'en';

/** An item of an archive that the new one is to have, and where it comes from. */
export interface Chosen {
  readonly archive: OpenArchive;
  readonly item: ItemRecord;
  /** Its id in that archive, where it got another one in the new. */
  readonly from?: string;
}

/** What may be changed on the way. */
export interface Filter {
  /** What a text item says, without what is to go. */
  content?(content: ItemContent, item: ItemRecord): ItemContent;
  /** The HTML as it was received, without what is to go; undefined leaves it out altogether. */
  received?(html: string, address: string, item: ItemRecord): string | undefined;
}

export interface RebuildOptions {
  readonly chosen: readonly Chosen[];
  readonly mentions: readonly Mention[];
  readonly workspace: Workspace;
  readonly filter?: Filter;
  readonly signal: AbortSignal;
  /** Told while files are taken out: bytes so far, of all. */
  readonly onProgress?: (bytes: number, of: number) => void;
}

/** The parts of a source that come from existing archives; who it belongs to is the caller's. */
export type Rebuilt = Omit<ArchiveSource, 'account' | 'exportedAt' | 'tool' | 'language'>;

/** Language of an archive's offline site. */
export function languageOf(archive: OpenArchive): string {
  return archive.inventory.language ?? FALLBACK_LANGUAGE;
}

/** The first line of a received view, where its address stands, and the view itself. */
const HEAD = /^<!-- (\S[^\r\n]*?) -->\n/;

/**
 * Makes the source of a new archive from items of existing ones: their files are taken out (each distinct one once, compared
 * with its checksum), their texts are read when their turn comes.
 *
 * @throws ArchiveError `archive-damaged`: a file is not what the inventory says; StoppedError
 */
export async function rebuildSource(options: RebuildOptions): Promise<Rebuilt> {
  const { chosen, workspace, signal, filter } = options;
  const byId = new Map(chosen.map((one) => [one.item.id, one]));
  const blobs = await takeFiles(options);
  const received = await takeReceived(options);
  const resolve = new Map<string, string>();
  for (const { archive, item, from } of chosen)
    for (const address of archive.addresses(from ?? item.id)) if (!resolve.has(address)) resolve.set(address, item.id);
  return {
    items: chosen.map(({ item }) => item),
    mentions: options.mentions,
    async content(id) {
      const found = byId.get(id);
      signal.throwIfAborted();
      const content = await found?.archive.content(id);
      return found === undefined || content === undefined
        ? content
        : (filter?.content?.(content, found.item) ?? content);
    },
    received: (id) => received.get(id) ?? [],
    blob: ({ sha256 }: Binary) => blobs.get(sha256) ?? workspace.blob(sha256),
    resolve: (address) => resolve.get(address),
    isPlatform: (address) => resolve.has(address),
    addresses(id) {
      const found = byId.get(id);
      return found?.archive.addresses(found.from ?? id) ?? [];
    },
  };
}

/** Takes the bytes and thumbnails of all saved items out of ZIPs; those of unpacked archives are used where they lie. */
async function takeFiles({ chosen, workspace, signal, onProgress }: RebuildOptions): Promise<Map<string, string>> {
  const blobs = new Map<string, string>();
  const files = chosen.filter(({ item }) => item.status === 'saved' && item.binary !== undefined);
  const of = files.reduce((sum, { item }) => sum + (item.binary?.bytes ?? 0), 0);
  const paths = new Map<OpenArchive, Map<string, string>>();
  let bytes = 0;
  for (const { archive, item, from } of files) {
    const { binary } = item;
    if (binary === undefined) continue;
    let known = paths.get(archive);
    if (known === undefined) {
      known = new Map(archive.inventory.items.map((entry) => [entry.id, entry.path]));
      paths.set(archive, known);
    }
    const path = known.get(from ?? item.id) ?? '';
    const onDisk = archive.files.onDisk(path);
    if (onDisk !== undefined) blobs.set(binary.sha256, onDisk);
    else await workspace.take(archive, path, binary.sha256, signal);
    if (item.kind === 'image' || binary.mediaType.startsWith('image/'))
      await workspace.takeThumbnail(archive, thumbnailPath(binary.sha256), binary.sha256, signal);
    bytes += binary.bytes;
    onProgress?.(bytes, of);
  }
  return blobs;
}

/** The HTML as received, filtered and laid down once for all items that share it. */
async function takeReceived({
  chosen,
  workspace,
  filter,
  signal,
}: RebuildOptions): Promise<Map<string, ReceivedView[]>> {
  const views = new Map<string, ReceivedView[]>();
  const done = new Map<string, ReceivedView[]>();
  for (const { archive, item, from } of chosen) {
    const path = item.status === 'saved' ? archive.receivedPath(from ?? item.id) : undefined;
    if (path === undefined) continue;
    signal.throwIfAborted();
    const key = `${archive.path}\n${path}`;
    let view = done.get(key);
    if (view === undefined) {
      const text = await archive.text(path);
      const address = HEAD.exec(text)?.[1] ?? item.sourceUrl;
      const html = text.replace(HEAD, '').replace(/\n$/, '');
      const kept = filter?.received === undefined ? html : filter.received(html, address, item);
      view =
        kept === undefined
          ? []
          : [{ address, contentType: 'text/html; charset=utf-8', path: await workspace.text(kept) }];
      done.set(key, view);
    }
    if (view.length > 0) views.set(item.id, view);
  }
  return views;
}
