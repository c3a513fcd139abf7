import { defineConfig } from 'electron-vite';
import { plainScripts, SMALLER } from './electron/cliBundle.mjs';
import { rendererConfig } from './vite.renderer.config.ts';

/**
 * Three bundles below `out/`:
 *
 *   main/      main process, engine's process and command line: ES modules; packages are bundled in, so that the installed app
 *              carries what is used and nothing else. Only native and very large ones stay outside (electron-builder.yml).
 *   preload/   sandboxed preloads must be CommonJS and may require nothing, so each is one file on its own; the Chromium host's
 *              page script is made the same way.
 *   renderer/  the page.
 */
const OUTSIDE = ['electron', 'sharp', 'playwright-core'];

export default defineConfig({
  main: {
    resolve: { alias: SMALLER },
    plugins: [plainScripts()],
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      sourcemap: false,
      target: 'node20.19',
      rolldownOptions: {
        input: {
          main: 'electron/main.ts',
          engineProcess: 'electron/engineProcess.ts',
          cli: 'electron/cli.ts',
          launch: 'electron/launch.ts',
          archiveThread: 'electron/archive/archiveThread.ts',
        },
        external: OUTSIDE,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { preload: 'electron/preload.ts', chromiumPage: 'electron/hosts/chromiumPage.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: rendererConfig,
});
