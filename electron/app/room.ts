import { stat } from 'node:fs/promises';
import { StoppedError } from '../../shared/errors.ts';
import type { ItemRecord } from '../../shared/model/index.ts';
import { diskSpace, estimateNeeded, FAT32_LONGEST } from '../runs/index.ts';
import type { Tally } from './collector.ts';
import type { Observer } from './types.ts';

/** How often the disk is looked at while a run grows. */
const LOOK_MS = 20_000;
/** So many saved pictures and files tell how large the others will be. */
const ENOUGH = 20;
/** Kept free beside what is needed, so that a full disk is never our doing. */
const RESERVE = 32 * 1024 * 1024;
/** How much of the free room one part may take where it has to be packed in parts: pages and thumbnails come in each. */
const PART_SHARE = 0.7;
/** Smaller parts would be too many to be of use. */
const SMALLEST_PART = 4_000_000;
/** Beside the file itself, a part has pages, thumbnail and styles. */
const PART_OVERHEAD = 2_000_000;

/** How the archive is to be packed, with the room there is. */
export interface Packing {
  /** Bytes per part. */
  readonly split: number | undefined;
  /** Staging and ZIP do not both fit: what a verified part holds must be released. */
  readonly short: boolean;
}

/** What all binaries together will take, as far as can be told from those that are there. */
export function expectedBytes({ bytes, binaries, pending }: Tally): number | undefined {
  if (pending > 0 && binaries < ENOUGH) return undefined;
  return pending === 0 ? bytes : Math.ceil(bytes + (pending * bytes) / binaries);
}

/**
 * Watches whether staging and ZIP will fit, and says so once, in time: a person can make room while the run goes on. The disk
 * itself has the last word (`disk-full`).
 */
export class RoomWatch {
  readonly #staging: string;
  readonly #observe: Observer;
  #looked = Number.NEGATIVE_INFINITY;
  /** Each thing is said once. */
  readonly #said = new Set<string>();
  #looking: Promise<void> | undefined;

  constructor(staging: string, observe: Observer) {
    this.#staging = staging;
    this.#observe = observe;
  }

  /** At the start: disks that cannot hold a large file. */
  async begin(out: string, split: number | undefined): Promise<void> {
    const { longestFile } = await diskSpace(out);
    if (longestFile === undefined || (split !== undefined && split <= FAT32_LONGEST)) return;
    this.#observe({ type: 'warning', code: 'fat32', params: {} });
  }

  /** Looks now and then; cheap to call often. */
  look(out: string, count: () => Tally): void {
    const now = performance.now();
    if (this.#said.size > 0 || this.#looking || now - this.#looked < LOOK_MS) return;
    this.#looked = now;
    const tally = count();
    const expected = expectedBytes(tally);
    if (expected === undefined) return;
    // What cannot be measured is no reason to bother anybody: writing will tell.
    this.#looking = this.#compare(out, expected - tally.bytes, expected)
      .catch(() => undefined)
      .finally(() => (this.#looking = undefined));
  }

  /**
   * Before packing.
   * @throws StoppedError `disk-full` where it cannot possibly fit, before the disk is filled in vain
   */
  async beforePacking(out: string, items: readonly ItemRecord[], wished: number | undefined): Promise<Packing> {
    const saved = items.filter(({ status }) => status === 'saved');
    const size = (of: readonly ItemRecord[]): number => of.reduce((sum, { binary }) => sum + (binary?.bytes ?? 0), 0);
    const { free, longestFile } = await diskSpace(out);
    const split = wished ?? longestFile;
    const whole = size(saved);
    if (free >= whole + RESERVE) return { split, short: false };
    const part = Math.floor((free - RESERVE) * PART_SHARE);
    const largest = saved.reduce((most, { binary }) => Math.max(most, binary?.bytes ?? 0), 0);
    if (part >= Math.max(SMALLEST_PART, largest + PART_OVERHEAD) && (await isSameDisk(this.#staging, out))) {
      this.#say('space-parts', free, whole + RESERVE);
      return { split: Math.min(split ?? part, part), short: true };
    }
    // Pictures are stored as they are; whatever else there is can only become smaller.
    const least = size(saved.filter(({ binary }) => binary?.mediaType.startsWith('image/') === true));
    if (free < least) throw new StoppedError('disk-full', { path: out, needed: least });
    this.#say('space-short', free, estimateNeeded(whole).out);
    return { split, short: false };
  }

  async #compare(out: string, toCome: number, inAll: number): Promise<void> {
    const [staging, target] = await Promise.all([diskSpace(this.#staging), diskSpace(out)]);
    const zip = inAll + RESERVE;
    const one = await isSameDisk(this.#staging, out);
    if (one && staging.free < toCome + 2 * RESERVE) this.#say('space-short', staging.free, toCome + 2 * RESERVE);
    else if (one && staging.free < toCome + zip) this.#say('space-parts', staging.free, toCome + zip);
    else if (!one && staging.free < toCome + RESERVE) this.#say('space-short', staging.free, toCome + RESERVE);
    else if (!one && target.free < zip) this.#say('space-short', target.free, zip);
  }

  #say(code: 'space-short' | 'space-parts', free: number, needed: number): void {
    if (this.#said.has(code)) return;
    this.#said.add(code);
    this.#observe({ type: 'warning', code, params: { free, needed } });
  }
}

async function isSameDisk(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a), stat(b)]);
  return one.dev === other.dev;
}
