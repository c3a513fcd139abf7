import type { ItemRecord } from '../../shared/model/index.ts';
import { FetchError } from '../net/types.ts';
import { readDocument } from '../platform/read/document.ts';
import type { Depth, Frame, ListedTarget, Reading } from '../platform/read/reading.ts';
import type { RowSort } from '../platform/read/rows.ts';
import { contentRuling } from '../platform/verdict.ts';
import type { ShownOnList } from './binaries.ts';
import { Area, spaceChoice, type ViewTarget, type WalkContext } from './context.ts';
import { sectionClaims } from './claims.ts';
import { DatePlaces, Learner } from './datePlaces.ts';
import { Leftovers } from './leftovers.ts';
import { inOrder } from './ordered.ts';
import type { Failure, Group } from './pages.ts';
import { failureOf, frameOf, rawPage, rawPages, readFirst, type FirstPage, type Section } from './sections.ts';
import { emitDetail, emitHome, emitSectionFailure, emitSpace, referLists, sectionKind, shownOn } from './spaceItems.ts';
import { emitAlbumPictures, emitFiles, emitStored, type BarePictures } from './spaceMaterials.ts';
import { emitMembers } from './spaceMembers.ts';
import { emitMeetings, emitVideos } from './spaceRows.ts';
import type { SpaceRef } from './spaceRef.ts';

/** Lists that hold further lists or things. They are read before the things, so that each thing is met in its own list first. */
const CONTAINERS = new Set(['album', 'folder', 'video-folder', 'forum']);
/** Views whose things have no address of their own. */
const ROWS: Readonly<Record<string, RowSort>> = { home: 'dated', meetings: 'things', members: 'people' };
const LISTS = new Set([
  'pages',
  'albums',
  'folders',
  'videos',
  'forums',
  'meetings',
  'members',
  'twinmails',
  'polls',
  'boards',
]);

/** Where a view was met and what the list around it said. */
export interface Lead {
  readonly target: ViewTarget;
  readonly listed: ListedTarget;
  readonly from: Reading;
}

/** A space while it is walked. */
export class SpaceWalk {
  readonly area: Area;
  readonly ref: SpaceRef;
  frame: Frame = { texts: new Set(), addresses: new Set() };
  title: string;
  readonly leads = new Map<string, Lead>();
  /** Lists and things that were read, by address. */
  readonly visited = new Set<string>();
  /** Ids of emitted pages, albums …, by address. */
  readonly ids = new Map<string, string>();
  /** Listed downloads by address, the record in their own folder preferred. */
  readonly files = new Map<string, { listed: ListedTarget; from: Reading; own: boolean }>();
  /** Pictures without a view, of albums in which others have one. */
  readonly bare: BarePictures[] = [];
  /** What lists show and offer beside the things they list. */
  readonly shown: ShownOnList[] = [];
  readonly counts: Record<string, number> = {};
  /** Where views of each shape carry their date. */
  readonly places = new DatePlaces();
  readonly leftovers = new Leftovers();
  /** Titles of albums by address. */
  readonly albums = new Map<string, string>();
  /** Videos that were met, by `videoKey`. */
  readonly videos = new Set<string>();
  /** Titles of folders and forums by their address, with the address above them. */
  readonly folders = new Map<string, { title: string; above: string | undefined }>();

  constructor(context: WalkContext, ref: SpaceRef, index: number) {
    this.area = new Area(context, index);
    this.ref = ref;
    this.title = ref.title;
  }

  get choice(): ReturnType<typeof spaceChoice> {
    return spaceChoice(this.ref.role);
  }

  /** Facts of the space that go with every item. */
  get urgency(): { spaceVerdict: SpaceRef['ruling']['verdict']; spaceCreatedAt: string | undefined } {
    return { spaceVerdict: this.ref.ruling.verdict, spaceCreatedAt: this.ref.createdAt };
  }

  ruling(createdAt: string | undefined): ReturnType<typeof contentRuling> {
    return contentRuling(this.ref.ruling, createdAt);
  }

  count(item: ItemRecord): void {
    this.counts[item.kind] = (this.counts[item.kind] ?? 0) + 1;
  }

  /** Remembers the views and downloads of this space that pages list. */
  collect(group: Group, own: (target: ListedTarget['target']) => boolean): void {
    for (const reading of group.readings) {
      this.area.mention([reading], this.ref.space);
      for (const listed of reading.listed.values()) {
        const { target } = listed;
        if (target.role !== this.ref.role || target.space !== this.ref.space) continue;
        if (target.type === 'view') {
          if (!this.leads.has(target.address) || own(target))
            this.leads.set(target.address, { target, listed, from: reading });
        } else if (target.binary === 'file') {
          const known = this.files.get(target.address);
          if (!known || (!known.own && own(target)))
            this.files.set(target.address, { listed, from: reading, own: own(target) });
        }
      }
      for (const frame of reading.frames) this.#bareLead(frame, reading);
      // What only a menu, or a box that stands on every page, links is no less a thing of the space.
      for (const address of reading.sections) if (!this.leads.has(address)) this.#bareLead(address, reading);
    }
  }

