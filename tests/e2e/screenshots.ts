import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPage, startBrowser } from './appWindow.ts';
import { SCHOOL_STATES } from './appSchoolStates.ts';
import { makeTimedApp, STATES } from './appStates.ts';
import type { AppStateCase } from './appStates.ts';
import type { Language } from '../../shared/i18n/index.ts';
import { pickLanguage } from '../../shared/i18n/index.ts';

/**
 * `npm run screenshots [-- FOLDER [STATE…] [--lang CODE]]`: every state at 900×600 in English and light, and a choice of them
 * larger, dark, in Slovenian and in the pseudo-locale; with `--lang`, that choice at 900×600 in one language. To be looked at one
 * by one; nothing is compared.
 */
interface Picture {
  readonly language: Language;
  readonly look: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}
const SMALL = { width: 900, height: 600 };
const LARGE = { width: 1440, height: 900 };
const PLAIN: Picture = { language: 'en', look: 'light', ...SMALL };
const OTHERS: readonly Picture[] = [
  { language: 'sl', look: 'dark', ...SMALL },
  { language: 'sl', look: 'light', ...LARGE },
  { language: 'pseudo', look: 'light', ...SMALL },
];
const OFTEN = new Set([
  'start',
  'sign-in',
  'look',
  'choose',
  'saving',
  'held-signed-out',
  'done-some',
  'settings',
  'combine',
  'remove-look-pages',
  'workshop-start',
]);

async function main(folder: string, only: readonly string[], lang: string | undefined): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const built = await buildPage();
  const browser = await startBrowser(built);
  try {
    for (const state of [...STATES, ...SCHOOL_STATES]) {
      if (only.length > 0 && !only.includes(state.name)) continue;
      for (const picture of picturesOf(state.name)) await take(state, picture);
    }
  } finally {
    await browser.close();
    built.remove();
  }

  function picturesOf(name: string): readonly Picture[] {
    if (lang === undefined) return OFTEN.has(name) ? [PLAIN, ...OTHERS] : [PLAIN];
    return OFTEN.has(name) || only.length > 0 ? [{ ...PLAIN, language: pickLanguage(lang) }] : [];
  }

  async function take(state: AppStateCase, { language, look, width, height }: Picture): Promise<void> {
    const app = makeTimedApp({ ...state.options, languages: [language] });
    const window = await browser.open(app.services);
    await window.page.setViewportSize({ width, height });
    await window.page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
    await state.reach(window, app);
    await window.screen(state.screen);
    await wait(300);
    const name = [state.name, language, look, `${width}x${height}`].join('_');
    await window.page.screenshot({ path: join(folder, `${name}.png`) });
    process.stdout.write(`${[name, ...window.complaints].join('  ')}\n`);
  }
}

const { values, positionals } = parseArgs({ options: { lang: { type: 'string' } }, allowPositionals: true });
const [folder = 'out/screenshots', ...only] = positionals;
await main(folder, only, values.lang);
