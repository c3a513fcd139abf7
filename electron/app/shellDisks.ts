import { readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Surroundings of the search for disks; replaced in tests. */
export interface DiskSurroundings {
  readonly platform: NodeJS.Platform;
  /** Where the system hangs in disks that are plugged in: each entry below is one. */
  readonly mountPoints: readonly string[];
  /** Roots that may exist (drive letters of Windows). */
  readonly roots: readonly string[];
}

const LETTERS = 'D E F G H I J K L M N O P Q R S T U V W X Y Z'.split(' ');

/** Where plugged-in disks appear on a system. */
export function diskSurroundings(platform = process.platform, home = homedir()): DiskSurroundings {
  if (platform === 'win32') return { platform, mountPoints: [], roots: LETTERS.map((letter) => `${letter}:\\`) };
  if (platform === 'darwin') return { platform, mountPoints: ['/Volumes'], roots: [] };
  const name = home.split('/').at(-1) ?? '';
  return { platform, mountPoints: [`/media/${name}`, `/run/media/${name}`], roots: [] };
}

/** The roots of disks other than that of the home folder: sticks, external disks, network drives. Changes nothing. */
export async function otherDisks(
  surroundings: DiskSurroundings = diskSurroundings(),
  home = homedir(),
): Promise<string[]> {
  const below = await Promise.all(
    surroundings.mountPoints.map(async (point) =>
      (await readdir(point).catch((): string[] => [])).map((name) => join(point, name)),
    ),
  );
  const device = async (path: string): Promise<number | undefined> =>
    stat(await realpath(path)).then(
      (facts) => (facts.isDirectory() ? facts.dev : undefined),
      () => undefined,
    );
  const own = await device(home).catch(() => undefined);
  const found: string[] = [];
  const seen = new Set([own, undefined]);
  for (const root of [...surroundings.roots, ...below.flat()]) {
    // An empty card reader has a letter and no disk; macOS lists the system's own disk among the others.
    const at = await device(root).catch(() => undefined);
    if (seen.has(at)) continue;
    seen.add(at);
    found.push(root);
  }
  return found;
}
