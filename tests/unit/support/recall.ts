import type { FoundItem } from '../../../electron/walk/index.ts';
import type { SamplePlatform, TruthItem } from '../../sample-platform/index.ts';
import type { Walked } from './walkSample.ts';

/** What became of one kind of content. Figures are counts. */
export interface KindRecall {
  truth: number;
  found: number;
  recalled: number;
  paragraphs: number;
  paragraphsFound: number;
  verdict: number;
  status: number;
  date: number;
  author: number;
  title: number;
  /** Items of the walk that the truth does not know. */
  extra: number;
}

export interface Recall {
  readonly kinds: Readonly<Record<string, KindRecall>>;
  /** One line a fault: `MISS kind address …`, `TEXT …`, `VERDICT …`, `STATUS …`, `DATE …`, `AUTHOR …`, `TITLE …`, `EXTRA …`. */
  readonly problems: readonly string[];
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

function hay(found: FoundItem): string {
  const { item, content } = found;
  return folded([item.title, item.description ?? '', item.author ?? '', ...(content?.text ?? [])].join(' \n '));
}

const none = (): KindRecall => ({
  truth: 0,
  found: 0,
  recalled: 0,
  paragraphs: 0,
  paragraphsFound: 0,
  verdict: 0,
  status: 0,
  date: 0,
  author: 0,
  title: 0,
  extra: 0,
});

/** Compares what a walk found with the sample platform's own list. An item stands for one thing of the truth only. */
export function recallOf(platform: SamplePlatform, walked: Walked): Recall {
  const kinds: Record<string, KindRecall> = {};
  const kind = (name: string): KindRecall => (kinds[name] ??= none());
  const problems: string[] = [];
  const byAddress = new Map<string, FoundItem[]>();
  for (const found of walked.items) {
    kind(found.item.kind).found += 1;
    for (const address of new Set([found.item.sourceUrl, ...found.addresses]))
      byAddress.set(address, [...(byAddress.get(address) ?? []), found]);
  }
  const used = new Set<FoundItem>();
  const texts = new Map<FoundItem, string>();
  const hayOf = (found: FoundItem): string => {
    const known = texts.get(found) ?? hay(found);
    texts.set(found, known);
    return known;
  };
  for (const truth of platform.truth.items) {
    const of = kind(truth.kind);
    of.truth += 1;
    const at = [truth.url, ...(truth.originalUrl === undefined ? [] : [truth.originalUrl])];
    const candidates = [...new Set(at.flatMap((address) => byAddress.get(address) ?? []))].filter(
      (found) => found.item.kind === truth.kind && !used.has(found),
    );
    // Things that share a page (notes, people) are told apart by what they say.
    const score = (found: FoundItem): number =>
      truth.paragraphs.filter((text) => hayOf(found).includes(folded(text))).length * 4 +
      (folded(found.item.title) === folded(truth.title) ? 2 : hayOf(found).includes(folded(truth.title)) ? 1 : 0);
    let best = candidates[0];
    for (const found of candidates) if (best && score(found) > score(best)) best = found;
    if (!best) {
      // A closed section is one item that stands for all that it held.
      const lost = walked.items.some(
        ({ item }) => item.kind === truth.kind && item.reason === truth.expectedReason && item.role === truth.role,
      );
      if (truth.expectedStatus !== 'saved' && lost) {
        of.recalled += 1;
        for (const key of ['verdict', 'status', 'date', 'author', 'title'] as const) of[key] += 1;
      } else problems.push(`MISS ${truth.kind} ${truth.url} ${truth.title.slice(0, 60)} [${truth.expectedStatus}]`);
      continue;
    }
    const shared = candidates.length > 1 || truth.url !== best.item.sourceUrl || truth.originalUrl === undefined;
    if (shared && truth.kind !== 'image') used.add(best);
    of.recalled += 1;
    compare(truth, best, hayOf(best), of, problems);
  }
  countExtra(platform, walked, kind, problems);
  return { kinds, problems };
}

function compare(truth: TruthItem, best: FoundItem, text: string, of: KindRecall, problems: string[]): void {
  const { item } = best;
  if (truth.expectedStatus !== 'saved') {
    // What may not be seen says nothing of itself.
    const right = item.status === truth.expectedStatus && item.reason === truth.expectedReason;
    for (const key of ['verdict', 'date', 'author', 'title'] as const) of[key] += 1;
    if (right) of.status += 1;
    else
      problems.push(
        `STATUS ${truth.kind} ${truth.url} expected ${truth.expectedReason ?? ''} got ${item.reason ?? ''}`,
      );
    return;
  }
  const where = `${truth.kind} ${truth.url}`;
  for (const paragraph of truth.paragraphs) {
    of.paragraphs += 1;
    if (text.includes(folded(paragraph))) of.paragraphsFound += 1;
    else problems.push(`TEXT ${where}: ${paragraph.slice(0, 80)}`);
  }
  const check = (right: boolean, key: 'verdict' | 'status' | 'date' | 'author' | 'title', said: string): void => {
    if (right) of[key] += 1;
    else problems.push(`${key.toUpperCase()} ${where} ${said}`);
  };
  const got = `${item.createdAt ?? '-'} (${item.dateAsWritten ?? '-'})`;
  const accepted = [truth.expectedVerdict, ...(truth.alsoAcceptable ?? [])];
  check(
    accepted.includes(item.verdict),
    'verdict',
    `"${truth.title.slice(0, 40)}" expected ${accepted.join('/')} got ${item.verdict}/${item.rule}, date ${truth.dateIso ?? '-'} got ${got}`,
  );
  // What is downloaded settles its status later.
  const status = best.want ? truth.expectedStatus : item.status;
  check(
    status === truth.expectedStatus,
    'status',
    `expected ${truth.expectedStatus} got ${item.status} ${item.reason ?? ''}`,
  );
  check(
    // The truth gives spaces no date, although the lists do.
    truth.kind === 'space' || truth.dateIso?.slice(0, 10) === item.createdAt?.slice(0, 10),
    'date',
    `expected ${truth.dateIso ?? '-'} got ${got}`,
  );
  check(
    (truth.author ?? '') === (item.author ?? ''),
    'author',
    `expected ${truth.author ?? '-'} got ${item.author ?? '-'}`,
  );
  check(
    folded(item.title).includes(folded(truth.title).slice(0, 200)),
    'title',
    `expected "${truth.title.slice(0, 60)}" got "${item.title.slice(0, 60)}"`,
  );
}

/** Kinds without an address of their own may be cut in too many pieces. */
function countExtra(
  platform: SamplePlatform,
  walked: Walked,
  kind: (name: string) => KindRecall,
  problems: string[],
): void {
  const known = new Set<string>();
  const counts = new Map<string, number>();
  for (const { url, originalUrl, kind: name, shownUrl } of platform.truth.items) {
    for (const address of [url, originalUrl, shownUrl]) if (address !== undefined) known.add(`${name} ${address}`);
    counts.set(`${name} ${url}`, (counts.get(`${name} ${url}`) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  for (const { item, addresses } of walked.items) {
    if (item.status !== 'saved') continue;
    const key = `${item.kind} ${item.sourceUrl}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    const surplus = counts.has(key) && nth > (counts.get(key) ?? 0) && item.kind !== 'image';
    const unknown = ![item.sourceUrl, ...addresses].some((address) => known.has(`${item.kind} ${address}`));
    if (!surplus && !unknown) continue;
    kind(item.kind).extra += 1;
    problems.push(`EXTRA ${key} "${item.title.slice(0, 60)}" ${item.id}`);
  }
}

/** Adds up the figures of several accounts. */
export function addKinds(
  sum: Record<string, KindRecall>,
  more: Readonly<Record<string, KindRecall>>,
): Record<string, KindRecall> {
  for (const [name, of] of Object.entries(more)) {
    const into = (sum[name] ??= none());
    for (const key of Object.keys(of) as (keyof KindRecall)[]) into[key] += of[key];
  }
  return sum;
}
