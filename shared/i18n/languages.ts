/** Languages with complete catalogues, in the order in which their names are listed. */
export const LANGUAGES = ['de', 'el', 'en', 'es', 'fr', 'hr', 'it', 'pl', 'pt', 'ro', 'sl', 'tr'] as const;
type Spoken = (typeof LANGUAGES)[number];

/** `pseudo` (longer, accented English) exists for layout tests only. */
export type Language = Spoken | 'pseudo';

/** Each language by its own name, written as it is written in a list of languages: one finds one's own, whatever is set. */
export const LANGUAGE_NAMES: Readonly<Record<Spoken, string>> = {
  de: 'Deutsch',
  el: 'ελληνικά',
  en: 'English',
  es: 'español',
  fr: 'français',
  hr: 'hrvatski',
  it: 'italiano',
  pl: 'polski',
  pt: 'português',
  ro: 'română',
  sl: 'slovenščina',
  tr: 'Türkçe',
};

/** Where a language has several countries, the one whose numbers, dates and plurals are meant. */
const LOCALES: Readonly<Partial<Record<Language, string>>> = { en: 'en-GB', pt: 'pt-PT', pseudo: 'en-GB' };

/** What `Intl` is to be asked for. */
export function localeOf(language: Language): string {
  return LOCALES[language] ?? language;
}

/** What `lang` says in HTML; the pseudo-locale is English in disguise. */
export function htmlLang(language: Language): string {
  return language === 'pseudo' ? 'en' : language;
}

function known(wish: string | undefined): Language | undefined {
  const code = (wish ?? '').toLowerCase().split(/[-_.@]/)[0] ?? '';
  return code === 'pseudo' ? 'pseudo' : LANGUAGES.find((language) => language === code);
}

/** The best language there is for a wish such as `sl-SI`, `pt_BR.UTF-8` or `nb`; English if none fits. */
export function pickLanguage(wish: string | undefined): Language {
  return known(wish) ?? 'en';
}

/** The first of several wishes that there is a catalogue for; English if there is none for any. */
export function pickFirst(wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const language = known(wish);
    if (language !== undefined) return language;
  }
  return 'en';
}
