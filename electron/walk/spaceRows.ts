import type { ItemContent, ItemRecord } from '../../shared/model/index.ts';
import type { RecordFacts } from '../platform/read/facts.ts';
import { serviceOf } from '../platform/read/keys.ts';
import { isCaseless } from '../platform/read/names.ts';
import type { Reading } from '../platform/read/reading.ts';
import type { Row } from '../platform/read/rows.ts';
import { contentNumber, contentOf, earliest } from './items.ts';
import type { Group } from './pages.ts';
import type { SpaceWalk } from './space.ts';
import { refer } from './spaceItems.ts';

/** The data of a row: it stands on its list's page, so it has no HTML of its own. */
export function rowContent(row: Row): ItemContent {
  return { id: '', html: '', text: [...row.text], fields: [], entries: [], links: rowLinks(row), embeds: [] };
}

function rowLinks(row: Row): { address: string; text: string }[] {
  return row.targets.flatMap((target) =>
    target.type === 'foreign' || target.type === 'view' || target.type === 'binary'
      ? [{ address: target.address, text: '' }]
      : [],
  );
}

/**
 * Notes of the teacher bulletin. They have no address and no mark that could be relied on: a note is a dated row of the home
 * page with a text of its own that leads to nothing else (a journal post or an update links to its own view).
 */
export async function emitBulletin(walk: SpaceWalk, home: ItemRecord, group: Group): Promise<void> {
  const seen = new Set<string>();
  for (const reading of group.readings) {
    for (const row of reading.rows) {
      const key = row.number ?? row.text.join(' ');
      if (seen.has(key) || !isNote(row)) continue;
      seen.add(key);
      const date = row.facts.dates[0];
      const { ref, area } = walk;
      const item = await area.emit(
        {
          kind: 'bulletin-note',
          role: ref.role,
          space: ref.space,
          number: row.number ?? contentNumber(row.text.join(' ')),
          title: row.facts.title ?? '',
          sourceUrl: group.address,
          ruling: walk.ruling(date?.iso),
          parent: home.id,
          author: row.facts.author,
          createdAt: date?.iso,
          dateAsWritten: date?.written,
          restricted: true,
          hasContent: true,
        },
        { choice: walk.choice, content: rowContent(row), addresses: [], ...walk.urgency },
      );
      walk.count(item);
    }
  }
}

function isNote(row: Row): boolean {
  if (row.targets.some((target) => target.type === 'view' && target.shape !== 'member')) return false;
  const dates = row.facts.dates.map(({ written }) => written);
  const said = row.text.filter((text) => !dates.some((date) => text.includes(date)) && text !== row.facts.author);
  return said.join(' ').split(' ').length >= 3;
}

/** Online meetings: chat logs and past conferences, each a row; whatever stands outside of rows is kept as one more. */
export async function emitMeetings(walk: SpaceWalk, space: ItemRecord, group: Group): Promise<void> {
  const { ref, area } = walk;
  const rows = group.readings.flatMap((reading) => reading.rows.map((row) => ({ reading, row })));
  const covered = new Set(rows.flatMap(({ row }) => row.text));
  const whole = contentOf('', group);
  const left = whole.text.filter((text) => !covered.has(text) && !walk.frame.texts.has(text));
  for (const { reading, row } of rows) {
    const date = row.facts.dates[0];
    const item = await area.emit(
      {
        kind: 'meeting',
        role: ref.role,
        space: ref.space,
        number: row.number ?? contentNumber(row.text.join(' ')),
        title: row.facts.title ?? row.text[0] ?? '',
        sourceUrl: group.address,
        ruling: walk.ruling(date?.iso),
        parent: space.id,
        createdAt: date?.iso,
        dateAsWritten: date?.written,
        restricted: true,
        hasContent: true,
        views: [reading.address],
      },
      { choice: walk.choice, content: rowContent(row), addresses: [], ...walk.urgency },
    );
    walk.count(item);
  }
  if (left.some((text) => text.length > 40 || /\d[:.]\d\d/.test(text))) await emitWhole(walk, space, group, whole);
}

async function emitWhole(walk: SpaceWalk, space: ItemRecord, group: Group, content: ItemContent): Promise<void> {
  const { ref, area } = walk;
  const date = earliest(group.readings.flatMap(({ dates }) => dates));
  const item = await area.emit(
    {
      kind: 'meeting',
      role: ref.role,
      space: ref.space,
      number: 'all',
      title: group.readings[0]?.headings.find((heading) => heading !== walk.title) ?? walk.title,
      sourceUrl: group.address,
      ruling: walk.ruling(date?.iso),
      parent: space.id,
      createdAt: date?.iso,
      dateAsWritten: date?.written,
      restricted: true,
      hasContent: true,
      views: group.readings.map(({ address }) => address),
    },
    { choice: walk.choice, content, ...walk.urgency },
  );
  walk.count(item);
  await refer(walk, group, item);
}

/** Videos: the platform hosts none, so each is a card with title, service and address, and counts as saved as a link. */
export async function emitVideos(
  walk: SpaceWalk,
  space: ItemRecord,
  group: Group,
  folder: readonly string[],
): Promise<void> {
  const { ref, area } = walk;
  for (const reading of group.readings) {
    for (const [key, record] of reading.elsewhere) {
      if (walk.videos.has(key)) continue;
      walk.videos.add(key);
      const date = earliest(record.facts.dates);
      const service = serviceOf(record.target);
      const title =
        videoTitle(record.facts.title, record.facts.texts, record.target) ??
        embedTitle(reading, record.target) ??
        service;
      const item = await area.emit(
        {
          kind: 'video',
          role: ref.role,
          space: ref.space,
          number: `${group.address.split('/').pop() ?? ''}-${contentNumber(key)}`,
          title,
          sourceUrl: group.address,
          ruling: walk.ruling(date?.iso),
          parent: space.id,
          folder,
          author: videoAuthor(record.facts),
          createdAt: date?.iso,
          dateAsWritten: date?.written,
          hasContent: true,
          facts: { address: record.target, service },
          views: [reading.address],
        },
        {
          choice: walk.choice,
          content: {
            id: '',
            html: '',
            text: [...record.facts.texts],
            fields: [],
            entries: [],
            links: [],
            embeds: [{ address: record.target, title, service }],
          },
          addresses: [],
          ...walk.urgency,
        },
      );
      walk.count(item);
    }
  }
}

/** Videos are rarely signed: where any words look like a name, only one beside a date is taken for it. */
function videoAuthor({ author, dates }: RecordFacts): string | undefined {
  if (author === undefined || !isCaseless(author)) return author;
  return dates.some(({ line }) => line.includes(author)) ? author : undefined;
}

/** The address as a link's text is no title where the record has another text. */
function videoTitle(title: string | undefined, texts: readonly string[], address: string): string | undefined {
  const isAddress = (text: string): boolean => /^https?:|^www\./i.test(text) || address.includes(text);
  if (title !== undefined && !isAddress(title)) return title;
  return texts.find((text) => !isAddress(text) && /\p{L}{2}/u.test(text)) ?? title;
}

function embedTitle(reading: Reading, address: string): string | undefined {
  return reading.embeds.find((embed) => embed.address === address)?.title;
}
