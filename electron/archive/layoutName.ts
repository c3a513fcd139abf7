import type { ArchiveSource } from './types.ts';
import { safeName } from './names.ts';

/** The whole entry name, top folder included, in UTF-16 units (design.md, The archive). */
export const MAX_ENTRY_UNITS = 140;
const MAX_USERNAME_UNITS = 20;
/** Room for what a taken name or a part appends: `_2` … `_999`, `_part12of34`. */
const NUMBER_UNITS = 4;
const PART_UNITS = 11;

/** The local calendar day of a moment, `YYYY-MM-DD`. */
export function localDay(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso.slice(0, 10);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `eTwinning_{username}_{YYYY-MM-DD}`: name of the ZIP (without ending) and of the one folder in it. */
export function archiveName(source: Pick<ArchiveSource, 'account' | 'exportedAt'>): string {
  const user = safeName(source.account.username, { fallback: 'teacher', maxUnits: MAX_USERNAME_UNITS });
  return `eTwinning_${user.replace(/\s/gu, '_')}_${localDay(source.exportedAt)}`;
}

/**
 * A file's name without the folders of the computer that it came from: old servers sent the whole path (RFC 6266, 4.3). Only
 * where it begins as a path does: in `plan 1/2.pdf` the slash is a person's.
 */
export function withoutFolders(name: string): string {
  if (!/^(?:[a-z]:[\\/]|[\\/]|\.{1,2}[\\/])/i.test(name)) return name;
  return (
    name
      .split(/[\\/]/)
      .filter((part) => !/^\.*$/.test(part))
      .at(-1) ?? name
  );
}

/** How long a path inside the bag may be, so that with the longest top folder it stays within MAX_ENTRY_UNITS. */
export function maxBagPath(name: string, split: boolean): number {
  return MAX_ENTRY_UNITS - name.length - 1 - NUMBER_UNITS - (split ? PART_UNITS : 0);
}
