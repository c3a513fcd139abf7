import { setTimeout as wait } from 'node:timers/promises';
import { DEFAULT_SETTINGS } from '../../shared/appState.ts';
import type { KeptState } from '../../electron/app/controllerServices.ts';
import { StoppedError } from '../../shared/errors.ts';
import type { FakeApp } from './appFakes.ts';
import { fakeTools, MANY } from './appSchoolFakes.ts';
import type { FakeTools } from './appSchoolFakes.ts';
import { fillAccount } from './appStates.ts';
import type { AppStateCase } from './appStates.ts';
import type { AppWindow } from './appWindow.ts';

/** The screens for schools, workshops and profiles in the states that a person may meet. */
const zip = '/home/marija/TwinArk/eTwinning_mnovak_2026-11-20.zip';
const entry = { zip, finishedAt: '2026-11-20T06:12:00Z', items: 4_290, saved: 4_287, missing: 3, bytes: 3.38e9 };
export const HOME: KeptState = {
  settings: { ...DEFAULT_SETTINGS, noticeSeen: true },
  earlier: [
    entry,
    { ...entry, zip: '/home/marija/TwinArk/eTwinning_mnovak_2026-10-02_2.zip', made: 'reduced' },
    { ...entry, zip: '/home/marija/TwinArk/eTwinning_Osnovna-sola-Kranj_2026-11-21.zip', made: 'combined' },
  ],
};
export const WORKSHOP: KeptState = {
  ...HOME,
  settings: {
    ...HOME.settings,
    workshop: { on: true, place: 'Kranj, Osnovna šola Franceta Prešerna', helper: 'Center za mobilnost' },
  },
};

/** The tools of an app, which the state drives. */
const toolsOf = new WeakMap<FakeApp['services']['tools'], FakeTools>();
function withTools(count?: number): FakeTools {
  const fake = fakeTools(count);
  toolsOf.set(fake.tools, fake);
  return fake;
}
export function tools(app: FakeApp): FakeTools {
  const fake = toolsOf.get(app.services.tools);
  if (fake === undefined) throw new Error('an app without tools');
  return fake;
}

const at = (kept: KeptState | undefined, state: AppStateCase): AppStateCase => ({
  ...state,
  get options() {
    // Fresh for every window: a job of one must not end in another.
    return {
      ...(kept === undefined ? {} : { kept }),
      tools: withTools(state.name === 'remove-look-pages' ? MANY : undefined).tools,
      ...state.options,
    };
  },
});

const door = (page: AppWindow['page'], index: number) =>
  page.locator('.screen-start section').last().locator('.button').nth(index);

export async function toCombine({ page, screen }: AppWindow): Promise<void> {
  await door(page, 0).click();
  await screen('combine');
}
async function toCombining(window: AppWindow, app: FakeApp): Promise<void> {
  const { page, screen } = window;
  await toCombine(window);
  app.files = ['/media/stick/eTwinning_kovac_2026-11-19.zip', '/media/stick/holiday.zip'];
  await page.locator('.screen-combine .buttons .button').click();
  await page.locator('.note-warning').waitFor();
  await page.locator('.choice').first().click();
  await page.locator('input.field').fill('Osnovna šola Franceta Prešerna Kranj');
  await page.locator('.actions .button-primary').click();
  await screen('combine-working');
  await wait(30);
}
export async function toLook({ page, screen }: AppWindow): Promise<void> {
  await door(page, 1).click();
  await screen('remove');
  await page.locator('.screen-remove .row .button').first().click();
  await screen('remove-look');
  await page.locator('.tile img').first().waitFor();
}
async function toReview(window: AppWindow): Promise<void> {
  await toLook(window);
  for (const index of [0, 2, 3]) await window.page.locator('.tile-picture').nth(index).click();
  await window.page.locator('.actions .button-primary').click();
  await window.screen('remove-review');
}
async function toRemoving(window: AppWindow): Promise<void> {
  await toReview(window);
  await window.page.locator('.actions .button-primary').click();
  await window.page.getByRole('alertdialog').locator('.button-primary').click();
  await window.screen('remove-working');
  await wait(30);
}
async function openAll({ page }: AppWindow): Promise<void> {
  for (const summary of await page.locator('main summary').all()) await summary.click();
}
async function toSettings({ page, screen }: AppWindow): Promise<void> {
  await page.locator('.header .button').first().click();
  await screen('settings');
}
const sectionOf = (page: AppWindow['page'], index: number) => page.locator('.screen-settings section').nth(index);
/** Sections of the settings, by their places: folder, support, workshop, profile, removing. */
const WORKSHOP_SECTION = 2;
const PROFILE_SECTION = 3;

