/**
 * Dates as people write them in the platform's languages: day before month, or `<time datetime>` (platform.md). Month names
 * come from the ICU data that Node carries, in the nominative and the genitive, short and long; no word list of our own.
 */
const LANGUAGES =
  'en sl de pl es it fr el bg ro pt nl sv da nb fi et lv lt cs sk hu hr bs sr sr-Latn mk sq tr mt is uk ru ca ga ka hy az ar'.split(
    ' ',
  );

/** A date found in a text. */
export interface FoundDate {
  /** ISO 8601: `2018-07-01`, or with a time `2018-07-01T14:30`. */
  readonly iso: string;
  readonly written: string;
  readonly index: number;
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/ς/g, 'σ')
    .replace(/ł/g, 'l')
    .replace(/[.'’]/g, '');
}

/** Folded month name → (language → month). A name may mean two months: `listopad` is October in Croatian, November in Polish. */
type Months = ReadonlyMap<string, ReadonlyMap<string, number>>;

function monthNames(): Months {
  const found = new Map<string, Map<string, number>>();
  const styles = [
    { month: 'long' },
    { month: 'short' },
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ] as const;
  for (const language of LANGUAGES) {
    for (const style of styles) {
      const format = new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, { ...style, timeZone: 'UTC' });
      for (let month = 0; month < 12; month += 1) {
        const part = format.formatToParts(Date.UTC(2018, month, 3)).find(({ type }) => type === 'month');
        const name = fold(part?.value ?? '').trim();
        if (!/^\p{L}{3,}(?: \p{L}{3,})?$/u.test(name)) continue;
        const byLanguage = found.get(name) ?? new Map<string, number>();
        found.set(name, byLanguage.set(language, month + 1));
      }
    }
  }
  return found;
}

let names: Months | undefined;

/** @param language of the page, where it says one: decides between two meanings; else the first in `LANGUAGES` counts. */
function monthOf(name: string | undefined, language: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  // Made at first use: 2,000 formatter calls cost 40 ms.
  names ??= monthNames();
  const byLanguage = names.get(fold(name));
  if (!byLanguage) return undefined;
  return byLanguage.get(language ?? '') ?? [...byLanguage.values()][0];
}

