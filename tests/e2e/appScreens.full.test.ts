import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { expectOneWay, inState, overflow, violations } from './appChecks.ts';
import { SCHOOL_STATES } from './appSchoolStates.ts';
import { STATES } from './appStates.ts';
import { buildPage, startBrowser } from './appWindow.ts';
import type { BuiltPage, TestBrowser } from './appWindow.ts';

const SIZES = [
  { width: 900, height: 600 },
  { width: 1440, height: 900 },
  { width: 450, height: 300 },
] as const;

/** Every state × language × look × size × direction. */
describe.skipIf(!testBrowserRuns)('every screen and dialog, in every way', () => {
  let built: BuiltPage;
  let browser: TestBrowser;
  let checked = 0;
  beforeAll(async () => {
    built = await buildPage();
    browser = await startBrowser(built);
  });
  afterAll(async () => {
    process.stdout.write(`axe: ${checked} states without a violation\n`);
    await browser.close();
    built.remove();
  });

  describe.each(['en', 'sl', 'de', 'el', 'pseudo'] as const)('%s', (language) => {
    it.each([...STATES, ...SCHOOL_STATES])(
      '$name: light and dark, small and large, from right to left',
      async (state) => {
        await inState(browser, state, language, async (window) => {
          await expectOneWay(window);
          // Colours that change over, however shortly, would be measured half-way between two looks.
          await window.page.evaluate(`(() => {
          const still = new CSSStyleSheet();
          still.replaceSync('*, *::before, *::after { transition: none !important; }');
          document.adoptedStyleSheets = [still];
        })()`);
          for (const colorScheme of ['light', 'dark'] as const) {
            await window.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
            await window.page.locator(`[data-look="${colorScheme}"]`).waitFor();
            expect(await violations(window), colorScheme).toEqual([]);
            checked += 1;
          }
          for (const direction of ['ltr', 'rtl']) {
            await window.page.evaluate(`document.documentElement.dir = '${direction}'`);
            for (const size of SIZES) {
              await window.page.setViewportSize(size);
              expect(await overflow(window), `${direction} ${size.width}`).toEqual([]);
            }
          }
        });
      },
    );
  });
});
