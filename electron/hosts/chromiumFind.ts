import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** A browser that may be on this computer. */
export interface BrowserCandidate {
  readonly name: 'Chrome' | 'Edge' | 'Chromium' | 'Brave' | 'given';
  readonly path: string;
}

/** What the search looks at; replaced in tests so that all three systems can be checked on one. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly exists: (path: string) => boolean;
}

const here: Surroundings = {
  platform: process.platform,
  env: process.env,
  home: homedir(),
  exists: (path) => {
    try {
      accessSync(path, process.platform === 'win32' ? constants.F_OK : constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
};

type Found = Omit<BrowserCandidate, 'path'> & { readonly at: readonly string[] };

const windows = (env: Surroundings['env']): readonly Found[] => {
  const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
    (root) => root !== undefined,
  );
  const under = (...tail: string[]): string[] => roots.map((root) => win32.join(root, ...tail));
  return [
    { name: 'Chrome', at: under('Google', 'Chrome', 'Application', 'chrome.exe') },
    { name: 'Edge', at: under('Microsoft', 'Edge', 'Application', 'msedge.exe') },
    { name: 'Chromium', at: under('Chromium', 'Application', 'chrome.exe') },
    { name: 'Brave', at: under('BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe') },
  ];
};

const mac = (home: string): readonly Found[] => {
  const app = (name: string): string[] =>
    ['/Applications', posix.join(home, 'Applications')].map((root) =>
      posix.join(root, `${name}.app`, 'Contents', 'MacOS', name),
    );
  return [
    { name: 'Chrome', at: app('Google Chrome') },
    { name: 'Edge', at: app('Microsoft Edge') },
    { name: 'Chromium', at: app('Chromium') },
    { name: 'Brave', at: app('Brave Browser') },
  ];
};

/** Snap packages come last: they see another /tmp than we do, so a browser outside a snap is the surer one. */
const linux = (env: Surroundings['env']): readonly Found[] => {
  const path = (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/') && !folder.startsWith('/snap'));
  const folders = [...new Set([...path, '/usr/local/bin', '/usr/bin'])];
  const named = (...names: string[]): string[] => names.flatMap((name) => folders.map((dir) => posix.join(dir, name)));
  return [
    { name: 'Chrome', at: ['/opt/google/chrome/chrome', ...named('google-chrome-stable', 'google-chrome')] },
    { name: 'Edge', at: ['/opt/microsoft/msedge/msedge', ...named('microsoft-edge-stable', 'microsoft-edge')] },
    { name: 'Chromium', at: named('chromium', 'chromium-browser') },
    { name: 'Brave', at: named('brave-browser') },
    { name: 'Chromium', at: ['/snap/bin/chromium'] },
  ];
};

/**
 * The installed browsers that the Chromium host can drive, best first. `TWINARK_BROWSER` (a path) goes before all: for
 * portable browsers and for support organisations.
 */
export function findBrowsers(surroundings: Surroundings = here): readonly BrowserCandidate[] {
  const { platform, env, home, exists } = surroundings;
  const list = platform === 'win32' ? windows(env) : platform === 'darwin' ? mac(home) : linux(env);
  const given = env['TWINARK_BROWSER'];
  const all: readonly Found[] = given === undefined || given === '' ? list : [{ name: 'given', at: [given] }, ...list];
  return all.flatMap(({ name, at }) => {
    const path = at.find(exists);
    return path === undefined ? [] : [{ name, path }];
  });
}

/** Whether a window can be opened at all. Windows and macOS always have a desktop for a person who starts a program. */
export function hasDisplay(surroundings: Pick<Surroundings, 'platform' | 'env'> = here): boolean {
  if (surroundings.platform === 'win32' || surroundings.platform === 'darwin') return true;
  return Boolean(surroundings.env['DISPLAY'] ?? '') || Boolean(surroundings.env['WAYLAND_DISPLAY'] ?? '');
}
