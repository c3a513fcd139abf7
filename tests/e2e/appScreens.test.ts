import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { buildPage, startBrowser } from './appWindow.ts';
import type { AppWindow, BuiltPage, TestBrowser } from './appWindow.ts';
import { makeTimedApp, STATES } from './appStates.ts';
import type { AppStateCase } from './appStates.ts';

/** Axe's own rules of WCAG 2.2 A and AA, and its best practices. */
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const violationsSchema = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })) }),
);

let built: BuiltPage;
let browser: TestBrowser;

async function inState(
  state: AppStateCase,
  language: 'en' | 'sl' | 'pseudo',
  look: (window: AppWindow) => Promise<void>,
): Promise<void> {
  const app = makeTimedApp({ ...state.options, languages: [language] });
  const window = await browser.open(app.services);
  await state.reach(window, app);
  await window.screen(state.screen);
  await look(window);
  expect(window.complaints).toEqual([]);
}

/** Through CDP, which the page's security policy does not hold for; the page itself may load nothing of the kind. */
async function violations(window: AppWindow, only?: string): Promise<string[]> {
  const { readFile } = await import('node:fs/promises');
  await window.page.evaluate(await readFile(axeFile, 'utf8'));
  const found: unknown = await window.page.evaluate(
    `axe.run(document, ${JSON.stringify({ resultTypes: ['violations'], ...(only === undefined ? {} : { runOnly: [only] }) })}).then((result) => result.violations)`,
  );
  return violationsSchema
    .parse(JSON.parse(JSON.stringify(found)))
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary = '' }) => `${id}: ${html}\n${failureSummary}`));
}

/** Elements that stick out of the page, or whose text is cut off. */
const OVERFLOW = `(() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.push('the page scrolls sideways');
  for (const element of document.querySelectorAll('body *')) {
    if (element.closest('.unseen, .browser-address, .now, svg, pre') !== null) continue;
    // Inputs that are only there for screen readers are made invisible by React Aria.
    if (element.closest('[style*="clip"]') !== null) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    if (box.right > width + 1 || box.left < -1) found.push('outside: ' + element.outerHTML.slice(0, 120));
    const style = getComputedStyle(element);
    const cut = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    if (cut && !element.classList.contains('meter-track')) found.push('cut: ' + element.outerHTML.slice(0, 120));
  }
  return found;
})()`;

async function overflow({ page }: AppWindow): Promise<string[]> {
  return z.array(z.string()).parse(await page.evaluate(OVERFLOW));
}

describe.skipIf(!testBrowserRuns)('every screen and dialog', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    built = await buildPage();
    browser = await startBrowser(built);
  });
  afterAll(async () => {
    await browser.close();
    built.remove();
  });

  it.each(STATES)('$name: no violation of axe’s rules, light and dark', async (state) => {
    await inState(state, 'en', async (window) => {
      expect(await violations(window)).toEqual([]);
      await window.page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await window.page.locator('[data-look="dark"]').waitFor();
      // The other rules do not look at colours.
      expect(await violations(window, 'color-contrast')).toEqual([]);
    });
  });

  it.each(STATES)('$name: nothing is cut off in the pseudo-locale, nor at a zoom of 200 %', async (state) => {
    await inState(state, 'pseudo', async (window) => {
      expect(await overflow(window)).toEqual([]);
      await window.page.setViewportSize({ width: 450, height: 300 });
      expect(await overflow(window)).toEqual([]);
    });
  });

  it.each(STATES.filter(({ name }) => !name.includes('dialog')))('$name: holds from right to left', async (state) => {
    await inState(state, 'en', async (window) => {
      await window.page.evaluate(`document.documentElement.dir = 'rtl'`);
      expect(await overflow(window)).toEqual([]);
    });
  });

  it.each(STATES)('$name: has one primary button at most, and a heading with the focus or a dialog', async (state) => {
    await inState(state, 'sl', async ({ page }) => {
      const dialog = await page.getByRole('alertdialog').or(page.getByRole('dialog')).count();
      const scope = dialog > 0 ? page.locator('.dialog') : page.locator('body');
      expect(await scope.locator('.button-primary').count()).toBeLessThanOrEqual(1);
      expect(await page.locator('h1').count()).toBe(1);
      const focus = z.string().parse(await page.evaluate('document.activeElement.tagName'));
      expect(focus).not.toBe('BODY');
    });
  });
});
