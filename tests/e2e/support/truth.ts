import type { InventoryItem } from '../../../shared/model/index.ts';
import type { SamplePlatform, TruthItem } from '../../sample-platform/index.ts';

/** What an archive holds of what the platform had. */
export interface Comparison {
  /** Pictures, files and certificates of the truth. */
  readonly wanted: number;
  readonly saved: number;
  readonly damaged: number;
  readonly missing: number;
  /** Neither saved nor said to be missing: must be empty. */
  readonly silentlyLost: readonly string[];
  /** Called saved, but with other bytes than the platform's: must be empty. */
  readonly wronglySaved: readonly string[];
  /** Saved as the optimised version although there is an original. */
  readonly notOriginal: readonly string[];
  readonly reasons: Readonly<Record<string, number>>;
}

/** Things with bytes of their own. */
export function binariesOf(platform: SamplePlatform): TruthItem[] {
  return platform.truth.items.filter(({ sha256 }) => sha256 !== undefined);
}

/**
 * Compares the binaries of an archive with the platform's own list.
 *
 * @param excused whether something's loss is told by another item (the page or section behind which it stands)
 */
export function compare(
  platform: SamplePlatform,
  items: readonly InventoryItem[],
  excused: (truth: TruthItem) => boolean = () => false,
): Comparison {
  const byAddress = new Map<string, InventoryItem[]>();
  for (const item of items) {
    for (const address of new Set([item.sourceUrl, item.url, ...(item.addresses ?? [])])) {
      if (address !== undefined) byAddress.set(address, [...(byAddress.get(address) ?? []), item]);
    }
  }
  const result = { wanted: 0, saved: 0, damaged: 0, missing: 0 };
  const silentlyLost: string[] = [];
  const wronglySaved: string[] = [];
  const notOriginal: string[] = [];
  const reasons: Record<string, number> = {};
  for (const truth of binariesOf(platform)) {
    if (truth.expectedStatus !== 'saved') continue;
    result.wanted += 1;
    const where = `${truth.kind} ${truth.originalUrl ?? truth.url}`;
    const item = [truth.originalUrl, truth.shownUrl, truth.url]
      .flatMap((address) => (address === undefined ? [] : (byAddress.get(address) ?? [])))
      .find(({ kind }) => kind === truth.kind || kind === 'image' || kind === 'file' || kind === 'certificate');
    if (!item) {
      if (!excused(truth)) silentlyLost.push(where);
      continue;
    }
    if (item.status === 'saved') {
      const right = item.sha256 === truth.sha256?.();
      if (right) result.saved += 1;
      else if (item.damaged === true) result.damaged += 1;
      else if (truth.hasOriginal === true && item.original === false) notOriginal.push(where);
      else wronglySaved.push(`${where} (${item.path})`);
    } else if (item.status === 'missing') {
      result.missing += 1;
      reasons[item.reason ?? ''] = (reasons[item.reason ?? ''] ?? 0) + 1;
    } else silentlyLost.push(`${where} (${item.reason ?? ''})`);
  }
  return { ...result, silentlyLost, wronglySaved, notOriginal, reasons };
}

/** What every run must leave behind on the platform: nothing. Empty if all is well. */
export function traces(platform: SamplePlatform): string[] {
  const { stateChanging, traps, calendar, foreign, referers, methods } = platform.stats;
  const posts = [...methods].filter(([method]) => method !== 'GET' && method !== 'HEAD' && method !== 'POST');
  return [
    ...stateChanging.map((one) => `changed: ${one}`),
    ...traps.map((one) => `trap: ${one}`),
    ...calendar.map((one) => `calendar: ${one}`),
    ...foreign.map((one) => `foreign: ${one}`),
    ...referers.map((one) => `referer: ${one}`),
    ...posts.map(([method]) => `method: ${method}`),
  ];
}

/** Session probes may be asked again at any time; a sign-in ends at the home page. */
const PROBES = /^live \/(?:projects|groups|profile|home)$/;

/** Addresses whose complete answer was fetched more than once, session probes and sign-ins excepted. */
export function fetchedTwice(platform: SamplePlatform): string[] {
  return platform.stats
    .repeated()
    .filter(([address]) => !PROBES.test(address))
    .map(([address, count]) => `${count} × ${address}`);
}
