import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly path: string;
  /** Makes it as large as so many megabytes. */
  grow(to: number): void;
  remove(): Promise<void>;
}

/** A small disk in memory, which only root on Linux can make. */
export async function smallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  if (process.platform !== 'linux') return undefined;
  const path = await mkdtemp(join(tmpdir(), 'twinark-disk-'));
  const mount = (options: string): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0;
  if (!mount(`size=${megabytes}m`)) {
    await rm(path, { recursive: true });
    return undefined;
  }
  return {
    path,
    grow: (to) => void mount(`remount,size=${to}m`),
    remove: async () => {
      spawnSync('umount', ['-l', path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}

/** Whether this machine lets us. */
export async function canMakeDisks(): Promise<boolean> {
  const probe = await smallDisk(1);
  await probe?.remove();
  return probe !== undefined;
}
