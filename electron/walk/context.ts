import type { Choice, ItemRecord, Mention } from '../../shared/model/index.ts';
import type { Reading } from '../platform/read/reading.ts';
import type { Target } from '../platform/types.ts';
import type { BinaryRegistry } from './binaries.ts';
import { makeItem, type ItemSeed } from './items.ts';
import type { PageReader } from './pages.ts';
import type { FoundItem, WalkOptions, WalkSink } from './types.ts';

/** Items of one area (the account, or a space) are numbered within a range of their own, so that areas can be walked side by side. */
const AREA = 10_000_000;

/** What all parts of a walk share. */
export interface WalkContext {
  readonly options: WalkOptions;
  readonly reader: PageReader;
  readonly sink: WalkSink;
  readonly registry: BinaryRegistry;
}

/** One area of the account while it is walked: numbers its items, hands them on, and remembers what it saw. */
export class Area {
  readonly context: WalkContext;
  readonly #start: number;
  #count = 0;
  readonly #ids = new Set<string>();
  readonly #mentioned = new Set<string>();
  readonly #lost = new Set<string>();

  constructor(context: WalkContext, index: number) {
    this.context = context;
    this.#start = index * AREA;
  }

  nextOrder(): number {
    this.#count += 1;
    return this.#start + this.#count;
  }

  /** Whether an item was emitted already. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Builds and hands on an item. Two different things never share an id: the second one gets a suffix. */
  async emit(
    seed: Omit<ItemSeed, 'order'> & { readonly order?: number },
    rest: Omit<FoundItem, 'item' | 'addresses'> & { readonly addresses?: readonly string[] },
  ): Promise<ItemRecord> {
    let item = makeItem({ ...seed, order: seed.order ?? this.nextOrder() });
    for (let copy = 2; this.#ids.has(item.id); copy += 1) item = { ...item, id: `${itemBase(item)}~${copy}` };
    this.#ids.add(item.id);
    const content = rest.content ? { ...rest.content, id: item.id } : undefined;
    await this.context.sink.item({
      ...rest,
      ...(content ? { content } : {}),
      item,
      addresses: rest.addresses ?? [seed.sourceUrl],
    });
    return item;
  }

  async emitFound(found: FoundItem): Promise<void> {
    if (this.#ids.has(found.item.id)) return;
    this.#ids.add(found.item.id);
    await this.context.sink.item(found);
  }

  /** Whether a part of a page is lost for the first time: a frame that is not there may stand on every page. */
  loses(address: string): boolean {
    const before = this.#lost.size;
    return this.#lost.add(address).size > before;
  }

  /** Notes what is only linked elsewhere and what was not opened, once each. */
  mention(readings: readonly Reading[], space?: string): void {
    for (const reading of readings) {
      for (const { frame, ...mention } of reading.mentions) {
        // Frames are opened only after the page that they stand on was read.
        if (frame !== undefined && this.context.reader.classifier.classify(frame).type === 'view') continue;
        const key = `${mention.type} ${mention.address}`;
        if (this.#mentioned.has(key)) continue;
        this.#mentioned.add(key);
        const entry: Mention = { ...mention, foundOn: reading.address, ...(space === undefined ? {} : { space }) };
        this.context.sink.mention(entry);
      }
    }
  }
}

function itemBase(item: ItemRecord): string {
  return item.id.replace(/~\d+$/, '');
}

export type ViewTarget = Extract<Target, { type: 'view' }>;

/** The choice that a space's content belongs to. */
export function spaceChoice(role: 'twinspace' | 'groups'): Choice {
  return role === 'twinspace' ? 'twinspaces' : 'groups';
}
