import { formatsOf, type Formats } from '../../shared/i18n/formats.ts';
import type { Translate } from '../../shared/i18n/index.ts';

/** Numbers, sizes, dates and times as a person of this language reads them. */
export interface Format extends Formats {
  readonly year: (iso: string) => string;
  /** Hours are called hours: "about 3 hours". */
  readonly duration: (seconds: number) => string;
  /** A counted noun: `key` has plural forms; the number stands in them as `{{n}}`. */
  readonly count: (key: string, value: number, params?: Readonly<Record<string, unknown>>) => string;
}

/** @param language a language of ours or a locale of it */
export function createFormat(language: string, t: Translate): Format {
  const formats = formatsOf(language);
  const count: Format['count'] = (key, value, params) => t(key, { ...params, count: value, n: formats.number(value) });
  return {
    ...formats,
    year: (iso) => iso.slice(0, 4),
    duration: (seconds) => {
      const minutes = seconds / 60;
      if (minutes < 1) return t('app:duration.moment');
      if (minutes < 55)
        return count('app:duration.minutes', minutes < 10 ? Math.round(minutes) : Math.round(minutes / 5) * 5);
      if (minutes < 36 * 60) return count('app:duration.hours', Math.round(minutes / 60));
      return count('app:duration.days', Math.round(minutes / 60 / 24));
    },
    count,
  };
}
