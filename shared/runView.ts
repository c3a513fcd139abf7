import { z } from 'zod';
import { choiceSchema, itemKindSchema } from './model/kinds.ts';
import { countsSchema, engineEventSchema, phaseSchema, spaceSummarySchema } from './progress.ts';
import type { EngineEvent } from './progress.ts';
import { missingReasonSchema } from './reasons.ts';

/** Problems kept for the list on the screen; the rest is counted, and stands in the report. */
export const PROBLEMS_SHOWN = 100;
/** Samples of the last minutes, from which speed and remaining time are estimated. */
const SAMPLES_KEPT = 40;
const SAMPLE_EVERY_MS = 3_000;

export const problemSchema = z.object({
  id: z.string(),
  title: z.string(),
  reason: missingReasonSchema,
  attempts: z.number().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const sampleSchema = z.object({ at: z.number(), bytes: z.number(), settled: z.number(), requests: z.number() });
export type Sample = z.infer<typeof sampleSchema>;

/** How many items were found, by choice and by kind. 40,000 `found` events are folded into this before they reach the page. */
export const foundCountsSchema = z.object({
  choices: z.partialRecord(choiceSchema, z.number()),
  kinds: z.partialRecord(itemKindSchema, z.number()),
});
export type FoundCounts = z.infer<typeof foundCountsSchema>;

/** A run as the screens show it: a few numbers, one summary a space, never the items themselves. */
export const runViewSchema = z.object({
  account: z.object({ username: z.string(), displayName: z.string() }).optional(),
  phase: phaseSchema.optional(),
  spaces: z.record(z.string(), spaceSummarySchema),
  /** Small pictures by space (`twinspace:197644`). */
  pictures: z.record(z.string(), z.string()),
  found: foundCountsSchema,
  counts: countsSchema,
  now: z.string().optional(),
  expectedBytes: z.number().optional(),
  /** Things on other servers, of which only the link can be saved. */
  elsewhere: z.number().optional(),
  problems: z.array(problemSchema),
  problemCount: z.number(),
  missingBy: z.record(z.string(), z.number()),
  warnings: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })),
  packing: z.object({ entries: z.number(), of: z.number() }).optional(),
  verifying: z.object({ bytes: z.number(), of: z.number() }).optional(),
  samples: z.array(sampleSchema),
});
export type RunView = z.infer<typeof runViewSchema>;

export const EMPTY_RUN: RunView = {
  spaces: {},
  pictures: {},
  found: { choices: {}, kinds: {} },
  counts: { found: 0, saved: 0, missing: 0, skipped: 0, bytes: 0, requests: 0 },
  problems: [],
  problemCount: 0,
  missingBy: {},
  warnings: [],
  samples: [],
};

/** What reaches the page: the engine's events, with `found` folded into counts. */
export const runEventSchema = z.union([
  engineEventSchema,
  z.object({ type: z.literal('found-counts'), found: foundCountsSchema }),
]);
export type RunEvent = z.infer<typeof runEventSchema>;

function withSample(run: RunView, at: number): readonly Sample[] {
  const last = run.samples.at(-1);
  if (last !== undefined && at - last.at < SAMPLE_EVERY_MS) return run.samples;
  const { bytes, saved, missing, requests } = run.counts;
  return [...run.samples.slice(-(SAMPLES_KEPT - 1)), { at, bytes, settled: saved + missing, requests }];
}

function foundOne(found: FoundCounts, event: Extract<EngineEvent, { type: 'found' }>): FoundCounts {
  return {
    choices: { ...found.choices, [event.choice]: (found.choices[event.choice] ?? 0) + 1 },
    kinds: { ...found.kinds, [event.kind]: (found.kinds[event.kind] ?? 0) + 1 },
  };
}

/** One event on. Pure: the controller keeps its snapshot by it, and the page its own copy, so both always agree. */
export function reduceRun(run: RunView, event: RunEvent, at: number): RunView {
  switch (event.type) {
    case 'phase':
      return { ...run, phase: event.phase };
    case 'account':
      return { ...run, account: { username: event.username, displayName: event.displayName } };
    case 'space':
      return { ...run, spaces: { ...run.spaces, [event.space.id]: event.space } };
    case 'space-picture':
      return { ...run, pictures: { ...run.pictures, [event.space]: event.picture } };
    case 'found':
      return { ...run, found: foundOne(run.found, event) };
    case 'found-counts':
      return { ...run, found: event.found };
    case 'progress': {
      const next: RunView = { ...run, counts: event.counts };
      if (event.now !== undefined) next.now = event.now;
      if (event.expectedBytes !== undefined) next.expectedBytes = event.expectedBytes;
      if (event.elsewhere !== undefined) next.elsewhere = event.elsewhere;
      next.samples = [...withSample(next, at)];
      return next;
    }
    case 'problem': {
      const { id, title, reason, attempts } = event;
      const problem: Problem = attempts === undefined ? { id, title, reason } : { id, title, reason, attempts };
      return {
        ...run,
        problems: [...run.problems.filter((other) => other.id !== id).slice(-(PROBLEMS_SHOWN - 1)), problem],
        problemCount: run.problemCount + 1,
        missingBy: { ...run.missingBy, [reason]: (run.missingBy[reason] ?? 0) + 1 },
      };
    }
    case 'warning':
      return { ...run, warnings: [...run.warnings.slice(-19), { code: event.code, params: event.params }] };
    case 'packing':
      return { ...run, packing: { entries: event.entries, of: event.of } };
    case 'verifying':
      return { ...run, verifying: { bytes: event.bytes, of: event.of } };
    case 'paused':
    case 'resumed':
      // A pause says nothing about the line: speed is measured afresh afterwards.
      return { ...run, samples: [] };
    case 'finished':
      return run;
  }
}
