import type { Choice, ItemRecord, Verdict } from '../../shared/model/index.ts';
import { storedKey } from '../platform/read/keys.ts';
import type { Reading } from '../platform/read/reading.ts';
import type { Target } from '../platform/types.ts';
import type { Ruling } from '../platform/verdict.ts';
import { contentNumber, makeItem } from './items.ts';
import type { BinaryWant, FoundItem } from './types.ts';

type BinaryTarget = Extract<Target, { type: 'binary' }>;

/** Something with bytes that a page shows or links; what it is may be known only when all albums have been read. */
export interface Reference {
  readonly target: BinaryTarget;
  readonly text: string;
  readonly from: ItemRecord;
  readonly choice: Choice;
  readonly ruling: Ruling;
  readonly space: string | undefined;
  readonly order: number;
  readonly spaceVerdict: Verdict | undefined;
  readonly spaceCreatedAt: string | undefined;
  /** Folder or album on whose own page it stands. */
  readonly folder?: readonly string[];
}

/** The endings that the platform allows for pictures (platform.md, limits), the most frequent first. */
const ENDINGS = ['jpg', 'png', 'jpeg', 'gif'] as const;

/** All addresses seen for one stored picture. */
export interface PictureAddresses {
  readonly originals: readonly BinaryTarget[];
  readonly optimised: readonly BinaryTarget[];
}

export function pictureAddresses(targets: readonly BinaryTarget[]): PictureAddresses {
  const unique = [...new Map(targets.map((target) => [target.address, target])).values()];
  return {
    originals: unique.filter(({ stored }) => stored?.optimised === false),
    optimised: unique.filter(({ stored }) => stored?.optimised === true),
  };
}

/**
 * Where a picture's bytes may be had, best first: the originals that pages link to; else the optimised address without `_opt`
 * [B]; last the optimised version, which is then the only one there is.
 * @param allEndings try other endings too: there is no view of the picture that would tell the original's
 */
export function pictureWant(
  { originals, optimised }: PictureAddresses,
  allEndings: boolean,
  nameHint: string,
): BinaryWant {
  const hint = nameHint === '' ? {} : { nameHint };
  const seen = originals.map(({ address, stored }) => ({ address, extension: stored?.extension ?? '' }));
  const guessed = optimised.flatMap(({ address, stored }) => {
    const own = stored?.extension ?? '';
    const endings = allEndings && originals.length === 0 ? [own, ...ENDINGS.filter((ending) => ending !== own)] : [own];
    return endings.map((extension) => ({
      address: address.replace(/_opt(\.\w+)?$/i, extension === '' ? '' : `.${extension}`),
      extension,
    }));
  });
  const full = [
    ...new Map([...seen, ...(originals.length === 0 ? guessed : [])].map((entry) => [entry.address, entry])).values(),
  ];
  return {
    candidates: [
      ...full.map((entry) => ({ ...entry, expect: 'image' as const, original: true, ...hint })),
      ...optimised.map(({ address, stored }) => ({
        address,
        extension: stored?.extension ?? '',
        expect: 'image' as const,
        original: false,
        ...hint,
      })),
    ],
  };
}

/** What a page shows and offers, without the page. */
export type Shown = Pick<Reading, 'pictures' | 'files' | 'outside'>;

/** What a list shows and offers beside the things it lists, and the folder that it is the page of. */
export interface ShownOnList {
  readonly pages: readonly Shown[];
  readonly folder: readonly string[];
}

/**
 * Knows every picture and file of a run by what it is, so that each is one item, saved once, wherever it is shown: a page's
 * picture is the album's, an optimised one is its original, an address of another space is that space's item.
 */
export class BinaryRegistry {
  readonly #known = new Set<string>();
  readonly #pending: Reference[] = [];

  /** Says that an item stands for these targets. */
  register(targets: readonly BinaryTarget[]): void {
    for (const target of targets) this.#known.add(storedKey(target));
  }

  has(target: BinaryTarget): boolean {
    return this.#known.has(storedKey(target));
  }

  /** Remembers what a page shows, to be settled when the lists that may know it have been read. */
  refer(shown: readonly Shown[], from: ItemRecord, context: Omit<Reference, 'target' | 'text' | 'from'>): void {
    for (const reading of shown) {
      for (const { pictures, files } of [reading, reading.outside]) {
        for (const { target, alt } of pictures) this.#pending.push({ target, text: alt, from, ...context });
        for (const { target, text } of files) this.#pending.push({ target, text, from, ...context });
      }
    }
  }

  /**
   * Items for what was referred to and is still unknown, in the order of the pages that refer to it.
   * @param now which references can be settled: those to a space whose lists have been read to the end
   */
  *settle(now: (reference: Reference) => boolean): Generator<FoundItem> {
    const groups = new Map<string, Reference[]>();
    const later: Reference[] = [];
    for (const reference of this.#pending.splice(0).sort((a, b) => a.order - b.order)) {
      const { target } = reference;
      if (this.has(target)) continue;
      if (!now(reference)) later.push(reference);
      else groups.set(storedKey(target), [...(groups.get(storedKey(target)) ?? []), reference]);
    }
    this.#pending.push(...later);
    for (const references of groups.values()) {
      const found = itemFor(references);
      if (!found) continue;
      this.register(references.map(({ target }) => target));
      yield found;
    }
  }
}

function itemFor(references: readonly Reference[]): FoundItem | undefined {
  const [first] = references;
  if (!first) return undefined;
  const { from } = first;
  const target = ownAddress(first)[0] ?? first.target;
  const title = references.map(({ text }) => text).find((text) => text !== '') ?? '';
  const targets = references.flatMap((reference) => [...ownAddress(reference), reference.target]);
  const seed = {
    role: target.role,
    space: first.space,
    title,
    sourceUrl: target.address,
    order: first.order,
    ruling: first.ruling,
    parent: from.id,
    folder: first.folder,
  };
  const common = {
    choice: first.choice,
    addresses: [...new Set(targets.map(({ address }) => address))],
    spaceVerdict: first.spaceVerdict,
    spaceCreatedAt: first.spaceCreatedAt,
  };
  if (target.binary === 'image') {
    const addresses = pictureAddresses(targets);
    const want = pictureWant(addresses, true, title);
    const item = makeItem({ ...seed, kind: 'image', number: storedNumber(target) });
    return {
      ...common,
      item,
      want,
      addresses: [...new Set([...common.addresses, ...want.candidates.map(({ address }) => address)])],
    };
  }
  const number = target.stored
    ? storedNumber(target)
    : Object.entries(target.params)
        .flatMap(([name, value]) => (name === 's' ? [] : [value]))
        .join('-');
  const kind = target.binary === 'certificate' ? ('certificate' as const) : ('file' as const);
  const want: BinaryWant = {
    candidates: [{ address: target.address, expect: target.binary, ...(title === '' ? {} : { nameHint: title }) }],
  };
  return { ...common, item: makeItem({ ...seed, kind, number }), want };
}

/** An old host's address of a group's picture is taken for a TwinSpace's; the group's own address is the likelier one. */
function ownAddress({ target, from }: Reference): BinaryTarget[] {
  const { role } = from;
  if (target.stored === undefined || target.space !== from.space || target.role === role) return [];
  if (role !== 'twinspace' && role !== 'groups') return [];
  return [{ ...target, role, address: new URL(from.sourceUrl).origin + new URL(target.address).pathname }];
}

/** A stored binary's number: its hash; with its space's number where that may be another one than the item's. */
function storedNumber(target: BinaryTarget): string {
  return `${target.space ?? ''}-${target.stored?.hash ?? contentNumber(target.address)}`;
}
