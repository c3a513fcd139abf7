import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Electron's program, if it was fetched. Asked without `require('electron')`, which would start a download by itself. */
export function electronBinary(
  modules: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const folder = join(modules, 'electron');
  const path = join(folder, 'path.txt');
  const dist = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
  if (name === undefined && dist === undefined) return undefined;
  const program = dist === undefined ? join(folder, 'dist', name ?? '') : join(dist, name ?? 'electron');
  return existsSync(program) ? program : undefined;
}

export interface FetchChoice {
  readonly modules: string;
  /** Cancels: the app starts in another host then. */
  readonly signal: AbortSignal;
  /** How long the server may take to answer at all; where it is blocked this is all that is lost. */
  readonly answerMs?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const RELEASES = 'https://github.com/electron/electron/releases/download/';

/**
 * Fetches Electron by its own installer (checksums and all), with its progress on the terminal. First it is seen whether the
 * server answers: a school that blocks it would otherwise cost minutes.
 */
export async function fetchElectron(choice: FetchChoice): Promise<boolean> {
  const { modules, signal, answerMs = 5000, env = process.env } = choice;
  const mirror = env['npm_config_electron_mirror'] ?? env['ELECTRON_MIRROR'] ?? RELEASES;
  if (!(await answers(mirror, AbortSignal.any([signal, AbortSignal.timeout(answerMs)])))) return false;
  const done = await new Promise<boolean>((resolve) => {
    const child = spawn(process.execPath, [join(modules, 'electron', 'install.js')], { stdio: 'inherit', env, signal });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
  return done && electronBinary(modules, env) !== undefined;
}

async function answers(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(address, { method: 'HEAD', redirect: 'manual', signal });
    return response.status < 500;
  } catch {
    return false;
  }
}
