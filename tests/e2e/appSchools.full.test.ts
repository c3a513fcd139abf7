import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ControllerServices, Shell } from '../../electron/app/controllerServices.ts';
import { startExport } from '../../electron/app/export.ts';
import { demoProfile } from '../../electron/app/shellLaunch.ts';
import { createServices } from '../../electron/app/shellServices.ts';
import { openArchive } from '../../electron/archive/read/index.ts';
import { thumbnailPath } from '../../electron/archive/site/index.ts';
import { verifyArchive } from '../../electron/archive/verify.ts';
import { createFormHost } from '../../electron/hosts/formHost.ts';
import { startSamplePlatform } from '../sample-platform/index.ts';
import type { SamplePlatform } from '../sample-platform/index.ts';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { buildPage, startBrowser } from './appWindow.ts';
import type { AppWindow, BuiltPage, TestBrowser } from './appWindow.ts';
import { exportSample, SIGNAL, unpacked } from './schools-support.ts';
import { freePorts } from './support/ports.ts';

/** Real archives, real disks, the real page; only the system's dialogs are answered. */
interface Desk {
  readonly services: ControllerServices;
  readonly out: string;
  readonly shown: string[];
  files: readonly string[];
  folder: string;
}

function desk(platform: SamplePlatform, root: string): Desk {
  const out = join(root, 'archives');
  mkdirSync(out, { recursive: true });
  const shown: string[] = [];
  const shell: Shell = {
    openPath: (path) => Promise.resolve(void shown.push(path)),
    showItem: (path) => Promise.resolve(void shown.push(path)),
    chooseFolder: () => Promise.resolve(self.folder),
    chooseFiles: () => Promise.resolve(self.files),
    chooseFile: (name) => Promise.resolve(join(self.folder, name)),
    writeText: () => Promise.resolve(),
    notify: () => undefined,
    keepAwake: () => undefined,
    setProgress: () => undefined,
  };
  const services = createServices({
    host: createFormHost({ username: platform.username, password: platform.password, retryMs: 5 }),
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
    stateRoot: join(root, 'state'),
    demo: true,
    systemLanguages: ['en'],
    onBug: (error) => process.stderr.write(`${String(error)}\n`),
  });
  const self: Desk = {
    services: { ...services, folders: { ...services.folders, standard: () => Promise.resolve(out) } },
    ...{ out, shown, files: [], folder: join(root, 'stick') },
  };
  mkdirSync(self.folder, { recursive: true });
  return self;
}

const zipIn = (folder: string, name: RegExp): string =>
  join(folder, readdirSync(folder).find((file) => file.endsWith('.zip') && name.test(file)) ?? '');

/** Everything written below a folder, and all names in it. */
function everythingIn(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => [
      entry.name,
      ...(entry.isFile() ? [readFileSync(join(entry.parentPath, entry.name), 'latin1')] : []),
    ])
    .join('\n');
}

