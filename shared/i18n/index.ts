import i18next, { type i18n } from 'i18next';
import enApp from './en/app.json' with { type: 'json' };
import enArchive from './en/archive.json' with { type: 'json' };
import enCli from './en/cli.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enReport from './en/report.json' with { type: 'json' };
import enSchools from './en/schools.json' with { type: 'json' };
import enShell from './en/shell.json' with { type: 'json' };
import enTools from './en/tools.json' with { type: 'json' };
import slApp from './sl/app.json' with { type: 'json' };
import slArchive from './sl/archive.json' with { type: 'json' };
import slCli from './sl/cli.json' with { type: 'json' };
import slCommon from './sl/common.json' with { type: 'json' };
import slReport from './sl/report.json' with { type: 'json' };
import slSchools from './sl/schools.json' with { type: 'json' };
import slShell from './sl/shell.json' with { type: 'json' };
import slTools from './sl/tools.json' with { type: 'json' };
import { pseudo } from './pseudo.ts';

/** Languages with complete catalogues. `pseudo` (longer, accented English) exists for layout tests only. */
export const LANGUAGES = ['en', 'sl'] as const;
export type Language = (typeof LANGUAGES)[number] | 'pseudo';

/**
 * Catalogues by namespace: `common` (kinds, verdicts, rules, reasons, errors: said by all sides), `cli`, `archive` (offline
 * site), `report` (report, start page, verification), `app` (screens), `schools` (update, combine, remove, receipts), `shell`
 * (menu, proxy log-in, start from a terminal), `tools` (screens for schools, workshops and profiles). Plurals by i18next's CLDR suffixes (`_one`, `_two`, `_few`, `_other`).
 */
const english = {
  common: enCommon,
  cli: enCli,
  archive: enArchive,
  report: enReport,
  app: enApp,
  schools: enSchools,
  shell: enShell,
  tools: enTools,
};
const resources = {
  en: english,
  sl: {
    common: slCommon,
    cli: slCli,
    archive: slArchive,
    report: slReport,
    app: slApp,
    schools: slSchools,
    shell: slShell,
    tools: slTools,
  },
};

export type Translate = (key: string, params?: Readonly<Record<string, unknown>>) => string;

/** The best language there is for a wish such as `sl-SI` or `sl_SI.UTF-8`; English if none fits. */
export function pickLanguage(wish: string | undefined): Language {
  const code = (wish ?? '').toLowerCase().split(/[-_.@]/)[0] ?? '';
  if (code === 'pseudo') return 'pseudo';
  return LANGUAGES.find((language) => language === code) ?? 'en';
}

/** A fresh i18next instance (no global state) in one language; keys are `namespace:key.path`. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    ns: Object.keys(english),
    defaultNS: 'common',
    resources: { ...resources, ...(language === 'pseudo' ? { pseudo: pseudo(english) } : {}) },
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** Just the translate function of `createI18n`, for callers without React. */
export function createTranslate(language: Language): Translate {
  const instance = createI18n(language);
  return (key, params) => instance.t(key, { ...params });
}
