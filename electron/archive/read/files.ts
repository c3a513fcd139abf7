import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { isLeftBySystem, openBag } from '../verifySource.ts';
import { interrupted, unreadable } from '../zipErrors.ts';
import type { Bytes } from '../zipRead.ts';

/** An archive as a set of files that can be opened in any order: the ZIP itself, or the folder it was unpacked to. */
export interface ArchiveFiles {
  /** The archive's own name: its one folder. */
  readonly name: string;
  /** Lengths by path, relative to the bag's folder, NFC. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Damage of the data itself comes while reading. */
  open(path: string): Promise<Bytes>;
  /** Path on disk where a file of an unpacked archive lies; undefined inside a ZIP. */
  onDisk(path: string): string | undefined;
  close(): void;
}

/** A bag's files lie below it: anything else in a ZIP is not the archive's, and nothing is ever written under its name. */
function isInside(path: string): boolean {
  return path !== '' && !path.split('/').some((part) => part === '' || part === '.' || part === '..');
}

/**
 * Opens an archive for reading in any order. Names in it are used as keys only: whoever unpacks something chooses the name.
 *
 * @throws ArchiveError `archive-unreadable`: no ZIP, cut off, no bag
 */
export async function openFiles(path: string, signal: AbortSignal): Promise<ArchiveFiles> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return found.isDirectory() ? folderFiles(path, signal) : zipFiles(path, signal);
}

async function zipFiles(path: string, signal: AbortSignal): Promise<ArchiveFiles> {
  const zip = await openPromise(path, { autoClose: false, validateEntrySizes: true }).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const entries = await allEntries(zip, path, signal);
    const marks = [...entries.keys()].filter((name) => /^(?:[^/]+\/)?bagit\.txt$/.test(name));
    const [mark] = marks.sort((a, b) => a.length - b.length);
    if (mark === undefined) throw unreadable(path, 'no bagit.txt in it: not an archive made by TwinArk');
    const root = mark.slice(0, -'bagit.txt'.length);
    const inside = new Map<string, Entry>();
    for (const [name, entry] of entries) {
      const below = name.slice(root.length).normalize('NFC');
      if (!name.startsWith(root) || !isInside(below) || isLeftBySystem(below)) continue;
      if (inside.has(below)) throw unreadable(path, `twice in it: ${below}`);
      inside.set(below, entry);
    }
    return {
      name: root === '' ? basename(path).replace(/\.zip$/i, '') : root.slice(0, -1),
      sizes: new Map([...inside].map(([name, entry]) => [name, entry.uncompressedSize])),
      async open(name) {
        const entry = inside.get(name);
        if (entry === undefined) throw new Error(`not in the archive: ${name}`);
        return zip.openReadStreamPromise(entry);
      },
      onDisk: () => undefined,
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function allEntries(zip: ZipFile, path: string, signal: AbortSignal): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (signal.aborted) break;
      if (entry.fileName.endsWith('/')) continue;
      // Which of the two would be unpacked?
      if (entries.has(entry.fileName)) throw new Error(`twice in it: ${entry.fileName}`);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  if (signal.aborted) throw interrupted(signal);
  return entries;
}

async function folderFiles(path: string, signal: AbortSignal): Promise<ArchiveFiles> {
  const bag = await openBag(path, signal);
  const sizes = new Map<string, number>();
  const opens = new Map<string, () => Promise<Bytes>>();
  for await (const file of bag.files(signal)) {
    sizes.set(file.path, file.bytes);
    opens.set(file.path, () => file.open());
  }
  const direct = await isFile(join(path, 'bagit.txt'));
  const root = direct ? path : await onlyFolder(path);
  return {
    name: basename(root),
    sizes,
    async open(name) {
      const open = opens.get(name);
      if (open === undefined) throw new Error(`not in the archive: ${name}`);
      return open();
    },
    onDisk: (name) => (isInside(name) && sizes.has(name) ? join(root, ...name.split('/')) : undefined),
    close: () => undefined,
  };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

/** "Extract All" makes a folder around the archive's own; `openBag` has made sure that there is just one. */
async function onlyFolder(path: string): Promise<string> {
  const folders = (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return join(path, folders[0]?.name ?? '');
}
