import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDates, parseDate } from '../../electron/platform/read/dates.ts';

/** Languages of the platform whose long dates ICU writes with a month's name in one word. */
const LANGUAGES = 'en-GB sl de pl es it fr el bg ro pt nl sv da nb fi et lv lt cs sk hu hr sr mk tr is uk mt'.split(
  ' ',
);

describe.each(LANGUAGES)('dates in %s', (language) => {
  it.each(['long', 'medium', 'short'] as const)('%s', (dateStyle) => {
    const format = new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'UTC' });
    for (let month = 0; month < 12; month += 1) {
      const written = format.format(Date.UTC(2018, month, 13));
      const expected = `2018-${String(month + 1).padStart(2, '0')}-13`;
      expect(findDates(`· ${written} ·`, language.slice(0, 2))[0]?.iso, written).toBe(expected);
    }
  });
});

it('reads day before month, whatever the separator', () => {
  for (const text of ['1. 7. 2018', '01/07/2018', '1.7.2018', '01-07-2018', '1 luglio 2018', '1. julij 2018']) {
    expect(parseDate(text), text).toBe('2018-07-01');
  }
});

it('reads machine dates with their time', () => {
  expect(parseDate('2018-07-01')).toBe('2018-07-01');
  expect(parseDate('2018-07-01T14:30:00Z')).toContain('2018-07-01T14:30');
});

it('finds no date where there is none', () => {
  for (const text of ['', '31.02.2018', '99/99/2018', 'version 1.2.3', 'room 2018', '12 apples'])
    expect(findDates(text), text).toEqual([]);
});

it('never throws, and what it finds stands in the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const { iso, written } of findDates(text)) {
        expect(text).toContain(written);
        expect(iso).toMatch(/^\d{4}-\d\d-\d\d/);
      }
    }),
    { numRuns: 2_000 },
  );
});
