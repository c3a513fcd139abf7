import type { ItemKind, Verdict } from '../../shared/model/index.ts';
import type { Binary } from '../../shared/model/index.ts';
import type { Reason } from '../../shared/reasons.ts';

export type Expected = 'image' | 'file' | 'certificate';

/** An address where a wanted binary may be had. */
export interface Candidate {
  /** Canonical. */
  readonly address: string;
  readonly expect: Expected;
  /** Pictures: whether this is the original (true) or the optimised version (false). */
  readonly original?: boolean;
  /** Without a dot, as the address or the list says. */
  readonly extension?: string;
  /** The name under which the platform shows it. */
  readonly nameHint?: string;
}

/** A binary to be had: its candidates are asked in this order (a picture: original, then optimised). */
export interface BinarySource {
  readonly candidates: readonly Candidate[];
  /** Longest body in bytes, else the fetcher's. */
  readonly cap?: number;
}

/** A binary of an item, waiting for its turn. */
export interface Want extends BinarySource {
  /** The item's id. */
  readonly id: string;
  /** Lower ones first (`priorityOf`). */
  readonly priority: number;
}

/** Wanted bytes that are verified, synced and in their place. */
export interface Got {
  readonly binary: Binary;
  /** Requests for all candidates together; 0 if the run knew the answer. */
  readonly attempts: number;
}

export type Settled =
  | { readonly outcome: 'saved'; readonly binary: Binary; readonly attempts: number }
  | {
      readonly outcome: 'failed';
      readonly reason: Reason;
      readonly address: string;
      readonly status: number | undefined;
      readonly attempts: number;
    };

const VERDICT_ORDER: Readonly<Record<Verdict, number>> = { deleted: 0, uncertain: 1, moved: 2 };
const DAY = 86_400_000;
/** Days in one class of the order; dates lie in between. */
const CLASS = 1_000_000;

/**
 * The order of design.md: what is small and dies first comes first (labels, then what belongs to no space), then the files of
 * spaces that are to be deleted, oldest first; pictures last, in the same order of spaces.
 *
 * @param spaceVerdict, spaceCreatedAt of the space that it belongs to, if any
 */
export function priorityOf(item: {
  readonly kind: ItemKind;
  readonly space?: string | undefined;
  readonly spaceVerdict?: Verdict | undefined;
  readonly spaceCreatedAt?: string | undefined;
}): number {
  const verdict = VERDICT_ORDER[item.spaceVerdict ?? 'uncertain'];
  const place =
    item.kind === 'certificate' ? 0 : item.space === undefined ? 1 : item.kind === 'image' ? 5 + verdict : 2 + verdict;
  const created = Date.parse(item.spaceCreatedAt ?? '');
  const day = Number.isFinite(created) ? Math.floor(created / DAY) : CLASS - 1;
  return place * CLASS + Math.min(Math.max(day, 0), CLASS - 1);
}
