import { access, constants, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { FolderInfo } from '../../shared/appState.ts';
import { diskSpace } from '../runs/index.ts';
import type { Folders } from './controllerServices.ts';
import { otherDisks } from './shellDisks.ts';

/** Surroundings of the search for a folder; replaced in tests. */
export interface FolderSurroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}
const here: FolderSurroundings = { platform: process.platform, env: process.env, home: homedir() };

/** Services by a segment of the path that their folders always have. */
const SYNCED: readonly (readonly [RegExp, string])[] = [
  [/(^|[\\/])OneDrive( - [^\\/]*)?([\\/]|$)/i, 'OneDrive'],
  [/(^|[\\/])(iCloudDrive|iCloud Drive|Mobile Documents|com~apple~CloudDocs)([\\/]|$)/i, 'iCloud Drive'],
  [/(^|[\\/])Dropbox( \([^\\/]*\))?([\\/]|$)/i, 'Dropbox'],
  [/(^|[\\/])(Google ?Drive|My Drive|GoogleDrive-[^\\/]*)([\\/]|$)/i, 'Google Drive'],
  [/(^|[\\/])Nextcloud([\\/]|$)/i, 'Nextcloud'],
  [/(^|[\\/])MEGA([\\/]|$)/, 'MEGA'],
];

/** The service that would upload what is saved in a folder. Pupils' pictures should not land there unasked. */
export function syncedBy(path: string, { env }: FolderSurroundings = here): string | undefined {
  for (const name of ['OneDrive', 'OneDriveCommercial', 'OneDriveConsumer']) {
    const root = env[name];
    if (root !== undefined && root !== '' && path.toLowerCase().startsWith(root.toLowerCase())) return 'OneDrive';
  }
  return SYNCED.find(([pattern]) => pattern.test(path))?.[1];
}

/**
 * Windows' Explorer refuses paths over 260 units when it unpacks, and doubles the top folder: the archive's own names take up
 * to 140 (design.md), the ZIP's name about 45 twice.
 */
export const isLongPath = (path: string, platform: NodeJS.Platform): boolean =>
  platform === 'win32' && path.length > 260 - 140 - 45;

/**
 * Where to save unless the person says otherwise: a folder of our own that no service uploads. On Windows Documents and the
 * desktop mostly lie in OneDrive, so it is the home folder itself; elsewhere Documents unless that is synced (iCloud).
 */
export function standardFolder({ platform, env, home }: FolderSurroundings = here): string {
  if (platform === 'win32') return join(home, 'TwinArk');
  const documents = env['XDG_DOCUMENTS_DIR'] ?? join(home, 'Documents');
  const inDocuments = join(documents, 'TwinArk');
  return syncedBy(inDocuments, { platform, env, home }) === undefined && platform !== 'darwin'
    ? inDocuments
    : join(home, 'TwinArk');
}

export function createFolders(surroundings: FolderSurroundings = here): Folders {
  return {
    standard: () => Promise.resolve(standardFolder(surroundings)),
    async inspect(path): Promise<FolderInfo> {
      const full = resolve(path);
      const space = await diskSpace(full).catch(() => undefined);
      const synced = syncedBy(full, surroundings);
      return {
        path: full,
        writable: await isWritable(full),
        longPath: isLongPath(full, surroundings.platform),
        fat32: space?.longestFile !== undefined,
        ...(space === undefined ? {} : { freeBytes: space.free }),
        ...(synced === undefined ? {} : { synced }),
        ...((await holdsArchive(full)) ? { occupied: true } : {}),
      };
    },
    async onOtherDisks() {
      return (await otherDisks()).map((root) => join(root, 'TwinArk'));
    },
  };
}

/** By the names that archives have (design of the archive: `eTwinning_{username}_{day}.zip`). */
async function holdsArchive(path: string): Promise<boolean> {
  const names = await readdir(path).catch(() => []);
  return names.some((name) => /^eTwinning_.+_\d{4}-\d{2}-\d{2}.*\.zip$/.test(name));
}

/** Of the folder itself, or of the nearest one above it that exists. Changes nothing. */
async function isWritable(path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      if (!(await stat(folder)).isDirectory()) return false;
      await access(folder, constants.W_OK);
      return true;
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing || folder === dirname(folder)) return false;
    }
  }
}
