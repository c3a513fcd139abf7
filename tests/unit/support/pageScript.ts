import { build } from 'vite';

/** The Chromium host's page script, bundled as the app's build does it (electron.vite.config.ts), but in memory. */
export async function bundlePageScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rolldownOptions: { input: 'electron/hosts/chromiumPage.ts', output: { format: 'cjs' } },
    },
  });
  const [output] = [result].flat();
  if (output === undefined || !('output' in output)) throw new Error('nothing was bundled');
  return output.output[0].code;
}
