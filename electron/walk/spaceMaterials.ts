import { serviceOf } from '../platform/read/keys.ts';
import type { Reading } from '../platform/read/reading.ts';
import type { ItemRecord } from '../../shared/model/index.ts';
import { pictureAddresses, pictureWant } from './binaries.ts';
import { earliest } from './items.ts';
import type { Group } from './pages.ts';
import type { SpaceWalk } from './space.ts';
import { folderPath, numberOf } from './spaceItems.ts';

/** Pictures that an album shows without a view for each. */
export interface BarePictures {
  readonly album: ItemRecord;
  readonly readings: readonly Pick<Reading, 'stored' | 'pictures'>[];
}

/**
 * Albums that show pictures without a view for each: the pictures are items all the same. Where some have a view, only these
 * views tell which pictures are theirs; the others wait until all of them have been read.
 */
export async function emitAlbum(walk: SpaceWalk, album: ItemRecord, group: Group): Promise<void> {
  const readings = group.readings.map(({ stored, pictures }) => ({ stored, pictures }));
  if (readings.every(({ stored }) => stored.size === 0)) return;
  const mixed = group.readings.some(({ listed }) =>
    [...listed.values()].some(({ target }) => target.shape === 'image'),
  );
  if (mixed) walk.bare.push({ album, readings });
  else await emitAlbumPictures(walk, { album, readings });
}

/** Items for the pictures of an album that no item stands for yet. */
export async function emitAlbumPictures(walk: SpaceWalk, { album, readings }: BarePictures): Promise<void> {
  const { ref, area } = walk;
  for (const reading of readings) {
    for (const record of reading.stored.values()) {
      const targets = reading.pictures
        .map(({ target }) => target)
        .filter(({ stored }) => stored?.hash === record.target.stored?.hash);
      if (area.context.registry.has(record.target) || record.target.space !== ref.space) continue;
      area.context.registry.register(targets);
      const title = record.facts.title ?? '';
      const want = pictureWant(pictureAddresses(targets), true, title);
      const date = earliest(record.facts.dates);
      const item = await area.emit(
        {
          kind: 'image',
          role: ref.role,
          space: ref.space,
          number: `${album.number}-${record.target.stored?.hash ?? ''}`,
          title,
          sourceUrl: album.sourceUrl,
          ruling: walk.ruling(date?.iso),
          parent: album.id,
          folder: [album.title],
          author: record.facts.author,
          createdAt: date?.iso,
          dateAsWritten: date?.written,
        },
        { choice: walk.choice, want, addresses: want.candidates.map(({ address }) => address), ...walk.urgency },
      );
      walk.count(item);
    }
  }
}

/** Listed downloads. @param own only those met in their own folder; the others may still turn up there */
export async function emitFiles(walk: SpaceWalk, space: ItemRecord, own: boolean): Promise<void> {
  const { ref, area } = walk;
  for (const [address, file] of walk.files) {
    const { target, facts } = file.listed;
    if (target.type !== 'binary' || walk.visited.has(address) || (own && !file.own)) continue;
    walk.visited.add(address);
    area.context.registry.register([target]);
    const date = earliest(facts.dates);
    const named = [...file.listed.linkTexts, ...facts.texts].find(
      (text) => /\S\.(?=[a-z0-9]*[a-z])[a-z0-9]{2,5}$/i.test(text) && text.length < 300,
    );
    const title = named ?? facts.title ?? serviceOf(address);
    const item = await area.emit(
      {
        kind: 'file',
        role: ref.role,
        space: ref.space,
        number: numberOf(target),
        title,
        sourceUrl: address,
        ruling: walk.ruling(date?.iso),
        parent: space.id,
        folder: folderPath(walk, address.replace(/\/\d+\/download$/, '')),
        author: facts.author,
        createdAt: date?.iso,
        dateAsWritten: date?.written,
        facts: { size: facts.size },
      },
      { choice: walk.choice, want: { candidates: [{ address, expect: 'file', nameHint: title }] }, ...walk.urgency },
    );
    walk.count(item);
  }
}

/** Pictures and files that no list of the space knows: only linked from a text. */
export async function emitStored(walk: SpaceWalk): Promise<void> {
  const { ref, area } = walk;
  const settled = area.context.registry.settle(
    ({ target, from }) => target.space === ref.space && from.role === ref.role && from.space === ref.space,
  );
  for (const found of settled) {
    await area.emitFound(found);
    walk.count(found.item);
  }
}
