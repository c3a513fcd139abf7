/** The part of zip-stream (archiver's own layer) that is used; it ships no types of its own. */
declare module 'zip-stream' {
  import type { Transform } from 'node:stream';

  export interface EntryData {
    readonly name: string;
    readonly date: Date;
    readonly mode: number;
    readonly store: boolean;
  }
  /** An entry on its way (compress-commons' ZipArchiveEntry). */
  export interface ZipArchiveEntry {
    getMethod(): number;
    setMethod(method: number): void;
    setSize(bytes: number): void;
    setCompressedSize(bytes: number): void;
    setCrc(crc: number): void;
    getGeneralPurposeBit(): { useDataDescriptor(use: boolean): void };
  }
  export type EntryDone = (error: Error | null, entry?: ZipArchiveEntry) => void;
  export default class ZipStream extends Transform {
    constructor(options: { readonly level: number; readonly forceLocalTime: boolean });
    /** Bytes written so far, counted by `write`. */
    offset: number;
    entry(
      source: Buffer | NodeJS.ReadableStream,
      data: EntryData,
      done: (error: Error | null | undefined) => void,
    ): this | undefined;
    finish(): void;
    /** Writes an entry that is in memory. */
    _appendBuffer(entry: ZipArchiveEntry, source: Buffer, done: EntryDone): void;
    _writeLocalFileHeader(entry: ZipArchiveEntry): void;
    _afterAppend(entry: ZipArchiveEntry): void;
    /** What was written, in order; its length is the directory's count. */
    _entries: unknown[];
    /** Called for each of `_entries` when all are written. */
    _writeCentralFileHeader(entry: ZipArchiveEntry): void;
  }
}
