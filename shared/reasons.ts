import { z } from 'zod';

/**
 * Why an item was not saved. One list, word for word the same in code, report, screens and documents
 * (design.md, The archive). Texts for people: `reasons.*` in the catalogues.
 */
export const MISSING_REASONS = [
  'not-found',
  'gone',
  'server-error',
  'too-many-requests',
  'timeout',
  'unreachable',
  'truncated',
  'empty',
  'not-an-image',
  'wrong-type',
  'unreadable-page',
  'log-in-page',
  'redirect-loop',
  'elsewhere-redirect',
  'too-large',
  'decompression-bomb',
  'section-closed',
  'space-refused',
  'space-empty',
  'list-incomplete',
  'removed-by-security-software',
  'finished-early',
] as const;

export const SKIPPED_REASONS = ['foreign-host', 'not-visible', 'left-out', 'unknown-link'] as const;

export const missingReasonSchema = z.enum(MISSING_REASONS);
export type MissingReason = z.infer<typeof missingReasonSchema>;
export const skippedReasonSchema = z.enum(SKIPPED_REASONS);
export type SkippedReason = z.infer<typeof skippedReasonSchema>;
export const reasonSchema = z.enum([...MISSING_REASONS, ...SKIPPED_REASONS]);
export type Reason = z.infer<typeof reasonSchema>;

/** Whether a reason means a loss (`missing`) or something that was never to be saved (`skipped`). */
export function statusOfReason(reason: Reason): 'missing' | 'skipped' {
  return (SKIPPED_REASONS as readonly string[]).includes(reason) ? 'skipped' : 'missing';
}
