import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchiveEntry } from '../../electron/archive/types.ts';
import { sampleAccount } from '../unit/site-account.ts';
import { renderInto } from '../unit/site-fixture.ts';
import { testBrowser, testBrowserRuns } from '../unit/support/testBrowser.ts';

const SHOW = 'data/show.html';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Only colours differ in the dark; the rest is checked in the light. */
const DARK = ['color-contrast'];

interface Axe {
  run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
declare global {
  interface Window {
    axe: Axe;
  }
}

/** Runs in the page. */
async function violations(runOnly: string[]): Promise<string[]> {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const result = await window.axe.run(document, { preload: false, runOnly });
  return result.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
}

let folder = '';
let browser: Browser;
let entries: readonly ArchiveEntry[] = [];

beforeAll(async () => {
  if (!testBrowserRuns) return;
  folder = await mkdtemp(path.join(tmpdir(), 'site-e2e-'));
  const account = await sampleAccount(path.join(folder, 'staging'));
  entries = await renderInto(account.source(), path.join(folder, 'out'));
  const { executablePath, args } = await testBrowser();
  browser = await chromium.launch({
    headless: true,
    ...(executablePath !== undefined && { executablePath }),
    args: [...(args ?? [])],
  });
}, 120_000);
afterAll(async () => {
  if (!testBrowserRuns) return;
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

function address(file: string): string {
  return pathToFileURL(path.join(folder, 'out', ...file.split('/'))).href;
}

function find(pattern: RegExp): string {
  const entry = entries.find((one) => pattern.test(one.path));
  if (!entry) throw new Error(`no page like ${pattern.source}`);
  return entry.path;
}

/** One page of each template. */
function templates(): readonly string[] {
  return [
    'data/index.html',
    'data/search.html',
    SHOW,
    'data/report.html',
    'data/photos/index.html',
    'data/photos/2012-2013.html',
    'data/a-z/index.html',
    'data/a-z/s.html',
    find(/twinspaces\/1001[^/]*\/index\.html$/),
    find(/twinspaces\/1001[^/]*\/home\.html$/),
    find(/pages\/index\.html$/),
    find(/pages\/Na.*\.html$/),
    find(/pages\/Stran.*\.html$/),
    find(/images\/index\.html$/),
    find(/images\/Obisk[^/]*\/index\.html$/),
    find(/images\/Obisk[^/]*\/index-show\.html$/),
    find(/files\/index\.html$/),
    find(/forum\/.+\/.+\.html$/),
    find(/members\.html$/),
    find(/meetings\.html$/),
    find(/polls\/Logotip\.html$/),
    'data/quality-labels/index.html',
    'data/portfolio/index.html',
    'data/portfolio/profile.html',
    'data/mailbox/index.html',
    find(/mailbox\/.*Vabilo\.html$/),
  ];
}

/** Opens a page and notes whatever it says or asks for beyond its own files. */
async function open(
  file: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ page: Page; noise: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(String(error)));
  page.on('requestfailed', (request) => noise.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) noise.push(`request: ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(address(file));
  return { page, noise };
}

describe.skipIf(!testBrowserRuns)('the site in a browser, from file://', () => {
  it.each(['light', 'dark'] as const)(
    'has no accessibility violation on any template (%s)',
    async (colorScheme) => {
      const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      const wrong: string[] = [];
      for (const file of templates()) {
        const { page, noise } = await open(file, { colorScheme });
        if (file === SHOW) {
          await page.locator('#albums a').first().click();
          await page.locator('#stage img').waitFor();
        }
        // The page's own policy would forbid the checker; evaluating goes past it.
        await page.evaluate(axe);
        const found = await page.evaluate(violations, colorScheme === 'dark' ? DARK : RULES);
        wrong.push(...found.map((text) => `${file} ${text}`), ...noise.map((text) => `${file} ${text}`));
        await page.context().close();
      }
      expect(wrong).toEqual([]);
    },
    240_000,
  );

  it('fits 320 pixels without scrolling sideways', async () => {
    const wide: string[] = [];
    for (const file of templates()) {
      const { page } = await open(file, { viewport: { width: 320, height: 640 } });
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) wide.push(`${file}: ${over}`);
      await page.context().close();
    }
    expect(wide).toEqual([]);
  }, 120_000);

  it('makes a hostile page harmless: nothing runs, nothing is asked for, nothing is said', async () => {
    const { page, noise } = await open(find(/pages\/Stran.*\.html$/));
    await page.waitForTimeout(500);
    expect(noise).toEqual([]);
    expect(await page.evaluate(() => ('hacked' in window ? 'hacked' : document.title))).toContain('Stran z zankami');
    const text = await page.locator('main').innerText();
    for (const kept of ['Pozdrav učencem', '● Da', '○ Ne', 'Rdeča', 'Krepko', 'fallback']) expect(text).toContain(kept);
    for (const secret of ['geheim', 's3cr3t']) expect(await page.content()).not.toContain(secret);
    const links = await page
      .locator('main a')
      .evaluateAll((all) => all.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')));
    expect(links.filter((href) => !/^(?:file|https?):/.test(href))).toEqual([]);
    await page.context().close();
  });

  it('finds šola by sola, Αθήνα by athina and by αθηνα, Голоси by golosi', async () => {
    const { page, noise } = await open('data/search.html');
    const search = async (words: string): Promise<string> => {
      await page.fill('#query', words);
      await page.press('#query', 'Enter');
      await page.waitForFunction(() => /\d|Nothing/.test(document.getElementById('status')?.textContent ?? ''));
      await page.waitForFunction(
        () =>
          (document.getElementById('results')?.children.length ?? 0) > 0 ||
          (document.getElementById('status')?.textContent ?? '').startsWith('Nothing'),
      );
      return page.locator('#results').innerText();
    };
    expect(await search('sola prijat')).toContain('Šola prijateljev');
    expect(await search('athina')).toContain('Αθήνα: vtisi');
    expect(await search('ΑΘΗΝΑ')).toContain('Αθήνα: vtisi');
    expect(await search('golosi')).toContain('Голоси');
    expect(await search('Παπαδόπουλος kosilo')).toContain('Kosilo');
    expect(await search('copatarica')).toContain('najljubša knjiga');
    expect(await search('qqqqq')).toBe('');
    await search('vtisi');
    await page.locator('#results a').first().click();
    await page.waitForLoadState();
    expect(await page.locator('h1').innerText()).toBe('Αθήνα: vtisi');
    expect(noise).toEqual([]);
    await page.context().close();
  });

  it('shows an album with arrows, names hidden until asked for', async () => {
    const { page, noise } = await open(find(/images\/Obisk[^/]*\/index\.html$/));
    await page.getByRole('link', { name: 'Show full screen' }).click();
    const stage = page.locator('#stage');
    await stage.locator('img').waitFor({ state: 'visible' });
    expect(await page.locator('.stage-position').innerText()).toBe('1 / 14');
    expect(await page.locator('.stage-caption').isHidden()).toBe(true);
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.stage-position').innerText()).toBe('2 / 14');
    await page.getByRole('button', { name: 'Names' }).click();
    expect(await page.locator('.stage-caption').innerText()).toContain('Αθήνα, η θέα');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('.stage-position').innerText()).toBe('14 / 14');
    await page.keyboard.press('Escape');
    expect(await stage.isHidden()).toBe(true);
    expect(noise).toEqual([]);
    await page.context().close();
  });

  it('works with scripts switched off: index instead of search, previous and next in the show', async () => {
    const { page } = await open('data/search.html', { javaScriptEnabled: false });
    expect(await page.locator('main').innerText()).toContain('index from A to Z');
    expect(await page.locator('form').isHidden()).toBe(true);
    await page.goto(address('data/show.html'));
    await page.locator('#albums a').first().click();
    expect(page.url()).toMatch(/index-show\.html/);
    await page.getByRole('link', { name: 'Next' }).first().click();
    expect(page.url()).toMatch(/#i-/);
    await page.context().close();
  });
});
