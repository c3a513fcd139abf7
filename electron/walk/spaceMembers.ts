import type { ItemRecord } from '../../shared/model/index.ts';
import { personName } from '../platform/read/names.ts';
import { contentNumber } from './items.ts';
import type { Group } from './pages.ts';
import type { SpaceWalk } from './space.ts';
import { refer } from './spaceItems.ts';
import { rowContent } from './spaceRows.ts';

/** Members without a page of their own (often the pupils): each row of their list is one. The linked ones are read from their pages. */
export async function emitMembers(walk: SpaceWalk, space: ItemRecord, group: Group): Promise<void> {
  const { ref, area } = walk;
  const seen = new Set<string>();
  const linked = new Set(
    group.readings.flatMap(({ listed }) =>
      [...listed.values()].flatMap(({ target, linkTexts, facts }) =>
        target.shape === 'member' ? [...linkTexts, facts.title ?? ''] : [],
      ),
    ),
  );
  for (const reading of group.readings) {
    for (const row of reading.rows) {
      const said = row.facts.title ?? row.text[0] ?? '';
      const title = personName(said, []) ?? said;
      // Two pupils of one name and school cannot be told from a list that repeats a page.
      const key = row.number ?? row.text.join(' ');
      if (seen.has(key) || linked.has(title)) continue;
      seen.add(key);
      const date = row.facts.dates[0];
      const item = await area.emit(
        {
          kind: 'member',
          role: ref.role,
          space: ref.space,
          number: `row-${contentNumber(key)}`,
          title,
          sourceUrl: group.address,
          ruling: ref.ruling,
          parent: space.id,
          createdAt: date?.iso,
          dateAsWritten: date?.written,
          hasContent: true,
          views: [reading.address],
        },
        { choice: walk.choice, content: rowContent(row), addresses: [], ...walk.urgency },
      );
      walk.count(item);
      const own = new Set(row.targets.map((target) => ('address' in target ? target.address : '')));
      const pictures = reading.pictures.filter(({ target }) => own.has(target.address));
      const outside = { pictures: [], files: [] };
      await refer(walk, { ...group, readings: [{ ...reading, pictures, files: [], outside }] }, item);
    }
  }
}
