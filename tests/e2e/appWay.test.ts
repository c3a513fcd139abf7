import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ControllerServices, Shell } from '../../electron/app/controllerServices.ts';
import { startExport } from '../../electron/app/export.ts';
import { demoProfile } from '../../electron/app/shellLaunch.ts';
import { createServices } from '../../electron/app/shellServices.ts';
import { createFormHost } from '../../electron/hosts/formHost.ts';
import { startSamplePlatform } from '../sample-platform/index.ts';
import type { SamplePlatform } from '../sample-platform/index.ts';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { buildPage, startBrowser } from './appWindow.ts';
import type { BuiltPage, TestBrowser } from './appWindow.ts';

/** The real engine over real disks and HTTP; only the log-in page is filled in by the form host, and dialogs are answered. */
interface Desk {
  readonly services: ControllerServices;
  readonly opened: string[];
  readonly out: string;
}

function desk(platform: SamplePlatform, folder: string, password = platform.password): Desk {
  const out = join(folder, 'archives');
  const opened: string[] = [];
  const shell: Shell = {
    openPath: (path) => Promise.resolve(void opened.push(path)),
    showItem: (path) => Promise.resolve(void opened.push(path)),
    chooseFolder: () => Promise.resolve(join(folder, 'second')),
    chooseFiles: () => Promise.resolve([]),
    chooseFile: (name) => Promise.resolve(join(folder, name)),
    writeText: () => Promise.resolve(),
    notify: () => undefined,
    keepAwake: () => undefined,
    setProgress: () => undefined,
  };
  const services = createServices({
    host: createFormHost({ username: platform.username, password, retryMs: 5 }),
    signInView: {
      embedded: false,
      place: () => undefined,
      navigate: () => undefined,
      onAddress: () => () => undefined,
    },
    shell,
    startExport,
    profile: demoProfile(platform.origins),
    version: '1.0.0',
    stateRoot: join(folder, 'state'),
    demo: true,
    systemLanguages: ['en'],
    onBug: (error) => process.stderr.write(`${String(error)}\n`),
  });
  return {
    services: { ...services, folders: { ...services.folders, standard: () => Promise.resolve(out) } },
    opened,
    out,
  };
}

/** Everything that was written below a folder, for secrets. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe.skipIf(!testBrowserRuns)('the whole way on the sample platform', { timeout: 240_000 }, () => {
  let built: BuiltPage;
  let browser: TestBrowser;
  let platform: SamplePlatform;
  let folder: string;
  beforeAll(async () => {
    built = await buildPage();
    browser = await startBrowser(built);
    platform = await startSamplePlatform({
      spaces: 2,
      groups: 1,
      picturesPerSpace: 30,
      filesPerSpace: 6,
      pagesPerSpace: 5,
    });
    folder = mkdtempSync(join(tmpdir(), 'twinark-way-'));
    // The system's dialog answers only folders that there are.
    mkdirSync(join(folder, 'second'));
  });
  afterAll(async () => {
    await browser.close();
    await platform.close();
    built.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a wrong password is said, with its code', async () => {
    const { services } = desk(platform, folder, 'wrong');
    const { page } = await browser.open(services);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByText('TA-WRONG-PASSWORD').waitFor();
  });

  it('signed in, looked at, saved, paused, signed out once, gone on, finished, opened, checked, copied', async () => {
    const { services, opened, out } = desk(platform, folder);
    const { page, screen, complaints } = await browser.open(services);
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    await button('Begin').click();
    await screen('look');
    await page.getByText('TwinArk has looked through everything.').waitFor({ timeout: 60_000 });

    // Slow enough to meet it while it saves.
    platform.faults.add({ kind: 'delay', match: /images|files/, delayMs: 40 });
    await button('Save everything').click();
    await screen('notice');
    await button('Understood, save now').click();
    await screen('saving');
    await button('Pause').click();
    await screen('held-person');
    await button('Go on').click();
    await screen('saving');

    platform.faults.signOutNow();
    await screen('held-signed-out');
    await button('Sign in again').click();
    await page.locator('[data-screen="done"]').waitFor({ timeout: 120_000 });
    expect(await page.locator('h1').textContent()).toBe('Everything was saved');

    const zip = readdirSync(out).find((name) => name.endsWith('.zip'));
    expect(zip).toBeDefined();
    await button('Open the archive').click();
    await expect.poll(() => opened.length, { timeout: 30_000 }).toBe(1);
    expect(existsSync(opened[0] ?? '')).toBe(true);
    await button('Check again').click();
    await page.getByText(/Checked: .* all undamaged/).waitFor({ timeout: 60_000 });
    await button('Copy to a second place').click();
    await page.getByText('Copied and checked:').waitFor({ timeout: 60_000 });
    expect(existsSync(join(folder, 'second', zip ?? ''))).toBe(true);

    await button('To the start').click();
    await screen('start');
    await page.getByText('Earlier archives').waitFor();
    expect(complaints).toEqual([]);
    expect(platform.stats.stateChanging).toEqual([]);
    expect(platform.stats.foreign).toEqual([]);
    expect(everythingIn(folder)).not.toContain(platform.password);
  });

  it('stopped for today, continued, and finished with what is there', async () => {
    const { services } = desk(platform, mkdtempSync(join(folder, 'second-')));
    const { page, screen } = await browser.open(services);
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    await button('Begin').click();
    await screen('look');
    await button('Save everything').click();
    await screen('notice');
    await button('Understood, save now').click();
    await screen('saving');
    await button('Stop for today').click();
    await screen('start');
    await page.getByText('Something is not finished').waitFor();
    await button('Continue').click();
    await screen('saving');
    await button('Finish now').click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Finish now' }).click();
    await page.locator('[data-screen="done"]').waitFor({ timeout: 120_000 });
    expect(await page.locator('h1').textContent()).toMatch(/^Saved: [\d,]+ of [\d,]+\. Not saved: [\d,]+\.$/);
    await page.getByText('Why it is missing').click();
    await page.getByText('The export was closed before it was fetched.').waitFor();
  });
});
