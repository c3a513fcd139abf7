import i18next, { type i18n } from 'i18next';
import type { Catalogue } from './catalogue.ts';
import { catalogue as english } from './en.ts';
import { localeOf, pickLanguage, type Language } from './languages.ts';

export { LANGUAGES, LANGUAGE_NAMES, htmlLang, pickFirst, pickLanguage } from './languages.ts';
export type { Language } from './languages.ts';

/** English is always there, since it stands in for what is not; every other language comes in a piece of its own. */
const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ readonly catalogue: Catalogue }>>> = {
  de: () => import('./de.ts'),
  el: () => import('./el.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  hr: () => import('./hr.ts'),
  it: () => import('./it.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  ro: () => import('./ro.ts'),
  sl: () => import('./sl.ts'),
  tr: () => import('./tr.ts'),
  pseudo: () => import('./pseudo.ts').then(({ pseudo }) => ({ catalogue: pseudo(english) })),
};
const loaded = new Map<Language, Catalogue>([['en', english]]);

export type Translate = (key: string, params?: Readonly<Record<string, unknown>>) => string;

/**
 * Loads the best language there is for a wish. To be awaited wherever something begins that will speak: a command, a screen, an
 * archive; after that `createTranslate` answers at once.
 *
 * @returns the language that will be spoken: English if there is none for this wish, or if its file cannot be read (an archive is
 * not lost for want of words)
 */
export async function loadLanguage(wish: string | undefined): Promise<Language> {
  const language = pickLanguage(wish);
  if (language === 'en' || loaded.has(language)) return language;
  try {
    loaded.set(language, (await LOADERS[language]()).catalogue);
    return language;
  } catch {
    return 'en';
  }
}

/** The language in which a wish is answered now. All of it, dates and numbers too, is English until `loadLanguage` is done. */
export function spokenLanguage(wish: string | undefined): Language {
  const language = pickLanguage(wish);
  return loaded.has(language) ? language : 'en';
}

/** A fresh i18next instance (no global state) in one language; keys are `namespace:key.path`. */
export function createI18n(wish: string | undefined): i18n {
  const language = spokenLanguage(wish);
  // Under its locale, so that plural forms are those of the country (0 in Portugal is not as in Brazil).
  const locale = localeOf(language);
  const instance = i18next.createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: 'en',
    ns: Object.keys(english),
    defaultNS: 'common',
    resources: { en: english, [locale]: loaded.get(language) ?? english },
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

/** Just the translate function of `createI18n`, for callers without React. */
export function createTranslate(wish: string | undefined): Translate {
  const instance = createI18n(wish);
  return (key, params) => instance.t(key, { ...params });
}
