import type { ItemKind, ItemRecord } from '../../shared/model/index.ts';
import { isTold } from '../platform/read/loose.ts';
import { contentOf, titleOf } from './items.ts';
import type { Group } from './pages.ts';
import type { SpaceWalk } from './space.ts';
import { folderPath, refer } from './spaceItems.ts';

/** The kind under which a list's own text is kept, where it is none of the list's things: a page. */
const KINDS: Readonly<Record<string, ItemKind>> = {
  members: 'member',
  twinmails: 'twinmail',
  polls: 'poll',
  boards: 'board',
  forums: 'thread',
  forum: 'thread',
};
/** Shapes whose page is an item itself, or is read in rows that leave nothing. */
const KEPT: ReadonlySet<string> = new Set(['home', 'meetings', 'album']);

/** Shorter texts that stand on several lists are the site's words; longer ones may be a person's. */
const LONG = 80;
/** "There are no polls yet" is no longer. */
const NOTHING_HERE = 80;
/** More names and words than a site puts around its list. */
const MANY_LINES = 7;
/** A line that breaks off. */
const CUT = /^(.{15,}?)\s*(?:…|\.\.\.)$/u;
const MOST_EXCERPTS = 200;

/**
 * What lists say beside their things (the description of a folder or a forum, a poll on the list itself, people without a page),
 * so that no text is lost. Kept until all lists were read: only then does it show what stands on many of them.
 */
export class Leftovers {
  readonly #lists: { readonly shape: string; readonly group: Group; readonly loose: readonly string[] }[] = [];
  /** Lines that break off, with what they say; each until the page is found that says all of it. */
  readonly #excerpts = new Map<string, string>();
  readonly #known = new Set<string>();

  note(shape: string, group: Group): void {
    if (KEPT.has(shape)) return;
    const loose = [...new Set(group.readings.flatMap((reading) => reading.loose))];
    if (loose.length === 0) return;
    this.#lists.push({ shape, group, loose });
    for (const text of loose) {
      const start = CUT.exec(text)?.[1];
      if (start !== undefined && this.#excerpts.size < MOST_EXCERPTS) this.#excerpts.set(text, start);
    }
  }

  /** What a thing's own page says in full is no loss on its list: an excerpt that breaks off there. */
  found(group: Group): void {
    for (const [excerpt, start] of this.#excerpts)
      if (group.readings.some(({ text }) => text.some((line) => line.startsWith(start)))) {
        this.#excerpts.delete(excerpt);
        this.#known.add(excerpt);
      }
  }

  /** Hands on each list that says more than its things do, as one item with the whole list. */
  async emit(walk: SpaceWalk, space: ItemRecord): Promise<void> {
    const counts = new Map<string, number>();
    for (const { loose } of this.#lists)
      for (const key of new Set(loose.map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
    const said = new Set<string>();
    for (const { shape, group, loose } of this.#lists.splice(0)) {
      const own = loose.filter((text) => {
        if (this.#known.has(text)) return false;
        const key = keyOf(text);
        const shared = (counts.get(key) ?? 0) > 1 && (text.length < LONG || said.has(key));
        said.add(key);
        return !shared;
      });
      if (isWorthKeeping(walk, shape, group, own)) await emitList(walk, space, shape, group);
    }
  }
}

/** "3 files" and "12 files" are one text. */
function keyOf(text: string): string {
  return text.replace(/\d+/g, '#');
}

function isWorthKeeping(walk: SpaceWalk, shape: string, group: Group, own: readonly string[]): boolean {
  const titles = new Set([walk.title, ...group.readings.map((reading) => titleOf(reading, undefined, []))]);
  const title = walk.folders.get(group.address)?.title;
  if (title !== undefined) titles.add(title);
  // A part of the title (the site's name left out) says nothing more.
  const texts = own.filter((text) => ![...titles].some((one) => one.includes(text)));
  const holds = group.readings.some(({ listed, elsewhere, rows }) => listed.size + elsewhere.size + rows.length > 0);
  if (holds) return texts.some(isTold) || (shape === 'members' && texts.length >= MANY_LINES);
  // A list of nothing says so in one line; with a heading of its own or more lines it says something.
  const [only = ''] = texts;
  const headings = group.readings.flatMap((reading) => reading.headings).filter((text) => !titles.has(text));
  if (texts.length <= 1) return only.length > NOTHING_HERE || (only !== '' && headings.length > 0);
  return texts.join(' ').length > NOTHING_HERE || texts.length >= MANY_LINES || headings.length > 0;
}

async function emitList(walk: SpaceWalk, space: ItemRecord, shape: string, group: Group): Promise<void> {
  const { ref, area } = walk;
  const kind = KINDS[shape] ?? 'page';
  const path = group.address.replace(/^https?:\/\/[^/]+\/\d+\/?/, '');
  // Its things have their own numbers, and count: this is none of them.
  const item = await area.emit(
    {
      kind,
      role: ref.role,
      space: ref.space,
      number: `list-${path.replace(/\W+/g, '-')}`,
      title: walk.folders.get(group.address)?.title ?? titleOf(group.readings[0], undefined, [walk.title]),
      sourceUrl: group.address,
      ruling: kind === 'member' ? ref.ruling : walk.ruling(undefined),
      parent: space.id,
      folder: shape === 'forum' ? folderPath(walk, group.address) : [],
      restricted: kind === 'twinmail',
      hasContent: true,
      views: group.readings.map(({ address }) => address),
    },
    { choice: walk.choice, content: contentOf('', group), ...walk.urgency },
  );
  await refer(walk, group, item);
}
