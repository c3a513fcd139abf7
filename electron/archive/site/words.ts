import { ITEM_KINDS } from '../../../shared/model/index.ts';
import type { ItemKind, ItemRecord, Verdict } from '../../../shared/model/index.ts';
import type { Translate } from '../../../shared/i18n/index.ts';
import { wellFormed } from './html.ts';

/** A date as an archive shows it: never shifted by the reader's time zone. */
interface Dated {
  readonly createdAt?: string | undefined;
  readonly dateAsWritten?: string | undefined;
}

/** Texts, numbers, sizes and dates in the language of the archive. */
export class Words {
  readonly language: string;
  private readonly translate: Translate;
  private readonly numbers: Intl.NumberFormat;
  private readonly decimals: Intl.NumberFormat;
  private readonly dates: Intl.DateTimeFormat;
  private readonly collator: Intl.Collator;
  /** Texts without parameters: 40,000 pages say the same ones. */
  private readonly said = new Map<string, string>();

  constructor(translate: Translate, language: string) {
    this.translate = translate;
    this.language = language === 'pseudo' ? 'en' : language;
    // Slovenian writes 4312 but 12.345.
    const grouping = this.language === 'sl' ? 'min2' : 'auto';
    this.numbers = new Intl.NumberFormat(this.language, { useGrouping: grouping });
    this.decimals = new Intl.NumberFormat(this.language, { maximumFractionDigits: 1, useGrouping: grouping });
    // In Slovenian the month would have to be declined by what stands before it; numbers are right everywhere.
    this.dates =
      this.language === 'sl'
        ? new Intl.DateTimeFormat('sl', { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' })
        : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
    this.collator = new Intl.Collator(this.language, { numeric: true, sensitivity: 'base' });
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

  kind(kind: ItemKind, count = 1): string {
    const key = `${kind} ${count}`;
    const text = this.said.get(key) ?? this.shared(`kinds.${kind}`, kind.replace('-', ' '), { count });
    this.said.set(key, text);
    return text;
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
    return this.numbers.format(value);
  }

  size(bytes: number): string {
    const units = ['B', 'KB', 'MB', 'GB'];
    let value = bytes;
    let unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit += 1;
    }
    return `${(unit < 2 ? this.numbers : this.decimals).format(unit < 2 ? Math.round(value) : value)} ${units[unit] ?? ''}`;
  }

  /** The date in words, or as the page wrote it; empty if there is none. */
  date(dated: Dated): string {
    const day = dayOf(dated.createdAt);
    return day === undefined
      ? (dated.dateAsWritten ?? '').slice(0, 60)
      : this.dates.format(new Date(`${day}T00:00:00Z`));
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
