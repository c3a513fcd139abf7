import type { Account, Binary, ItemContent, ItemKind, ItemRecord, Mention } from '../../shared/model/index.ts';

/** What an update found different from the archive before. */
export interface Change {
  readonly change: 'new' | 'changed' | 'gone';
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly space?: string | undefined;
  readonly sourceUrl: string;
}

/** A view as it was received, kept beside the item as `.html.txt`. */
export interface ReceivedView {
  readonly address: string;
  readonly contentType: string;
  /** Path of the body on disk. */
  readonly path: string;
}

/**
 * What an archive is made from: the settled items of a run and where their bytes lie. Nothing here holds contents in memory;
 * everything is read from disk when its turn comes.
 */
export interface ArchiveSource {
  readonly account: Account;
  /** ISO 8601, the moment the export was finished; also gives the archive's date. */
  readonly exportedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** `en`, `sl`: the language of the offline site. */
  readonly language: string;
  /** Ordered by `order`. */
  readonly items: readonly ItemRecord[];
  readonly mentions: readonly Mention[];
  content(id: string): Promise<ItemContent | undefined>;
  received(id: string): readonly ReceivedView[];
  /** Path of a stored binary's verified bytes in the staging folder. */
  blob(binary: Binary): string;
  /** The id of the item that an address (of a view, a download, a picture optimised or original) stands for. */
  resolve(address: string): string | undefined;
  /** Whether an address lies on one of the platform's own origins (else it is `elsewhere`). */
  isPlatform(address: string): boolean;
  /** All addresses that stand for an item: kept in the inventory, so that the archive can be read again. */
  addresses?(id: string): readonly string[];
  /** Further or other lines of `bag-info.txt`: where an archive was put together from. */
  readonly bagInfo?: readonly (readonly [label: string, value: string])[];
  /** Of an update: what became of the earlier archive's things, for the report. */
  readonly changes?: readonly Change[];
}

/** One file of the archive, made when its turn comes. `path` is relative to the bag's folder (`data/index.html`). */
export interface ArchiveEntry {
  readonly path: string;
  /** The item's own date, for the ZIP's time stamp. */
  readonly date?: Date;
  readonly source:
    | { readonly type: 'bytes'; readonly bytes: Uint8Array }
    /** A file on disk whose length and checksum are known already. */
    | { readonly type: 'file'; readonly path: string; readonly bytes: number; readonly sha256: string };
  /** Store without compressing (pictures and other compressed media). */
  readonly stored: boolean;
  /** The item whose file this is (its inventory entry gets this path, length and checksum). */
  readonly item?: string;
}

/**
 * Where everything stands: made once from the items, before anything is rendered, so that pages can link to each other.
 * Paths are relative to the bag's folder, NFC, safe on all systems and within the length limits of design.md.
 */
export interface ArchiveLayout {
  /** Top folder and ZIP name without ending: `eTwinning_{username}_{YYYY-MM-DD}`. */
  readonly name: string;
  /** `path` of the inventory: file, with `#fragment` where several items share a page; undefined where nothing was saved. */
  pathOf(id: string): string | undefined;
  /** Folder of a space (`data/twinspaces/{id}-{slug}`) or of another section (`data/mailbox`). */
  folderOf(id: string): string;
  /** A free, safe path for a further file beside an item (thumbnail, JSON, `.html.txt`), derived from its path. */
  beside(id: string, suffix: string): string;
}