describe.skipIf(!testBrowserRuns)('tools for schools, on real archives', { timeout: 240_000 }, () => {
  let built: BuiltPage;
  let browser: TestBrowser;
  let root: string;
  const platforms: SamplePlatform[] = [];
  const zips: string[] = [];
  const size = { seed: 5, spaces: 1, groups: 0, picturesPerSpace: 14, filesPerSpace: 4, pagesPerSpace: 3, messages: 4 };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'twinark-schools-'));
    built = await buildPage();
    browser = await startBrowser(built);
    for (const [username, fullName] of [
      ['anaanic', 'Ana Anić'],
      ['borborstnar', 'Bor Borštnar'],
    ] as const) {
      const platform = await startSamplePlatform({ ...size, username, fullName, ports: await freePorts() });
      platforms.push(platform);
      zips.push((await exportSample(platform, join(root, username))).zip);
    }
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    for (const platform of platforms) await platform.close();
    built.remove();
    rmSync(root, { recursive: true, force: true });
  });

  const button = ({ page }: AppWindow, name: string | RegExp) => page.getByRole('button', { name });

  it('three pictures are found, marked with mouse and keyboard, and taken out; the old archive stays', async () => {
    const place = desk(platforms[0]!, join(root, 'remove'));
    place.files = [zips[0]!];
    const window = await browser.open(place.services);
    const { page, screen, complaints } = window;
    await button(window, 'Take something out').click();
    await screen('remove');
    await button(window, 'Another file').click();
    await screen('remove-look');
    const tiles = page.getByRole('grid').getByRole('row');
    await tiles.locator('img').first().waitFor();
    expect(await tiles.count()).toBeGreaterThanOrEqual(14);

    // One with the mouse, one by keyboard, one found by its name and marked enlarged.
    await tiles.nth(0).locator('.tile-picture').click();
    await tiles.nth(0).press('ArrowRight');
    await page.keyboard.press('Space');
    expect(await tiles.nth(1).getAttribute('aria-selected')).toBe('true');
    const name = (await tiles.nth(5).locator('.tile-name').textContent()) ?? '';
    await page.getByRole('searchbox').fill(name);
    await expect.poll(() => tiles.count()).toBeLessThan(14);
    await tiles.first().getByRole('button', { name: 'Enlarge' }).click();
    const large = page.getByRole('dialog').locator('img');
    await large.waitFor();
    // The original, not its thumbnail: wide enough to tell faces.
    expect(await large.getAttribute('src')).toMatch(/^data:image\/(?:jpeg|png|gif|webp);base64,/);
    await page.getByRole('dialog').getByRole('button', { name: 'Mark it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByText('3 things are marked.').waitFor();

    // A look at the settings costs no marks.
    await button(window, 'Settings').click();
    await screen('settings');
    await button(window, /^Back$/).click();
    await page.getByText('3 things are marked.').waitFor();

    await button(window, 'Look at what is marked').click();
    await screen('remove-review');
    await button(window, 'Make the new archive').click();
    await button(window, 'Make it').click();
    await page.locator('[data-screen="remove-done"]').waitFor({ timeout: 90_000 });
    await page.getByText(zips[0]!).waitFor();
    await button(window, 'Show the old archive').click();
    await expect.poll(() => place.shown).toContain(zips[0]);

    const made = zipIn(place.out, /anaanic/);
    expect(await verifyArchive(made, { signal: SIGNAL })).toMatchObject({
      ok: true,
      damaged: [],
      missing: [],
      extra: [],
    });
    const files = await unpacked(made);
    const { removed } = JSON.parse(files.get('data/removed.json')?.toString() ?? '{}') as { removed: { id: string }[] };
    const ids = new Set(removed.map(({ id }) => id));
    expect(ids.size).toBeGreaterThanOrEqual(3);
    const old = await openArchive(zips[0]!, SIGNAL);
    old.close();
    const sums = new Set(old.inventory.items.filter(({ id }) => ids.has(id)).map(({ sha256 }) => sha256));
    for (const [path, bytes] of files) {
      expect(sums.has(createHash('sha256').update(bytes).digest('hex')), path).toBe(false);
      for (const sum of sums) expect(path).not.toBe(thumbnailPath(sum));
    }
    // It is listed, and not offered to be updated: that would fetch again what was taken out.
    await button(window, 'To the start').click();
    await screen('start');
    await page.getByText('Something was taken out of it').waitFor();
    expect(await button(window, 'Save again what is new').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('two teachers’ archives become one, which is verified and has nothing personal', async () => {
    const place = desk(platforms[0]!, join(root, 'combine'));
    place.files = zips;
    const window = await browser.open(place.services);
    const { page, screen, complaints } = window;
    await button(window, 'Make a school archive').click();
    await screen('combine');
    await button(window, 'Add archives').click();
    await page.getByText('Bor Borštnar').waitFor();
    await page.getByRole('textbox').fill('OŠ Lipa');
    await page.getByText('2 archives are chosen.').waitFor();
    const start = button(window, 'Make the school archive');
    await start.click();
    await screen('combine-working');
    await button(window, 'Cancel').click();
    await screen('combine');
    // Nothing half-made is left, and what was chosen still is.
    expect(readdirSync(place.out)).toEqual([]);
    await start.click();
    await page.locator('[data-screen="combine-done"]').waitFor({ timeout: 90_000 });
    const made = zipIn(place.out, /Lipa|lipa/);
    expect(await verifyArchive(made, { signal: SIGNAL })).toMatchObject({ ok: true });
    const school = await openArchive(made, SIGNAL);
    school.close();
    expect(
      school.items.filter(({ kind }) => ['message', 'person', 'portfolio-entry', 'twinmail'].includes(kind)),
    ).toEqual([]);
    expect(school.items.filter(({ kind }) => kind === 'space').length).toBeGreaterThanOrEqual(1);
    await button(window, 'Check again').click();
    await page.getByText(/Checked: .* all undamaged/).waitFor({ timeout: 60_000 });
    expect(complaints).toEqual([]);
  });

  it('a teacher in a workshop hands over: nothing of theirs is left on the computer or the screen', async () => {
    const place = desk(platforms[0]!, join(root, 'workshop'));
    const window = await browser.open(place.services);
    const { page, screen, complaints } = window;
    await button(window, 'Settings').click();
    await page.getByText('Several teachers use this computer').click();
    await page.getByLabel('Place, for the receipt').fill('Kranj');
    await page.getByLabel('Who helps, for the receipt').fill('CMEPIUS');
    await page.keyboard.press('Enter');
    await button(window, /^Back$/).click();
    await screen('start');
    await page.getByText('with help from CMEPIUS').waitFor();
    await button(window, 'Choose the stick or folder').click();
    await button(window, 'Begin').click();
    await screen('look');
    await page.getByText('TwinArk has looked through everything.').waitFor({ timeout: 60_000 });
    await button(window, 'Save everything').click();
    await screen('notice');
    await button(window, 'Understood, save now').click();
    await page.locator('[data-screen="done"]').waitFor({ timeout: 120_000 });
    await button(window, 'Receipt').click();
    await page.getByRole('dialog').getByText('Ana Anić').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await button(window, 'Finish and hand over to the next').click();
    await page.getByText('Ready for the next teacher.').waitFor();

    expect(existsSync(zipIn(place.folder, /anaanic/))).toBe(true);
    const left = `${everythingIn(join(root, 'workshop', 'state'))}\n${everythingIn(place.out)}`;
    const shown = await page.locator('body').textContent();
    for (const trace of ['anaanic', 'Ana Anić', 'Anić', place.folder, platforms[0]!.password]) {
      expect(left).not.toContain(trace);
      expect(shown).not.toContain(trace);
    }
    // A page that is loaded again knows no more.
    await page.reload();
    await screen('start');
    expect(await page.locator('body').textContent()).not.toContain('Ana');
    expect(complaints).toEqual([]);
  });
});
