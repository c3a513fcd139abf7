import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin, UserConfig } from 'vite';
import { z } from 'zod';

const here = dirname(fileURLToPath(import.meta.url));
const LICENCES = 'virtual:licences';
/** Bundled into the page although npm counts them as development dependencies, and the shell around it. */
const BUNDLED = ['react', 'react-dom', 'react-i18next', 'react-aria-components', 'electron'];

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
});

function find(name: string, from: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const candidate = join(directory, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (directory === dirname(directory)) return undefined;
  }
}

function licenceText(directory: string): string {
  const file = readdirSync(directory).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined ? '' : readFileSync(join(directory, file), 'utf8').trim();
}

/** Everything that is shipped, with its licence: MIT and its like ask that their text goes along. */
function collectLicences(): unknown[] {
  const seen = new Map<string, unknown>();
  const visit = (name: string, from: string): void => {
    const directory = find(name, from);
    if (directory === undefined) return;
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')));
    const key = `${manifest.name} ${manifest.version}`;
    if (seen.has(key)) return;
    const { version, license = '' } = manifest;
    seen.set(key, { name: manifest.name, version, licence: license, text: licenceText(directory) });
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, directory);
  };
  const own = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')));
  for (const name of [...Object.keys(own.dependencies), ...BUNDLED]) visit(name, here);
  return [...seen.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, entry]) => entry);
}

/** `import licences from 'virtual:licences'`: read when the page is built, so that the list cannot grow stale. */
export function licencesPlugin(): Plugin {
  return {
    name: 'twinark-licences',
    resolveId: (id) => (id === LICENCES ? `\0${LICENCES}` : undefined),
    load: (id) => (id === `\0${LICENCES}` ? `export default ${JSON.stringify(collectLicences())};` : undefined),
  };
}

/** The page's build, used by `electron.vite.config.ts` and alone (tests, Chromium host): `vite build -c vite.renderer.config.ts`. */
export const rendererConfig: UserConfig = {
  root: join(here, 'renderer'),
  // Relative, since the page is served from `app://` in one host and from a made-up origin in the other.
  base: './',
  plugins: [react(), licencesPlugin()],
  build: {
    outDir: join(here, 'out/renderer'),
    emptyOutDir: true,
    // The oldest browser that the Chromium host still accepts.
    target: 'chrome109',
    // No inline scripts or data: styles: the content security policy forbids them.
    modulePreload: { polyfill: false },
    // electron-vite's own default is to leave it long: half of it would be read for nothing at every start.
    minify: true,
    chunkSizeWarningLimit: 2_000,
    assetsInlineLimit: 0,
    rolldownOptions: { input: join(here, 'renderer/index.html') },
  },
};

export default defineConfig(rendererConfig);
