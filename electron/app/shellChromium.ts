import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openChromiumApp, type ChromiumApp } from '../hosts/chromiumApp.ts';
import { createChromiumHost, type ChromiumHostOptions } from '../hosts/chromiumHost.ts';
import type { Profile } from '../platform/profile.ts';
import { createController } from './controller.ts';
import type { ControllerServices } from './controllerServices.ts';
import { PRODUCT, VERSION } from './shellLaunch.ts';
import { createServices } from './shellServices.ts';
import { createSystemShell } from './shellSystem.ts';

export interface ChromiumRunOptions extends Omit<ChromiumHostOptions, 'product'> {
  /** Where `electron-vite build` has put the bundles. */
  readonly out: string;
  readonly profile: Profile;
  readonly demo: boolean;
  readonly stateRoot: string;
  readonly systemLanguages: readonly string[];
  readonly startExport: ControllerServices['startExport'];
  readonly onBug: (error: unknown) => void;
  /** Replaces parts of the system's shell: tests have no dialogs. */
  readonly shell?: Partial<ControllerServices['shell']>;
}

export interface ChromiumRun {
  readonly app: ChromiumApp;
  /** Resolves once the window is gone and everything has been stopped. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/**
 * The whole app in the Chromium host: the screens in one browser, the log-in page in another of its own (so that neither can
 * know of the other), controller and engine in this process, which has no window that could stutter.
 */
export async function runInChromium(options: ChromiumRunOptions): Promise<ChromiumRun> {
  const host = createChromiumHost({ ...options, product: PRODUCT });
  const shell = createSystemShell();
  const controller = await createController(
    createServices({
      host,
      signInView: {
        embedded: false,
        place: () => undefined,
        navigate: (action) => host.window.navigate(action),
        onAddress: (listener) => host.window.onAddress(listener),
      },
      shell: { ...shell, ...options.shell },
      startExport: options.startExport,
      profile: options.profile,
      version: VERSION,
      stateRoot: options.stateRoot,
      demo: options.demo,
      systemLanguages: options.systemLanguages,
      onBug: options.onBug,
    }),
  );
  const pageScript = await readFile(join(options.out, 'preload', 'chromiumPage.cjs'), 'utf8');
  const app = await openChromiumApp({
    ...options,
    root: join(options.out, 'renderer'),
    pageScript,
    server: controller,
  });
  // A browser's window cannot be kept from closing. What was saved is kept, and the next start offers to go on.
  const done = app.closed.then(async () => {
    await controller.dispose();
    shell.dispose();
  });
  return {
    app,
    done,
    async stop() {
      await app.close();
      await done;
    },
  };
}
