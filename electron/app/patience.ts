import { z } from 'zod';
import { UsageError } from '../../shared/errors.ts';
import type { Patience } from '../net/index.ts';

const milliseconds = z.number().int().nonnegative().exactOptional();
const amount = z.number().int().positive().exactOptional();

/** `TWINARK_PATIENCE`, for tests only (CONTRIBUTING.md): other delays than the gate's own, which are made for people. */
const patienceSchema = z.strictObject({
  attempts: amount,
  firstDelayMs: milliseconds,
  maxDelayMs: milliseconds,
  retryAfterCapMs: milliseconds,
  headMs: amount,
  stallMs: amount,
  stallBytes: milliseconds,
  viewMs: amount,
  outageAddresses: amount,
  outageWindowMs: milliseconds,
  firstProbeMs: milliseconds,
  maxProbeMs: milliseconds,
  outageMs: milliseconds,
  doubtfulRefusals: amount,
});

/**
 * Reads the patience of tests.
 * @throws UsageError `bad-option` with the exact place
 */
export function parsePatience(text: string | undefined): Partial<Patience> | undefined {
  if (text === undefined || text === '') return undefined;
  const refuse = (allowed: string): UsageError =>
    new UsageError('bad-option', { option: 'TWINARK_PATIENCE', value: text, allowed });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw refuse('JSON');
  }
  const parsed = patienceSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw refuse(parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(top)'}: ${message}`).join('; '));
}
