import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { Measured } from '../unit/site-large.ts';
import { testBrowser, testBrowserRuns } from '../unit/support/testBrowser.ts';

const SCRIPT = fileURLToPath(new URL('../unit/site-large.ts', import.meta.url));
let folder = '';
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('an archive of 40,000 items', () => {
  it('is rendered in less than 450 MB, and a first search reads less than 2 MB', async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'site-large-'));
    // A process of its own: the test runner's memory is not the archive's. V8 is told not to hoard.
    const args = ['--max-old-space-size=256', '--import', 'tsx', SCRIPT, folder];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const measured = JSON.parse(stdout) as Measured;
    console.log(measured);
    expect(measured.items).toBeGreaterThan(39_000);
    expect(measured.peakBytes).toBeLessThan(450e6);
    // One word: at most two shards, and twenty results in twenty different chunks.
    expect(measured.fixedBytes + 2 * measured.largestShard + 20 * measured.largestChunk).toBeLessThan(2e6);
  });

  it.skipIf(!testBrowserRuns)('is searched in a moment', async () => {
    const { executablePath, args } = await testBrowser();
    const browser = await chromium.launch({
      headless: true,
      ...(executablePath !== undefined && { executablePath }),
      args: [...(args ?? [])],
    });
    for (const words of ['sola', 'athina', 'druzhba', 'gledalisce ana', 'novak']) {
      const page = await browser.newPage();
      const read: string[] = [];
      page.on('request', (request) => read.push(request.url()));
      await page.goto(pathToFileURL(path.join(folder, 'data', 'search.html')).href);
      const started = Date.now();
      await page.fill('#query', words);
      await page.press('#query', 'Enter');
      await page.locator('#results li').first().waitFor();
      const seconds = (Date.now() - started) / 1000;
      console.log({
        words,
        seconds,
        status: await page.locator('#status').innerText(),
        scripts: read.filter((url) => url.includes('/search/')).length,
      });
      expect(seconds).toBeLessThan(5);
      await page.close();
    }
    await browser.close();
  });
});
