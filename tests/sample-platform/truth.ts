import type { Role, Verdict } from './model.ts';

export type Kind =
  | 'space'
  | 'home'
  | 'project'
  | 'page'
  | 'journal-entry'
  | 'bulletin-note'
  | 'album'
  | 'image'
  | 'file'
  | 'video'
  | 'thread'
  | 'meeting'
  | 'member'
  | 'twinmail'
  | 'poll'
  | 'board'
  | 'certificate'
  | 'profile'
  | 'portfolio-entry'
  | 'message'
  | 'person'
  | 'resource'
  | 'event'
  | 'forum-post'
  | 'learning';

/** One thing that a complete export must contain. */
export interface TruthItem {
  kind: Kind;
  role: Role;
  /** The space's number. */
  space?: number;
  /** The platform's own number of the thing. */
  number?: number;
  title: string;
  /** The full address of the thing, or of the view in which it stands. */
  url: string;
  /** The address of the binary to be kept. */
  originalUrl?: string;
  /** The address under which it is shown, where that is another one. */
  shownUrl?: string;
  /** Of the binary to be kept; computed when asked. */
  sha256?: () => string;
  bytes?: () => number;
  /** Of a picture: whether a separate original exists. */
  hasOriginal?: boolean;
  /** Every paragraph of text that must be found again. */
  paragraphs: string[];
  author?: string;
  dateIso?: string;
  /** The name that Content-Disposition (or the link's text) gives. */
  fileName?: string;
  expectedVerdict: Verdict;
  /** Where the rules leave room, other verdicts that are right too. */
  alsoAcceptable?: Verdict[];
  expectedStatus: 'saved' | 'missing' | 'skipped';
  expectedReason?: string;
}

/** Something that is only linked and stands elsewhere. */
export interface ForeignLink {
  kind: 'video' | 'embed' | 'picture' | 'link';
  url: string;
  /** The view in which it stands. */
  where: string;
}

/** The platform's own list of what an export must contain. */
export interface Truth {
  items: TruthItem[];
  /** Every address (views and binaries, in full, with meaningful query) that a complete export must read. */
  mustRead: string[];
  /** Addresses that may be read in vain: originals that are lost, pages that a list only claims. */
  mayRead: string[];
  foreignLinks: ForeignLink[];
}
