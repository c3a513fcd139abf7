import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST = { maxBuffer: 64 * 1024 * 1024 };

/** Whether somebody else's programs are here to check an archive. */
export async function hasStrangers(): Promise<boolean> {
  return Promise.all([run('unzip', ['-v']), run('sha256sum', ['--version'])]).then(
    () => true,
    () => false,
  );
}

/**
 * Has other people's programs check and unpack an archive: `unzip -t`, then `sha256sum -c` on the ZIP's note and on both lists
 * of the bag. Throws with their words if one of them objects.
 *
 * @returns the bag's folder
 */
export async function unpackByStrangers(zip: string, into: string): Promise<string> {
  await run('unzip', ['-tqq', zip], MOST);
  await run('sha256sum', ['-c', '--quiet', '--strict', `${zip}.sha256`], { cwd: join(zip, '..'), ...MOST });
  await run('unzip', ['-qq', zip, '-d', into], { ...MOST, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  const [name] = await readdir(into);
  const bag = join(into, name ?? '');
  for (const list of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
    await run('sha256sum', ['-c', '--quiet', '--strict', list], { cwd: bag, ...MOST });
  return bag;
}

/** Every file below a folder, with its bytes; what is packed once more inside (XLSX) is unpacked too. */
export async function* filesBelow(folder: string): AsyncGenerator<{ path: string; bytes: Buffer }> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    yield { path, bytes: await readFile(path) };
    if (!path.endsWith('report.xlsx')) continue;
    const { stdout } = await run('unzip', ['-p', path], { ...MOST, encoding: 'buffer' });
    yield { path: `${path} (unpacked)`, bytes: stdout };
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
