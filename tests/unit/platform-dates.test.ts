import { describe, expect, it } from 'vitest';
import { findDates, parseDate } from '../../electron/platform/read/dates.ts';

/** Languages of the platform's countries. */
const LANGUAGES = [
  'en-GB', 'sl', 'de', 'pl', 'es', 'it', 'fr', 'el', 'bg', 'ro', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'et', 'lv', 'lt', 'cs', 'sk',
  'hu', 'hr', 'bs', 'sr', 'sr-Latn', 'mk', 'sq', 'tr', 'mt', 'is', 'uk', 'ca', 'ga', 'ka', 'hy', 'az',
]; // prettier-ignore
const DAYS = [
  '2005-01-31',
  '2014-09-01',
  '2016-02-29',
  '2018-06-30',
  '2018-07-01',
  '2018-07-02',
  '2021-12-31',
  '2022-03-12',
];

function written(iso: string, language: string, style: 'long' | 'medium'): string {
  const format = new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, { dateStyle: style, timeZone: 'UTC' });
  return format.format(new Date(`${iso}T12:00:00Z`));
}

describe('dates as people write them', () => {
  it.each(LANGUAGES)('%s: long and medium, every month, and the boundary days', (language) => {
    const months = Array.from({ length: 12 }, (_, month) => `2019-${String(month + 1).padStart(2, '0')}-17`);
    const wrong: string[] = [];
    for (const iso of [...DAYS, ...months]) {
      for (const style of ['long', 'medium'] as const) {
        const text = written(iso, language, style);
        const found = findDates(`Ana Novak · ${text}`, language.split('-')[0]);
        if (found[0]?.iso !== iso) wrong.push(`${style} ${iso}: "${text}" read as ${found[0]?.iso ?? 'nothing'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['1. 7. 2018', '2018-07-01'],
    ['01/07/2018', '2018-07-01'],
    ['1.7.2018 14:30', '2018-07-01T14:30'],
    ['01-07-2018', '2018-07-01'],
    ['1. 7. 18', '2018-07-01'],
    ['2018. 07. 01.', '2018-07-01'],
    ['2018-07-01 09:05', '2018-07-01T09:05'],
    ['1 luglio 2018', '2018-07-01'],
    ['1er juillet 2018', '2018-07-01'],
    ['1º de julio de 2018, 9:05', '2018-07-01T9:05'.replace('T9', 'T09')],
    ['2 юли 2018 г., 15:33', '2018-07-02T15:33'],
    ['July 1, 2018', '2018-07-01'],
    ['1st July 2018 at 3:05 pm', '2018-07-01T15:05'],
    ['Sonntag, 1. Juli 2018 um 14.30 Uhr', '2018-07-01T14:30'],
    ['31. 2. 2018', undefined],
    ['32.1.2018', undefined],
    ['1.13.2018', undefined],
    ['12.5.1.2018', undefined],
    ['version 2.10.18.4', undefined],
    ['tel. 041/123-456', undefined],
    ['in 2018 we planted 12 trees', undefined],
  ])('%s', (text, iso) => {
    expect(findDates(text)[0]?.iso).toBe(iso);
  });

  it('reads day before month whatever the language', () => {
    expect(findDates('03/04/2018', 'en')[0]?.iso).toBe('2018-04-03');
  });

  it('knows which listopad is meant by the language', () => {
    expect(findDates('5. listopada 2017.', 'hr')[0]?.iso).toBe('2017-10-05');
    expect(findDates('5 listopada 2017', 'pl')[0]?.iso).toBe('2017-11-05');
  });

  it('finds several in reading order, each once', () => {
    const found = findDates('12. 3. 2015 – 14. 3. 2015 (changed 2 May 2016)');
    expect(found.map(({ iso }) => iso)).toEqual(['2015-03-12', '2015-03-14', '2016-05-02']);
    expect(found[0]?.written).toBe('12. 3. 2015');
  });

  it('reads stamps with zones', () => {
    expect(parseDate('2018-07-01T14:30:00Z')).toBe('2018-07-01T14:30:00Z');
    expect(parseDate('2018-07-01T14:30+02:00')).toBe('2018-07-01T14:30+02:00');
    expect(parseDate('2018-07-01')).toBe('2018-07-01');
    expect(parseDate('2018-02-30')).toBeUndefined();
    expect(parseDate('')).toBeUndefined();
  });

  it('takes no time for long texts without dates', () => {
    const started = process.cpuUsage().user;
    findDates('1.2.'.repeat(100_000));
    findDates('word '.repeat(200_000));
    findDates('12 12 12 '.repeat(100_000));
    expect((process.cpuUsage().user - started) / 1_000).toBeLessThan(4_000);
  });
});
