import type { Binary, Choice, ItemRecord, Mention } from '../../shared/model/index.ts';
import type { SpaceSummary } from '../../shared/progress.ts';
import { statusOfReason, type Reason } from '../../shared/reasons.ts';
import { priorityOf, type Settled, type Want } from '../download/index.ts';
import type { FoundItem } from '../walk/index.ts';
import type { Selection } from './types.ts';

/** One item of a run under way: its record, replaced as it is settled. */
interface Entry {
  record: ItemRecord;
  readonly choice: Choice;
  readonly want: Want | undefined;
  /** A picture that stood in a page itself. */
  readonly data: string | undefined;
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
}

/**
 * Gathers what a walk finds and what downloads make of it. Records only; contents are on disk. The same item may be found
 * again by a replay: what was settled stays.
 */
export class Collector {
  readonly #entries = new Map<string, Entry>();
  readonly #addresses = new Map<string, string>();
  readonly #mentions = new Map<string, Mention>();
  readonly #spaces = new Map<string, SpaceSummary>();
  /** What an earlier pass has saved, by item. */
  readonly #before = new Map<string, Binary>();

  /** @returns the download that it waits for, if any */
  add(found: FoundItem, selection: Selection): Want | undefined {
    const { item } = found;
    for (const address of found.addresses) if (!this.#addresses.has(address)) this.#addresses.set(address, item.id);
    const binary = this.#before.get(item.id);
    const wants = found.want !== undefined || found.data !== undefined;
    const out = isLeftOut(item, found.choice, selection);
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
    let record: ItemRecord = item;
    if (out) record = settled(item, 'left-out', 0);
    else if (wants && item.status === 'saved') {
      record = binary ? { ...item, binary } : { ...item, status: 'missing', reason: 'finished-early' };
    }
    const pending = record.reason === 'finished-early' && item.status === 'saved';
    this.#entries.set(item.id, { record, choice: found.choice, want, data: found.data, pending });
    return out || record.binary || item.status !== 'saved' ? undefined : want;
  }

  mention(mention: Mention): void {
    this.#mentions.set(`${mention.type} ${mention.address}`, mention);
  }

  space(summary: SpaceSummary): void {
    this.#spaces.set(summary.id, summary);
  }

  settle(id: string, outcome: Settled): ItemRecord | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    entry.pending = false;
    if (outcome.outcome === 'saved') {
      const { reason, attempts, ...rest } = entry.record;
      entry.record = { ...rest, status: 'saved', binary: outcome.binary };
    } else entry.record = settled(entry.record, outcome.reason, outcome.attempts);
    return entry.record;
  }

  /** Marks everything whose stored bytes are gone. */
  lose(hashes: ReadonlySet<string>): void {
    for (const entry of this.#entries.values()) {
      if (!entry.record.binary || !hashes.has(entry.record.binary.sha256)) continue;
      const { binary, ...rest } = entry.record;
      entry.record = settled(rest, 'removed-by-security-software', 1);
    }
  }

  get(id: string): ItemRecord | undefined {
    return this.#entries.get(id)?.record;
  }

  /** Applies a choice made while looking: what it leaves out is skipped. @returns the downloads that it leaves */
  select(selection: Selection): Want[] {
    const wants: Want[] = [];
    for (const entry of this.#entries.values()) {
      if (isLeftOut(entry.record, entry.choice, selection)) entry.record = settled(entry.record, 'left-out', 0);
      else if (entry.want && !entry.record.binary) wants.push(entry.want);
    }
    return wants;
  }

  /** A replay begins from nothing but the bytes that are saved: what it does not find again is none. */
  restart(): Collector {
    const next = new Collector();
    for (const [id, { record }] of this.#entries) if (record.binary) next.#before.set(id, record.binary);
    for (const [id, binary] of this.#before)
      if (!next.#before.has(id) && !this.#entries.has(id)) next.#before.set(id, binary);
    return next;
  }

  data(): { id: string; data: string }[] {
    return [...this.#entries].flatMap(([id, { data, record }]) =>
      data !== undefined && !record.binary && record.reason !== 'left-out' ? [{ id, data }] : [],
    );
  }

  get tally(): Tally {
    const tally: Tally = { found: this.#entries.size, saved: 0, missing: 0, skipped: 0, bytes: 0 };
    for (const { record, pending } of this.#entries.values()) {
      if (!pending) tally[record.status] += 1;
      tally.bytes += record.binary?.bytes ?? 0;
    }
    return tally;
  }

  items(): ItemRecord[] {
    return [...this.#entries.values()]
      .map(({ record }) => record)
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  }

  get mentions(): Mention[] {
    return [...this.#mentions.values()];
  }

  get spaces(): readonly SpaceSummary[] {
    return [...this.#spaces.values()];
  }

  resolve(address: string): string | undefined {
    return this.#addresses.get(address);
  }

  /** Every item's addresses: the reverse of `resolve`. */
  addressesById(): ReadonlyMap<string, readonly string[]> {
    const byId = new Map<string, string[]>();
    for (const [address, id] of this.#addresses) {
      const known = byId.get(id);
      if (known) known.push(address);
      else byId.set(id, [address]);
    }
    return byId;
  }
}

function settled(record: ItemRecord, reason: Reason, attempts: number): ItemRecord {
  return { ...record, status: statusOfReason(reason), reason, ...(attempts > 0 ? { attempts } : {}) };
}

/** Whether the person's choice leaves an item out; what is moved for certain counts only with `onlyAtRisk`. */
function isLeftOut(item: ItemRecord, choice: Choice, selection: Selection): boolean {
  if (!selection.choices.includes(choice)) return true;
  const space = item.space === undefined ? undefined : `${item.role}:${item.space}`;
  if (space !== undefined && (choice === 'twinspaces' || choice === 'groups')) {
    if (selection.onlySpaces && !selection.onlySpaces.includes(space)) return true;
    if (selection.withoutSpaces?.includes(space) === true) return true;
  }
  return selection.onlyAtRisk === true && item.verdict === 'moved';
}
