import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { serveAppFile } from './appFiles.ts';
import { connectBridge, type AppServer } from './chromiumBridge.ts';
import { APP_ORIGIN } from './chromiumNames.ts';
import { closeWithin, launchOptions, withFirst, type LaunchChoice } from './chromiumLaunch.ts';

const PROFILE_PREFIX = 'twinark-window-';

export interface ChromiumAppOptions extends LaunchChoice {
  /** Folder of the page's build. */
  readonly root: string;
  /** The bundle of `chromiumPage.ts`. */
  readonly pageScript: string;
  readonly server: AppServer;
}

export interface ChromiumApp {
  readonly page: Page;
  /** The browser that was taken, for the line that says which host runs. */
  readonly browserName: string;
  /** Resolves when the window is gone, by the person or by `close`. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** The app's screens in a window of an installed browser: no address bar, no tabs, no network, a profile of its own. */
export async function openChromiumApp(options: ChromiumAppOptions): Promise<ChromiumApp> {
  removeDeadProfiles();
  const profile = mkdtempSync(join(tmpdir(), `${PROFILE_PREFIX}${process.pid}-`));
  const removeNow = (): void => rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', removeNow);
  const remove = async (): Promise<void> => {
    process.off('exit', removeNow);
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);
  };

  try {
    const { result: context, browser } = await withFirst(options, (executablePath) =>
      launch(profile, executablePath, options),
    );
    const closed = new Promise<void>((resolve) => context.once('close', () => void remove().then(resolve)));
    const page = await open(context, options);
    return {
      page,
      browserName: browser.name === 'given' ? 'Chromium' : browser.name,
      closed,
      async close() {
        await closeWithin(context);
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

function launch(profile: string, executablePath: string, options: ChromiumAppOptions): Promise<BrowserContext> {
  const common = launchOptions({ window: { width: 1200, height: 800 }, ...options });
  return chromium.launchPersistentContext(profile, {
    ...common,
    executablePath,
    // A window without tabs and address bar. It begins empty, since our answers can only be given once we are connected.
    args: [...common.args, '--app=data:text/html,<title>TwinArk</title>'],
    ...(options.headless === true ? {} : { viewport: null }),
    acceptDownloads: false,
    serviceWorkers: 'block',
  });
}

async function open(context: BrowserContext, options: ChromiumAppOptions): Promise<Page> {
  const page = context.pages()[0] ?? (await context.newPage());
  // Nothing but the page's own files; whatever else is asked for does not leave the computer.
  await context.route('**/*', async (route) => {
    const request = route.request();
    if (new URL(request.url()).origin !== APP_ORIGIN) return route.abort('blockedbyclient');
    return route.fulfill(await serveAppFile(options.root, request.method(), request.url()));
  });
  // One window is the app; others are only opened by mistake (Ctrl+N) or by a page that should not.
  context.on('page', (other) => {
    if (other !== page) other.close().catch(() => undefined);
  });
  page.once('close', () => void closeWithin(context));
  await connectBridge(await context.newCDPSession(page), options.pageScript, options.server);
  await page.goto(`${APP_ORIGIN}/`);
  return page;
}

/** What a process that was killed left behind. */
function removeDeadProfiles(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PROFILE_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's, or still in use: not ours to remove.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
