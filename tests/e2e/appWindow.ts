import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { createController } from '../../electron/app/controller.ts';
import type { Controller } from '../../electron/app/controller.ts';
import type { ControllerServices } from '../../electron/app/controllerServices.ts';
import { ensureBuilt } from '../../electron/shellBuild.mjs';
import { openChromiumApp } from '../../electron/hosts/chromiumApp.ts';
import type { Batch } from '../../shared/bridge.ts';
import { testBrowser } from '../unit/support/testBrowser.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** The page as it is shipped: built once for all files of tests, and copied, so that a later build doesn't pull it away. */
export interface BuiltPage {
  readonly root: string;
  readonly pageScript: string;
  readonly remove: () => void;
}

export async function buildPage(): Promise<BuiltPage> {
  await ensureBuilt(project, AbortSignal.timeout(100_000));
  const root = mkdtempSync(join(tmpdir(), 'twinark-page-'));
  cpSync(join(project, 'out/renderer'), root, { recursive: true });
  return {
    root,
    pageScript: readFileSync(join(project, 'out/preload/chromiumPage.cjs'), 'utf8'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** The real page over the real bridge and the real controller, in the Chromium host's own window (without a screen). */
export interface AppWindow {
  readonly page: Page;
  readonly controller: Controller;
  /** Errors of the page's script and whatever its security policy blocked. */
  readonly complaints: string[];
  /** Waits until a screen is there; its name is that of `Screen`. */
  readonly screen: (name: string) => Promise<void>;
}

/** One browser for a file of tests; each test gets a fresh app in it. */
export interface TestBrowser {
  readonly open: (services: ControllerServices) => Promise<AppWindow>;
  readonly close: () => Promise<void>;
}

export async function startBrowser(built: BuiltPage): Promise<TestBrowser> {
  let current: Controller | undefined;
  let complaints: string[] = [];
  const listeners = new Set<(batch: Batch) => void>();
  const app = await openChromiumApp({
    ...(await testBrowser()),
    root: built.root,
    pageScript: built.pageScript,
    server: {
      serve: (message) =>
        current?.serve(message) ?? Promise.resolve({ ok: false, error: { code: 'bug', params: { why: 'no app' } } }),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const { page } = app;
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    open: async (services) => {
      await current?.dispose();
      const controller = await createController(services);
      current = controller;
      controller.subscribe((batch) => {
        if (current === controller) for (const listener of listeners) listener(batch);
      });
      complaints = [];
      await page.setViewportSize({ width: 900, height: 600 });
      await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
      // Away from where the last test had clicked, so that nothing is hovered by chance.
      await page.mouse.move(450, 2);
      await page.reload();
      await page.locator('[data-screen]').waitFor();
      return {
        page,
        controller,
        complaints,
        screen: async (name) => {
          await page.locator(`[data-screen="${name}"]`).waitFor({ timeout: 15_000 });
        },
      };
    },
    close: async () => {
      await current?.dispose();
      await app.close();
    },
  };
}
