import { hash32 } from './random.ts';
import type { Language } from './languages.ts';

const locale = (language: Language): string => (language === 'en' ? 'en-GB' : language);

/**
 * Writes a day as people of that language do, day before month. The style varies with the place where the date
 * stands, as on a site that was built by many hands over fourteen years.
 */
export function writeDate(iso: string, language: Language, place: string): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  const time = iso.length > 10 ? ` ${iso.slice(11, 16)}` : '';
  const d = String(Number(day));
  const m = String(Number(month));
  switch (hash32(place) % 4) {
    case 0:
      return `${d}. ${m}. ${year}${time}`;
    case 1:
      return `${day}/${month}/${year}${time}`;
    case 2:
      return `${day}.${month}.${year}${time}`;
    default:
      return longDate(iso, language) + (time === '' ? '' : `,${time}`);
  }
}

function longDate(iso: string, language: Language): string {
  const format = new Intl.DateTimeFormat(locale(language), { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${iso.slice(0, 10)}T12:00:00Z`));
}

/** Adds days to an ISO date. */
export function addDays(iso: string, days: number): string {
  return new Date(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
