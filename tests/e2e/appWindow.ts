import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build, mergeConfig } from 'vite';
import { createController } from '../../electron/app/controller.ts';
import type { Controller } from '../../electron/app/controller.ts';
import type { ControllerServices } from '../../electron/app/controllerServices.ts';
import { openChromiumApp } from '../../electron/hosts/chromiumApp.ts';
import type { ChromiumApp } from '../../electron/hosts/chromiumApp.ts';
import { rendererConfig } from '../../vite.renderer.config.ts';
import { bundlePageScript } from '../unit/support/pageScript.ts';
import { testBrowser } from '../unit/support/testBrowser.ts';

/** The page as it is shipped, built once for a file of tests. */
export interface BuiltPage {
  readonly root: string;
  readonly pageScript: string;
  remove(): void;
}

export async function buildPage(): Promise<BuiltPage> {
  const root = mkdtempSync(join(tmpdir(), 'twinark-page-'));
  await build(
    mergeConfig(rendererConfig, { configFile: false, logLevel: 'error', build: { outDir: root, emptyOutDir: true } }),
  );
  return { root, pageScript: await bundlePageScript(), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The real page over the real bridge and the real controller, in the Chromium host's own window (without a screen). */
export interface AppWindow {
  readonly page: Page;
  readonly controller: Controller;
  /** Errors of the page's script and whatever its security policy blocked. */
  readonly complaints: string[];
  /** Waits until a screen is there; its name is that of `Screen`. */
  readonly screen: (name: string) => Promise<void>;
  close(): Promise<void>;
}

export async function openWindow(built: BuiltPage, services: ControllerServices): Promise<AppWindow> {
  const controller = await createController(services);
  const app: ChromiumApp = await openChromiumApp({
    ...(await testBrowser()),
    root: built.root,
    pageScript: built.pageScript,
    server: controller,
  });
  const complaints: string[] = [];
  app.page.on('pageerror', (error) => complaints.push(error.message));
  app.page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await app.page.setViewportSize({ width: 900, height: 600 });
  await app.page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  return {
    page: app.page,
    controller,
    complaints,
    screen: async (name) => {
      await app.page.locator(`[data-screen="${name}"]`).waitFor({ timeout: 15_000 });
    },
    close: async () => {
      await controller.dispose();
      await app.close();
    },
  };
}
