import { createTranslate, pickLanguage } from '../../shared/i18n/index.ts';
import type { Translate } from '../../shared/i18n/index.ts';

/** Texts, numbers and dates of one language. */
export interface ReportWords {
  /** `en`, `sl`; what `lang` says in HTML. */
  readonly language: string;
  readonly t: Translate;
  /** A text of `common` by its code, or the code itself where a catalogue has none (a rule of a profile from outside). */
  readonly common: (group: 'kinds' | 'verdicts' | 'rules' | 'reasons', code: string) => string;
  readonly number: (value: number) => string;
  /** A day written out; the text itself where it is no date. */
  readonly date: (iso: string) => string;
  /** A length in bytes for people: `4.2 GB`. */
  readonly size: (bytes: number) => string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Words of an export's language; unknown ones get English. */
export function reportWords(wish: string): ReportWords {
  const picked = pickLanguage(wish);
  const t = createTranslate(picked);
  const language = picked === 'pseudo' ? 'en' : picked;
  // In Europe the day stands before the month.
  const locale = language === 'en' ? 'en-GB' : language;
  // In Slovenian four digits stand together: 4312, but 12.345.
  const useGrouping = language === 'sl' ? 'min2' : 'auto';
  const numbers = new Intl.NumberFormat(locale, { useGrouping });
  const dates = new Intl.DateTimeFormat(
    locale,
    // A month's name would have to be declined (1. marca): 1. 3. 2022 is what people write anyway.
    language === 'sl' ? { day: 'numeric', month: 'numeric', year: 'numeric' } : { dateStyle: 'long' },
  );
  return {
    language,
    t,
    common(group, code) {
      const key = `common:${group}.${code}`;
      // Kinds have plural forms; a table speaks of one thing a row.
      const text = t(key, { count: 1 });
      return text === key || text === `${group}.${code}` ? code : text;
    },
    number: (value) => numbers.format(value),
    date(iso) {
      const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(iso) ? `${iso}T12:00:00` : iso);
      return Number.isNaN(at.getTime()) ? iso : dates.format(at);
    },
    size(bytes) {
      let value = bytes;
      let unit = 0;
      while (value >= 1000 && unit < UNITS.length - 1) {
        value /= 1000;
        unit += 1;
      }
      const format = { style: 'unit', unit: UNITS[unit] ?? 'byte', maximumFractionDigits: unit === 0 ? 0 : 1 } as const;
      return new Intl.NumberFormat(locale, format).format(value);
    },
  };
}
