import { z } from 'zod';
import { missingReasonSchema, skippedReasonSchema } from '../../shared/reasons.ts';
import type { Reason } from '../../shared/reasons.ts';

/**
 * A run remembers *answers*, not decisions: for every address what came of it. The walk is a pure function of the pages it is
 * given, so a resumed run replays it over the remembered pages, without a request, and ends with the same inventory.
 */
export const storedAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('ok'),
    address: z.string(),
    finalAddress: z.string(),
    status: z.number().int(),
    /** SHA-256 of the body; its bytes lie in the staging folder under this name. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.number().int().nonnegative(),
    /** Only those that matter later: content-type, content-disposition, etag, last-modified. */
    headers: z.record(z.string(), z.string()),
    fetchedAt: z.string(),
    attempts: z.number().int(),
    /** By signature (binaries). */
    mediaType: z.string().optional(),
    damaged: z.boolean().optional(),
  }),
  z.object({
    outcome: z.literal('failed'),
    address: z.string(),
    reason: z.union([missingReasonSchema, skippedReasonSchema]),
    status: z.number().int().optional(),
    attempts: z.number().int(),
  }),
]);
export type StoredAnswer = z.infer<typeof storedAnswerSchema>;
export type OkAnswer = Extract<StoredAnswer, { outcome: 'ok' }>;
export type FailedAnswer = Extract<StoredAnswer, { outcome: 'failed' }>;

/** Written by this version of the journal and the folder; a newer one is refused (`run-newer`). */
export const RUN_VERSION = 1;

/** Facts that decide whether a run may be resumed by this person with these wishes. */
export const runHeaderSchema = z.object({
  version: z.number().int(),
  runId: z.string(),
  startedAt: z.string(),
  /** Resolved folder that the ZIP goes to. */
  out: z.string(),
  profile: z.string(),
  /** The resolved origins, role to origin. */
  origins: z.record(z.string(), z.string()),
  username: z.string(),
  /** Known once the profile page was read. */
  userId: z.string().optional(),
  /** What was asked for, so that `--resume` needs no repeating of options. */
  options: z.record(z.string(), z.unknown()),
});
export type RunHeader = z.infer<typeof runHeaderSchema>;

/** How many answers a run remembers. */
export interface AnswerCounts {
  readonly ok: number;
  readonly failed: number;
  /** Length of all bodies; the same bytes at two addresses count twice. */
  readonly bytes: number;
}

/**
 * The durable state of one run: a locked folder with a checksummed journal and a content-addressed store.
 *
 * All `put` methods reject with `StoppedError` (`disk-full`, `file-too-large-for-disk`, `out-gone`) when the disk refuses;
 * from then on every one is refused until `recheck` has succeeded. What was resolved is safe in any case.
 */
export interface RunStore {
  readonly directory: string;
  readonly header: RunHeader;
  /** Answers whose bytes had vanished or shrunk since the run was last open: forgotten, so they are fetched again. */
  readonly lost: readonly OkAnswer[];
  readonly counts: AnswerCounts;
  /** Adds to the header durably (the account, once known). */
  amend(part: Partial<Pick<RunHeader, 'userId' | 'options'>>): Promise<void>;
  /** The durable answer for an address. Reads the journal; microseconds. */
  get(address: string): StoredAnswer | undefined;
  /** All durable answers, in the order in which their addresses were first answered. */
  answers(): IterableIterator<StoredAnswer>;
  /**
   * Stores a page's body and remembers the answer; resolves when both are synced to disk (batched).
   * @throws BlobRemovedError if security software took the body away at once
   */
  putBytes(answer: Omit<OkAnswer, 'sha256' | 'bytes'>, bytes: Uint8Array): Promise<OkAnswer>;
  /**
   * Takes over a finished `.part` file: syncs it, renames it to its hash, then remembers the answer.
   * @throws BlobRemovedError if security software took the file away
   */
  putPart(answer: OkAnswer, part: string): Promise<OkAnswer>;
  putFailure(answer: FailedAnswer): Promise<void>;
  /** Forgets failures so that they are tried again (`--resume`, the last pass). Not written down: a resumed run does it again. */
  forgetFailure(address: string): void;
  /** The same for all failures, or those with a reason that fits; answers their number. */
  forgetFailures(fits?: (reason: Reason) => boolean): number;
  /** Path of stored bytes by hash. */
  blobPath(sha256: string): string;
  /**
   * Removes bytes for which something else vouches from now on (a verified part of the archive), where there is little room.
   * Their answers stay; whoever opens the run next must bring the bytes back (`openRun`).
   */
  release(hashes: Iterable<string>): Promise<void>;
  /** Path for a download in progress; owner-only. The folder is emptied when a run is opened. */
  partPath(address: string): string;
  /** Path of a picture's thumbnail (recomputable, so neither journalled nor synced). */
  thumbPath(sha256: string): string;
  /** Keeps an item's content (recomputable, so neither journalled nor synced). */
  putContent(id: string, json: string): Promise<void>;
  /** What `putContent` was given last for this id, in this process. @throws Error if there is none */
  content(id: string): Promise<string>;
  /**
   * Looks once more whether the bytes of every answer are there (security software may take a file hours later), forgets the
   * answers whose bytes are not, and lists them. Before archiving.
   */
  findLost(): Promise<readonly OkAnswer[]>;
  /** Resolves when everything put so far is durable (or was rejected). */
  flush(): Promise<void>;
  /**
   * After a `StoppedError` of the disk (from here or from whoever writes parts): sees whether it can be written to again and,
   * if so, goes on.
   * @throws StoppedError if not
   */
  recheck(): Promise<void>;
  /** Flushes and releases the lock; the state stays. */
  close(): Promise<void>;
  /** Removes everything, after the archive was verified. */
  destroy(): Promise<void>;
}
