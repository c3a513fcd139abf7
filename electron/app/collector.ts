import type { Choice, ItemRecord, Mention } from '../../shared/model/index.ts';
import type { SpaceSummary } from '../../shared/progress.ts';
import { statusOfReason, type Reason } from '../../shared/reasons.ts';
import { priorityOf, type Settled, type Want } from '../download/index.ts';
import type { FoundItem } from '../walk/index.ts';
import type { Selection } from './types.ts';

/** One item of a run under way: its record, replaced as it is settled. */
interface Entry {
  /** As the walk found it; once its bytes are there the record itself, for two of each would be held of 40,000. */
  found: ItemRecord;
  record: ItemRecord;
  readonly choice: Choice;
  /** Until its bytes are there, in the version that was wanted. */
  want: Want | undefined;
  /** Waits for its bytes: neither saved nor missing yet. */
  pending: boolean;
}

/** Counts for the progress line. */
export interface Tally {
  found: number;
  saved: number;
  missing: number;
  skipped: number;
  bytes: number;
  /** What waits for its bytes. */
  pending: number;
  /** What has its bytes. */
  binaries: number;
  /** What lies on other servers. */
  elsewhere: number;
}

/**
 * Gathers what one walk finds and what downloads make of it. Records only; contents are on disk. Each pass over an account has
 * its own: what a replay does not find again is none.
 */
export class Collector {
  readonly #entries = new Map<string, Entry>();
  readonly #addresses = new Map<string, string>();
  readonly #mentions = new Map<string, Mention>();
  readonly #spaces = new Map<string, SpaceSummary>();
  /** Spaces that were asked for by number (`twinspace:197644`): theirs is kept whatever kinds were chosen. */
  readonly #added: ReadonlySet<string>;

  constructor(added: ReadonlySet<string> = new Set()) {
    this.#added = added;
  }

