import { z } from 'zod';
import { ERROR_CODES } from '../../shared/errors.ts';
import {
  accountSchema,
  choiceSchema,
  itemKindSchema,
  itemRecordSchema,
  mentionSchema,
} from '../../shared/model/index.ts';
import { engineEventSchema } from '../../shared/progress.ts';
import { profileSchema } from '../platform/profile.ts';

/**
 * What passes between the app's main process and the engine's: everything as data, checked on both sides. The session itself
 * never crosses: in Electron the engine's process is given the same in-memory partition, and only the user agent is told.
 */
const run = z.number().int();

export const selectionWireSchema = z.strictObject({
  choices: z.array(choiceSchema),
  onlySpaces: z.array(z.string()).exactOptional(),
  withoutSpaces: z.array(z.string()).exactOptional(),
  withoutKinds: z.array(itemKindSchema).exactOptional(),
  onlyAtRisk: z.boolean().exactOptional(),
});

/** `ExportRequest` without its session. */
export const requestWireSchema = z.strictObject({
  profile: profileSchema,
  username: z.string(),
  out: z.string(),
  movedTo: z.string().exactOptional(),
  stateRoot: z.string(),
  selection: selectionWireSchema,
  addSpaces: z.array(z.string()),
  concurrency: z.number().int().positive(),
  split: z.number().positive().exactOptional(),
  language: z.string(),
  inventoryOnly: z.boolean(),
  resume: z.boolean(),
  finish: z.boolean(),
  hold: z.boolean().exactOptional(),
  updateFrom: z.string().exactOptional(),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  keepUnpacked: z.boolean(),
  chosenAnew: z.boolean().exactOptional(),
});
export type RequestWire = z.infer<typeof requestWireSchema>;

export const toEngineSchema = z.discriminatedUnion('type', [
  /** `userAgent` is empty where there is no session (a run is closed with what is there). */
  z.strictObject({ type: z.literal('start'), run, request: requestWireSchema, userAgent: z.string() }),
  z.strictObject({ type: z.literal('act'), run, action: z.enum(['pause', 'resume', 'finish-now', 'stop']) }),
  z.strictObject({
    type: z.literal('start-saving'),
    run,
    selection: selectionWireSchema,
    out: z.string().exactOptional(),
  }),
  z.strictObject({ type: z.literal('signed-in-again'), run, result: z.enum(['signed-in', 'give-up']) }),
]);
export type ToEngine = z.infer<typeof toEngineSchema>;

/** An error as data; its class is made anew on the other side. */
export const errorWireSchema = z.strictObject({
  family: z.enum(['UsageError', 'SignInError', 'StoppedError', 'UnreachableError', 'ArchiveError', 'bug']),
  code: z.enum(ERROR_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** For the log of the app only. */
  detail: z.string().exactOptional(),
});

export const fromEngineSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('events'), run, events: z.array(engineEventSchema) }),
  z.strictObject({
    type: z.literal('done'),
    run,
    account: accountSchema,
    /** Only what the last screen needs: a large account has 40,000 items, and they stand in the archive. */
    missing: z.array(itemRecordSchema),
    mentions: z.array(mentionSchema),
    finished: engineEventSchema.exactOptional(),
  }),
  z.strictObject({ type: z.literal('failed'), run, error: errorWireSchema }),
  /** A confirmed sign-out: the person is asked; answered by `signed-in-again`. */
  z.strictObject({ type: z.literal('sign-in-again'), run }),
  /** The run ended while it waited for that. */
  z.strictObject({ type: z.literal('sign-in-cancelled'), run }),
]);
export type FromEngine = z.infer<typeof fromEngineSchema>;

/** The channel between the two processes, whatever carries it. */
export interface EnginePort {
  post(message: unknown): void;
  /** One listener; called with raw messages, which are checked by the schemas above. */
  onMessage(listener: (message: unknown) => void): void;
}
