import { ITEM_KINDS } from '../../../shared/model/index.ts';
import type { ItemKind, ItemRecord, Verdict } from '../../../shared/model/index.ts';
import { formatsOf, type Formats } from '../../../shared/i18n/formats.ts';
import type { Translate } from '../../../shared/i18n/index.ts';
import { htmlLang, localeOf, pickLanguage } from '../../../shared/i18n/languages.ts';
import { wellFormed } from './html.ts';

/** A date as an archive shows it: never shifted by the reader's time zone. */
interface Dated {
  readonly createdAt?: string | undefined;
  readonly dateAsWritten?: string | undefined;
}

/** Texts, numbers, sizes and dates in the language of the archive. */
export class Words {
  /** What `lang` says in HTML. */
  readonly language: string;
  /** What `Intl` is asked for: here, and by the site's own scripts. */
  readonly locale: string;
  private readonly translate: Translate;
  private readonly formats: Formats;
  private readonly collator: Intl.Collator;
  /** Texts without parameters: 40,000 pages say the same ones. */
  private readonly said = new Map<string, string>();

  constructor(translate: Translate, language: string) {
    this.translate = translate;
    const known = pickLanguage(language);
    this.language = htmlLang(known);
    this.locale = localeOf(known);
    this.formats = formatsOf(known);
    this.collator = new Intl.Collator(this.locale, { numeric: true, sensitivity: 'base' });
  }

  /** A text of the site's own catalogue. */
  t(key: string, params?: Readonly<Record<string, unknown>>): string {
    if (params !== undefined) return this.translate(`archive:${key}`, params);
    const text = this.said.get(key) ?? this.translate(`archive:${key}`);
    this.said.set(key, text);
    return text;
  }

  /** A counted text: `count` chooses the form, `n` is the number as written. */
  count(key: string, count: number, params: Readonly<Record<string, unknown>> = {}): string {
    return this.t(key, { ...params, count, n: this.number(count) });
  }

  /** A text that all sides share; `fallback` where the catalogue has none. */
  shared(key: string, fallback: string, params: Readonly<Record<string, unknown>> = {}): string {
    return this.translate(`common:${key}`, { ...params, defaultValue: fallback });
  }

  /** "Label: value" as the language writes it; with no value, what stands before one. */
  labelled(label: string, value = ''): string {
    return this.shared('labelled', `${label}: ${value}`, { label, value });
  }

  kind(kind: ItemKind, count = 1): string {
    const key = `${kind} ${count}`;
    const text = this.said.get(key) ?? this.shared(`kinds.${kind}`, kind.replace('-', ' '), { count });
    this.said.set(key, text);
    return text;
  }

  /** With a capital, as a line begins. A style sheet would take the accents off Greek ones (Έργο). */
  capital(text: string): string {
    const [first = ''] = text;
    // Of our languages, Turkish alone has capitals of its own: i and İ.
    return (this.locale === 'tr' ? first.toLocaleUpperCase('tr') : first.toUpperCase()) + text.slice(first.length);
  }

  verdict(verdict: Verdict): string {
    return this.shared(`verdicts.${verdict}`, verdict);
  }

  rule(rule: string): string {
    return this.shared(`rules.${rule}`, '');
  }

  /** Why an item was not saved, in a sentence. */
  reason(item: Pick<ItemRecord, 'reason' | 'status'>): string {
    return item.reason === undefined ? this.t('report.noReason') : this.shared(`reasons.${item.reason}`, item.reason);
  }

  number(value: number): string {
    return this.formats.number(value);
  }

  size(bytes: number): string {
    return this.formats.bytes(bytes);
  }

  /** The date in words, or as the page wrote it; empty if there is none. */
  date(dated: Dated): string {
    const day = dayOf(dated.createdAt);
    return day === undefined ? (dated.dateAsWritten ?? '').slice(0, 60) : this.formats.date(day);
  }

  compare(a: string, b: string): number {
    return this.collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
  }

  kinds(): readonly ItemKind[] {
    return ITEM_KINDS;
  }
}

/** The day of an ISO date as it was written, whatever the zone. */
export function dayOf(createdAt: string | undefined): string | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})/.exec(createdAt ?? '')?.[1];
  return day === undefined || Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? undefined : day;
}

export function yearOf(createdAt: string | undefined): number | undefined {
  const year = /^(\d{4})/.exec(createdAt ?? '')?.[1];
  return year === undefined ? undefined : Number(year);
}

/** First calendar year of the school year a day belongs to; schools change years on 1 August. */
export function schoolYearOf(createdAt: string | undefined): number | undefined {
  const day = dayOf(createdAt);
  if (day === undefined) return undefined;
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) >= 8 ? year : year - 1;
}

/** Folds white space and shortens for display; a hostile or broken title may have a million characters. */
export function short(text: string, length = 160): string {
  // Cut first: folding a million characters for every link would be slow.
  const folded = text
    .slice(0, length * 4)
    .replace(/\s+/gu, ' ')
    .trim();
  if (folded.length <= length) return folded;
  return `${wellFormed(folded.slice(0, length - 1))
    .replace(/\uFFFD$/, '')
    .trimEnd()}…`;
}
