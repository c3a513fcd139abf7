import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { smoothness } from './appSmooth.ts';
import { buildPage, startBrowser } from './appWindow.ts';
import type { BuiltPage, TestBrowser } from './appWindow.ts';

describe.skipIf(!testBrowserRuns)('a large account', () => {
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

  it('stays smooth while 40,000 items in 60 spaces are found and 3,000 pictures saved', async () => {
    const { longestFrameMs } = await smoothness(browser, 100);
    process.stdout.write(`longest frame ${longestFrameMs.toFixed(0)} ms\n`);
    // Generous, since tests share the machine; a page that took items one by one would stand for half a minute.
    expect(longestFrameMs).toBeLessThan(3_000);
  });
});
