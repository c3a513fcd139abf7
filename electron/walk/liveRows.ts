import type { Choice } from '../../shared/model/index.ts';
import { ownRuling } from '../platform/verdict.ts';
import { contentNumber, contentOf } from './items.ts';
import { LIVE_LISTS, type LiveWalk } from './live.ts';
import type { Group } from './pages.ts';
import { rowContent } from './spaceRows.ts';

/** Lists whose rows are the things themselves: people, activities of the portfolio. */
export async function emitRows(walk: LiveWalk, list: string, choice: Choice): Promise<void> {
  const { options } = walk.area.context;
  const group = await walk.group(list);
  const how = LIVE_LISTS[list];
  if (!group || !how || !options.choices.has(choice)) return;
  const seen = new Set<string>();
  const covered = new Set<string>();
  for (const reading of group.readings) {
    for (const row of reading.rows) {
      const text = row.text.join(' ');
      // A list may repeat a page; two people of one name have two numbers.
      const key = row.number ?? text;
      if (seen.has(key)) continue;
      seen.add(key);
      for (const line of row.text) covered.add(line);
      const date = row.facts.dates[0];
      const item = await walk.area.emit(
        {
          kind: how.kind,
          role: 'live',
          number: `${list}-${row.number ?? contentNumber(text)}`,
          title: row.facts.title ?? row.text[0] ?? '',
          sourceUrl: group.address,
          ruling: ownRuling(how.kind, { createdAt: date?.iso, list: isPeople(list) ? list : undefined }),
          folder: isPeople(list) ? [list] : row.section === undefined ? [] : [row.section],
          createdAt: date?.iso,
          dateAsWritten: date?.written,
          hasContent: true,
          views: [reading.address],
        },
        { choice, content: rowContent(row), addresses: [] },
      );
      walk.count(item);
    }
  }
  await emitRest(walk, list, choice, group, covered);
  if (walk.profile) await walk.refer(group, walk.profile, choice, ownRuling('image', {}));
}

/**
 * What no row holds is kept as one item, so that no text is lost: all of a list whose rows could not be told apart, or where much
 * of its text stands outside of rows.
 */
async function emitRest(
  walk: LiveWalk,
  list: string,
  choice: Choice,
  group: Group,
  covered: ReadonlySet<string>,
): Promise<void> {
  const kind = LIVE_LISTS[list]?.kind ?? 'person';
  const content = contentOf('', group);
  const headings = new Set(group.readings.flatMap((reading) => reading.headings));
  const own = content.text.filter(
    (text) => !walk.frame.texts.has(text) && !headings.has(text) && /\p{L}{2}/u.test(text),
  );
  const left = own.filter((text) => !covered.has(text));
  const length = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);
  if (left.length < 3 || length(left) * 4 < length(own)) return;
  const item = await walk.area.emit(
    {
      kind,
      role: 'live',
      number: `${list}-all`,
      title: group.readings[0]?.headings[0] ?? list,
      sourceUrl: group.address,
      ruling: ownRuling(kind, { list: isPeople(list) ? list : undefined }),
      folder: [list],
      hasContent: true,
      views: group.readings.map(({ address }) => address),
    },
    { choice, content },
  );
  walk.count(item);
}
function isPeople(list: string): list is 'contacts' | 'followers' | 'following' {
  return list === 'contacts' || list === 'followers' || list === 'following';
}
