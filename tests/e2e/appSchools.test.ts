import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { expectOneWay, inState, overflow, speak, violations } from './appChecks.ts';
import { SCHOOL_STATES } from './appSchoolStates.ts';
import { buildPage, startBrowser } from './appWindow.ts';
import type { BuiltPage, TestBrowser } from './appWindow.ts';

/** Once a day what most people meet; all states in all languages are in `appScreens.full.test.ts`. */
const EVERY_DAY = new Set([
  'combine',
  'combine-done',
  'remove-look',
  'remove-done',
  'settings-profile-dialog',
  'workshop-chosen',
  'workshop-receipt-dialog',
]);

describe.skipIf(!testBrowserRuns)('tools for schools, workshops and profiles', { timeout: 60_000 }, () => {
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

  it.each(SCHOOL_STATES.filter(({ name }) => EVERY_DAY.has(name)))(
    '$name: axe finds nothing, one way on, nothing cut off in the pseudo-locale',
    async (state) => {
      await inState(browser, state, 'en', async (window) => {
        expect(await violations(window)).toEqual([]);
        await expectOneWay(window);
        await speak(window, 'pseudo');
        expect(await overflow(window)).toEqual([]);
        await window.page.setViewportSize({ width: 450, height: 300 });
        expect(await overflow(window)).toEqual([]);
      });
    },
  );
});
