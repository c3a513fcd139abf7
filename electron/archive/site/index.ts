import type { ArchiveEntry, ArchiveLayout, ArchiveSource } from '../types.ts';
import type { Entry, ItemContent, ItemRecord } from '../../../shared/model/index.ts';
import type { Translate } from '../../../shared/i18n/index.ts';
import { assets } from './assets/index.ts';
import { referencedItems } from './content/addresses.ts';
import { itemData } from './content/data.ts';
import { receivedText } from './content/received.ts';
import { OWN_SECTIONS, ownSectionOf, SPACE_SECTIONS, spaceSectionOf } from './model.ts';
import { mapOrdered } from './ordered.ts';
import { albumPage, galleryFiles, slidePages } from './pages/album.ts';
import { azPages } from './pages/az.ts';
import { coverPage } from './pages/cover.ts';
import { sectionTitle } from './pages/crumbs.ts';
import { itemPage, sharedPage } from './pages/item.ts';
import type { Beside, Loaded } from './pages/item.ts';
import { ownPage } from './pages/own.ts';
import { photoPages } from './pages/photos.ts';
import { reportPages } from './pages/report.ts';
import { searchPage } from './pages/searchPage.ts';
import { sectionPage } from './pages/sections.ts';
import { albumScript, showPage } from './pages/show.ts';
import { spacePage } from './pages/space.ts';
import { SearchIndex } from './search/builder.ts';
import { INDEX, SEARCH, SHOW } from './shell.ts';
import { Site } from './site.ts';
import { dayOf, Words } from './words.ts';
import { isCompressed } from './urls.ts';
import { Turns } from '../turns.ts';

export { makeThumbnail, thumbnailPath, THUMBNAIL_SIZE } from './thumbs.ts';

export interface RenderOptions {
  readonly t: Translate;
  /** Language of the site: `en`, `sl`. */
  readonly language: string;
  /** Folder with thumbnails that were made while other work waited, `{sha256}.webp`; others are made now. */
  readonly thumbnailsDir?: string;
  readonly signal: AbortSignal;
  /** Thumbnails made at once, and contents read at once; 2 by default. */
  readonly concurrency?: number;
}

const encoder = new TextEncoder();

/**
 * The offline site and all saved bytes, file by file, in a fixed order: our assets, thumbnails, the pages at the root,
 * then spaces, the person's own sections, photographs, the alphabetical index, the search index. Contents are read from
 * disk twice (once for links and search, once for their page) and never kept. Paths never repeat.
 */
export async function* renderSite(
  source: ArchiveSource,
  layout: ArchiveLayout,
  options: RenderOptions,
): AsyncGenerator<ArchiveEntry> {
  const renderer = new Renderer(source, layout, options);
  for await (const entry of renderer.entries()) {
    options.signal.throwIfAborted();
    yield entry;
  }
}

class Renderer {
  private readonly source: ArchiveSource;
  private readonly options: RenderOptions;
  private readonly site: Site;
  private readonly index = new SearchIndex();
  private readonly turns = new Turns();
  /** Received views that several items share are kept once, beside the first. */
  private readonly receivedFiles = new Map<string, string>();
  /** Files that were emitted already: several items may share one. */
  private readonly emitted = new Set<string>();

  constructor(source: ArchiveSource, layout: ArchiveLayout, options: RenderOptions) {
    this.source = source;
    this.options = options;
    this.site = new Site(source, layout, new Words(options.t, options.language));
  }

  async *entries(): AsyncGenerator<ArchiveEntry> {
    const { site } = this;
    await this.readContents();
    for (const [name, content] of assets()) yield text(`data/assets/${name}`, content);
    yield* site.thumbs.render(this.source, this.options);
    yield text(INDEX, coverPage(site));
    yield text(SEARCH, searchPage(site));
    yield text(SHOW, showPage(site));
    for (const { file, page } of reportPages(site)) yield text(file, page);
    for (const space of site.model.spaces) {
      if (!space.item || !site.isSaved(space.item))
        yield text(site.spaceFile(space), spacePage(site, space, undefined));
      yield* this.items(space.items);
      for (const section of SPACE_SECTIONS) {
        const file = site.sectionFile(space, section);
        if (space.sections.has(section) && !site.pages.has(file) && section !== 'home' && section !== 'project') {
          yield text(file, sectionPage(site, space, section));
        }
      }
    }
    for (const section of OWN_SECTIONS) {
      const items = site.model.own.get(section);
      if (!items) continue;
      yield* this.items(items);
      const file = site.ownSectionFile(section);
      if (!site.pages.has(file)) yield text(file, ownPage(site, section));
    }
    // Portraits and attachments of the person's own sections: in no section, beside their parent.
    yield* this.items(this.source.items);
    for (const [number, album] of site.albums.entries())
      yield text(`data/assets/show/${number}.js`, albumScript(site, album));
    for (const { file, page } of photoPages(site)) yield text(file, page);
    for (const { file, page } of azPages(site, this.index)) yield text(file, page);
    for (const { file, text: script } of this.index.chunks(site)) yield text(file, script);
    for (const { file, text: script } of this.index.shards()) yield text(file, script);
  }

  private content(item: ItemRecord): Promise<ItemContent | undefined> {
    return item.hasContent ? this.source.content(item.id) : Promise.resolve(undefined);
  }

