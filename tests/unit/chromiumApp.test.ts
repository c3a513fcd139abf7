import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appFile, serveAppFile } from '../../electron/hosts/appFiles.ts';
import { openChromiumApp, type ChromiumApp } from '../../electron/hosts/chromiumApp.ts';
import type { LaunchChoice } from '../../electron/hosts/chromiumLaunch.ts';
import type { Batch, BridgeApi, Reply } from '../../shared/bridge.ts';
import { bundlePageScript } from './support/pageScript.ts';
import { testBrowser, testBrowserRuns } from './support/testBrowser.ts';

interface PageWindow {
  twinark: BridgeApi;
  batches: Batch[];
  ready: boolean;
  __twinarkSend?: (text: string) => void;
}
declare const window: PageWindow & typeof globalThis;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'twinark-test-page-'));
  writeFileSync(
    join(root, 'index.html'),
    '<!doctype html><title>TwinArk</title><script type="module" src="/app.js"></script>',
  );
  writeFileSync(
    join(root, 'app.js'),
    'window.batches = []; twinark.subscribe((b) => batches.push(b)); window.ready = true;',
  );
  writeFileSync(join(root, 'secret.key'), 'no such type');
  mkdirSync(join(root, 'assets'));
  symlinkSync('/etc/hostname', join(root, 'assets', 'link.json'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('files of the app’s page', () => {
  it.each([
    'https://app.invalid/../secret.html',
    'https://app.invalid/%2e%2e/%2e%2e/etc/passwd.html',
    'https://app.invalid/..%5c..%5cwindows.html',
    'https://app.invalid/c:/windows/x.html',
    'https://app.invalid/index.html::$DATA.html',
    'https://app.invalid/%00.html',
    'https://app.invalid/%zz.html',
    'https://app.invalid/secret.key',
    'not an address',
  ])('never leave their folder: %s', async (address) => {
    const file = appFile(root, address);
    if (file !== undefined) expect(file.path.startsWith(root)).toBe(true);
    expect((await serveAppFile(root, 'GET', address)).status).toBe(404);
  });

  it('are served with type and policy, and only for GET', async () => {
    const page = await serveAppFile(root, 'GET', 'https://app.invalid/');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await serveAppFile(root, 'POST', 'https://app.invalid/')).status).toBe(405);
    expect((await serveAppFile(root, 'GET', 'https://app.invalid/assets/link.json')).status).toBe(404);
  });
});

describe.skipIf(!testBrowserRuns)('the app in a window of an installed browser', () => {
  let choice: LaunchChoice;
  let pageScript: string;
  let app: ChromiumApp | undefined;
  let emit: (batch: Batch) => void = () => undefined;
  const asked: unknown[] = [];
  const server = {
    serve: (message: unknown): Promise<Reply> => {
      asked.push(message);
      return Promise.resolve({ ok: true, value: {} });
    },
    subscribe: (listener: (batch: Batch) => void) => {
      emit = listener;
      return () => undefined;
    },
  };
  beforeAll(async () => {
    choice = await testBrowser();
    pageScript = await bundlePageScript();
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    asked.length = 0;
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`twinark-window-${process.pid}-`))).toEqual([]);
  });
  const open = async (): Promise<ChromiumApp> => (app = await openChromiumApp({ ...choice, root, pageScript, server }));

  it('carries requests, answers and batches, also after a reload', async () => {
    const { page } = await open();
    for (const round of [1, 2]) {
      await page.waitForFunction(() => window.ready);
      const answer = await page.evaluate(() => window.twinark.request('app.close', { close: false }));
      expect(answer).toEqual({ ok: true, value: {} });
      expect(asked).toHaveLength(round);
      expect(asked.at(-1)).toEqual({ channel: 'app.close', payload: { close: false } });
      emit({ seq: round, at: 1, events: [] });
      await page.waitForFunction(() => window.batches.length === 1);
      if (round === 1) await page.reload();
    }
    expect(await page.evaluate(() => [navigator.webdriver, isSecureContext])).toEqual([false, true]);
  });

  it('listens to the app’s page alone: no frame, no other world, no other origin', async () => {
    const { page } = await open();
    const inFrame = await page.evaluate(() => {
      // Files cannot be framed at all (policy); an empty frame of our own origin is the most that a page could make.
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inner = frame.contentWindow as unknown as PageWindow;
      inner.__twinarkSend?.(JSON.stringify({ id: 1, message: { from: 'frame' } }));
      return typeof inner.twinark;
    });
    expect(inFrame).toBe('undefined');
    const cdp = await page.context().newCDPSession(page);
    const { frameTree } = await cdp.send('Page.getFrameTree');
    const world = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'extension' });
    await cdp.send('Runtime.evaluate', {
      contextId: world.executionContextId,
      expression: 'window.__twinarkSend?.(JSON.stringify({ id: 2, message: { from: "world" } }))',
    });
    await page.evaluate(() => window.twinark.request('saving.pause', {}));
    expect(asked).toEqual([{ channel: 'saving.pause', payload: {} }]);
  });

  it('reaches nothing on the network, opens no second window, goes nowhere else', async () => {
    let hits = 0;
    const outside = createServer((_, response) => {
      hits += 1;
      response.end('outside');
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
    const { page } = await open();
    const outcome = await page.evaluate(async (to) => {
      const fetched = await fetch(to).then(
        () => 'fetched',
        () => 'refused',
      );
      window.open(to);
      return fetched;
    }, address);
    expect(outcome).toBe('refused');
    await page.evaluate((to) => (location.href = to), address).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(page.context().pages()).toHaveLength(1);
    expect(hits).toBe(0);
    outside.close();
  });

  it('tells when the person closes the window', async () => {
    const { page, closed } = await open();
    await page.close();
    await closed;
    app = undefined;
    expect(existsSync(root)).toBe(true);
  });
});
