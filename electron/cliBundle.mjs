// The command line from a checkout, bundled as in the packaged app: started from its sources it would carry their translator
// along, in a thread of its own (a fifth more processor time, 40 MB more memory, a second more until the first request).
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'twinark-cli');
/** An export may take days, and loads parts of its bundle late. */
const OLD_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * How Node is to be started, to be small on old computers: a young generation that does not grow to 48 MB; on Linux two pools
 * for small pieces of native memory instead of eight a core, and large pieces given back at once. An export of 4,467 items,
 * 3 GB: 239 MB, and 308 without the last two settings and with a heap that may double (app/memory.ts).
 */
export const NODE_FLAGS = ['--max-semi-space-size=4'];
export const NODE_SETTINGS = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/**
 * For `resolve.alias` of every bundle for Node: cheerio as browsers get it, which is the same without what fetches pages (we
 * parse what the gate has fetched). 0.4 MB less to read, 10 MB less memory.
 */
export const SMALLER = { cheerio: join(root, 'node_modules/cheerio/dist/browser/index.js') };

/** @type {Promise<string> | undefined} */
let made;

/** Path of the bundled command line; made once for a state of the sources, by whoever needs it first. */
export function bundledCli() {
  return (made ??= bundle());
}

async function bundle() {
  const folder = join(cache, keyOf());
  const cli = join(folder, 'cli.js');
  if (existsSync(cli)) {
    const now = new Date();
    await utimes(folder, now, now).catch(() => undefined);
    return cli;
  }
  const { build } = await import('vite');
  const temporary = `${folder}.${process.pid}`;
  await build({
    plugins: [plainScripts()],
    configFile: false,
    resolve: { alias: SMALLER },
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['sharp', 'playwright-core', 'electron'] },
    build: {
      ssr: true,
      rolldownOptions: {
        input: { cli: join(root, 'electron/cli.ts'), archiveThread: join(root, 'electron/archive/archiveThread.ts') },
        output: { entryFileNames: '[name].js' },
      },
      outDir: temporary,
      target: 'node20.19',
      minify: false,
      copyPublicDir: false,
    },
  });
  // Somebody else may have been quicker: their bundle is as good.
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true, force: true }));
  await removeOld();
  return cli;
}

/**
 * Writes what is beyond Latin-1 as escapes: V8 keeps a script with one such sign (a dash in a comment) at two bytes for each of
 * its characters, five megabytes for nothing.
 *
 * @returns {import('vite').Plugin}
 */
export function plainScripts() {
  return {
    name: 'plain-scripts',
    renderChunk: (code) => ({ code: withoutWideSigns(code), map: null }),
  };
}

/** An escape means the same in strings, templates, patterns and names; a backslash before the sign would escape the escape. */
export function withoutWideSigns(code) {
  return code.replace(/(\\*)([\u0100-\uffff])/g, (_all, before, sign) => {
    const kept = before.length % 2 === 1 ? before.slice(1) : before;
    return `${kept}\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Changes with every source file. */
function keyOf() {
  const hash = createHash('sha256');
  const below = (folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  for (const file of ['package.json', ...below('electron'), ...below('shared')].sort()) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 24);
}

async function removeOld() {
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > OLD_MS) await rm(path, { recursive: true, force: true });
  }
}
