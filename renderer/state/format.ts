import type { Translate } from '../../shared/i18n/index.ts';

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Numbers, sizes, dates and times as a person of this language reads them. */
export interface Format {
  readonly number: (value: number) => string;
  readonly percent: (fraction: number) => string;
  readonly bytes: (value: number) => string;
  readonly date: (iso: string) => string;
  readonly dateTime: (iso: string) => string;
  readonly year: (iso: string) => string;
  /** Hours are called hours: "about 3 hours". */
  readonly duration: (seconds: number) => string;
  /** A counted noun: `key` has plural forms; the number stands in them as `{{n}}`. */
  readonly count: (key: string, value: number, params?: Readonly<Record<string, unknown>>) => string;
}

export function createFormat(language: string, t: Translate): Format {
  // The pseudo-locale is English in disguise.
  const locale = language === 'pseudo' ? 'en' : language;
  const plain = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const units = STEPS.map((unit) =>
    [0, 1].map((digits) => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits })),
  );
  const count: Format['count'] = (key, value, params) => t(key, { ...params, count: value, n: plain.format(value) });

  return {
    number: (value) => plain.format(value),
    // Rounded down: 100 % is said when all is there, not before.
    percent: (fraction) => percent.format(Math.floor(fraction * 100) / 100),
    bytes: (value) => {
      const step = value < 1_000 ? 0 : Math.min(STEPS.length - 1, Math.floor(Math.log10(value) / 3));
      const amount = value / 1_000 ** step;
      return units[step]?.[amount < 100 && step > 1 ? 1 : 0]?.format(amount) ?? plain.format(value);
    },
    date: (iso) => day.format(new Date(iso)),
    dateTime: (iso) => moment.format(new Date(iso)),
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
