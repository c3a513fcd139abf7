import type { Account, Binary, ItemContent, ItemRecord, Mention } from '../../shared/model/index.ts';

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
}
