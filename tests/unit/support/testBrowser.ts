import type { LaunchChoice } from '../../../electron/hosts/chromiumLaunch.ts';

/**
 * The headless Chromium that a development dependency ships (Linux on x64 only). Elsewhere tests that need a browser are
 * skipped by name: an installed browser of the developer's is never started by a test.
 */
export const testBrowserRuns = process.platform === 'linux' && process.arch === 'x64';

/** Launch choice for tests; only what makes it run without a screen, none of the switches that turn security off. */
export async function testBrowser(): Promise<LaunchChoice> {
  const { default: chromium } = await import('@sparticuz/chromium');
  return {
    executablePath: await chromium.executablePath(),
    headless: true,
    args: ['--disable-gpu', '--no-zygote', '--disable-dev-shm-usage'],
  };
}
