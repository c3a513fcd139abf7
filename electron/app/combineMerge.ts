import type { ItemContent, ItemRecord, Mention } from '../../shared/model/index.ts';
import type { Chosen, OpenArchive } from '../archive/read/index.ts';

/** One archive's share of a school archive. */
export interface Share {
  readonly archive: OpenArchive;
  readonly items: readonly ItemRecord[];
}

const RANK = { saved: 2, missing: 1, skipped: 0 } as const;

/** Whether two entries of one id are the same thing: numbers are the platform's own, but for things that have none. */
function isSame(one: ItemRecord, other: ItemRecord): boolean {
  return one.title === other.title || pathOf(one.sourceUrl) === pathOf(other.sourceUrl);
}

/** A certificate has the name of whoever it was asked for: at one address each teacher gets their own. */
function isOwnCopy(one: ItemRecord, other: ItemRecord): boolean {
  if (one.kind !== 'certificate' || one.binary === undefined || other.binary === undefined) return false;
  return one.binary.sha256 !== other.binary.sha256;
}

/** Whose archive it is. */
export function nameOf({ inventory }: OpenArchive): string {
  return inventory.account.displayName || inventory.account.username;
}

function pathOf(address: string): string {
  try {
    return new URL(address).pathname;
  } catch {
    return address;
  }
}

function fullness(content: ItemContent | undefined): number {
  if (content === undefined) return -1;
  const said = content.text.join('').length + content.fields.length + content.embeds.length;
  return said + content.entries.reduce((sum, entry) => sum + entry.text.join('').length + 1, 0);
}

/** How good saved bytes are: the original before an optimised version, whole before damaged, then by length. */
function quality({ binary }: ItemRecord): number {
  if (binary === undefined) return -1;
  return (binary.original === false ? 0 : 2e12) + (binary.damaged === true ? 0 : 1e12) + binary.bytes;
}

async function isBetter(candidate: Chosen, known: Chosen): Promise<boolean> {
  const rank = RANK[candidate.item.status] - RANK[known.item.status];
  if (rank !== 0) return rank > 0;
  if (candidate.item.status !== 'saved') return false;
  const better = quality(candidate.item) - quality(known.item);
  if (better !== 0) return better > 0;
  if (!candidate.item.hasContent && !known.item.hasContent) return false;
  const contents = await Promise.all(
    [candidate, known].map(({ archive, item, from }) => archive.content(from ?? item.id)),
  );
  return fullness(contents[0]) > fullness(contents[1]);
}

/** What one teacher's page did not say, another's may. */
function filled(item: ItemRecord, other: ItemRecord): ItemRecord {
  const { author, createdAt, dateAsWritten, description, parent } = other;
  return {
    ...(author === undefined ? {} : { author }),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(dateAsWritten === undefined ? {} : { dateAsWritten }),
    ...(description === undefined ? {} : { description }),
    ...(parent === undefined ? {} : { parent }),
    ...item,
  };
}

/**
 * The union of what several people could see: each thing once, from the archive that has it best. The order is that of the
 * first archive; what others add stands behind what they have before it.
 */
export async function mergeShares(shares: readonly Share[]): Promise<Chosen[]> {
  const chosen = new Map<string, Chosen>();
  for (const [index, { archive, items }] of shares.entries()) {
    for (const item of items) {
      const known = chosen.get(item.id);
      if (known === undefined) {
        chosen.set(item.id, { archive, item });
        continue;
      }
      const own = isOwnCopy(item, known.item);
      if (own || !isSame(item, known.item)) {
        const id = `${item.id}~a${index + 1}`;
        const title = own ? `${item.title} – ${nameOf(archive)}` : item.title;
        chosen.set(id, { archive, item: { ...item, id, title }, from: item.id });
        continue;
      }
      const candidate: Chosen = { archive, item };
      const [best, other] = (await isBetter(candidate, known)) ? [candidate, known] : [known, candidate];
      chosen.set(item.id, { ...best, item: filled(best.item, other.item) });
    }
  }
  return ordered([...chosen.values()]);
}

/** Spaces stay together, whoever added what; `order` is counted anew. */
function ordered(chosen: readonly Chosen[]): Chosen[] {
  const groups = new Map<string, Chosen[]>();
  for (const one of chosen) {
    const { role, space, kind, number } = one.item;
    const key = kind === 'space' ? `${role}:${space ?? number}` : space === undefined ? '' : `${role}:${space}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap((group) => group).map((one, order) => ({ ...one, item: { ...one.item, order } }));
}

/** What is elsewhere, by the pages of things that are in the new archive; each once. */
export function mergeMentions(shares: readonly Share[]): Mention[] {
  const found = new Map<string, Mention>();
  for (const { archive, items } of shares) {
    const pages = new Set(items.flatMap((item) => [item.sourceUrl, ...archive.addresses(item.id)]));
    for (const mention of archive.inventory.mentions ?? []) {
      // Inside the platform: mostly people's profiles, which nobody opened.
      if (mention.type === 'unknown-link' || mention.type === 'view' || mention.space === undefined) continue;
      if (pages.has(mention.foundOn)) found.set(`${mention.type} ${mention.address}`, mention);
    }
  }
  return [...found.values()];
}
