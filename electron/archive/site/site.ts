import type { ArchiveLayout, ArchiveSource } from '../types.ts';
import type { ItemRecord } from '../../../shared/model/index.ts';
import type { OwnSection, Space, SpaceSection } from './model.ts';
import { buildModel, ownSectionOf, push } from './model.ts';
import type { Model } from './model.ts';
import { SitePaths } from './paths.ts';
import { Thumbnails } from './thumbs.ts';
import { isOpenable, isShown, relativeUrl } from './urls.ts';
import { short, yearOf } from './words.ts';
import type { Words } from './words.ts';

/** Pictures on one page of a gallery: more would make old computers slow. */
export const GALLERY_SIZE = 200;

/** All that a template may ask: who belongs to whom, where it stands, what it is called. */
export class Site {
  readonly source: ArchiveSource;
  readonly words: Words;
  readonly model: Model;
  readonly paths: SitePaths;
  readonly thumbs = new Thumbnails();
  /** What an item's HTML points at, and the reverse (filled by the first pass over the contents). */
  readonly uses = new Map<string, readonly string[]>();
  readonly usedBy = new Map<string, string[]>();
  /** Saved items without bytes of their own, by the page they stand on. */
  readonly pages = new Map<string, ItemRecord[]>();
  /** Albums that hold pictures, in order: the number of an album in `show.html`. */
  readonly albums: readonly ItemRecord[];
  private readonly lists = new Map<string, readonly ItemRecord[]>();
  private readonly files = new Map<string, string>();

  constructor(source: ArchiveSource, layout: ArchiveLayout, words: Words) {
    this.source = source;
    this.words = words;
    this.model = buildModel(source.items);
    this.paths = new SitePaths(layout, source.items);
    for (const item of source.items) {
      const place = item.binary ? undefined : this.paths.of(item.id);
      if (place) push(this.pages, place.file, item);
    }
    this.albums = source.items.filter(
      (item) => item.kind === 'album' && this.isSaved(item) && this.picturesOf(item).length > 0,
    );
  }

  /** Remembers which items an item's HTML points at. */
  note(id: string, targets: readonly string[]): void {
    const known = targets.filter((target) => this.model.byId.has(target));
    if (known.length === 0) return;
    this.uses.set(id, known);
    for (const target of known) {
      const kind = this.model.byId.get(target)?.kind;
      if (kind === 'image' || kind === 'file') push(this.usedBy, target, id);
    }
  }

  title(item: ItemRecord, length?: number): string {
    return short(item.title, length) || short(item.binary?.originalName ?? '', length) || this.kindOf(item);
  }

  /** What an item is, in a word: on screens a space is a TwinSpace or a group. */
  kindOf(item: ItemRecord): string {
    if (item.kind !== 'space') return this.words.kind(item.kind);
    return this.words.t(item.role === 'groups' ? 'space.group' : 'space.twinspace');
  }

  spaceTitle(space: Space): string {
    return space.item
      ? this.title(space.item)
      : `${this.words.t(space.role === 'groups' ? 'space.group' : 'space.twinspace')} ${space.number}`;
  }

  /** Relative address of a file of the archive. */
  href(from: string, file: string, fragment?: string): string {
    return relativeUrl(from, file, fragment);
  }

  /** Relative address of an item that may be opened; undefined for what was not saved and for what must not be opened. */
  itemHref(from: string, item: ItemRecord): string | undefined {
    const place = this.paths.of(item.id);
    if (!place || (item.binary && !isOpenable(place.file))) return undefined;
    return relativeUrl(from, place.file, place.fragment);
  }

  /** Saved pictures of an album in order. */
  picturesOf(album: ItemRecord): readonly ItemRecord[] {
    return (this.model.children.get(album.id) ?? []).filter((item) => item.kind === 'image' && this.isSaved(item));
  }

  /** Pictures of an album that a browser can show: a broken one has no thumbnail. */
  showable(album: ItemRecord): readonly ItemRecord[] {
    return this.picturesOf(album).filter(
      (item) => this.thumbs.of(item) !== undefined && isShown(this.paths.of(item.id)?.file ?? ''),
    );
  }

  /** The album page a picture stands on, if there is one. */
  albumOf(item: ItemRecord): ItemRecord | undefined {
    const album = this.model.albumOf(item);
    return album && this.isSaved(album) ? album : undefined;
  }

  isSaved(item: ItemRecord): boolean {
    return this.paths.of(item.id) !== undefined;
  }

  /** Saved items of the same kind in the same space, in order. */
  siblings(item: ItemRecord): readonly ItemRecord[] {
    const key = `${item.role}:${item.space ?? ''}:${item.kind}`;
    let list = this.lists.get(key);
    if (!list) {
      const among = this.model.spaceOf(item)?.items ?? this.model.items;
      list = among.filter((one) => one.kind === item.kind && one.space === item.space && this.isSaved(one));
      this.lists.set(key, list);
    }
    return list;
  }

  /** The page of a section of a space: the items' own page where they share one, else an overview of ours. */
  sectionFile(space: Space, section: SpaceSection): string {
    return this.once(`${space.role}:${space.number}:${section}`, () => this.findSectionFile(space, section));
  }

  private once(key: string, find: () => string): string {
    const known = this.files.get(key);
    if (known !== undefined) return known;
    const file = find();
    this.files.set(key, file);
    return file;
  }

  private findSectionFile(space: Space, section: SpaceSection): string {
    const items = space.sections.get(section) ?? [];
    return this.sharedPage(items, `${this.paths.folderOf(space.anchor)}/${section}/index.html`);
  }

  ownSectionFile(section: OwnSection): string {
    return this.once(section, () => {
      const items = this.model.own.get(section) ?? [];
      // The portfolio also holds projects that stand elsewhere.
      const first = items.find((item) => ownSectionOf(item) === section) ?? items[0];
      const folder = first ? this.paths.folderOf(first.id) : `data/${section}`;
      return this.sharedPage(items, `${folder}/index.html`);
    });
  }

  /** The page that the layout gave a section's items in common, if it is the section's own; else a page of ours. */
  private sharedPage(items: readonly ItemRecord[], wish: string): string {
    if (this.pages.has(wish)) return wish;
    const texts = items.filter((item) => !item.binary && this.isSaved(item));
    const [first] = texts;
    const place = first && this.paths.of(first.id);
    const alone = texts.length > 0 && texts.every((item) => this.paths.of(item.id)?.file === place?.file);
    return alone && place?.fragment !== undefined && items.length === texts.length ? place.file : this.paths.free(wish);
  }

  spaceFile(space: Space): string {
    const place = space.item ? this.paths.of(space.item.id) : undefined;
    return place?.file ?? this.paths.free(`${this.paths.folderOf(space.anchor)}/index.html`);
  }

  /** First and last year of what a space holds, by the dates of its items. */
  yearsOf(items: readonly ItemRecord[]): readonly [number, number] | undefined {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const item of items) {
      const year = yearOf(item.createdAt);
      // eTwinning began in 2005; other years are slips of the pen.
      if (year === undefined || year < 2004 || year > 2030) continue;
      first = Math.min(first, year);
      last = Math.max(last, year);
    }
    return first <= last ? [first, last] : undefined;
  }

  /** Photographs of a set of items: saved pictures that are not portraits. */
  photographs(items: readonly ItemRecord[]): readonly ItemRecord[] {
    return items.filter((item) => item.kind === 'image' && this.isSaved(item) && !this.model.isPortrait(item));
  }
}
