/**
 * Run by tests/e2e/stand-in.test.ts in a process of its own: loads the real bundle of the main process, plays the person, and
 * prints what it saw as one line of JSON.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { BridgeApi } from '../../shared/bridge.ts';
import type { StageName } from '../../shared/appState.ts';
import { app } from './electron.ts';
import { session } from './session.ts';
import { theBrowser } from './session.ts';
import { BrowserWindow, WebContentsView } from './window.ts';

declare const window: { twinark: BridgeApi; require?: unknown; process?: unknown; standInInvoke?: unknown };

const { USERNAME = '', PASSWORD = '', OUT_BUNDLES = '' } = process.env;
const until = async <T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> => {
  const end = Date.now() + 25_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const stageOf = (page: Page) =>
  page.evaluate(async () => {
    const reply = await window.twinark.request('app.state', {});
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value.shell;
  });
const reach = (page: Page, ...names: StageName[]) =>
  until(`the stage ${names.join(' or ')}`, async () => {
    const shell = await stageOf(page);
    return names.includes(shell.stage.name) ? shell : undefined;
  });

await import(pathToFileURL(join(OUT_BUNDLES, 'main', 'main.js')).href);

const main = await until('the window', () => BrowserWindow.all[0]);
const page = await main.webContents.page;
await page.getByRole('button').first().waitFor({ timeout: 20_000 });
const inPage = await page.evaluate(() => ({
  bridge: Object.keys(window.twinark).sort(),
  node: typeof window.require + typeof window.process,
}));

await page.evaluate(() => window.twinark.request('signIn.start', {}));
const view = await until('the log-in view', () => WebContentsView.all[0]);
const form = await view.webContents.page;
await form.waitForSelector('input[type=password]');
await form.locator('input[autocomplete=username]').fill(USERNAME);
await form.locator('input[type=password]').fill(PASSWORD);
await form.locator('input[type=password]').press('Enter');

await until('the inventory', async () => {
  const { stage } = await stageOf(page);
  if (stage.name === 'stopped' || stage.name === 'start') throw new Error(`it ended: ${JSON.stringify(stage)}`);
  return stage.name === 'looking' && stage.complete ? true : undefined;
});
const viewClosed = form.isClosed();
const out = (await stageOf(page)).folder?.path ?? '';
const choices = ['twinspaces', 'labels'] as const;
await page.evaluate(
  ([folder, chosen]) =>
    window.twinark.request('saving.start', { selection: { choices: [...chosen], withoutSpaces: [] }, out: folder }),
  [out, choices] as const,
);
const { stage } = await reach(page, 'done', 'stopped');
const zip = stage.name === 'done' ? stage.result.zip : '';

const partition = session.fromPartition('twinark-session');
const cookiesLeft = (await (await partition.context).cookies()).length;
const defaultCookies = (await (await session.defaultSession.context).cookies()).length;
const quitting = new Promise<void>((resolve) => app.once('will-quit', resolve));
main.close();
await quitting;

process.stdout.write(
  `\n${JSON.stringify({
    stage: stage.name,
    saved: stage.name === 'done' ? stage.result.saved : 0,
    error: stage.name === 'stopped' ? stage.error : undefined,
    zipExists: existsSync(zip),
    ...inPage,
    viewClosed,
    cookiesLeft,
    defaultCookies,
    sandboxed: app.calls.includes('sandbox'),
    permissionsDenied: partition.calls.length >= 3 && session.defaultSession.calls.length >= 3,
    viewPreferences: { ...view.preferences, session: undefined },
    progressShown: main.progress.length > 0,
  })}\n`,
);
await (await theBrowser()).close();
process.exit(0);