  /** @returns the download that it waits for, if any */
  add(found: FoundItem, selection: Selection): Want | undefined {
    const { item } = found;
    for (const address of found.addresses) if (!this.#addresses.has(address)) this.#addresses.set(address, item.id);
    const out = this.#isLeftOut(item, found.choice, selection);
    const waits = (found.want !== undefined || found.data !== undefined) && item.status === 'saved';
    const want: Want | undefined = found.want && {
      id: item.id,
      candidates: found.want.candidates,
      priority: priorityOf({
        kind: item.kind,
        space: item.space,
        spaceVerdict: found.spaceVerdict,
        spaceCreatedAt: found.spaceCreatedAt,
      }),
    };
    const pending = waits && !out;
    const record = out ? settled(item, 'left-out', 0) : pending ? waiting(item) : item;
    this.#entries.set(item.id, { found: item, record, choice: found.choice, want, pending });
    return pending ? want : undefined;
  }

  mention(mention: Mention): void {
    this.#mentions.set(`${mention.type} ${mention.address}`, mention);
  }

  space(summary: SpaceSummary): void {
    this.#spaces.set(summary.id, summary);
  }

  settle(id: string, outcome: Settled): ItemRecord | undefined {
    const entry = this.#entries.get(id);
    // What was left out meanwhile stays left out, whatever still came of it.
    if (!entry || entry.record.reason === 'left-out') return undefined;
    entry.pending = false;
    if (outcome.outcome === 'saved') {
      entry.record = { ...entry.found, status: 'saved', binary: outcome.binary };
      entry.found = entry.record;
      if (outcome.binary.original !== false) entry.want = undefined;
    } else entry.record = settled(entry.found, outcome.reason, outcome.attempts);
    return entry.record;
  }

  /** Says that bytes which had been saved are gone. */
  lose(isLost: (item: ItemRecord) => boolean): void {
    for (const entry of this.#entries.values()) {
      if (entry.record.binary && isLost(entry.record))
        entry.record = settled(entry.found, 'removed-by-security-software', 1);
    }
  }

  get(id: string): ItemRecord | undefined {
    return this.#entries.get(id)?.record;
  }

  isLeftOut(id: string): boolean {
    return this.#entries.get(id)?.record.reason === 'left-out';
  }

  /** What was saved as the optimised version of a picture. */
  fallbacks(): Want[] {
    return [...this.#entries.values()].flatMap(({ record, want }) =>
      want && record.binary?.original === false ? [want] : [],
    );
  }

  /** Applies a choice made while looking: what it leaves out is skipped. */
  select(selection: Selection): void {
    for (const entry of this.#entries.values()) {
      if (!this.#isLeftOut(entry.record, entry.choice, selection)) continue;
      entry.pending = false;
      entry.record = settled(entry.found, 'left-out', 0);
    }
  }

  get tally(): Tally {
    const tally: Tally = {
      ...{ found: this.#entries.size, saved: 0, missing: 0, skipped: 0, bytes: 0, pending: 0, binaries: 0 },
      elsewhere: 0,
    };
    for (const { type } of this.#mentions.values()) if (type === 'embed' || type === 'picture') tally.elsewhere += 1;
    for (const { record, pending } of this.#entries.values()) {
      if (record.kind === 'video') tally.elsewhere += 1;
      if (pending) tally.pending += 1;
      else tally[record.status] += 1;
      if (!record.binary) continue;
      tally.binaries += 1;
      tally.bytes += record.binary.bytes;
    }
    return tally;
  }

  /** @param asFound what still waits for its bytes as it was found, and not as missing (an inventory without downloads) */
  items(asFound = false): ItemRecord[] {
    return [...this.#entries.values()]
      .map(({ record, found, pending }) => (asFound && pending ? found : record))
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  }

  get mentions(): Mention[] {
    return [...this.#mentions.values()];
  }

  get spaces(): readonly SpaceSummary[] {
    return [...this.#spaces.values()];
  }

  /** Every item's addresses: the reverse of `resolve`. */
  addressesById(): ReadonlyMap<string, readonly string[]> {
    const byId = new Map<string, string[]>();
    for (const [address, id] of this.#addresses) {
      // Not pushed: that would make room for seventeen.
      byId.set(id, [...(byId.get(id) ?? []), address]);
    }
    return byId;
  }

  resolve(address: string): string | undefined {
    return this.#addresses.get(address);
  }

  /** Whether the person's choice leaves an item out; what is moved for certain counts only without `onlyAtRisk`. */
  #isLeftOut(item: ItemRecord, choice: Choice, selection: Selection): boolean {
    const space = spaceOf(item, choice);
    if (space === undefined || !this.#added.has(space)) {
      if (!selection.choices.includes(choice)) return true;
      if (space !== undefined && selection.onlySpaces?.includes(space) === false) return true;
    }
    if (space !== undefined && selection.withoutSpaces?.includes(space) === true) return true;
    if (selection.withoutKinds?.includes(item.kind) === true) return true;
    return selection.onlyAtRisk === true && item.verdict === 'moved';
  }
}

/**
 * The space whose content an item is, as choices name it. The item's own role says where its bytes lie, which may be another
 * space's host: a group's page may show a TwinSpace's picture.
 */
function spaceOf({ space }: ItemRecord, choice: Choice): string | undefined {
  if (space === undefined || (choice !== 'twinspaces' && choice !== 'groups')) return undefined;
  return `${choice === 'groups' ? 'groups' : 'twinspace'}:${space}`;
}

/** What is not there yet counts as missing until it is: nothing is ever called saved in advance. */
function waiting(item: ItemRecord): ItemRecord {
  return { ...item, status: 'missing', reason: 'finished-early' };
}

function settled({ binary: _lost, ...record }: ItemRecord, reason: Reason, attempts: number): ItemRecord {
  return { ...record, status: statusOfReason(reason), reason, ...(attempts > 0 ? { attempts } : {}) };
}
