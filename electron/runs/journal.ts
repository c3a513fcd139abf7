import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { runHeaderSchema, storedAnswerSchema } from './types.ts';

/** One line of the journal: the run's header (the first line, and again when it is amended) or an answer. */
export const journalRecordSchema = z.union([
  z.object({ answer: storedAnswerSchema }),
  z.object({ header: runHeaderSchema }),
]);
export type JournalRecord = z.infer<typeof journalRecordSchema>;

/** `crc32 (8 hex) space length (8 hex) space` before the JSON. */
const PREFIX = 18;
const NEWLINE = 0x0a;
/** No record is longer; what claims to be is damage. */
const LONGEST = 16 * 1024 * 1024;

/** A record as its line: checksum, length in bytes, JSON, newline. JSON never holds a raw newline, so lines stay lines. */
export function encodeRecord(record: JournalRecord): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  if (json.length > LONGEST) throw new RangeError(`journal record of ${json.length} bytes`);
  const prefix = `${hex(crc32(json))} ${hex(json.length)} `;
  return Buffer.concat([Buffer.from(prefix, 'latin1'), json, Buffer.of(NEWLINE)]);
}

/** Reads one line (without its newline); undefined if it is damaged in any way. */
export function decodeRecord(line: Uint8Array): JournalRecord | undefined {
  const json = checked(line);
  if (json === undefined) return undefined;
  try {
    return journalRecordSchema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function checked(line: Uint8Array): string | undefined {
  if (line.length <= PREFIX) return undefined;
  const view = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const prefix = /^([0-9a-f]{8}) ([0-9a-f]{8}) $/.exec(view.toString('latin1', 0, PREFIX));
  if (prefix === null) return undefined;
  const json = view.subarray(PREFIX);
  if (prefix[2] !== hex(json.length) || prefix[1] !== hex(crc32(json))) return undefined;
  return json.toString('utf8');
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

export interface ScannedRecord {
  readonly offset: number;
  readonly record: JournalRecord;
}

export interface ScanEnd {
  /** Offset behind the last good record: everything after it is a torn tail and can be cut off. */
  readonly end: number;
  /** Damaged lines in between, which are passed over. */
  readonly damaged: number;
}

/** Reads a journal from its beginning, a piece at a time, and yields every good record; returns where the good part ends. */
export async function* scanJournal(handle: FileHandle): AsyncGenerator<ScannedRecord, ScanEnd> {
  const chunk = Buffer.alloc(256 * 1024);
  let rest = Buffer.alloc(0);
  let restOffset = 0;
  let end = 0;
  let damaged = 0;
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const data = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let start = 0;
    for (let newline = data.indexOf(NEWLINE); newline !== -1; newline = data.indexOf(NEWLINE, start)) {
      const record = decodeRecord(data.subarray(start, newline));
      const offset = restOffset + start;
      start = newline + 1;
      if (record === undefined) {
        damaged += 1;
        continue;
      }
      end = restOffset + start;
      yield { offset, record };
    }
    rest = Buffer.from(data.subarray(start));
    restOffset += start;
    if (rest.length > LONGEST + PREFIX) {
      // Damage without any newline (a zero-filled block): nothing of it can be a record, so it need not be kept.
      restOffset += rest.length;
      rest = Buffer.alloc(0);
    }
  }
  return { end, damaged };
}

const scratch = Buffer.alloc(4096);

/**
 * Reads the record at an offset, synchronously: the index in memory holds offsets only, and the page cache answers in
 * microseconds. Undefined if it is not readable as a record (any more).
 */
export function readRecordAt(fd: number, offset: number): JournalRecord | undefined {
  const read = readSync(fd, scratch, 0, scratch.length, offset);
  if (read < PREFIX) return undefined;
  const length = Number.parseInt(scratch.toString('latin1', 9, 17), 16);
  if (!(length >= 0 && length <= LONGEST)) return undefined;
  const whole = PREFIX + length;
  if (whole <= read) return decodeRecord(scratch.subarray(0, whole));
  const line = Buffer.alloc(whole);
  return readSync(fd, line, 0, whole, offset) === whole ? decodeRecord(line) : undefined;
}
