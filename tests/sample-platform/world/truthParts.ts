import { createHash } from 'node:crypto';
import { bestOf, hasOriginal, shownPath } from '../pictures.ts';
import { textsOf } from '../views/helpers.ts';
import type { Picture, Post, Space, StoredFile, Verdict } from '../model.ts';
import type { TruthItem } from '../truth.ts';
import { contentVerdict } from './verdicts.ts';
import { filePath } from './world.ts';
import type { World } from './world.ts';

export type Place = Pick<TruthItem, 'role'> & { space?: number };

export const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Author and date, where they are known. */
export function known(thing: { author?: string; dateIso?: string }): { author?: string; dateIso?: string } {
  return {
    ...(thing.author === undefined ? {} : { author: thing.author }),
    ...(thing.dateIso === undefined ? {} : { dateIso: thing.dateIso }),
  };
}

/** All that must be recalled of a post: its paragraphs and what others said below it. */
export function textOfPost(post: Post): string[] {
  return [...textsOf(post.blocks), ...post.comments.map((comment) => comment.text)];
}

export function fileTruth(world: World, place: Place, file: StoredFile, url: string, verdicts: Verdicts): TruthItem {
  return {
    ...place,
    kind: 'file',
    title: file.title,
    number: file.number,
    url,
    originalUrl: url,
    sha256: () => sha(world.bytesOfFile(file)),
    bytes: () => world.bytesOfFile(file).length,
    paragraphs: [],
    fileName: file.name,
    expectedStatus: 'saved',
    ...verdicts,
  };
}

export function directFileTruth(world: World, place: Place, file: StoredFile, verdicts: Verdicts): TruthItem {
  return { ...fileTruth(world, place, file, world.url(file.role, filePath(file)), verdicts), title: file.name };
}

export interface Verdicts {
  expectedVerdict: Verdict;
  alsoAcceptable?: Verdict[];
}

/** A verdict by a date that is shown. */
export function dated(space: Space, dateIso: string | undefined): Verdicts {
  return { expectedVerdict: contentVerdict(space, dateIso) };
}

/** A verdict of something that shows no date of its own, but stands in something that does (or in the space). */
export function undated(space: Space, ...others: (string | undefined)[]): Verdicts {
  const alsoAcceptable = [space.verdict, ...others.map((dateIso) => contentVerdict(space, dateIso))];
  return { expectedVerdict: contentVerdict(space, undefined), alsoAcceptable };
}

export function pictureTruth(
  world: World,
  place: Place,
  picture: Picture,
  url: string | undefined,
  verdicts: Verdicts,
): TruthItem {
  const best = bestOf(picture);
  const originalUrl = world.url(picture.role, best.path);
  const bytes = (): Buffer => world.bytesOfPicture(picture, best.which);
  const view = url !== undefined;
  return {
    ...place,
    kind: 'image',
    title: picture.title,
    number: picture.number,
    url: url ?? originalUrl,
    originalUrl,
    shownUrl: world.url(picture.role, shownPath(picture)),
    sha256: () => sha(bytes()),
    bytes: () => bytes().length,
    hasOriginal: hasOriginal(picture),
    paragraphs: view ? [...picture.description, ...picture.comments.map((comment) => comment.text)] : [],
    expectedStatus: 'saved',
    ...(view ? known(picture) : {}),
    ...verdicts,
  };
}
