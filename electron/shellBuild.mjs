// Whether the bundles below out/ are as new as their sources, and making them. Plain JavaScript, since the start looks before
// anything can be translated.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const SOURCES = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'vite.renderer.config.ts',
  'package.json',
];
const BUILT = [
  'out/main/main.js',
  'out/main/engineProcess.js',
  'out/main/archiveThread.js',
  'out/main/launch.js',
  'out/preload/preload.cjs',
  'out/preload/chromiumPage.cjs',
  'out/renderer/index.html',
];

/** Whether the bundles are missing, or older than what they are made from. */
export function needsBuild(root) {
  const built = BUILT.map((path) => join(root, path));
  if (!built.every((path) => existsSync(path))) return true;
  const oldest = Math.min(...built.map((path) => statSync(path).mtimeMs));
  return SOURCES.some((path) => newest(join(root, path)) > oldest);
}

function newest(path) {
  if (!existsSync(path)) return 0;
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** A build that is older than this was killed. */
const STALE_MS = 120_000;

/** Builds if need be; of several processes that want it at once (test files run side by side) one does, the others wait. */
export async function ensureBuilt(root, signal, onBuild = () => undefined) {
  const lock = join(root, 'node_modules', '.twinark-build');
  while (existsSync(lock) || needsBuild(root)) {
    signal.throwIfAborted();
    if (!take(lock)) {
      await wait(200, undefined, { signal });
      continue;
    }
    try {
      if (!needsBuild(root)) return;
      onBuild();
      await build(root, signal);
      return;
    } finally {
      rmdirSync(lock);
    }
  }
}

function take(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = existsSync(lock) ? Date.now() - statSync(lock).mtimeMs : 0;
    if (since > STALE_MS) rmdirSync(lock);
    return false;
  }
}

/** Builds by the project's own configuration. Rejects with the last lines of what went wrong. */
function build(root, signal) {
  return new Promise((resolve, reject) => {
    const program = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const child = spawn(process.execPath, [program, 'build', '--logLevel', 'warn'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let said = '';
    const hear = (chunk) => void (said = (said + chunk.toString()).slice(-4000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(said.trim()));
    });
  });
}
