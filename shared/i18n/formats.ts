import { localeOf, pickLanguage } from './languages.ts';

/** Numbers, sizes and dates as one language writes them; the same on screens, in archives, reports and on the command line. */
export interface Formats {
  readonly number: (value: number) => string;
  /** Rounded down: 100 % is said when all is there, not before. */
  readonly percent: (fraction: number) => string;
  /** A length for people: `3.4 GB`. */
  readonly bytes: (value: number) => string;
  /** A day: of `2018-07-01` that very one, of a moment the one it is here. What is no date comes back as it is. */
  readonly date: (iso: string) => string;
  readonly dateTime: (iso: string) => string;
  /** The comma is the decimal sign, so the Excel of this language parts cells of CSV with semicolons. */
  readonly decimalComma: boolean;
}

const STEPS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const made = new Map<string, Formats>();

/** The formats of a language or locale; made once, since `Intl` takes its time. */
export function formatsOf(wish: string): Formats {
  const locale = localeOf(pickLanguage(wish));
  const known = made.get(locale);
  if (known !== undefined) return known;
  const formats = makeFormats(locale);
  made.set(locale, formats);
  return formats;
}

function makeFormats(locale: string): Formats {
  // Slovenian writes 4312 but 12.345; other languages' rules of this kind ICU knows.
  const useGrouping = locale === 'sl' ? 'min2' : 'auto';
  const numbers = new Intl.NumberFormat(locale, { useGrouping });
  const once = <T>(make: () => T): (() => T) => {
    let value: T | undefined;
    return () => (value ??= make());
  };
  const percent = once(() => new Intl.NumberFormat(locale, { style: 'percent' }));
  const units = STEPS.map((unit) =>
    [0, 1].map((digits) =>
      once(() => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits, useGrouping })),
    ),
  );
  // A month's name would have to be declined in Slovenian (1. marca): 1. 3. 2022 is what people write anyway.
  const day =
    locale === 'sl'
      ? ({ day: 'numeric', month: 'numeric', year: 'numeric' } as const)
      : ({ day: 'numeric', month: 'long', year: 'numeric' } as const);
  const days = once(() => new Intl.DateTimeFormat(locale, day));
  const moments = once(() => new Intl.DateTimeFormat(locale, { ...day, hour: 'numeric', minute: '2-digit' }));
  const write = (format: Intl.DateTimeFormat, at: Date): string =>
    format
      .formatToParts(at)
      // In French the first of a month is an ordinal; ICU writes it as a number.
      .map(({ type, value }) => (locale === 'fr' && type === 'day' && value === '1' ? '1er' : value))
      .join('');
  const dated = (format: () => Intl.DateTimeFormat, iso: string): string => {
    // `Date` reads a year out of any words.
    if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return iso;
    // A day by itself is noon here, so that no time zone moves it.
    const at = new Date(iso.length === 10 ? `${iso}T12:00:00` : iso);
    return Number.isNaN(at.getTime()) ? iso : write(format(), at);
  };

  return {
    number: (value) => numbers.format(value),
    percent: (fraction) => percent().format(Math.floor(fraction * 100) / 100),
    bytes: (value) => {
      const step = value < 1_000 ? 0 : Math.min(STEPS.length - 1, Math.floor(Math.log10(value) / 3));
      const amount = value / 1_000 ** step;
      return units[step]?.[amount < 100 && step > 1 ? 1 : 0]?.().format(amount) ?? numbers.format(value);
    },
    date: (iso) => dated(days, iso),
    dateTime: (iso) => dated(moments, iso),
    decimalComma: numbers.formatToParts(1.5).some(({ type, value }) => type === 'decimal' && value === ','),
  };
}