  /** First pass: who points at whom, and the search index. */
  private async readContents(): Promise<void> {
    const saved = this.source.items.filter((item) => this.site.isSaved(item));
    const read = async (item: ItemRecord) => ({ item, content: await this.content(item) });
    for await (const { item, content } of mapOrdered(saved, this.options.concurrency ?? 2, read)) {
      await this.turns.pass();
      this.options.signal.throwIfAborted();
      if (content) {
        this.site.note(
          item.id,
          referencedItems(content.html, (address) => this.source.resolve(address), item.id),
        );
      }
      this.index.add(item, content);
    }
  }

  private async *items(items: readonly ItemRecord[]): AsyncGenerator<ArchiveEntry> {
    for (const item of items) {
      this.options.signal.throwIfAborted();
      const place = this.site.paths.of(item.id);
      if (!place || !this.isNew(place.file)) continue;
      if (item.binary) yield* this.binary(item, place.file);
      else yield* this.page(place.file, this.site.pages.get(place.file) ?? [item]);
    }
  }

  private isNew(file: string): boolean {
    if (this.emitted.has(file)) return false;
    this.emitted.add(file);
    return true;
  }

  private async *binary(item: ItemRecord, file: string): AsyncGenerator<ArchiveEntry> {
    const binary = item.binary;
    if (!binary) return;
    const date = dateOf(item);
    yield {
      path: file,
      source: { type: 'file', path: this.source.blob(binary), bytes: binary.bytes, sha256: binary.sha256 },
      stored: isCompressed(item),
      item: item.id,
      ...(date && { date }),
    };
    // A picture's title, author and date stand in the inventory; a file of its own only where people said something.
    const content = await this.content(item);
    if (content && (item.kind !== 'image' || content.entries.length > 0 || content.fields.length > 0))
      yield* this.besides(item, content);
  }

  /** Yields the data and the received HTML of an item; returns where they stand. */
  private *besides(item: ItemRecord, content: ItemContent | undefined): Generator<ArchiveEntry, Beside> {
    const date = dateOf(item);
    let received: string | undefined;
    const views = this.source.received(item.id);
    if (views.length > 0) {
      const key = views.map((view) => view.path).join('\n');
      received = this.receivedFiles.get(key);
      if (received === undefined) {
        received = this.site.paths.beside(item.id, '.html.txt');
        this.receivedFiles.set(key, received);
        yield {
          path: received,
          source: { type: 'bytes', bytes: receivedText(views) },
          stored: false,
          ...(date && { date }),
        };
      }
    }
    if (item.kind === 'album' && !content) return { json: undefined, received };
    const json = this.site.paths.beside(item.id, '.json');
    yield {
      path: json,
      source: { type: 'bytes', bytes: itemData(item, content, received) },
      stored: false,
      ...(date && { date }),
    };
    return { json, received };
  }

  private async *page(file: string, items: readonly ItemRecord[]): AsyncGenerator<ArchiveEntry> {
    const { site } = this;
    const loaded: Loaded[] = [];
    for (const item of items) {
      const content = await this.content(item);
      loaded.push({ item, content, beside: yield* this.besides(item, content) });
    }
    const first = loaded[0];
    if (!first) return;
    const date = items.length === 1 ? dateOf(first.item) : undefined;
    const page = (path: string, markup: string): ArchiveEntry => ({
      ...text(path, markup),
      ...(path === file && { item: first.item.id }),
      ...(date && { date }),
    });
    const space = site.model.spaceOf(first.item);
    const own = ownSectionOf(first.item);
    if (own === 'portfolio' && file === site.ownSectionFile(own)) yield page(file, ownPage(site, own, loaded));
    else if (site.paths.of(first.item.id)?.fragment !== undefined || loaded.length > 1)
      yield page(file, this.shared(file, loaded));
    else if (first.item.kind === 'space' && space) yield page(file, spacePage(site, space, first));
    else if (first.item.kind === 'album') {
      const comments = await this.comments(first.item);
      for (const [index, part] of galleryFiles(site, first.item).entries())
        yield page(part, albumPage(site, first.item, index, comments));
      if (site.albums.includes(first.item))
        for (const slides of slidePages(site, first.item)) yield page(slides.file, slides.page);
    } else yield page(file, itemPage(site, file, first));
  }

  private shared(file: string, loaded: readonly Loaded[]): string {
    const { site } = this;
    const first = loaded[0]?.item;
    const space = first && site.model.spaceOf(first);
    const inSpace = first && space ? spaceSectionOf(first) : undefined;
    const own = first && !space ? ownSectionOf(first) : undefined;
    const section = inSpace ?? own;
    const title = section ? sectionTitle(site, section) : (first?.title ?? '');
    const here = { text: title, file };
    return sharedPage(site, {
      file,
      title,
      crumbs: space ? [{ text: site.spaceTitle(space), file: site.spaceFile(space) }, here] : [here],
      loaded,
      lost: (inSpace ? space?.sections.get(inSpace) : own && site.model.own.get(own)) ?? [],
    });
  }

  private async comments(album: ItemRecord): Promise<ReadonlyMap<string, readonly Entry[]>> {
    const comments = new Map<string, readonly Entry[]>();
    for (const picture of this.site.picturesOf(album)) {
      const content = await this.content(picture);
      if (content && content.entries.length > 0) comments.set(picture.id, content.entries);
    }
    return comments;
  }
}

function text(path: string, content: string): ArchiveEntry {
  return { path, source: { type: 'bytes', bytes: encoder.encode(content) }, stored: false };
}

function dateOf(item: ItemRecord): Date | undefined {
  const day = dayOf(item.createdAt);
  if (day === undefined) return undefined;
  const exact = new Date(item.createdAt ?? '');
  return Number.isNaN(exact.getTime()) ? new Date(`${day}T12:00:00Z`) : exact;
}
