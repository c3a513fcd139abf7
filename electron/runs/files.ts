import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { systemCode } from './diskErrors.ts';

/** Owner only: the run's state holds pupils' pictures and private messages. */
export const OWNER_FOLDER = 0o700;
export const OWNER_FILE = 0o600;

/**
 * Makes a rename durable. Only where it is needed and can be done: Windows cannot open folders, and on macOS every fsync
 * is a full flush of the drive, so that the journal's own one, which always comes after, covers the rename too.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32' || process.platform === 'darwin') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some network file systems refuse to sync a folder; nothing better can be done there.
    const code = systemCode(error);
    if (code !== 'EINVAL' && code !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}

const BUSY = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Renames; on Windows virus scanners hold new files for a moment, so a refusal is tried again for two seconds. */
export async function renamePatiently(from: string, to: string): Promise<void> {
  for (let wait = 10; ; wait *= 2) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (process.platform !== 'win32' || wait > 1000 || !BUSY.has(systemCode(error) ?? '')) throw error;
      await delay(wait);
    }
  }
}

/** Writes a file, owner-only, and syncs its bytes before it resolves. */
export async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w', OWNER_FILE);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file such that after a crash either the old or the new content stands there, never half of one. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  await writeSynced(temporary, Buffer.from(text));
  await renamePatiently(temporary, path);
  await syncFolder(dirname(path));
}
