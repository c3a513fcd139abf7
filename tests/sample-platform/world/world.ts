import { createRandom } from '../random.ts';
import { bestOf, originalPath, pictureBytes, shownPath, storedFolder } from '../pictures.ts';
import type { Which } from '../pictures.ts';
import { fileBytes } from '../files.ts';
import { drawScenes } from '../scenes.ts';
import type { Scene } from '../scenes.ts';
import type { Picture, Role, Space, SpaceRole, StoredFile } from '../model.ts';
import type { SampleOptions } from '../options.ts';
import { buildLive } from './live.ts';
import type { Live } from './live.ts';
import { buildSpaces } from './spaces.ts';
import { labelsOf } from '../languages.ts';
import type { Labels } from '../languages.ts';
import { makePicture } from './context.ts';
import { materialsOfLive, materialsOfSpace } from './materials.ts';
import type { Materials } from './materials.ts';

export type Origins = Record<Role, string>;

/** What stands at the address of a stored binary. */
export type Stored = { picture: Picture; which: Which } | { file: StoredFile } | 'html';

/** The whole account: one seed, one world. */
export interface World {
  options: SampleOptions;
  origins: Origins;
  foreign: string;
  spaces: Space[];
  groups: Space[];
  live: Live;
  labels: Labels;
  /** Paths, with their role, that a state-changing request really took away. */
  removed: Set<string>;
  /** The shrinking list has been looked into and has lost its first entry. */
  shrunk: { inbox: boolean };
  /** A picture in the space of people whom the account does not know. */
  stranger: Picture;
  url(role: Role, path: string): string;
  space(role: SpaceRole, number: number): Space | undefined;
  stored(role: Role, path: string): Stored | undefined;
  bytesOfPicture(picture: Picture, which: Which): Buffer;
  bytesOfFile(file: StoredFile): Buffer;
}

export function filePath(file: StoredFile): string {
  const ending = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'bin';
  return `${storedFolder(file.space)}/files/${file.hash ?? ''}.${ending}`;
}

export async function buildWorld(options: SampleOptions, origins: Origins, foreign: string): Promise<World> {
  const scenes: readonly Scene[] = await drawScenes();
  const spaces = buildSpaces(options, 'twinspace');
  const groups = buildSpaces(options, 'groups');
  const live = buildLive(options);
  const stranger = makeStranger(options);
  const indexes = new Map<string, Map<string, Stored>>();

  const find = (role: SpaceRole, number: number): Space | undefined =>
    (role === 'twinspace' ? spaces : groups).find((space) => space.number === number);

  const materials = (role: SpaceRole, number: number): Materials | undefined => {
    const space = find(role, number);
    if (space) return materialsOfSpace(space.content());
    if (number === live.folder) {
      const all = materialsOfLive(live);
      return {
        pictures: all.pictures.filter((picture) => picture.role === role),
        direct: all.direct.filter((file) => file.role === role),
      };
    }
    if (role === 'twinspace' && number === stranger.space) return { pictures: [stranger], direct: [] };
    return undefined;
  };

  const indexOf = (role: SpaceRole, number: number): Map<string, Stored> => {
    const key = `${role} ${number}`;
    const known = indexes.get(key);
    if (known) return known;
    const index = makeIndex(materials(role, number));
    indexes.set(key, index);
    return index;
  };

  return {
    options,
    origins,
    foreign,
    spaces,
    groups,
    live,
    labels: labelsOf(options.language),
    stranger,
    removed: new Set(),
    shrunk: { inbox: false },
    url: (role, path) => origins[role] + path,
    space: find,
    stored: (role, path) => {
      const match = /^\/files\/collabspace\/\d\/\d\d\/\d\d\d\/(\d+)\//.exec(path);
      if (!match || (role !== 'twinspace' && role !== 'groups')) return undefined;
      return indexOf(role, Number(match[1])).get(path);
    },
    bytesOfPicture: (picture, which) => pictureBytes(scenes, picture, which, options.pictureBytes),
    bytesOfFile: (file) => fileBytes(file.name, file.subject, file.bytes),
  };
}

function makeIndex(materials: Materials | undefined): Map<string, Stored> {
  const index = new Map<string, Stored>();
  for (const picture of materials?.pictures ?? []) {
    if (picture.variant === 'html') index.set(originalPath(picture), 'html');
    if (picture.variant !== 'no-opt') index.set(shownPath(picture), { picture, which: 'optimised' });
    const best = bestOf(picture);
    index.set(best.path, { picture, which: best.which });
  }
  for (const file of materials?.direct ?? []) index.set(filePath(file), { file });
  return index;
}

function makeStranger(options: SampleOptions): Picture {
  let number = 300;
  return makePicture(
    {
      options,
      random: createRandom(`${options.seed} stranger`),
      language: options.language,
      role: 'twinspace',
      space: 33_071,
      from: '2017-01-10',
      days: 100,
      nextNumber: () => ++number,
    },
    0,
    'Logo',
    'plain',
  );
}