/** A whole saving in a workshop, up to the last screen. */
export async function toWorkshopDone(window: AppWindow, app: FakeApp): Promise<void> {
  const { page, screen } = window;
  app.chosen = '/media/stick';
  await page.locator('.steps-list .button').click();
  await page.locator('.folder').waitFor();
  await page.locator('.actions .button-primary').click();
  await screen('sign-in');
  while (!app.asked()) await wait(5);
  app.signedIn();
  await screen('look');
  fillAccount(app);
  await page.locator('.actions .button-primary:not([data-disabled])').click();
  await screen('notice');
  await page.locator('.actions .button-primary').click();
  await screen('saving');
  app.run.finish({ zip: '/media/stick/eTwinning_mnovak_2026-11-24.zip', saved: 4_312, missing: 3 }, [
    'truncated',
    'not-found',
    'not-found',
  ]);
  await screen('done');
}

export const SCHOOL_STATES: readonly AppStateCase[] = [
  at(HOME, {
    name: 'start-archives',
    screen: 'start',
    reach: ({ page }) => page.locator('.rows').first().scrollIntoViewIfNeeded(),
  }),
  at(undefined, { name: 'combine-empty', screen: 'combine', reach: toCombine }),
  at(HOME, {
    name: 'combine',
    screen: 'combine',
    reach: async (window, app) => {
      await toCombine(window);
      app.files = ['/media/stick/eTwinning_kovac_2026-11-19.zip', '/media/stick/holiday.zip'];
      await window.page.locator('.screen-combine .buttons .button').click();
      await window.page.locator('.note-warning').waitFor();
      await openAll(window);
    },
  }),
  at(HOME, {
    name: 'combine-working',
    screen: 'combine-working',
    reach: async (window, app) => {
      await toCombining(window, app);
      tools(app).progress('packing', 2_300, 9_000);
      await window.page.locator('.stage-past').waitFor();
    },
  }),
  at(HOME, {
    name: 'combine-failed',
    screen: 'combine',
    reach: async (window, app) => {
      await toCombining(window, app);
      tools(app).fail(new StoppedError('disk-full'));
      await window.page.locator('.note-bad').waitFor();
    },
  }),
  at(HOME, {
    name: 'combine-done',
    screen: 'combine-done',
    reach: async (window, app) => {
      await toCombining(window, app);
      const figures = {
        bytes: 4.1e9,
        fromBytes: 7.2e9,
        items: 6_120,
        saved: 6_118,
        missing: 2,
        spaces: 23,
        leftOut: 912,
      };
      tools(app).finish({
        kind: 'combine',
        zips: ['/home/marija/TwinArk/eTwinning_Osnovna-sola_2026-11-25.zip'],
        ...figures,
      });
      await window.screen('combine-done');
    },
  }),
  at(HOME, {
    name: 'remove',
    screen: 'remove',
    reach: async ({ page }) => door(page, 1).click(),
  }),
  at(HOME, {
    name: 'remove-look',
    screen: 'remove-look',
    reach: async (window) => {
      await toLook(window);
      await window.page.locator('.tile-picture').nth(1).click();
      await window.page.mouse.move(450, 2);
    },
  }),
  at(HOME, {
    name: 'remove-look-pages',
    screen: 'remove-look',
    reach: async (window) => {
      await toLook(window);
      await window.page.locator('.pager').waitFor();
    },
  }),
  at(HOME, {
    name: 'remove-look-others',
    screen: 'remove-look',
    reach: async (window) => {
      await toLook(window);
      await window.page.locator('.select select').first().selectOption('others');
      await window.page.locator('.tiles-lines .tile').nth(1).click();
    },
  }),
  at(HOME, {
    name: 'remove-look-nothing',
    screen: 'remove-look',
    reach: async (window) => {
      await toLook(window);
      await window.page.getByRole('searchbox').fill('giraffe');
      await window.page.locator('.tile').first().waitFor({ state: 'detached' });
    },
  }),
  at(HOME, {
    name: 'remove-look-large-dialog',
    screen: 'remove-look',
    reach: async (window) => {
      await toLook(window);
      await window.page.locator('.tile .button').first().click();
      await window.page.locator('.enlarged img').waitFor();
    },
  }),
  at(HOME, { name: 'remove-review', screen: 'remove-review', reach: toReview }),
  at(HOME, {
    name: 'remove-dialog',
    screen: 'remove-review',
    reach: async (window) => {
      await toReview(window);
      await window.page.locator('.actions .button-primary').click();
      await window.page.getByRole('alertdialog').waitFor();
    },
  }),
  at(HOME, {
    name: 'remove-close-dialog',
    screen: 'remove-working',
    reach: async (window) => {
      await toRemoving(window);
      void window.controller.mayClose();
      await window.page.getByRole('alertdialog').waitFor();
    },
  }),
  at(HOME, {
    name: 'remove-done',
    screen: 'remove-done',
    reach: async (window, app) => {
      await toRemoving(window);
      const identical = ['Our class 3', 'Naslovnica'];
      tools(app).finish({
        kind: 'remove',
        zip: '/home/marija/TwinArk/eTwinning_mnovak_2026-11-20_2.zip',
        bytes: 3e9,
        removed: 3,
        identical,
      });
      await window.screen('remove-done');
    },
  }),
  at(HOME, {
    name: 'done-update',
    screen: 'done',
    reach: async ({ page, screen }, app) => {
      await page.locator('.screen-start .row-buttons .button').first().click();
      await screen('sign-in');
      while (!app.asked()) await wait(5);
      app.signedIn();
      await screen('saving');
      const update = {
        from: 'eTwinning_mnovak_2026-11-20.zip',
        taken: 3_980,
        takenBytes: 3.3e9,
        new: 61,
        changed: 12,
        gone: 2,
      };
      app.run.finish({ update });
      await page.locator('.note-info').waitFor();
    },
  }),
  at(HOME, {
    name: 'settings-workshop',
    screen: 'settings',
    options: { kept: WORKSHOP },
    reach: async (window) => {
      await toSettings(window);
      await sectionOf(window.page, WORKSHOP_SECTION - 1).scrollIntoViewIfNeeded();
    },
  }),
  at(HOME, {
    name: 'settings-profile-dialog',
    screen: 'settings',
    reach: async (window, app) => {
      await toSettings(window);
      app.files = ['/media/stick/profile.json'];
      await sectionOf(window.page, PROFILE_SECTION).locator('.button').first().click();
      await window.page.getByRole('dialog').waitFor();
    },
  }),
  at(HOME, {
    name: 'settings-profile-bad',
    screen: 'settings',
    reach: async (window, app) => {
      await toSettings(window);
      app.files = ['/media/stick/profile.json'];
      tools(app).profile = '{"schemaVersion": 1, "id": "x"}';
      await sectionOf(window.page, PROFILE_SECTION).locator('.button').first().click();
      await window.page.locator('.note-bad').waitFor();
    },
  }),
  at(HOME, {
    name: 'settings-profile-used',
    screen: 'settings',
    reach: async (window, app) => {
      await toSettings(window);
      app.files = ['/media/stick/profile.json'];
      const section = sectionOf(window.page, PROFILE_SECTION);
      await section.locator('.button').first().click();
      await window.page.locator('.dialog-actions .button').first().click();
      await section.locator('.plain-list').waitFor();
    },
  }),
  at(WORKSHOP, { name: 'workshop-start', screen: 'start', reach: () => Promise.resolve() }),
  at(WORKSHOP, {
    name: 'workshop-chosen',
    screen: 'start',
    options: { folder: { freeBytes: 28e9, fat32: true, occupied: true } },
    reach: async ({ page }, app) => {
      app.chosen = '/media/stick';
      await page.locator('.steps-list .button').click();
      await page.locator('.folder').waitFor();
    },
  }),
  at(WORKSHOP, {
    name: 'workshop-unfinished-dialog',
    screen: 'start',
    options: {
      unfinished: [
        {
          id: 'run-1',
          username: 'akovac',
          out: '/media/stick',
          startedAt: '2026-11-24T10:05:00Z',
          saved: 12,
          bytes: 4e7,
        },
      ],
    },
    reach: async ({ page }) => {
      await page.locator('.actions .button').first().click();
      await page.getByRole('alertdialog').waitFor();
    },
  }),
  at(WORKSHOP, { name: 'workshop-done', screen: 'done', reach: toWorkshopDone }),
  at(WORKSHOP, {
    name: 'workshop-receipt-dialog',
    screen: 'done',
    reach: async (window, app) => {
      await toWorkshopDone(window, app);
      await window.page.locator('.actions .button').nth(1).click();
      await window.page.locator('.paper').waitFor();
    },
  }),
  at(WORKSHOP, {
    name: 'workshop-ready',
    screen: 'start',
    reach: async (window, app) => {
      app.chosen = '/media/stick';
      await window.page.locator('.steps-list .button').click();
      await window.page.locator('.folder').waitFor();
      await window.page.locator('.actions .button').first().click();
      await window.page.locator('.note-good').waitFor();
    },
  }),
];
