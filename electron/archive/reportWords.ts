import { formatsOf } from '../../shared/i18n/formats.ts';
import { createTranslate, htmlLang, spokenLanguage } from '../../shared/i18n/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';

/** Texts, numbers and dates of one language. */
export interface ReportWords {
  /** What `lang` says in HTML. */
  readonly language: string;
  readonly t: Translate;
  /** A text of `common` by its code, or the code itself where a catalogue has none (a rule of a profile from outside). */
  readonly common: (group: 'kinds' | 'verdicts' | 'rules' | 'reasons', code: string) => string;
  readonly number: (value: number) => string;
  /** A day written out; the text itself where it is no date. */
  readonly date: (iso: string) => string;
  /** A length in bytes for people: `4.2 GB`. */
  readonly size: (bytes: number) => string;
  /** The sign between the cells of a CSV file that the Excel of this language opens with a double click. */
  readonly separator: ';' | ',';
}

/** Words of an export's language, which `loadLanguage` has loaded; others get English. */
export function reportWords(wish: string): ReportWords {
  const spoken = spokenLanguage(wish);
  const t = createTranslate(spoken);
  const { number, date, bytes, decimalComma } = formatsOf(spoken);
  return {
    language: htmlLang(spoken),
    t,
    common(group, code) {
      const key = `common:${group}.${code}`;
      // Kinds have plural forms; a table speaks of one thing a row.
      const text = t(key, { count: 1 });
      return text === key || text === `${group}.${code}` ? code : text;
    },
    number,
    date,
    size: bytes,
    separator: decimalComma ? ';' : ',',
  };
}
