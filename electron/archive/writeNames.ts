import { link, lstat, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode, writeError } from './zipErrors.ts';

const TEMPORARY = /^\.eTwinning_.*\.(\d+)\.zip\.part$/;
/** A part file that was touched since is somebody's work on another machine, whatever its process number. */
const STALE_MS = 10 * 60 * 1000;

async function exists(path: string): Promise<boolean> {
  // lstat: a dangling link takes a name too.
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Where a ZIP stands until it is verified: hidden, beside its final place (so that renaming is atomic), one per process. */
export function temporaryPath(out: string, name: string): string {
  return join(out, `.${name}.${process.pid}.zip.part`);
}

/**
 * The first free name of `wish`, `wish_2`, `wish_3` …: neither a ZIP, nor its checksum, nor a folder may be there, for any
 * of the parts.
 */
export async function freeName(out: string, wish: string, parts: (name: string) => readonly string[]): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wish : `${wish}_${number}`;
    const taken = await Promise.all(
      [name, ...parts(name)].flatMap((one) =>
        [one, `${one}.zip`, `${one}.zip.sha256`].map((file) => exists(join(out, file))),
      ),
    );
    if (!taken.includes(true)) return name;
  }
}

/** Syncs a folder so that a name in it outlives a power cut; not every system can, and that is no failure. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
  } catch {
    // Windows cannot open folders.
  }
}

/**
 * Gives a finished file its final name, never over another one. Returns the name it got: the next free one if somebody took
 * it meanwhile.
 */
export async function publish(temporary: string, final: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const target = number === 1 ? final : final.replace(/(?=\.zip$)/, `_${number}`);
    try {
      // A hard link fails where the name is taken; renaming would overwrite without a word.
      await link(temporary, target);
      await unlink(temporary);
    } catch (error) {
      if (errorCode(error) === 'EEXIST') continue;
      if (!(await publishByRename(temporary, target))) continue;
    }
    await syncFolder(dirname(target));
    return target;
  }
}

/** For file systems without hard links (FAT32, exFAT, network drives): the name is reserved by an empty file. */
async function publishByRename(temporary: string, target: string): Promise<boolean> {
  try {
    await (await open(target, 'wx')).close();
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw writeError(error, target, 0);
  }
  await rename(temporary, target).catch(async (error: unknown) => {
    await unlink(target).catch(() => undefined);
    throw writeError(error, target, 0);
  });
  return true;
}

/** Writes `{zip}.sha256` in the form that `sha256sum -c` and `shasum -c` read. */
export async function writeChecksum(zip: string, sha256: string): Promise<void> {
  const path = `${zip}.sha256`;
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${sha256}  ${basename(zip)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw writeError(error, path, 0);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Removes part files that a killed process left behind. */
export async function removeStale(out: string): Promise<void> {
  for (const file of await readdir(out).catch(() => [])) {
    const pid = Number(TEMPORARY.exec(file)?.[1] ?? 0);
    if (pid === 0 || isAlive(pid)) continue;
    const path = join(out, file);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > STALE_MS) await unlink(path).catch(() => undefined);
  }
}