  /** A view of which no list says anything: it stands in a frame, or outside of the content. */
  #bareLead(address: string, from: Reading): void {
    const target = this.area.context.reader.classifier.classify(address);
    // Pages of no known shape were read with the page that they are a part of.
    if (target.type !== 'view' || target.shape === 'frame' || target.role !== this.ref.role) return;
    if (target.space !== this.ref.space || this.leads.has(target.address)) return;
    const facts = { title: undefined, author: undefined, dates: [], texts: [], size: undefined };
    this.leads.set(address, {
      target,
      from,
      listed: { target, linkTexts: [], facts, parent: undefined, brothersDated: false, pictures: [], related: [] },
    });
  }
}

/** Walks one space to its end and hands on everything it holds. */
export async function walkSpace(walk: SpaceWalk): Promise<void> {
  const { reader, options } = walk.area.context;
  const home = await rawPage(reader, { shape: 'home', address: walk.ref.home });
  // A space that refuses at its door is not asked for its rooms.
  if (home.failure && REFUSALS.has(home.failure.reason)) {
    // Only what a list of the account names is known to be the person's own.
    const refused = walk.ref.listed && home.failure.reason !== 'section-closed';
    const reason = refused ? 'space-refused' : home.failure.reason;
    await emitSpace(walk, undefined, { ...home.failure, reason });
    return;
  }
  const claims = claimsOf(walk, home);
  const raw = [home, ...(await rawPages(reader, sectionsOf(walk, claims), options.concurrency))];
  walk.frame = frameOf(raw, reader.classifier);
  const first = raw.map((page) => readFirst(page, walk.frame, depthOf(page.shape), reader.classifier));
  const space = await emitSpace(walk, first[0]?.reading, undefined);
  for (const page of first) await walkSection(walk, space, page, claims.has(page.address) || page.shape === 'home');
  for (;;) {
    const containers = await readAll(walk, space, (shape) => CONTAINERS.has(shape));
    await emitFiles(walk, space, true);
    const details = await readAll(
      walk,
      space,
      (shape) => !CONTAINERS.has(shape) && !LISTS.has(shape) && shape !== 'home',
    );
    if (containers + details === 0) break;
  }
  await emitFiles(walk, space, false);
  await walk.leftovers.emit(walk, space);
  for (const pictures of walk.bare.splice(0)) await emitAlbumPictures(walk, pictures);
  referLists(walk, space);
  await emitStored(walk);
  await emitEmptiness(walk, space, first, claims);
}

/** Lists that others may change while they are read, at a place that moves what stands behind it. */
const AGAIN: ReadonlySet<string> = new Set(['home', 'twinmails']);

/** What a space's door answers when it is not to be entered; anything else is trouble of that one page. */
const REFUSALS: ReadonlySet<string> = new Set([
  'not-visible',
  'not-found',
  'gone',
  'section-closed',
  'elsewhere-redirect',
]);

async function walkSection(walk: SpaceWalk, space: ItemRecord, page: FirstPage, linked: boolean): Promise<void> {
  walk.visited.add(page.address);
  if (page.failure) {
    await emitSectionFailure(walk, space, page.shape, page.failure, linked);
    return;
  }
  if (!page.reading) return;
  const group = await walk.area.context.reader.group(page.address, {
    frame: walk.frame,
    depth: depthOf(page.shape),
    first: page.reading,
    again: AGAIN.has(page.shape),
  });
  for (const lost of group.lost) await emitSectionFailure(walk, space, page.shape, lost, true);
  walk.collect(group, (target) => isOwnList(page.shape, target.shape));
  walk.leftovers.note(page.shape, group);
  if (page.shape === 'home') await emitHome(walk, space, group);
  else walk.shown.push(shownOn(group));
  if (page.shape === 'meetings') await emitMeetings(walk, space, group);
  if (page.shape === 'members') await emitMembers(walk, space, group);
  if (page.shape === 'videos') await emitVideos(walk, space, group, []);
}

/** The sections that the home page links anywhere, its menus included, with the numbers beside the links. */
function claimsOf(
  walk: SpaceWalk,
  home: { readonly html?: string; readonly final?: string; readonly cameFrom?: string },
): Map<string, number> {
  if (home.html === undefined || home.final === undefined) return new Map();
  return sectionClaims(
    readDocument(home.html, home.final, walk.area.context.reader.classifier, undefined, home.cameFrom).addresses,
  );
}

