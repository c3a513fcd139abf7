import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One app at a time, where Electron does not see to it: a file with the process's number. One whose process is gone is taken
 * over.
 *
 * @returns how to give it back; nothing if another app runs
 */
export function lockApp(stateRoot: string, pid = process.pid): (() => void) | undefined {
  mkdirSync(stateRoot, { recursive: true, mode: 0o700 });
  const file = join(stateRoot, 'app.lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(pid), { flag: 'wx', mode: 0o600 });
      return () => {
        if (read(file) === pid) rmSync(file, { force: true });
      };
    } catch {
      const other = read(file);
      if (other !== undefined && other !== pid && isAlive(other)) return undefined;
      rmSync(file, { force: true });
    }
  }
  return undefined;
}

function read(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
