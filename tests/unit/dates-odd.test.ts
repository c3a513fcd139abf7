import { describe, expect, it } from 'vitest';
import { findDates, parseDate } from '../../electron/platform/read/dates.ts';

describe('dates as few people write them', () => {
  it.each([
    ['1η Ιουλίου 2018', '2018-07-01'],
    ['Παρασκευή, 21η Σεπτεμβρίου 2018', '2018-09-21'],
    ['1° luglio 2018', '2018-07-01'],
    ['2de september 2014', '2014-09-02'],
    ['1-ви юли 2018', '2018-07-01'],
    ['1st July 2018', '2018-07-01'],
    ['1er juillet 2018', '2018-07-01'],
    ['1-maj-2018', '2018-05-01'],
    ['12.IX.2014', '2014-09-12'],
    ['12. IX. 2014.', '2014-09-12'],
    ['12 IX 2014 r.', '2014-09-12'],
    ['1/VII/2018, 14:30', '2018-07-01T14:30'],
    ['1\u20117\u20112018', '2018-07-01'],
    ['01\u201007\u20102018', '2018-07-01'],
    ['2018\u201107\u201101', '2018-07-01'],
    ['\u200e1\u200e/\u200e7\u200e/\u200e2018', '2018-07-01'],
  ])('%s', (text, iso) => {
    expect(parseDate(text)).toBe(iso);
    const [found] = findDates(`Ana Novak, ${text} · 3`);
    expect(found?.iso).toBe(iso);
    expect(text.trim()).toContain(found?.written);
  });

  it.each([
    'Louis XIV 2014',
    '12 IIX 2014',
    '5.X',
    'room 12, I 2014',
    '31.II.2014',
    '3 VX 2014',
    '1 klass 2018',
    '12kg 2018',
  ])('none in "%s"', (text) => {
    expect(findDates(text)).toEqual([]);
  });
});
