import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../../../electron/shellBuild.mjs';

const require = createRequire(import.meta.url);
/** Packages that electron-builder itself brings along. */
export const ofBuilder = createRequire(require.resolve('app-builder-lib/package.json'));
const asar = ofBuilder('@electron/asar') as {
  extractAll(archive: string, to: string): void;
  listPackage(archive: string, options: object): string[];
  statFile(archive: string, path: string): { readonly size?: number };
};

/** A `--dir` build for Linux, made with a stand-in for Electron's binary, which is fetched only when a package is really made. */
export interface TestPackage {
  /** Removed with all that is in it. */
  readonly folder: string;
  /** The program with its fuses. */
  readonly program: string;
  /** Every path of the app, in the archive or beside it, from `/`. */
  readonly contents: readonly string[];
  /** Bytes of one of them; 0 for a folder. */
  size(path: string): number;
  /** All of it as plain files. */
  extract(to: string): void;
  remove(): void;
}

/** Just enough of an Electron for electron-builder: a file with the fuses' wire in it, and a licence. */
function standInElectron(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  const program = Buffer.concat([
    Buffer.from('stand-in '),
    wire,
    Buffer.from([1, 8]),
    Buffer.from('11111111'),
    Buffer.alloc(64),
  ]);
  writeFileSync(join(folder, 'electron'), program);
  chmodSync(join(folder, 'electron'), 0o755);
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox'])
    writeFileSync(join(folder, name), 'stand-in');
}

export async function makePackage(root: string): Promise<TestPackage> {
  await ensureBuilt(root, AbortSignal.timeout(100_000));
  const folder = mkdtempSync(join(tmpdir(), 'twinark-package-'));
  standInElectron(join(folder, 'electron'));
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const settings = [`electronDist=${join(folder, 'electron')}`, `directories.output=${join(folder, 'pack')}`];
  execFileSync(process.execPath, [builder, '--linux', '--dir', ...settings.map((one) => `-c.${one}`)], {
    cwd: root,
    stdio: 'pipe',
  });
  const unpacked = join(folder, 'pack', 'linux-unpacked');
  const resources = join(unpacked, 'resources');
  const archive = join(resources, 'app.asar');
  return {
    folder,
    program: join(unpacked, 'twinark'),
    contents: asar.listPackage(archive, {}).map((path) => path.replaceAll('\\', '/')),
    size: (path) => asar.statFile(archive, path.slice(1)).size ?? 0,
    extract: (to) => {
      asar.extractAll(archive, to);
      cpSync(join(resources, 'app.asar.unpacked'), to, { recursive: true });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
