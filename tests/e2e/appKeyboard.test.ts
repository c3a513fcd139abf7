import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTranslate, LANGUAGE_NAMES, LANGUAGES, loadLanguage } from '../../shared/i18n/index.ts';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { smoothness } from './appSmooth.ts';
import { fillAccount, makeApp } from './appStates.ts';
import { buildPage, startBrowser } from './appWindow.ts';
import type { BuiltPage, TestBrowser } from './appWindow.ts';

const focusSchema = z.object({ text: z.string(), visible: z.boolean(), body: z.boolean() });

/** What has the focus, and whether one sees that. */
async function focus(page: Page): Promise<z.infer<typeof focusSchema>> {
  return focusSchema.parse(
    await page.evaluate(`(() => {
      const element = document.activeElement;
      const rings = [element, ...element.querySelectorAll('*'), element.nextElementSibling].filter(Boolean);
      const visible = rings.some((one) => parseFloat(getComputedStyle(one).outlineWidth) > 0 && getComputedStyle(one).outlineStyle !== 'none');
      return { text: element.textContent + (element.getAttribute('aria-label') ?? ''), visible, body: element === document.body };
    })()`),
  );
}

/** Tabs until something with this text has the focus; on the way nothing may take it invisibly. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const now = await focus(page);
    // The page itself, between its last thing and its first.
    if (now.body) continue;
    expect(now, 'focus without a ring').toMatchObject({ visible: true });
    if (now.text.includes(text)) return;
  }
  throw new Error(`the keyboard doesn't reach: ${text}`);
}

async function press(page: Page, text: string): Promise<void> {
  await tabTo(page, text);
  await page.keyboard.press('Enter');
}

describe.skipIf(!testBrowserRuns)('by keyboard alone', { timeout: 180_000 }, () => {
  let built: BuiltPage;
  let browser: TestBrowser;
  beforeAll(async () => {
    built = await buildPage();
    browser = await startBrowser(built);
  });
  afterAll(async () => {
    await browser.close();
    built.remove();
  });

  it('the whole way: begin, choose, save, pause, sign in again, finish, open', async () => {
    const app = makeApp({ languages: ['en'], host: 'chromium', embedded: false });
    const { page, screen } = await browser.open(app.services);
    await press(page, 'Begin');
    await screen('sign-in');
    await press(page, 'Show the log-in window');
    await expect.poll(() => app.done).toContain('navigate focus');
    app.signedIn();
    await screen('look');
    fillAccount(app);
    await press(page, 'Save everything');
    await screen('notice');
    await press(page, 'Understood, save now');
    await screen('saving');
    await press(page, 'Pause');
    await screen('held-person');
    await press(page, 'Go on');
    await screen('saving');

    const again = app.run.request.session.signInAgain(new AbortController().signal);
    await screen('held-signed-out');
    await press(page, 'Sign in again');
    await screen('sign-in');
    await expect.poll(() => app.asked()).toBe(true);
    app.signedIn();
    await again;
    await screen('saving');

    await press(page, 'Finish now');
    await page.getByRole('alertdialog').waitFor();
    expect((await focus(page)).body).toBe(false);
    await page.keyboard.press('Escape');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    // Back where it was before the question.
    expect((await focus(page)).text).toContain('Finish now');
    app.run.finish({});
    await screen('done');
    await press(page, 'Open the archive');
    await expect.poll(() => app.done.some((line) => line.startsWith('open '))).toBe(true);
  });

  it('the tree: arrows move and open, the space bar takes away, the search finds', async () => {
    const app = makeApp({ languages: ['en'] });
    const { page, screen } = await browser.open(app.services);
    await press(page, 'Begin');
    await screen('sign-in');
    await expect.poll(() => app.asked()).toBe(true);
    app.signedIn();
    await screen('look');
    fillAccount(app);
    await press(page, 'Choose');
    await screen('choose');
    // The tree shows what was found a moment later, so that typing goes first.
    await page.getByRole('row', { name: /Comenius week/ }).waitFor();
    await tabTo(page, 'Choose nothing');
    await tabTo(page, 'TwinSpaces');
    await page.keyboard.press('ArrowDown');
    expect((await focus(page)).text).toContain('Comenius week');
    await page.keyboard.press('Space');
    expect(await page.getByRole('row', { name: /Comenius week/ }).getAttribute('aria-selected')).toBe('false');
    expect(await page.getByRole('row', { name: /^TwinSpaces/ }).getAttribute('aria-selected')).toBe('false');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('row', { name: /Comenius week/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowRight');
    await page.getByRole('row', { name: /Comenius week/ }).waitFor();

    await page.getByRole('searchbox').fill('kitchen');
    await page.getByRole('row', { name: /Rivers/ }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Maths in the kitchen/ }).waitFor();
    await page.getByRole('searchbox').fill('');
    await press(page, 'Save what is chosen');
    await screen('notice');
    await press(page, 'Understood');
    await screen('saving');
    expect(app.run.started?.selection.withoutSpaces).toEqual(['twinspace:190000']);
  });

  it('the language: found by its own name, at once on the screen, and the focus stays', async () => {
    const app = makeApp({ languages: ['en'] });
    const { page, screen, complaints } = await browser.open(app.services);
    await screen('start');
    await tabTo(page, LANGUAGE_NAMES.en);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focus(page)).text).toContain(LANGUAGE_NAMES.en);
    for (const code of LANGUAGES)
      expect(await page.locator(`[role="option"] [lang="${code}"]`).textContent()).toBe(LANGUAGE_NAMES[code]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const greek = createTranslate(await loadLanguage('el'));
    await page.getByRole('heading', { level: 1, name: greek('app:start.title') }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('el');
    expect((await focus(page)).text).toContain(LANGUAGE_NAMES.el);
    expect(app.kept?.settings.language).toBe('el');

    // In the settings: back to what the computer says.
    await press(page, greek('app:nav.settings'));
    await screen('settings');
    await tabTo(page, LANGUAGE_NAMES.el);
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: greek('app:settings.languages.system') }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(app.kept?.settings.language).toBe('system');
    expect(complaints).toEqual([]);
  });

  it('stays smooth while thousands of items in 60 spaces are found and saved', async () => {
    // 40,000 of them in appSmooth.full.test.ts. A page that took items one by one would stand for many seconds.
    expect((await smoothness(browser, 15)).longestFrameMs).toBeLessThan(2_000);
  });
});
