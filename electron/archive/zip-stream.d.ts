/** The part of zip-stream (archiver's own layer) that is used; it ships no types of its own. */
declare module 'zip-stream' {
  import type { Transform } from 'node:stream';

  export interface EntryData {
    readonly name: string;
    readonly date: Date;
    readonly mode: number;
    readonly store: boolean;
  }
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
  }
}
