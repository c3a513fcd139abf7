import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startExport } from '../../electron/app/export.ts';
import { ensureBuilt } from '../../electron/shellBuild.mjs';
import { runInChromium } from '../../electron/app/shellChromium.ts';
import { DEMO_ORIGINS, demoProfile } from '../../electron/app/shellLaunch.ts';
import { isRoot } from '../../electron/hosts/chromiumLaunch.ts';
import { electronBinary } from '../../electron/hosts/electronBinary.ts';
import type { AppShell } from '../../shared/appState.ts';
import type { BridgeApi } from '../../shared/bridge.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { testBrowser, testBrowserRuns } from '../unit/support/testBrowser.ts';

declare const window: { twinark: BridgeApi };

const root = fileURLToPath(new URL('../..', import.meta.url));
const electron = electronBinary(join(root, 'node_modules'));
let platform: SamplePlatform;
let home: string;

beforeAll(async () => {
  await ensureBuilt(root, AbortSignal.timeout(100_000));
  platform = await startSamplePlatform({
    spaces: 2,
    groups: 1,
    picturesPerSpace: 5,
    filesPerSpace: 3,
    pagesPerSpace: 2,
  });
  home = mkdtempSync(join(tmpdir(), 'twinark-whole-way-'));
});
afterAll(async () => {
  await platform.close();
  rmSync(home, { recursive: true, force: true });
});

/** The person at the platform's own log-in page. */
async function logIn(page: Page): Promise<void> {
  await page.locator('input[autocomplete=username]').fill(platform.username);
  await page.locator('input[type=password]').fill(platform.password);
  await page.locator('input[type=password]').press('Enter');
}

const shellOf = (page: Page): Promise<AppShell> =>
  page.evaluate(async () => {
    const reply = await window.twinark.request('app.state', {});
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value.shell;
  });

async function until(page: Page, what: (shell: AppShell) => boolean): Promise<AppShell> {
  const end = Date.now() + 75_000;
  for (;;) {
    const shell = await shellOf(page);
    if (what(shell)) return shell;
    if (shell.stage.name === 'stopped') throw new Error(JSON.stringify(shell.stage));
    if (Date.now() > end) throw new Error(`stuck at ${JSON.stringify(shell.stage)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The same way in both hosts, over the page's own bridge; the screens have their tests elsewhere. */
async function wholeWay(page: Page): Promise<void> {
  await page.getByRole('button').first().waitFor();
  await page.evaluate(() => window.twinark.request('signIn.start', {}));
  const looking = await until(page, ({ stage }) => stage.name === 'looking' && stage.complete);
  const out = looking.folder?.path ?? '';
  const choices = ['twinspaces', 'groups', 'labels', 'mailbox'] as const;
  await page.evaluate(
    ([folder, chosen]) =>
      window.twinark.request('saving.start', { selection: { choices: [...chosen], withoutSpaces: [] }, out: folder }),
    [out, choices] as const,
  );
  const { stage } = await until(page, (shell) => shell.stage.name === 'done');
  if (stage.name !== 'done') throw new Error('never');
  expect(existsSync(stage.result.zip)).toBe(true);
  expect(stage.result.saved).toBeGreaterThan(50);
  expect(platform.stats.stateChanging).toEqual([]);
  expect(platform.stats.foreign).toEqual([]);
}

const environment = (name: string): Record<string, string> => ({
  HOME: join(home, name),
  XDG_STATE_HOME: join(home, name, 'state'),
  XDG_DOCUMENTS_DIR: join(home, name, 'Documents'),
});

describe.skipIf(!testBrowserRuns)('the whole way in the Chromium host', () => {
  it('starts, signs in on the platform’s page, looks, saves, and leaves nothing behind', async () => {
    const own = environment('chromium');
    const kept = { ...process.env };
    Object.assign(process.env, own);
    const bugs: unknown[] = [];
    const run = await runInChromium({
      ...(await testBrowser()),
      out: join(root, 'out'),
      profile: demoProfile(platform.origins),
      demo: true,
      stateRoot: join(home, 'chromium', 'state', 'twinark'),
      systemLanguages: ['en'],
      startExport,
      onBug: (error) => bugs.push(error),
      automate: logIn,
      shell: { keepAwake: () => undefined },
    });
    try {
      await wholeWay(run.app.page);
      expect(bugs).toEqual([]);
    } finally {
      await run.stop();
      Object.assign(process.env, kept);
    }
    // Other test files run beside this one: only what carries our process's number is ours.
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`twinark-window-${process.pid}-`))).toEqual([]);
  }, 170_000);
});

// The real thing, wherever its binary is; a build whose `nodeCliInspect` fuse is off cannot be driven, so this runs from out/.
describe.skipIf(electron === undefined)('the whole way in Electron (skipped where its binary is not installed)', () => {
  it('starts, signs in on the platform’s page, looks and saves', async () => {
    const app = await _electron.launch({
      executablePath: electron ?? '',
      args: [...(isRoot() ? ['--no-sandbox'] : []), join(root, 'out/main/main.js')],
      env: { ...process.env, ...environment('electron'), [DEMO_ORIGINS]: JSON.stringify(platform.origins) },
    });
    try {
      app.context().on('page', (page) => {
        if (page.url().startsWith('http')) void logIn(page);
        else page.once('domcontentloaded', () => void logIn(page).catch(() => undefined));
      });
      await wholeWay(await app.firstWindow());
    } finally {
      await app.close();
    }
  }, 170_000);
});
