import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unreadable } from './zipErrors.ts';
import { zipEntries } from './zipRead.ts';
import type { Bytes } from './zipRead.ts';

/** What Windows and macOS leave in folders that people look into: neither missing nor extra. */
const LEFT_BY_SYSTEMS = /(?:^|\/)(?:thumbs\.db|desktop\.ini|\.ds_store|\._[^/]*|__macosx\/.*)$/i;

export interface BagFile {
  /** Relative to the bag's folder, NFC, with `/`. */
  readonly path: string;
  readonly bytes: number;
  open(): Promise<Bytes>;
}

/** A bag to be checked: in a ZIP or unpacked. */
export interface BagSource {
  /** All files; each must be read or passed over before the next. */
  files(signal: AbortSignal): AsyncGenerator<BagFile>;
}

/** macOS gives names back decomposed: compared in NFC, as they were written. */
function normal(path: string): string {
  return path.normalize('NFC');
}

export function isLeftBySystem(path: string): boolean {
  return LEFT_BY_SYSTEMS.test(path);
}

/** The bag's folder inside a list of names: where the uppermost `bagit.txt` stands (RFC 8493, 4.2 allows one folder). */
function rootOf(names: Iterable<string>, file: string): string {
  let root: string | undefined;
  for (const name of names) {
    if (name !== 'bagit.txt' && !/^[^/]+\/bagit\.txt$/.test(name)) continue;
    const found = name.slice(0, -'bagit.txt'.length);
    if (root === undefined || found.length < root.length) root = found;
  }
  if (root === undefined)
    throw unreadable(file, 'no bagit.txt in it: not an archive made by TwinArk, and no other bag');
  return root;
}

async function zipSource(path: string, signal: AbortSignal): Promise<BagSource> {
  const names: string[] = [];
  for await (const entry of zipEntries(path, signal)) names.push(entry.name);
  const root = rootOf(names, path);
  return {
    async *files(until) {
      for await (const entry of zipEntries(path, until)) {
        if (!entry.name.startsWith(root) || isLeftBySystem(entry.name)) continue;
        yield { path: normal(entry.name.slice(root.length)), bytes: entry.bytes, open: () => entry.open() };
      }
    },
  };
}

async function* walk(root: string, below: string): AsyncGenerator<BagFile> {
  const entries = await readdir(join(root, below), { withFileTypes: true });
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path);
    else if (entry.isFile() && !isLeftBySystem(path)) {
      const { size } = await stat(join(root, path));
      yield { path: normal(path), bytes: size, open: () => Promise.resolve(createReadStream(join(root, path))) };
    }
  }
}

async function folderSource(path: string): Promise<BagSource> {
  const exists = async (folder: string) =>
    (await stat(join(folder, 'bagit.txt')).catch(() => undefined))?.isFile() === true;
  let root = path;
  if (!(await exists(path))) {
    const [only, ...others] = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    if (only === undefined || others.length > 0 || !(await exists(join(path, only.name)))) {
      throw unreadable(path, 'no bagit.txt in it: not an archive made by TwinArk, and no other bag');
    }
    // "Extract All" makes a folder around the archive's own.
    root = join(path, only.name);
  }
  return { files: () => walk(root, '') };
}

/**
 * Opens an archive: a ZIP, or the folder it was unpacked to.
 *
 * @throws ArchiveError `archive-unreadable` where there is none, or it is no bag
 */
export async function openBag(path: string, signal: AbortSignal): Promise<BagSource> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return found.isDirectory() ? folderSource(path) : zipSource(path, signal);
}
