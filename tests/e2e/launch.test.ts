import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NODE_SETTINGS } from '../../electron/cliBundle.mjs';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { until } from './support/cli.ts';
import { isApp, WINDOW_PROFILE } from './support/figuresStart.ts';
import type { Process } from './support/processMemory.ts';
import { makeCheckout, startApp, whenReady, type Checkout, type Started } from './support/startedApp.ts';

const lives = ({ pid }: Process): boolean => {
  try {
    // Ended, but not yet asked for by its parent, is ended.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
};

describe.skipIf(!testBrowserRuns)('npm start, in the Chromium host', () => {
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = await makeCheckout();
  });
  afterAll(() => checkout.remove());

  async function started(): Promise<Started & { readonly processes: readonly Process[] }> {
    const app = startApp(checkout, []);
    await whenReady(await app.page(WINDOW_PROFILE, isApp));
    return { ...app, processes: [...app.engine(), ...app.window()] };
  }

  it('says which host it is, starts it small, and ends in order when told twice by one key', async () => {
    const app = await started();
    expect(app.said()).toContain('Chromium');
    const environment = readFileSync(`/proc/${app.engine()[0]?.pid ?? 0}/environ`, 'latin1').split('\0');
    for (const [name, value] of Object.entries(NODE_SETTINGS)) expect(environment).toContain(`${name}=${value}`);
    // A terminal tells every process; whoever started it passes it on.
    process.kill(app.engine()[0]?.pid ?? 0, 'SIGINT');
    expect(await app.stop()).toBe(0);
    expect(app.processes.filter(lives)).toEqual([]);
  });

  it('leaves nothing running when who started it is killed', async () => {
    const app = await started();
    app.kill('SIGKILL');
    await until(() => !app.processes.some(lives), 5_000);
    await app.stop();
  });
});
