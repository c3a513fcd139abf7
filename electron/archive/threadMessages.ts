import { TwinArkError } from '../../shared/errors.ts';
import { errorFromWire, errorToWire, type ErrorWire } from '../../shared/errorWire.ts';
import { errorCode, SourceChangedError } from './zipErrors.ts';
import type { Written, ZipInput } from './zipWriter.ts';

/** An entry as it crosses to the thread: its bytes are given away, not copied. */
export type SentInput = ZipInput & { readonly source: Exclude<ZipInput['source'], { readonly type: 'chunks' }> };

/** To the thread that writes. Both sides are one program of one version: only the kind of a message is looked at. */
export type ToThread =
  | { readonly type: 'add'; readonly inputs: readonly SentInput[] }
  /** An entry of unknown length; its pieces follow. */
  | { readonly type: 'begin'; readonly entry: Omit<ZipInput, 'source'> }
  | { readonly type: 'piece'; readonly bytes: Uint8Array }
  | { readonly type: 'end' }
  | { readonly type: 'finish' }
  | { readonly type: 'abort' };

export type FromThread =
  /** The file is there. */
  | { readonly type: 'open' }
  /** Of entries, in the order in which they were sent. */
  | { readonly type: 'written'; readonly entries: readonly Written[] }
  /** A piece was taken. */
  | { readonly type: 'taken' }
  | { readonly type: 'finished'; readonly whole: Written }
  | { readonly type: 'failed'; readonly error: ErrorSent };

/** What a thread is started with. */
export interface WriteTask {
  readonly task: 'write';
  /** The ZIP to be written. */
  readonly path: string;
  /** In which all its entries lie. */
  readonly folder: string;
}

/** Any message to a thread that hashes means that it is to stop. */
export interface HashTask {
  readonly task: 'hash';
  readonly path: string;
  readonly part: Part;
}

export type ThreadTask = WriteTask | HashTask;

export type HashedEntry =
  | { readonly name: string; readonly sha256: string; readonly bytes: number }
  | { readonly name: string; readonly error: ErrorSent };

export type FromHashThread =
  | { readonly type: 'hashed'; readonly entries: readonly HashedEntry[] }
  | { readonly type: 'end' }
  | { readonly type: 'failed'; readonly error: ErrorSent };

/** Every `of`th stretch of a ZIP, beginning with the `index`th. */
export interface Part {
  readonly index: number;
  readonly of: number;
}

/** Threads read side by side, so that a disk needs no long ways; a stretch holds some large files or hundreds of pages. */
const STRETCH_BYTES = 8 * 1024 * 1024;

export function isOfPart(offset: number, part: Part): boolean {
  return Math.floor(offset / STRETCH_BYTES) % part.of === part.index;
}

/** Errors lose their class on the way: what they were is said beside them. */
export type ErrorSent =
  | { readonly type: 'known'; readonly error: ErrorWire }
  | { readonly type: 'changed'; readonly path: string; readonly detail: string }
  | { readonly type: 'other'; readonly detail: string; readonly code: string | undefined };

export function sentError(error: unknown): ErrorSent {
  if (error instanceof TwinArkError) return { type: 'known', error: errorToWire(error) };
  if (error instanceof SourceChangedError) return { type: 'changed', path: error.path, detail: error.message };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { type: 'other', detail, code: errorCode(error) || undefined };
}

export function receivedError(sent: ErrorSent): Error {
  if (sent.type === 'known') return errorFromWire(sent.error);
  if (sent.type === 'changed') return new SourceChangedError(sent.path, sent.detail);
  return Object.assign(new Error(sent.detail), sent.code === undefined ? {} : { code: sent.code });
}

function hasType(value: unknown): value is { readonly type: unknown } {
  return typeof value === 'object' && value !== null && 'type' in value;
}

export function isToThread(value: unknown): value is ToThread {
  return hasType(value) && /^(?:add|begin|piece|end|finish|abort)$/.test(String(value.type));
}

export function isFromThread(value: unknown): value is FromThread {
  return hasType(value) && /^(?:open|written|taken|finished|failed)$/.test(String(value.type));
}

export function isFromHashThread(value: unknown): value is FromHashThread {
  return hasType(value) && /^(?:hashed|end|failed)$/.test(String(value.type));
}

export function isThreadTask(value: unknown): value is ThreadTask {
  if (typeof value !== 'object' || value === null || !('task' in value && 'path' in value)) return false;
  return /^(?:write|hash)$/.test(String(value.task)) && typeof value.path === 'string';
}
