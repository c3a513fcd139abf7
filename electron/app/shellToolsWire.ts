import { z } from 'zod';
import { schoolPartSchema } from '../../shared/tools.ts';
import { errorWireSchema, type EnginePort } from './shellEngineWire.ts';

/** What passes between the app's main process and the engine's about archives made of archives; beside the runs' messages. */
const job = z.number().int();
const tool = z.strictObject({ name: z.string(), version: z.string() });

export const toolRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('combine'),
    tool,
    files: z.array(z.string()),
    out: z.string(),
    name: z.string(),
    parts: z.array(schoolPartSchema),
    language: z.string(),
  }),
  z.strictObject({
    kind: z.literal('remove'),
    tool,
    file: z.string(),
    items: z.array(z.string()),
    identical: z.boolean(),
    out: z.string(),
  }),
]);

export const toolResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('combine'),
    zips: z.array(z.string()),
    bytes: z.number(),
    fromBytes: z.number(),
    items: z.number(),
    saved: z.number(),
    missing: z.number(),
    spaces: z.number(),
    leftOut: z.number(),
  }),
  z.strictObject({
    kind: z.literal('remove'),
    zip: z.string(),
    bytes: z.number(),
    removed: z.number(),
    identical: z.array(z.string()),
  }),
]);

export const toToolSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('tool-start'), job, request: toolRequestSchema }),
  z.strictObject({ type: z.literal('tool-stop'), job }),
]);
export type ToTool = z.infer<typeof toToolSchema>;

export const fromToolSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('tool-progress'),
    job,
    step: z.enum(['reading', 'packing', 'verifying']),
    done: z.number(),
    of: z.number(),
  }),
  z.strictObject({ type: z.literal('tool-done'), job, result: toolResultSchema }),
  z.strictObject({ type: z.literal('tool-failed'), job, error: errorWireSchema }),
]);
export type FromTool = z.infer<typeof fromToolSchema>;

const typeSchema = z.object({ type: z.string() });

/** One channel as two: the runs' messages on one end, those of the tools on the other. */
export function splitPort(port: EnginePort): { readonly runs: EnginePort; readonly tools: EnginePort } {
  let runs: (message: unknown) => void = () => undefined;
  let tools: (message: unknown) => void = () => undefined;
  port.onMessage((message) => {
    const type = typeSchema.safeParse(message).data?.type ?? '';
    if (type.startsWith('tool-')) tools(message);
    else runs(message);
  });
  const post = (message: unknown): void => port.post(message);
  return {
    runs: { post, onMessage: (listener) => (runs = listener) },
    tools: { post, onMessage: (listener) => (tools = listener) },
  };
}
