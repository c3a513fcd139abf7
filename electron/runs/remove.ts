import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renamePatiently } from './files.ts';

/** Folders being removed have names that begin so; nobody takes them for runs. */
export const REMOVING = '.removing-';

/**
 * Removes a run's folder and, if they are empty then, the two above it. It is renamed first: a crash in the middle leaves
 * something that is no run any more and is swept away by the next `createRun`.
 */
export async function removeRunFolder(directory: string): Promise<void> {
  const aside = join(dirname(directory), `${REMOVING}${randomUUID()}`);
  const moved = await renamePatiently(directory, aside).then(
    () => aside,
    () => directory,
  );
  await rm(moved, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  for (let folder = dirname(directory), up = 0; up < 2 && existsSync(folder); folder = dirname(folder), up += 1) {
    try {
      await rmdir(folder);
    } catch {
      return; // Not empty: other runs are there.
    }
  }
}
