import type { ItemContent, ItemKind, ItemRecord, Role } from '../../shared/model/index.ts';
import { statusOfReason } from '../../shared/reasons.ts';
import type { ListedTarget, Reading } from '../platform/read/reading.ts';
import type { Ruling } from '../platform/verdict.ts';
import { standsAt, type DatePlace } from './datePlaces.ts';
import type { Failure, Group } from './pages.ts';

/** What every item needs; the rest is optional. */
export interface ItemSeed {
  readonly kind: ItemKind;
  readonly role: Role;
  readonly space?: string | undefined;
  readonly number: string;
  readonly title: string;
  readonly sourceUrl: string;
  readonly order: number;
  readonly ruling: Ruling;
  readonly parent?: string | undefined;
  readonly folder?: readonly string[] | undefined;
  readonly author?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly dateAsWritten?: string | undefined;
  readonly description?: string | undefined;
  readonly restricted?: boolean | undefined;
  readonly facts?: Readonly<Record<string, string | undefined>> | undefined;
  readonly views?: readonly string[] | undefined;
  readonly hasContent?: boolean | undefined;
  readonly failure?: Failure | undefined;
}

/** Longest title that is kept whole; what is longer is no title but an attack on memory, and stands in the text anyway. */
const MAX_TITLE = 1_000;

/** `{role}-{kind}-{space}-{number}`: the same thing has the same id in every run. */
export function itemId(role: Role, kind: ItemKind, space: string | undefined, number: string): string {
  return [role, kind, ...(space === undefined ? [] : [space]), number].join('-');
}