function iso(year: number, month: number, day: number, time?: string): string | undefined {
  const full = year < 100 ? year + 2000 : year;
  if (full < 1990 || full > 2100 || month < 1 || month > 12 || day < 1) return undefined;
  if (day > new Date(Date.UTC(full, month, 0)).getUTCDate()) return undefined;
  const date = `${full}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return time === undefined ? date : `${date}T${time}`;
}

/** What follows a year in some languages: `2018 г.`, `2018 р.`, `2018.` */
const YEAR_END = String.raw`(?:\s?(?:г|р|год)\.|\.(?=[\s,;|·)]|$))?`;
const TIME = String.raw`(?:[,\s]*(?:\p{L}{1,4}\.?\s+)?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:\s?([ap])\.?m\.?)?(?![\d.]))?`;
/** What makes a day's number an ordinal: `1st`, `1er`, `1º`, `1η`, `1-ви`, `1.` */
const ORDINAL = String.raw`(?:[-'’]?\p{L}{1,4}|[°.])`;
/** Months in Roman numerals, as in Poland, Hungary and the Balkans: `12.IX.2014`. */
const ROMAN = 'I II III IV V VI VII VIII IX X XI XII'.split(' ');
const PATTERNS = {
  iso: new RegExp(String.raw`(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T\s](\d{2}):(\d{2})(?::(\d{2}))?)?(?!\d)`, 'gu'),
  numeric: new RegExp(
    String.raw`(?<![\d.,/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/-]|\.\d)${YEAR_END}\.?${TIME}`,
    'gu',
  ),
  yearFirst: new RegExp(String.raw`(?<!\d)(\d{4})\s?([./])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)\.?${TIME}`, 'gu'),
  named: new RegExp(
    String.raw`(?<!\d)(\d{1,2})${ORDINAL}?[\s.-]+(?:(?:de|di|d|da|ta)[\s'’]+)?([\p{L}\p{M}’']{3,}(?: [\p{L}\p{M}]{4,})?)[.,]?[\s,-]+(?:(?:de|del|do|van)\s+)?(\d{4})(?!\d)${YEAR_END}${TIME}`,
    'giu',
  ),
  monthFirst: new RegExp(
    String.raw`(?<![\p{L}\p{M}])([\p{L}\p{M}]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th|,|\.)?,?\s+(\d{4})(?!\d)${TIME}`,
    'giu',
  ),
  roman: new RegExp(
    String.raw`(?<![\d.,/-])(\d{1,2})(?:\.\s?|\s?([/-])\s?|\s)([IVX]{1,4})(?:\.\s?|\s?\2\s?|\s)(\d{4})(?!\d)${YEAR_END}${TIME}`,
    'gu',
  ),
  /** Hungarian, Lithuanian, Latvian: year, month's name, day. */
  yearMonthDay: new RegExp(
    String.raw`(?<!\d)(\d{4})[.\s]+(?:\p{L}{1,2}\.\s+|gada\s+)?(?:([\p{L}\p{M}]{3,})\.?\s+(\d{1,2})|(\d{1,2})\.?\s+([\p{L}\p{M}]{3,}))(?!\d)(?:\s+d)?\.?`,
    'giu',
  ),
};

function clock(hour?: string, minute?: string, second?: string, half?: string): string | undefined {
  if (hour === undefined || minute === undefined) return undefined;
  let h = Number(hour);
  if (half?.toLowerCase() === 'p' && h < 12) h += 12;
  if (half?.toLowerCase() === 'a' && h === 12) h = 0;
  if (h > 23 || Number(minute) > 59) return undefined;
  return `${String(h).padStart(2, '0')}:${minute}${second === undefined ? '' : `:${second}`}`;
}

/**
 * All dates in a text, in reading order. Numeric dates are read day first, whatever the language.
 * @param language primary subtag of the page's language, if it says one
 */
export function findDates(text: string, language?: string): readonly FoundDate[] {
  // Most texts hold no date; this is asked of every one, several times.
  if (!COULD_BE_DATE.test(text)) return [];
  if (text.length > REMEMBERED_LENGTH) return searchDates(text, language);
  const key = `${language ?? ''} ${text}`;
  const known = remembered.get(key);
  if (known) return known;
  const found = searchDates(text, language);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(key, found);
  return found;
}

const COULD_BE_DATE = /(?<!\d)\d{4}(?!\d)|\d\s?([./\-\u2010\u2011])\s?\d{1,2}\s?\1\s?\d{2}/;
/** The same short lines are looked at by several readers of a page: their dates are remembered, within bounds. */
const remembered = new Map<string, readonly FoundDate[]>();
const REMEMBERED = 4_000;
const REMEMBERED_LENGTH = 300;

/** Hyphens that do not break, and marks of direction around numbers: same length, so that places stay what they are. */
function plain(text: string): string {
  return text.replace(/[\u2010\u2011]/g, '-').replace(/[\u200e\u200f]/g, ' ');
}

function searchDates(asWritten: string, language: string | undefined): FoundDate[] {
  const text = plain(asWritten);
  const found: FoundDate[] = [];
  const add = (match: RegExpExecArray, value: string | undefined): void => {
    if (value === undefined) return;
    const end = match.index + match[0].length;
    if (found.some((other) => match.index < other.index + other.written.length && other.index < end)) return;
    found.push({ iso: value, written: asWritten.slice(match.index, end).trim(), index: match.index });
  };
  const each = (pattern: RegExp, read: (groups: readonly (string | undefined)[]) => string | undefined): void => {
    for (const match of text.matchAll(pattern)) add(match, read(match));
  };
  each(PATTERNS.iso, ([, y, m, d, h, mi, s]) => iso(Number(y), Number(m), Number(d), clock(h, mi, s)));
  each(PATTERNS.yearFirst, ([, y, , m, d, h, mi, s, p]) => iso(Number(y), Number(m), Number(d), clock(h, mi, s, p)));
  each(PATTERNS.numeric, ([, d, , m, y, h, mi, s, p]) => iso(Number(y), Number(m), Number(d), clock(h, mi, s, p)));
  if (/[IVX]/.test(text)) {
    each(PATTERNS.roman, ([, d, , month, y, h, mi, s, p]) =>
      iso(Number(y), ROMAN.indexOf(month ?? '') + 1, Number(d), clock(h, mi, s, p)),
    );
  }
  if (/\p{L}{3}/u.test(text)) {
    each(PATTERNS.named, ([, d, name, y, h, mi, s, p]) =>
      iso(Number(y), monthOf(name, language) ?? 0, Number(d), clock(h, mi, s, p)),
    );
    each(PATTERNS.monthFirst, ([, name, d, y, h, mi, s, p]) =>
      iso(Number(y), monthOf(name, language) ?? 0, Number(d), clock(h, mi, s, p)),
    );
    each(PATTERNS.yearMonthDay, ([, y, name1, d1, d2, name2]) =>
      iso(Number(y), monthOf(name1 ?? name2, language) ?? 0, Number(d1 ?? d2)),
    );
  }
  return found.sort((a, b) => a.index - b.index);
}

/** A `datetime` attribute, `content` of microdata, or whatever else should hold one date; undefined if it holds none. */
export function parseDate(text: string, language?: string): string | undefined {
  const stamp = /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?\s*$/.exec(
    text,
  );
  if (stamp?.[1] !== undefined) {
    const [year, monthNumber, day] = stamp[1].split('-').map(Number);
    return iso(year ?? 0, monthNumber ?? 0, day ?? 0, stamp[2] === undefined ? undefined : stamp[2] + (stamp[3] ?? ''));
  }
  return findDates(text, language)[0]?.iso;
}
