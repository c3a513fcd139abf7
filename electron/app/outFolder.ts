import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../shared/errors.ts';

/**
 * Makes sure that the folder for the ZIP is there and can be written to, before anything else is done.
 * @throws UsageError `out-unusable` with the system's reason
 */
export async function checkOutFolder(out: string): Promise<void> {
  const probe = join(out, `.twinark-${randomUUID()}`);
  try {
    await mkdir(out, { recursive: true });
    await writeFile(probe, '', { flag: 'wx', mode: 0o600 });
    await rm(probe, { force: true });
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new UsageError('out-unusable', { path: out, reason }, { cause });
  }
}
