import type { ItemKind, ItemRecord } from '../../shared/model/index.ts';

/**
 * What a school archive leaves out unless it is asked for (`--with`): what is one person's own, and what only the teachers of a
 * space could see. `received`: the pages as they were received greet the person and show what only they may see.
 */
export const PARTS = [
  'mailbox',
  'twinmail',
  'meetings',
  'people',
  'portfolio',
  'profile',
  'resources',
  'events',
  'forum-posts',
  'learning',
  'restricted',
  'received',
] as const;
export type SchoolPart = (typeof PARTS)[number];

const PART_OF: Partial<Readonly<Record<ItemKind, SchoolPart>>> = {
  message: 'mailbox',
  twinmail: 'twinmail',
  meeting: 'meetings',
  person: 'people',
  'portfolio-entry': 'portfolio',
  profile: 'profile',
  resource: 'resources',
  event: 'events',
  'forum-post': 'forum-posts',
  learning: 'learning',
};

/** The part that an item belongs to; undefined for what every school archive has. */
export function partOf(item: ItemRecord, parent: ItemRecord | undefined): SchoolPart | undefined {
  const part = PART_OF[item.kind];
  if (part !== undefined) return part;
  // A quality label belongs to its project; what a person was given for a course is their own.
  if (item.kind === 'certificate' && item.space === undefined && parent?.kind !== 'project' && !isOfProject(item))
    return 'portfolio';
  return item.restricted === true ? 'restricted' : undefined;
}

function isOfProject(item: ItemRecord): boolean {
  return /\/project\/\d+\//.test(item.binary?.url ?? item.sourceUrl);
}

/** The items of one archive that go into a school archive, and those that do not, with all that belongs to them. */
export function divide(
  items: readonly ItemRecord[],
  wanted: ReadonlySet<SchoolPart>,
): { readonly kept: readonly ItemRecord[]; readonly left: readonly ItemRecord[] } {
  const byId = new Map(items.map((item) => [item.id, item]));
  const verdicts = new Map<string, boolean>();
  const isLeft = (item: ItemRecord): boolean => {
    const known = verdicts.get(item.id);
    if (known !== undefined) return known;
    // A parent that leads back to itself must not go on for ever.
    verdicts.set(item.id, false);
    const parent = item.parent === undefined ? undefined : byId.get(item.parent);
    const part = partOf(item, parent);
    const left = (part !== undefined && !wanted.has(part)) || (parent !== undefined && isLeft(parent));
    verdicts.set(item.id, left);
    return left;
  };
  return { kept: items.filter((item) => !isLeft(item)), left: items.filter(isLeft) };
}
