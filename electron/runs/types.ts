import { z } from 'zod';
import { missingReasonSchema, skippedReasonSchema } from '../../shared/reasons.ts';

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
    sha256: z.string(),
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

/** Facts that decide whether a run may be resumed by this person with these wishes. */
export const runHeaderSchema = z.object({
  version: z.number().int(),
  runId: z.string(),
  startedAt: z.string(),
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

/** The durable state of one run: a locked folder with a checksummed journal and a content-addressed store. */
export interface RunStore {
  readonly directory: string;
  readonly header: RunHeader;
  /** Adds to the header durably (the account, once known). */
  amend(part: Partial<Pick<RunHeader, 'userId' | 'options'>>): Promise<void>;
  get(address: string): StoredAnswer | undefined;
  answers(): IterableIterator<StoredAnswer>;
  /** Stores a page's body and remembers the answer; resolves when both are synced to disk (batched). */
  putBytes(answer: Omit<OkAnswer, 'sha256' | 'bytes'>, bytes: Uint8Array): Promise<OkAnswer>;
  /** Takes over a finished `.part` file: syncs it, renames it to its hash, then remembers the answer. */
  putPart(answer: OkAnswer, part: string): Promise<OkAnswer>;
  putFailure(answer: FailedAnswer): Promise<void>;
  /** Forgets failures so that they are tried again (`--resume`, the last pass). */
  forgetFailure(address: string): void;
  /** Path of stored bytes by hash. */
  blobPath(sha256: string): string;
  /** Path for a download in progress; owner-only. */
  partPath(address: string): string;
  /** Writes or reads an item's content (recomputable, so neither journalled nor synced). */
  putContent(id: string, json: string): Promise<void>;
  contentPath(id: string): string;
  /** Flushes and releases the lock; the state stays. */
  close(): Promise<void>;
  /** Removes everything, after the archive was verified. */
  destroy(): Promise<void>;
}
