import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Language } from '../../shared/i18n/index.ts';
import { makeTimedApp } from './appStates.ts';
import type { AppStateCase } from './appStates.ts';
import type { AppWindow, TestBrowser } from './appWindow.ts';

/** Axe's own rules of WCAG 2.2 A and AA, and its best practices. */
const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const violationsSchema = z.array(
  z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })) }),
);

/** Drives a fresh app to a state, looks at it, and expects that the page complained about nothing. */
export async function inState(
  browser: TestBrowser,
  state: AppStateCase,
  language: Language,
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
export async function violations({ page }: AppWindow, only?: string): Promise<string[]> {
  if ((await page.evaluate('typeof window.axe')) === 'undefined') await page.evaluate(await axe);
  // No frames of ours to look into; waiting for them costs more than all rules together.
  const options = {
    resultTypes: ['violations'],
    iframes: false,
    ...(only === undefined ? {} : { runOnly: [only] }),
  };
  const found: unknown = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations.map(({ id, nodes }) =>
      ({ id, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) })))`,
  );
  return violationsSchema
    .parse(found)
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

export async function overflow({ page }: AppWindow): Promise<string[]> {
  // What floats above the page finds its new place a moment after the window has another size.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  return z.array(z.string()).parse(await page.evaluate(OVERFLOW));
}

/** The same state in another language, without reaching it anew. */
export async function speak({ page }: AppWindow, language: Language): Promise<void> {
  const before = (await page.locator('h1').textContent()) ?? '';
  await page.evaluate(`window.twinark.request('settings.set', { language: ${JSON.stringify(language)} })`);
  await page.locator('h1').filter({ hasNotText: before }).waitFor();
}

/** One primary button at most, one heading, and the focus on something: the heading, or in the dialog. */
export async function expectOneWay({ page }: AppWindow): Promise<void> {
  const seen = z.object({ primary: z.number(), headings: z.number(), focus: z.string() }).parse(
    await page.evaluate(`({
        primary: (document.querySelector('.dialog') ?? document.body).querySelectorAll('.button-primary').length,
        headings: document.querySelectorAll('h1').length,
        focus: document.activeElement.tagName,
      })`),
  );
  expect(seen.primary).toBeLessThanOrEqual(1);
  expect(seen.headings).toBe(1);
  expect(seen.focus).not.toBe('BODY');
}
