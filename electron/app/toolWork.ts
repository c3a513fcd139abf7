import { stat } from 'node:fs/promises';
import type { ToolJob } from '../../shared/tools.ts';
import { combineArchives } from './combine.ts';
import type { SchoolPart } from './combineParts.ts';
import { keepHeapSmall } from './memory.ts';
import { removeItems } from './remove.ts';
import type { SchoolEvents } from './schoolArchive.ts';

/** Making an archive out of archives, as data: it may be done in another process. */
export type ToolRequest = { readonly tool: { readonly name: string; readonly version: string } } & (
  | {
      readonly kind: 'combine';
      readonly files: readonly string[];
      readonly out: string;
      readonly name: string;
      readonly parts: readonly SchoolPart[];
      readonly language: string;
    }
  | {
      readonly kind: 'remove';
      readonly file: string;
      readonly items: readonly string[];
      readonly identical: boolean;
      readonly out: string;
    }
);

export type ToolResult =
  | {
      readonly kind: 'combine';
      readonly zips: readonly string[];
      readonly bytes: number;
      readonly fromBytes: number;
      readonly items: number;
      readonly saved: number;
      readonly missing: number;
      readonly spaces: number;
      readonly leftOut: number;
    }
  | {
      readonly kind: 'remove';
      readonly zip: string;
      readonly bytes: number;
      readonly removed: number;
      /** Titles of what stays with the very bytes of something taken out. */
      readonly identical: readonly string[];
    };

export type ToolStep = Extract<ToolJob, { name: 'working' }>['step'];
export type OnToolProgress = (step: ToolStep, done: number, of: number) => void;

/** Does it; in the engine's process where there is one. */
export type RunTool = (request: ToolRequest, onProgress: OnToolProgress, signal: AbortSignal) => Promise<ToolResult>;

/** As many titles as a person will look through; the rest is only counted. */
const MOST_TITLES = 100;

/**
 * Combines archives, or takes things out of one.
 *
 * @throws as `combineArchives` and `removeItems`
 */
export const runTool: RunTool = async (request, onProgress, signal) => {
  keepHeapSmall();
  const events: SchoolEvents = {
    onReading: (bytes, of) => onProgress('reading', bytes, of),
    onPacking: (entries, of) => onProgress('packing', entries, of),
    onVerifying: (bytes, of) => onProgress('verifying', bytes, of),
  };
  if (request.kind === 'combine') {
    const { files, out, name, parts, language, tool } = request;
    const made = await combineArchives({ files, out, name, parts, language, tool, signal, events });
    const { zips, bytes, fromBytes, items, saved, missing, spaces, leftOut } = made;
    return { kind: 'combine', zips, bytes, fromBytes, items, saved, missing, spaces, leftOut };
  }
  const { file, items, identical, out, tool } = request;
  const made = await removeItems({ file, items, identical, out, tool, signal, events });
  return {
    kind: 'remove',
    zip: made.zip,
    bytes: (await stat(made.zip)).size,
    removed: made.removed.length,
    identical: made.identical.slice(0, MOST_TITLES).map(({ title, path }) => (title === '' ? path : title)),
  };
};
