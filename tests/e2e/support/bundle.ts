import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'twinark-cli');
const OLD_MS = 3 * 60 * 60 * 1000;
let made: Promise<string> | undefined;

/**
 * The command line as the packaged app has it, bundled: it starts in a fifth of a second instead of one and a half, and the
 * tests start it often. Made once for a state of the sources, whoever needs it first. The long suite uses the sources.
 */
export function bundledCli(): Promise<string> {
  return (made ??= bundle());
}

async function bundle(): Promise<string> {
  const folder = join(cache, keyOf());
  const cli = join(folder, 'cli.js');
  if (existsSync(cli)) return cli;
  const temporary = `${folder}.${process.pid}`;
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['sharp', 'playwright-core', 'electron'] },
    build: {
      ssr: join(root, 'electron', 'cli.ts'),
      outDir: temporary,
      target: 'node20.19',
      minify: false,
      copyPublicDir: false,
    },
  });
  // Another worker may have been quicker: its bundle is as good.
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true, force: true }));
  await removeOld();
  return cli;
}

/** Changes with every source file. */
function keyOf(): string {
  const hash = createHash('sha256');
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  for (const file of ['package.json', ...below('electron'), ...below('shared')].sort()) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 24);
}

async function removeOld(): Promise<void> {
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > OLD_MS) await rm(path, { recursive: true, force: true });
  }
}
