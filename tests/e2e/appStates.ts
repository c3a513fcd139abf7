import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_SETTINGS } from '../../shared/appState.ts';
import { SignInError, StoppedError, UnreachableError, UsageError } from '../../shared/errors.ts';
import type { Counts } from '../../shared/progress.ts';
import type { KeptState } from '../../electron/app/controllerServices.ts';
import { fakeApp, found, space } from './appFakes.ts';
import type { FakeApp, FakeOptions } from './appFakes.ts';
import { SMALL_PICTURES } from './appPictures.ts';
import type { AppWindow } from './appWindow.ts';

/** Every screen and dialog in the states that a person may meet: for accessibility, overflow and pictures alike. */
export interface AppStateCase {
  readonly name: string;
  readonly screen: string;
  readonly options?: Partial<FakeOptions>;
  /** Drives the app from the start to the state. */
  readonly reach: (window: AppWindow, app: FakeApp) => Promise<void>;
}

export const stopError = (): Error => new StoppedError('interrupted');

export function makeApp(options: Partial<FakeOptions> = {}): FakeApp {
  return fakeApp({ stopError, ...options });
}

const GB = 1_000_000_000;
const kept = (part: Partial<KeptState> = {}): KeptState => ({
  settings: { ...DEFAULT_SETTINGS, noticeSeen: true },
  earlier: [],
  ...part,
});
const earlier: KeptState['earlier'] = [
  {
    zip: '/home/marija/TwinArk/eTwinning_mnovak_2026-11-20.zip',
    finishedAt: '2026-11-20T06:12:00Z',
    items: 4_290,
    saved: 4_287,
    missing: 3,
    bytes: 3.38 * GB,
  },
  {
    zip: '/media/gone/eTwinning_mnovak_2026-10-02.zip',
    finishedAt: '2026-10-02T21:40:00Z',
    items: 4_102,
    saved: 4_102,
    missing: 0,
    bytes: 3.1 * GB,
  },
];
const unfinished = {
  id: 'run-1',
  username: 'mnovak',
  out: '/home/marija/TwinArk',
  startedAt: '2026-11-23T19:05:00Z',
  saved: 1_204,
  bytes: 1.1 * GB,
};

const TITLES = [
  'Comenius week: letters between Kranj and Kraków',
  'Rivers that join us',
  'Naše mesto, vaše mesto – πόλεις που μιλούν',
  'قصص من مدرستنا',
  'A very long title that somebody once gave a project in order to explain on one single line everything that was ever going to happen in it, with dates, schools, countries and all of the partners',
  'Maths in the kitchen',
  'Winter songs',
];

export function fillAccount(app: FakeApp, options: { spaces?: number; done?: boolean } = {}): void {
  const { run } = app;
  const count = options.spaces ?? TITLES.length;
  run.emit(
    { type: 'account', username: 'mnovak', displayName: 'Marija Novak' },
    { type: 'phase', phase: 'walking' },
    ...Array.from({ length: count }, (_, index) => ({
      type: 'space' as const,
      space: space(190_000 + index, {
        title: TITLES[index % TITLES.length] ?? '',
        createdAt: `${2010 + (index % 11)}-09-12`,
        verdict: index % 5 === 1 ? 'moved' : index % 5 === 3 ? 'uncertain' : 'deleted',
        memberRole: 'administrator',
        counts: { page: 8 + index, image: 120 + 31 * index, file: 4 + index },
        bytes: 40_000_000 + 21_000_000 * index,
        done: options.done ?? index < count - 2,
      }),
    })),
    // The last ones have none yet.
    ...Array.from({ length: Math.min(count, TITLES.length) - 2 }, (_, index) => ({
      type: 'space-picture' as const,
      space: `twinspace:${190_000 + index}`,
      picture: SMALL_PICTURES[index % SMALL_PICTURES.length] ?? '',
    })),
    { type: 'space', space: space(812, { role: 'groups', title: 'Inclusive classrooms', verdict: 'moved' }) },
    { type: 'space', space: space(977, { role: 'groups', title: 'Primary science', verdict: 'deleted' }) },
    ...found('page', 'twinspaces', 214),
    ...found('image', 'twinspaces', 3_108),
    ...found('file', 'twinspaces', 402),
    ...found('thread', 'groups', 61),
    ...found('certificate', 'labels', 19),
    ...found('portfolio-entry', 'portfolio', 44),
    ...found('message', 'mailbox', 318),
    ...found('person', 'people', 112),
    ...found('event', 'events', 9),
    {
      type: 'progress',
      counts: counts({ found: 4_287, saved: 24, bytes: 31_000_000, requests: 310 }),
      expectedBytes: 3.4 * GB,
      elsewhere: 43,
    },
  );
}

