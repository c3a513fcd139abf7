import { z } from 'zod';
import { choiceSchema, itemKindSchema, roleSchema, verdictSchema } from './model/kinds.ts';
import { missingReasonSchema } from './reasons.ts';

/** What can hold a run up. `signed-out` waits for a person; the others go on by themselves when the cause is gone. */
export const pauseCauseSchema = z.enum(['person', 'signed-out', 'outage', 'blocked-by-filter', 'disk-full']);
export type PauseCause = z.infer<typeof pauseCauseSchema>;

export const phaseSchema = z.enum([
  'signing-in',
  'walking',
  'downloading',
  'retrying',
  'packing',
  'verifying',
  'finished',
]);
export type Phase = z.infer<typeof phaseSchema>;

/** Counts at one moment. Bytes are of content, not of the wire. */
export const countsSchema = z.object({
  found: z.number(),
  saved: z.number(),
  missing: z.number(),
  skipped: z.number(),
  bytes: z.number(),
  requests: z.number(),
});
export type Counts = z.infer<typeof countsSchema>;

/** A space as the inventory tree shows it while it fills in. */
export const spaceSummarySchema = z.object({
  id: z.string(),
  role: roleSchema,
  space: z.string(),
  title: z.string(),
  createdAt: z.string().optional(),
  verdict: verdictSchema,
  rule: z.string(),
  memberRole: z.string().optional(),
  status: z.string().optional(),
  counts: z.record(z.string(), z.number()),
  bytes: z.number(),
  done: z.boolean(),
});
export type SpaceSummary = z.infer<typeof spaceSummarySchema>;

/** What the engine tells while it works: a closed union, one JSON object a line with `--json`. */
export const engineEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('phase'), phase: phaseSchema }),
  z.object({ type: z.literal('account'), username: z.string(), displayName: z.string() }),
  z.object({ type: z.literal('space'), space: spaceSummarySchema }),
  /** A small picture of a space (`twinspace:197644`) as a `data:` address, while the person still looks and chooses. */
  z.object({
    type: z.literal('space-picture'),
    space: z.string().max(100),
    picture: z
      .string()
      .max(60_000)
      .regex(/^data:image\/webp;base64,[\w+/=]*$/),
  }),
  z.object({ type: z.literal('found'), kind: itemKindSchema, choice: choiceSchema, id: z.string(), title: z.string() }),
  z.object({
    type: z.literal('progress'),
    counts: countsSchema,
    now: z.string().optional(),
    expectedBytes: z.number().optional(),
    /** Videos and other things that lie on other servers: only their links are saved. */
    elsewhere: z.number().optional(),
  }),
  z.object({
    type: z.literal('problem'),
    id: z.string(),
    title: z.string(),
    reason: missingReasonSchema,
    address: z.string().optional(),
    attempts: z.number().optional(),
  }),
  z.object({ type: z.literal('paused'), cause: pauseCauseSchema }),
  z.object({ type: z.literal('resumed') }),
  z.object({ type: z.literal('packing'), entries: z.number(), of: z.number() }),
  z.object({ type: z.literal('verifying'), bytes: z.number(), of: z.number() }),
  z.object({
    type: z.literal('warning'),
    code: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  z.object({
    type: z.literal('finished'),
    zip: z.string(),
    zips: z.array(z.string()).optional(),
    folder: z.string().optional(),
    items: z.number(),
    saved: z.number(),
    missing: z.number(),
    skipped: z.number(),
    elsewhere: z.number(),
    /** Saved pictures of which the platform had no original, only the version that it reduced. */
    reduced: z.number().exactOptional(),
    bytes: z.number(),
    seconds: z.number(),
    requests: z.number(),
    /** Of an update: what was taken over from the earlier archive, and what is different from it. */
    update: z
      .object({
        from: z.string(),
        taken: z.number(),
        takenBytes: z.number(),
        new: z.number(),
        changed: z.number(),
        gone: z.number(),
      })
      .exactOptional(),
  }),
]);
export type EngineEvent = z.infer<typeof engineEventSchema>;
export type FinishedEvent = Extract<EngineEvent, { type: 'finished' }>;
