import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export interface DiskSpace {
  /** Bytes that this person may still write. */
  readonly free: number;
  /** Longest file the disk can hold, in bytes, where it is known to be limited (FAT32: 4 GiB less one). */
  readonly longestFile?: number;
}

export const FAT32_LONGEST = 2 ** 32 - 1;
/** `MSDOS_SUPER_MAGIC`: Linux says so for all FAT of up to 32 bits; exFAT and NTFS have others. */
const LINUX_FAT = 0x4d44;

/**
 * Free space where a path lies or will lie (its nearest folder that exists).
 *
 * FAT32 is told by the file system's number on Linux only; elsewhere Node does not say, and a file that is too long is met as
 * `EFBIG` (`file-too-large-for-disk`) while it is written.
 */
export async function diskSpace(path: string): Promise<DiskSpace> {
  let folder = resolve(path);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize, type } = await statfs(folder);
  const free = bavail * bsize;
  return process.platform === 'linux' && type === LINUX_FAT ? { free, longestFile: FAT32_LONGEST } : { free };
}

export interface NeededSpace {
  /** For the run's state (each binary once, pages, thumbnails). */
  readonly staging: number;
  /** In the target folder (the ZIP, and the unpacked archive if it is kept). */
  readonly out: number;
  /** Both on one disk, while parts are packed and released one by one: little more than the content once. */
  readonly least: number;
}

/** A few per cent for thumbnails, pages, JSON and the disk's own blocks. */
const SURPLUS = 1.04;
const FLOOR = 64 * 1024 * 1024;

/**
 * How much space an export will need, in bytes. Staging and ZIP together stay within 2.1 × the content.
 *
 * @param contentBytes bytes of all binaries and pages that will be saved
 */
export function estimateNeeded(contentBytes: number, options: { readonly keepUnpacked?: boolean } = {}): NeededSpace {
  const once = Math.ceil(contentBytes * SURPLUS);
  return {
    staging: once + FLOOR,
    out: once * (options.keepUnpacked === true ? 2 : 1) + FLOOR,
    least: once + FLOOR,
  };
}
