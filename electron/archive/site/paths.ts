import type { ArchiveLayout } from '../types.ts';
import type { ItemRecord } from '../../../shared/model/index.ts';
import { placeOf } from './urls.ts';
import type { Place } from './urls.ts';
import { PathSet } from './pathSet.ts';

/**
 * Where everything of the site stands: the layout's paths for items, and free names beside them for pages that are ours
 * (overviews, further pages of an album). Never hands out the same path twice.
 */
export class SitePaths {
  private readonly layout: ArchiveLayout;
  private readonly taken = new PathSet();
  /** Pages of our own, which the layout knows nothing of. */
  private readonly ours = new PathSet();
  private readonly made = new Map<string, string>();
  private readonly places = new Map<string, Place>();

  constructor(layout: ArchiveLayout, items: readonly ItemRecord[]) {
    this.layout = layout;
    for (const item of items) {
      const path = item.status === 'saved' ? layout.pathOf(item.id) : undefined;
      if (path === undefined || path === '') continue;
      const place = item.binary ? { file: path } : placeOf(path);
      this.places.set(item.id, place);
      this.taken.add(place.file);
    }
  }

  /** Where an item stands; undefined where nothing was saved. */
  of(id: string): Place | undefined {
    return this.places.get(id);
  }

  folderOf(id: string): string {
    return this.layout.folderOf(id);
  }

  /** A path of our own, the same for the same wish; with a number where the name is taken. */
  free(wish: string): string {
    return this.remembered(wish, wish);
  }

  /** A further file beside an item: `.json`, `.html.txt`, `-2.html`; each item has its own, even on a shared page. */
  beside(id: string, suffix: string): string {
    const name = this.layout.beside(id, suffix);
    // The layout gives no name twice, and remembers: only a page of ours can stand in the way.
    if (this.ours.has(name)) return this.remembered(`${id}\n${suffix}`, name);
    this.taken.add(name);
    return name;
  }

  private remembered(wish: string, name: string): string {
    const known = this.made.get(wish);
    if (known !== undefined) return known;
    const dot = name.indexOf('.', name.lastIndexOf('/') + 2);
    let path = name;
    for (let n = 2; this.taken.has(path); n += 1) path = `${name.slice(0, dot)}_${n}${name.slice(dot)}`;
    this.taken.add(path);
    this.ours.add(path);
    this.made.set(wish, path);
    return path;
  }
}