function clipped(text: string): string {
  return text.length > MAX_TITLE ? `${text.slice(0, MAX_TITLE).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** Builds the record of an item; `exactOptionalPropertyTypes` wants absent properties, not undefined ones. */
export function makeItem(seed: ItemSeed): ItemRecord {
  const { failure } = seed;
  const facts = Object.entries(seed.facts ?? {}).flatMap(([key, value]) =>
    value === undefined || value === '' ? [] : [[key, value] as const],
  );
  return {
    id: itemId(seed.role, seed.kind, seed.space, seed.number),
    kind: seed.kind,
    role: seed.role,
    number: seed.number,
    title: clipped(seed.title),
    sourceUrl: seed.sourceUrl,
    order: seed.order,
    folder: (seed.folder ?? []).map(clipped),
    verdict: seed.ruling.verdict,
    rule: seed.ruling.rule,
    status: failure ? statusOfReason(failure.reason) : 'saved',
    views: [...(seed.views ?? [])],
    hasContent: seed.hasContent ?? false,
    ...(failure ? { reason: failure.reason, attempts: failure.attempts } : {}),
    ...(seed.space === undefined ? {} : { space: seed.space }),
    ...(seed.parent === undefined ? {} : { parent: seed.parent }),
    ...(seed.author ? { author: clipped(seed.author) } : {}),
    ...(seed.createdAt ? { createdAt: seed.createdAt } : {}),
    ...(seed.dateAsWritten ? { dateAsWritten: clipped(seed.dateAsWritten) } : {}),
    ...(seed.description ? { description: seed.description } : {}),
    ...(seed.restricted ? { restricted: true } : {}),
    ...(facts.length > 0 ? { facts: Object.fromEntries(facts) } : {}),
  };
}

/**
 * The best title of a view: the heading that the list confirms; else the first heading that is not the space's own; else what
 * the list calls it; else the page's `<title>` without the site's part.
 */
export function titleOf(
  reading: Reading | undefined,
  lead: ListedTarget | undefined,
  notThis: readonly string[],
): string {
  const listed = [...(lead?.linkTexts ?? []), lead?.facts.title].filter(
    (text): text is string => text !== undefined && text !== '',
  );
  const others = new Set(notThis.filter((text) => text !== ''));
  const all = reading?.headings ?? [];
  // A picture may bear its album's title: what the list says word for word counts, whatever else is called so.
  const same = all.find((heading) => listed.includes(heading));
  if (same !== undefined) return same;
  const headings = all.filter((heading) => !others.has(heading));
  const confirmed = headings.find((heading) => listed.some((text) => heading.includes(text) || text.includes(heading)));
  if (confirmed !== undefined) return confirmed;
  const documentTitle = reading?.documentTitle ?? '';
  const byTitle = listed.find((text) => text.length > 2 && documentTitle.includes(text));
  if (byTitle !== undefined) return byTitle;
  if (headings[0] !== undefined) return headings[0];
  if (listed[0] !== undefined) return listed[0];
  const part = documentTitle.split(/\s+[|·–—-]\s+|\s*[|»«]\s*/).find((piece) => piece !== '' && !others.has(piece));
  // The only heading is the title even if it is called like the album; else the site's own name would be.
  return all[0] ?? part ?? reading?.text[0] ?? '';
}

/** The earliest of the dates that date a thing: comments and changes come later. */
export function earliest(
  dates: readonly { readonly iso: string; readonly written: string }[],
): { iso: string; written: string } | undefined {
  return [...dates].sort((a, b) => (a.iso < b.iso ? -1 : a.iso > b.iso ? 1 : 0))[0];
}

/**
 * When a thing was created: the date of its own view, else what its list says. Where the list dates its other things but not
 * this one, it has no date: what its view shows is a comment's.
 * @param place where views of this sort carry their own date, as their majority shows
 */
export function creation(
  readings: readonly Reading[],
  lead: ListedTarget | undefined,
  place?: DatePlace,
): { createdAt?: string; dateAsWritten?: string } {
  const listed = earliest(lead?.facts.dates ?? []);
  if (lead?.brothersDated === true && !listed) return {};
  const [first] = readings;
  const own = (place === undefined ? first?.created : first?.dates.find((date) => standsAt(date, place))) ?? listed;
  return own ? { createdAt: own.iso, dateAsWritten: own.written } : {};
}

/**
 * Who made a thing, by its own view.
 * @param place as in `creation`
 * @param title of the thing, which may look like a name
 */
export function authorIn(
  reading: Reading | undefined,
  place: DatePlace | undefined,
  title: string,
): string | undefined {
  if (!reading) return undefined;
  const other = place !== undefined && reading.created?.path !== place.path;
  const near = other ? reading.dates.find((date) => standsAt(date, place))?.name : reading.author;
  return [near, ...reading.names].find((name) => name !== undefined && name !== title && !title.includes(name));
}

/** The data of a text item from all its pages, in order. */
export function contentOf(id: string, group: Group): ItemContent {
  const { readings } = group;
  const text = readings.flatMap((reading, index) =>
    withoutShared(reading.text, index === 0 ? [] : (readings[0]?.text ?? [])),
  );
  return {
    id,
    html: readings.map(({ html }) => html).join('\n<hr>\n'),
    text,
    fields: readings.flatMap(({ fields }) => fields),
    entries: readings.flatMap(({ entries }) => entries),
    links: uniqueBy(
      readings.flatMap(({ links }) => links),
      ({ address }) => address,
    ),
    embeds: uniqueBy(
      readings.flatMap(({ embeds }) => embeds),
      ({ address }) => address,
    ),
  };
}

export function uniqueBy<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()];
}

/** A short, stable number for a thing to which the platform gives none (FNV-1a over what identifies it). */
export function contentNumber(text: string): string {
  let hash = 0x811c9dc5;
  for (const char of text.normalize('NFC')) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}

/** What stands at the head and at the foot of every page of a list is said once; the same line elsewhere may be said twice. */
function withoutShared(text: readonly string[], first: readonly string[]): readonly string[] {
  let head = 0;
  while (head < text.length && head < first.length && text[head] === first[head]) head += 1;
  let foot = 0;
  while (foot < text.length - head && foot < first.length - head && text.at(-1 - foot) === first.at(-1 - foot))
    foot += 1;
  return text.slice(head, text.length - foot);
}