/** The sections to be asked for: the usual ones whether linked or not (a menu may be made by a script), others where linked. */
function sectionsOf(walk: SpaceWalk, linked: ReadonlyMap<string, number>): Section[] {
  const origin = new URL(walk.ref.home).origin;
  return walk.area.context.options.profile.shapes.flatMap(({ name, roles, path, seed }) => {
    if (!roles.includes(walk.ref.role) || !LISTS.has(name)) return [];
    const address = origin + path.replace('{s}', walk.ref.space);
    return seed === true || linked.has(address) ? [{ shape: name, address }] : [];
  });
}

/**
 * What is empty although the platform says it is not is lost: a section with a number beside its link, or a whole space; also a
 * space that shows nothing at all, not even on its home page.
 */
async function emitEmptiness(
  walk: SpaceWalk,
  space: ItemRecord,
  first: readonly FirstPage[],
  claims: ReadonlyMap<string, number>,
): Promise<void> {
  const things = Object.keys(walk.counts).filter((kind) => kind !== 'space' && kind !== 'home');
  const claimed = first.filter(({ shape, address, reading }) => {
    const held = [...walk.leads.values()].some(({ target }) => isOwnList(shape, target.shape));
    const counted = walk.counts[sectionKind(shape)] ?? 0;
    return reading !== undefined && shape !== 'home' && (claims.get(address) ?? 0) > 0 && counted === 0 && !held;
  });
  const said = first.some(({ reading }) => (reading?.text.length ?? 0) > 0);
  if (things.length === 0 && (!said || claimed.length > 0)) {
    await emitSectionFailure(walk, space, 'home', { address: walk.ref.home, reason: 'space-empty', attempts: 1 }, true);
    return;
  }
  for (const { shape, address } of claimed)
    await emitSectionFailure(walk, space, shape, { address, reason: 'list-incomplete', attempts: 1 }, true);
}

export function depthOf(shape: string): Depth {
  const list = LISTS.has(shape) || CONTAINERS.has(shape);
  return {
    ...(ROWS[shape] === undefined ? {} : { rows: ROWS[shape] }),
    elsewhere: shape.startsWith('video'),
    stored: shape === 'album',
    entries: !list && shape !== 'home',
    loose: list,
  };
}

/** Whether things of a shape are listed by right on views of another one. */
function isOwnList(list: string, shape: string): boolean {
  return OWN_LIST[shape]?.includes(list) ?? false;
}
const OWN_LIST: Readonly<Record<string, readonly string[]>> = {
  page: ['pages'],
  album: ['albums'],
  image: ['album', 'albums'],
  folder: ['folders', 'folder'],
  file: ['folder', 'folders'],
  'video-folder': ['videos', 'video-folder'],
  forum: ['forums'],
  thread: ['forum', 'forums'],
  member: ['members'],
  twinmail: ['twinmails'],
  poll: ['polls'],
  board: ['boards'],
  'journal-entry': ['home'],
};

async function readAll(walk: SpaceWalk, space: ItemRecord, wanted: (shape: string) => boolean): Promise<number> {
  const { reader, options } = walk.area.context;
  let read = 0;
  for (;;) {
    const open = [...walk.leads.values()].filter(
      ({ target }) => wanted(target.shape) && !walk.visited.has(target.address),
    );
    if (open.length === 0 || walk.visited.size > options.profile.limits.spaceViews) return read;
    for (const { target } of open) walk.visited.add(target.address);
    const work = async ({ target }: Lead): Promise<Group | Failure> => {
      try {
        return await reader.group(target.address, { frame: walk.frame, depth: depthOf(target.shape) });
      } catch (error) {
        if (!(error instanceof FetchError)) throw error;
        return { ...failureOf(error), address: target.address };
      }
    };
    const learner = new Learner<{ input: Lead; output: Group | Failure }>(walk.places, async ({ input, output }) => {
      const lead = walk.leads.get(input.target.address) ?? input;
      await emitDetail(walk, space, lead, output);
    });
    for await (const { input, output } of inOrder(byShape(open), options.concurrency, work)) {
      read += 1;
      const group = 'reason' in output ? undefined : output;
      if (group) walk.collect(group, (target) => isOwnList(input.target.shape, target.shape));
      if (group && CONTAINERS.has(input.target.shape)) walk.leftovers.note(input.target.shape, group);
      else if (group) walk.leftovers.found(group);
      await learner.take(input.target.shape, group, { input, output });
    }
    await learner.flush();
  }
}

/** Things of one sort one after the other, else in the order in which they were met. */
function byShape(leads: readonly Lead[]): Lead[] {
  const sorts = new Map<string, Lead[]>();
  for (const lead of leads) sorts.set(lead.target.shape, [...(sorts.get(lead.target.shape) ?? []), lead]);
  return [...sorts.values()].flat();
}
