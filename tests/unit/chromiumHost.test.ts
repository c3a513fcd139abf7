import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChromiumHost, type ChromiumHostOptions } from '../../electron/hosts/chromiumHost.ts';
import type { Session } from '../../electron/hosts/types.ts';
import { PASSWORD, startMiniPlatform, USER, type MiniPlatform } from './support/miniPlatform.ts';
import { testBrowser, testBrowserRuns } from './support/testBrowser.ts';

const fill = (password: string) => async (page: Page) => {
  await page.fill('input[name=user]', USER);
  await page.fill('input[type=password]', password);
  await page.click('button');
};

/** A temporary folder of our own, so that what a browser leaves behind can be told from that of other tests. */
const temporary = mkdtempSync(join(tmpdir(), 'twinark-host-test-'));
const leftovers = (): string[] => readdirSync(temporary).filter((name) => name.includes('profile'));

describe.skipIf(!testBrowserRuns)('chromiumHost in a real browser', () => {
  let platform: MiniPlatform;
  let base: Omit<ChromiumHostOptions, 'automate'>;
  let before: string[];
  const signal = new AbortController().signal;
  const open: Session[] = [];

  beforeAll(async () => {
    base = { ...(await testBrowser()), product: 'TwinArk/9.9.9' };
    vi.stubEnv('TMPDIR', temporary);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  });
  beforeEach(async () => {
    before = leftovers();
    platform = await startMiniPlatform();
  });
  afterEach(async () => {
    for (const session of open.splice(0)) await session.close();
    await platform.stop();
    expect(leftovers()).toEqual(before);
  });

  async function get(session: Session, path: string): Promise<number> {
    const answer = await session.transport.send({
      method: 'GET',
      url: platform.profile.origins.live + path,
      headers: { 'user-agent': session.userAgent },
      signal,
    });
    answer.cancel();
    return answer.status;
  }

  it('signs in on the platform’s own page and hands the session over', async () => {
    const host = createChromiumHost({ ...base, automate: fill(PASSWORD) });
    const addresses: string[] = [];
    host.window.onAddress((address) => addresses.push(new URL(address).pathname));
    const session = await host.signIn(platform.profile, signal);
    open.push(session);
    expect(await get(session, '/projects')).toBe(200);
    expect(addresses).toEqual(['/login', '/home']);
    expect(session.userAgent).toMatch(/ Chrome\/\S+ Safari\/\S+ TwinArk\/9\.9\.9$/);
    expect(platform.requests.at(-1)?.agent).toBe(session.userAgent);
    // The browser itself never says more than it is; nothing was posted but the form.
    expect(platform.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('goes on in place after a sign-out', async () => {
    const host = createChromiumHost({ ...base, automate: fill(PASSWORD) });
    const session = await host.signIn(platform.profile, signal);
    open.push(session);
    platform.signOutAll();
    expect(await get(session, '/projects')).toBe(302);
    expect(await session.signInAgain(signal)).toBe('signed-in');
    expect(await get(session, '/projects')).toBe(200);
  });

  it('waits through a wrong password until the person gets it right', async () => {
    const host = createChromiumHost({
      ...base,
      automate: async (page) => {
        await fill('wrong')(page);
        await page.waitForURL(/failed/);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await fill(PASSWORD)(page);
      },
    });
    open.push(await host.signIn(platform.profile, signal));
  });

  it('takes a closed window for a change of mind', async () => {
    const host = createChromiumHost({ ...base, automate: (page) => page.close() });
    await expect(host.signIn(platform.profile, signal)).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('stops within two seconds and leaves no browser behind', async () => {
    const controller = new AbortController();
    const shown = new Promise<void>((resolve) => {
      const host = createChromiumHost({
        ...base,
        automate: async () => {
          resolve();
          await new Promise(() => undefined);
        },
      });
      host.signIn(platform.profile, controller.signal).then(
        () => undefined,
        (error: unknown) => (outcome = error),
      );
    });
    let outcome: unknown;
    await shown;
    const started = Date.now();
    controller.abort(new Error('stopped by the person'));
    while (outcome === undefined && Date.now() - started < 5000)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(Date.now() - started).toBeLessThan(2500);
    expect(outcome).toMatchObject({ message: 'stopped by the person' });
  });

  it.each([
    ['gone', 'platform-gone'],
    ['loop', 'sign-in-loop'],
    ['filter', 'no-log-in-form'],
  ] as const)('names a platform that is %s', async (mood, code) => {
    platform.mood = mood;
    const host = createChromiumHost(base);
    await expect(host.signIn(platform.profile, signal)).rejects.toMatchObject({ code });
  });

  it('says that the platform does not answer', async () => {
    await platform.stop();
    const host = createChromiumHost(base);
    await expect(host.signIn(platform.profile, signal)).rejects.toMatchObject({ code: 'platform-unreachable' });
  });
});

describe('without a browser', () => {
  it('says that there is none', async () => {
    const platform = await startMiniPlatform();
    const host = createChromiumHost({ product: 'TwinArk/9.9.9', headless: true, find: () => [] });
    await expect(host.signIn(platform.profile, new AbortController().signal)).rejects.toMatchObject({
      code: 'no-browser',
      params: { why: 'none-installed' },
    });
    await platform.stop();
  });

  it('says that none of them starts', async () => {
    const platform = await startMiniPlatform();
    const host = createChromiumHost({
      product: 'TwinArk/9.9.9',
      headless: true,
      find: () => [{ name: 'Chrome', path: process.execPath }],
    });
    await expect(host.signIn(platform.profile, new AbortController().signal)).rejects.toMatchObject({
      code: 'no-browser',
      params: { why: 'none-starts' },
    });
    await platform.stop();
  });
});
