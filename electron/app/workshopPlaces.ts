import { rmdirSync, rmSync } from 'node:fs';
import { readdir, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

/** Whether a path is a folder or stands in it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && resolve(folder, way) === path);
}

/** Whether two paths stand on different disks: a stick is taken along, a folder of this computer stays. */
export async function areApart(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.dev !== b.dev;
}

/** Removes what a saving that was killed while it packed has left in the teacher's folder: part files since the turn began. */
export async function removeParts(out: string, since: number): Promise<void> {
  for (const name of await readdir(out).catch(() => [])) {
    if (!/^\.eTwinning_.*\.zip\.part$/.test(name)) continue;
    const path = join(out, name);
    const found = await stat(path).catch(() => undefined);
    // A stick counts in steps of two seconds.
    if (found !== undefined && found.mtimeMs >= since - 2000) await unlink(path).catch(() => undefined);
  }
}

/** Removes the state of a turn whose workshop is gone, and the folders above it if nothing else is in them. */
export function removeOrphan(stateRoot: string): void {
  rmSync(stateRoot, { recursive: true, force: true });
  try {
    for (let folder = dirname(stateRoot), up = 0; up < 2; folder = dirname(folder), up += 1) rmdirSync(folder);
  } catch {
    // Another workshop is going on.
  }
}