const counts = (part: Partial<Counts>): Counts => ({
  ...{ found: 4_315, saved: 0, missing: 0, skipped: 0, bytes: 0, requests: 0 },
  ...part,
});

export async function toLooking({ page, screen }: AppWindow, app: FakeApp): Promise<void> {
  await page.locator('.actions .button-primary').click();
  await screen('sign-in');
  while (!app.asked()) await wait(5);
  app.signedIn();
  await screen('look');
  fillAccount(app);
  await page.getByText('Marija Novak').first().waitFor();
}

export async function toSaving(window: AppWindow, app: FakeApp): Promise<void> {
  await toLooking(window, app);
  await window.page.locator('.actions .button-primary').click();
  await window.screen('saving');
  app.run.emit(
    { type: 'phase', phase: 'walking' },
    { type: 'progress', counts: counts({ saved: 1_340, bytes: 1.02 * GB, requests: 2_000 }), expectedBytes: 3.4 * GB },
  );
}

/** With an unfinished run, the start goes on with it. */
async function toContinued({ page, screen }: AppWindow, app: FakeApp): Promise<void> {
  await page.locator('.actions .button-primary').click();
  await screen('sign-in');
  while (!app.asked()) await wait(5);
  app.signedIn();
  await screen('saving');
}

/** Progress with a speed: two samples far enough apart. `now` of the services has to be a clock that the test turns. */
export async function progressed(app: FakeApp, clock: { now: number }): Promise<void> {
  for (let step = 0; step < 6; step += 1) {
    clock.now += 4_000;
    app.run.emit({
      type: 'progress',
      counts: counts({
        saved: 1_340 + 8 * step,
        missing: 3,
        bytes: 1.02 * GB + 1_300_000 * 4 * step,
        requests: 2_100 + step,
      }),
      expectedBytes: 3.4 * GB,
      now: 'Album: Comenius week, picture 48 of 112',
    });
    // A batch each: within one, only the newest progress reaches the page.
    await wait(60);
  }
  app.run.emit(
    { type: 'problem', id: 'a', title: 'sports-day.jpg', reason: 'truncated', attempts: 4 },
    { type: 'problem', id: 'b', title: 'Plan of the year.doc', reason: 'not-found', attempts: 2 },
    { type: 'problem', id: 'c', title: 'Group photo', reason: 'server-error', attempts: 5 },
  );
  await wait(60);
}

const held = (cause: 'person' | 'signed-out' | 'outage' | 'blocked-by-filter' | 'disk-full'): AppStateCase => ({
  name: `held-${cause}`,
  screen: `held-${cause}`,
  options: { kept: kept() },
  reach: async (window, app) => {
    await toSaving(window, app);
    app.run.emit({ type: 'paused', cause });
  },
});

const atSignIn =
  (error: () => Error): AppStateCase['reach'] =>
  async ({ page, screen }, app) => {
    await page.locator('.actions .button-primary').click();
    await screen('sign-in');
    while (!app.asked()) await wait(5);
    app.refuse(error());
  };

async function openDetails({ page }: AppWindow): Promise<void> {
  for (const summary of await page.locator('summary').all()) await summary.click();
  await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
}

