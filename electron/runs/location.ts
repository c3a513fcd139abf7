import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { join, resolve } from 'node:path';

/**
 * Where TwinArk keeps the state of its runs: the system's place for local application data, which is neither synced to a
 * cloud nor roams with the account. Pure.
 *
 * @param env the process's environment
 * @param home the person's home folder
 */
export function defaultStateRoot(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'];
    return win32.join(
      isGiven(local, (path) => win32.isAbsolute(path)) ? local : win32.join(home, 'AppData', 'Local'),
      'TwinArk',
    );
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'TwinArk');
  const state = env['XDG_STATE_HOME'];
  // The XDG specification says that a relative path is to be ignored.
  return posix.join(
    isGiven(state, (path) => posix.isAbsolute(path)) ? state : posix.join(home, '.local', 'state'),
    'twinark',
  );
}

function isGiven(value: string | undefined, isAbsolute: (path: string) => boolean): value is string {
  return value !== undefined && isAbsolute(value);
}

export interface RunKey {
  readonly out: string;
  readonly username: string;
  readonly profile: string;
  readonly origins: Readonly<Record<string, string>>;
}

/** `out` as a run remembers it: absolute; systems that ignore case are asked to ignore it here too. */
export function resolvedOut(out: string, platform: NodeJS.Platform = process.platform): string {
  const path = resolve(out);
  return platform === 'win32' ? path.toLowerCase() : path;
}

/** The folder that holds all runs below a state root. */
export function runsFolder(stateRoot: string): string {
  return join(resolve(stateRoot), 'runs');
}

/** The folder of one run: there is one for each person, target folder and platform, and its name tells none of them. */
export function runFolder(stateRoot: string, key: RunKey): string {
  const origins = Object.entries(key.origins).sort(([a], [b]) => (a < b ? -1 : 1));
  const facts = JSON.stringify([resolvedOut(key.out), key.username, key.profile, origins]);
  return join(runsFolder(stateRoot), createHash('sha256').update(facts).digest('hex').slice(0, 32));
}
