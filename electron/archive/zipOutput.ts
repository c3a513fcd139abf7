import { Turns } from './turns.ts';
import type { Written, ZipInput } from './zipWriter.ts';

/** Told of every entry once it is written, in the order in which they were added. */
export type Told = (name: string, written: Written) => void;

/** A ZIP on its way, whoever writes it: this thread, or one of its own. The caller removes the file if anything throws. */
export interface ZipOutput {
  /**
   * Takes the next entry, and waits while too many are on their way. What is wrong with one may be said only when a later one
   * is added. Nobody may change the bytes any more.
   *
   * @throws StoppedError, SourceChangedError
   */
  add(input: ZipInput): Promise<void>;
  /** Waits until everything that was added is written, and told of. */
  settle(): Promise<void>;
  /** Writes the directory and waits until all is on the disk. Returns the ZIP's own length and checksum. */
  finish(): Promise<Written>;
  /** Gives up: closes the file. */
  abort(): Promise<void>;
}

/**
 * Creates the file, with all entries in one folder; readable by its owner only until it is finished; never writes over one that exists.
 *
 * @throws StoppedError `disk-full`, `out-gone`, `interrupted`
 */
export type OpenZip = (path: string, folder: string, signal: AbortSignal, told: Told) => Promise<ZipOutput>;

/** Writes in this thread. */
export const openZipHere: OpenZip = async (path, folder, signal, told) => {
  const { ZipWriter } = await import('./zipWriter.ts');
  const zip = await ZipWriter.create(path, folder, signal);
  const turns = new Turns();
  return {
    async add(input) {
      told(input.name, await zip.add(input));
      await turns.pass();
    },
    settle: () => Promise.resolve(),
    finish: () => zip.finish(),
    abort: () => zip.abort(),
  };
};