const clocks = new WeakMap<FakeApp, { now: number }>();
/** The clock of an app made by `makeTimedApp`; others have none that can be turned. */
function clockOf(app: FakeApp): { now: number } {
  return clocks.get(app) ?? { now: 0 };
}

export const STATES: readonly AppStateCase[] = [
  { name: 'start', screen: 'start', reach: () => Promise.resolve() },
  { name: 'start-open', screen: 'start', options: { kept: kept({ earlier }) }, reach: openDetails },
  { name: 'start-unfinished', screen: 'start', options: { unfinished: [unfinished] }, reach: () => Promise.resolve() },
  {
    name: 'start-finish-dialog',
    screen: 'start',
    options: { unfinished: [unfinished] },
    reach: async ({ page }) => {
      await page.locator('.card .button').click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  { name: 'start-wrong-password', screen: 'start', reach: atSignIn(() => new SignInError('wrong-password')) },
  { name: 'start-no-network', screen: 'start', reach: atSignIn(() => new UnreachableError('platform-unreachable')) },
  { name: 'start-platform-gone', screen: 'start', reach: atSignIn(() => new UnreachableError('platform-gone')) },
  { name: 'start-sign-in-loop', screen: 'start', reach: atSignIn(() => new SignInError('sign-in-loop')) },
  {
    name: 'stopped-second-start',
    screen: 'stopped',
    reach: async (window, app) => {
      await toLooking(window, app);
      // Another TwinArk, or the command line, is at work on this account.
      app.run.fail(new UsageError('run-locked', { pid: 4_711 }));
    },
  },
  {
    name: 'sign-in',
    screen: 'sign-in',
    reach: async ({ page, screen }, app) => {
      await page.locator('.actions .button-primary').click();
      await screen('sign-in');
      while (!app.asked()) await wait(5);
      app.address('https://www.etwinning.net/en/pub/index.htm');
    },
  },
  {
    name: 'sign-in-beside',
    screen: 'sign-in',
    options: { host: 'chromium', embedded: false },
    reach: async (window) => {
      await window.page.locator('.actions .button-primary').click();
      await window.screen('sign-in');
      await openDetails(window);
    },
  },
  { name: 'look', screen: 'look', reach: toLooking },
  {
    name: 'look-warnings',
    screen: 'look',
    options: {
      folder: { path: '/home/marija/OneDrive', synced: 'OneDrive', longPath: true, fat32: true, freeBytes: 2 * GB },
    },
    reach: async (window, app) => {
      await toLooking(window, app);
      app.run.emit({ type: 'progress', counts: counts({}), expectedBytes: 3.4 * GB });
      await openDetails(window);
    },
  },
  {
    name: 'look-empty',
    screen: 'look',
    reach: async ({ page, screen }, app) => {
      await page.locator('.actions .button-primary').click();
      await screen('sign-in');
      while (!app.asked()) await wait(5);
      app.signedIn();
      await screen('look');
      app.run.emit(
        { type: 'account', username: 'new', displayName: 'سارة حسن' },
        { type: 'phase', phase: 'walking' },
        { type: 'phase', phase: 'retrying' },
      );
      await page.locator('.note-warning').waitFor();
    },
  },
  {
    name: 'choose',
    screen: 'choose',
    reach: async (window, app) => {
      await toLooking(window, app);
      await window.page.locator('.actions .button').first().click();
      await window.screen('choose');
    },
  },
  {
    name: 'notice',
    screen: 'notice',
    reach: async (window, app) => {
      await toLooking(window, app);
      await window.page.locator('.actions .button-primary').click();
    },
  },
  {
    name: 'saving',
    screen: 'saving',
    options: { kept: kept() },
    reach: async (window, app) => {
      await toSaving(window, app);
      await progressed(app, clockOf(app));
      await openDetails(window);
    },
  },
  {
    name: 'saving-warnings',
    screen: 'saving',
    options: { kept: kept() },
    reach: async (window, app) => {
      await toSaving(window, app);
      app.run.emit(
        { type: 'warning', code: 'space-short', params: { needed: 7.2 * GB, free: 3.1 * GB } },
        { type: 'warning', code: 'fat32', params: {} },
      );
      await window.page.locator('.note-warning').nth(1).waitFor();
    },
  },
  {
    name: 'saving-finish-dialog',
    screen: 'saving',
    options: { kept: kept() },
    reach: async (window, app) => {
      await toSaving(window, app);
      await window.page.locator('.actions .button').nth(1).click();
      await window.page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'saving-close-dialog',
    screen: 'saving',
    options: { kept: kept() },
    reach: async (window, app) => {
      await toSaving(window, app);
      void window.controller.mayClose();
      await window.page.getByRole('alertdialog').waitFor();
    },
  },
  held('person'),
  held('signed-out'),
  held('outage'),
  held('blocked-by-filter'),
  held('disk-full'),
  {
    name: 'finishing',
    screen: 'finishing',
    options: { kept: kept() },
    reach: async (window, app) => {
      await toSaving(window, app);
      app.run.emit({ type: 'phase', phase: 'packing' }, { type: 'packing', entries: 3_000, of: 9_200 });
    },
  },
  {
    name: 'done-all',
    screen: 'done',
    options: { kept: kept() },
    reach: async (window, app) => {
      await toSaving(window, app);
      app.run.finish({});
    },
  },
  {
    name: 'done-some',
    screen: 'done',
    options: { kept: kept() },
    reach: async (window, app) => {
      await toSaving(window, app);
      const mention = { address: 'x', foundOn: 'y', text: 'z', type: 'unknown-link' as const };
      app.run.finish(
        { saved: 4_312, missing: 3 },
        ['truncated', 'not-found', 'not-found'],
        Array.from({ length: 312 }, () => mention),
      );
      await window.screen('done');
      await openDetails(window);
    },
  },
  {
    name: 'stopped',
    screen: 'stopped',
    options: { kept: kept(), unfinished: [unfinished] },
    reach: async (window, app) => {
      await toContinued(window, app);
      app.run.fail(new StoppedError('out-gone', { folder: '/media/stick' }));
    },
  },
  {
    name: 'stopped-disk-full',
    screen: 'stopped',
    options: {
      kept: kept(),
      unfinished: [unfinished],
      disks: { '/media/marija/Elements/TwinArk': { freeBytes: 812 * GB } },
    },
    reach: async (window, app) => {
      await toContinued(window, app);
      app.run.fail(new StoppedError('disk-full', { path: '/home/marija/TwinArk' }));
      await window.page.getByText('Elements').waitFor();
    },
  },
  {
    name: 'settings',
    screen: 'settings',
    reach: ({ page }) => page.locator('.header .button').first().click(),
  },
  {
    name: 'start-languages',
    screen: 'start',
    reach: async ({ page }) => {
      await page.locator('.header .languages button').click();
      await page.getByRole('listbox').waitFor();
    },
  },
  {
    name: 'settings-remove-dialog',
    screen: 'settings',
    options: { unfinished: [unfinished] },
    reach: async ({ page }) => {
      await page.locator('.header .button').first().click();
      await page.locator('.screen-settings section .button').last().click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  {
    name: 'settings-support-dialog',
    screen: 'settings',
    reach: async ({ page }) => {
      await page.locator('.header .button').first().click();
      await page.locator('.screen-settings section .button').nth(1).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'about',
    screen: 'about',
    reach: async ({ page }) => {
      await page.locator('.header .button').nth(1).click();
      await page.locator('.screen-about details').first().waitFor();
    },
  },
];

/** An app whose clock the test turns, so that speeds can be shown without waiting for them. */
export function makeTimedApp(options: Partial<FakeOptions> = {}): FakeApp {
  const clock = { now: Date.parse('2026-11-24T20:00:00Z') };
  const app = makeApp({ ...options, now: () => clock.now });
  clocks.set(app, clock);
  return app;
}
