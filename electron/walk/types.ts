import type { Account, Choice, ItemContent, ItemRecord, Mention, Verdict } from '../../shared/model/index.ts';
import type { SpaceSummary } from '../../shared/progress.ts';
import type { Classifier } from '../platform/classify.ts';
import type { Profile } from '../platform/profile.ts';

/** A page as the walk needs it. */
export interface WalkView {
  readonly finalAddress: string;
  readonly contentType: string | undefined;
  /** Body as received, content-encoding removed. */
  readonly bytes: Uint8Array;
}

/** Where pages come from: the network, or a run's memory. Rejects with `FetchError` where there is none to be had. */
export interface WalkSource {
  view(address: string, signal: AbortSignal): Promise<WalkView>;
}

/** Bytes that an item wants, and where they may be had, best first. Structurally a `download` want. */
export interface BinaryWant {
  readonly candidates: readonly {
    readonly address: string;
    readonly expect: 'image' | 'file' | 'certificate';
    readonly original?: boolean;
    readonly extension?: string;
    readonly nameHint?: string;
  }[];
}

/** An item as it was found. `status` is `saved` for what the walk itself settles (texts), or says why it is not. */
export interface FoundItem {
  readonly item: ItemRecord;
  readonly choice: Choice;
  readonly content?: ItemContent;
  /** Bytes to be downloaded; the item is settled when they are. */
  readonly want?: BinaryWant;
  /** A picture or file that stood in the page itself: its `data:` address. */
  readonly data?: string;
  /** Addresses that mean this item: its view, its download, optimised and original. */
  readonly addresses: readonly string[];
  /** Verdict and age of the space it belongs to: what dies first is saved first. */
  readonly spaceVerdict?: Verdict | undefined;
  readonly spaceCreatedAt?: string | undefined;
}

export interface WalkSink {
  account(account: Account): void;
  /** Waits where the consumer needs time (content is written to disk). */
  item(found: FoundItem): Promise<void>;
  mention(mention: Mention): void;
  /** Called when a space is found and again when its walk ends. */
  space(summary: SpaceSummary): void;
}

export interface WalkOptions {
  readonly profile: Profile;
  readonly classifier: Classifier;
  readonly source: WalkSource;
  readonly username: string;
  readonly choices: ReadonlySet<Choice>;
  /** Spaces to be walked although no list shows them: numbers (TwinSpaces) or addresses. */
  readonly addSpaces: readonly string[];
  /** If given: whether a space of the lists is to be walked at all. */
  readonly wantsSpace?: (space: {
    readonly role: 'twinspace' | 'groups';
    readonly space: string;
    readonly verdict: Verdict;
  }) => boolean;
  readonly signal: AbortSignal;
  /** Pages asked for at once by one area; the gate limits the whole. */
  readonly concurrency: number;
}
