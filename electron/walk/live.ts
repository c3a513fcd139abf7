import type { Choice, ItemKind, ItemRecord } from '../../shared/model/index.ts';
import { FetchError } from '../net/types.ts';
import type { RowSort } from '../platform/read/rows.ts';
import type { Depth, Frame, ListedTarget } from '../platform/read/reading.ts';
import { isOfficialOrganiser, ownRuling, type Ruling } from '../platform/verdict.ts';
import { Area, type WalkContext } from './context.ts';
import { authorIn, contentOf, creation, titleOf } from './items.ts';
import { correspondent } from './correspondent.ts';
import { displayNameIn, readGroups, readProjects, userIdIn, type ProjectRef } from './lists.ts';
import { DatePlaces, Learner } from './datePlaces.ts';
import { emitCertificates, emitProjects } from './liveLabels.ts';
import { withSpaces } from './liveProjects.ts';
import { emitRows } from './liveRows.ts';
import { emitInline } from './inline.ts';
import { inOrder } from './ordered.ts';
import type { Failure, Group } from './pages.ts';
import { failureOf, frameOf, rawPages, readFirst, type FirstPage } from './sections.ts';
import type { SpaceRef } from './spaceRef.ts';
import { numberOf } from './spaceItems.ts';

/** List on live → the shape of what it lists, and the kind under which a loss of the list is counted. */
export const LIVE_LISTS: Readonly<
  Record<string, { readonly of?: string; readonly kind: ItemKind; readonly rows?: RowSort }>
> = {
  profile: { kind: 'profile' },
  portfolio: { kind: 'portfolio-entry', rows: 'dated' },
  projects: { of: 'project', kind: 'project' },
  certificates: { of: 'certificate', kind: 'certificate' },
  groups: { kind: 'space' },
  inbox: { of: 'message', kind: 'message' },
  sent: { of: 'message', kind: 'message' },
  contacts: { kind: 'person', rows: 'things' },
  followers: { kind: 'person', rows: 'things' },
  following: { kind: 'person', rows: 'things' },
  resources: { of: 'resource', kind: 'resource' },
  events: { of: 'event', kind: 'event' },
  'forum-posts': { of: 'forum-post', kind: 'forum-post' },
  'learning-list': { of: 'learning', kind: 'learning' },
};

/** What the account's own lists told. */
export interface Account {
  readonly projects: readonly ProjectRef[];
  readonly groups: readonly SpaceRef[];
}

/** The account's own part of the platform while it is walked. */
export class LiveWalk {
  readonly area: Area;
  readonly counts: Record<string, number> = {};
  frame: Frame = { texts: new Set(), addresses: new Set() };
  #pages: FirstPage[] = [];
  readonly #groups = new Map<string, Group>();
  /** The projects of "My projects". */
  projects: readonly ProjectRef[] = [];
  /** Pages of projects that were read before their turn. */
  readonly projectPages = new Map<string, Group | Failure>();
  /** Verdicts of spaces, by their project's number. */
  readonly rulings = new Map<string, Ruling>();
  /** The item of the profile: what the account's own pages show hangs below it. */
  profile: ItemRecord | undefined;
  readonly #places = new DatePlaces();
  /** What the person is called on the platform's pages. */
  displayName = '';

  constructor(context: WalkContext, index: number) {
    this.area = new Area(context, index);
  }

  /** Reads all lists' first pages, "My projects" and "My groups" to their ends, and the profile: who this is. */
  async lists(): Promise<Account> {
    const { reader, options, sink } = this.area.context;
    const sections = options.profile.shapes.flatMap(({ name, roles, path, seed, choice }) => {
      const wanted = choice === undefined || options.choices.has(choice) || name === 'profile';
      return roles.includes('live') && seed === true && wanted
        ? [{ shape: name, address: originOf(options.profile.origins.live) + path }]
        : [];
    });
    // The lists of projects and groups first: they decide what all the others can wait for.
    sections.sort((a, b) => rank(a.shape) - rank(b.shape));
    const raw = await rawPages(reader, sections, options.concurrency);
    this.frame = frameOf(raw, reader.classifier);
    this.#pages = raw.map((page) => readFirst(page, this.frame, depthOf(page.shape), reader.classifier));
    const profile = this.#page('profile')?.reading;
    this.displayName = displayNameIn(profile, options.username);
    sink.account({
      userId: profile ? userIdIn(profile) : '',
      username: options.username,
      displayName: this.displayName,
    });
    const projects = await this.group('projects');
    this.projects = projects ? await withSpaces(this, readProjects(projects)) : [];
    const groups = await this.group('groups');
    return { projects: this.projects, groups: groups ? readGroups(groups) : [] };
  }

  /** What became of a project's space: its certificates go by it. */
  rule(spaces: readonly SpaceRef[]): void {
    for (const { project, ruling } of spaces) if (project !== undefined) this.rulings.set(project, ruling);
  }

  /** Walks all that belongs to no space and hands it on. */
  async walk(): Promise<void> {
    await this.#emitProfile();
    const linked = new Set(this.#pages.flatMap(({ reading }) => [...(reading?.sections ?? [])]));
    for (const { shape, address, failure } of this.#pages) {
      // A list that nobody links and that is not there is no loss: the platform was not the same at all times.
      const absent = failure?.reason === 'not-found' || failure?.reason === 'gone';
      if (failure && (!absent || linked.has(address))) await this.emitFailure(shape, failure);
    }
    await emitCertificates(this, ['projects', 'certificates']);
    await emitProjects(this);
    await emitRows(this, 'portfolio', 'portfolio');
    for (const list of ['inbox', 'sent', 'forum-posts', 'resources', 'events', 'learning-list'])
      await this.#emitDetails(list);
    for (const list of ['contacts', 'followers', 'following']) await emitRows(this, list, 'people');
  }

  #page(shape: string): FirstPage | undefined {
    return this.#pages.find((page) => page.shape === shape);
  }

  /** A list to its end; undefined if it cannot be had. */
  async group(shape: string): Promise<Group | undefined> {
    const known = this.#groups.get(shape);
    const page = this.#page(shape);
    if (known || !page?.reading) return known;
    const group = await this.area.context.reader.group(page.address, {
      frame: this.frame,
      depth: depthOf(shape),
      first: page.reading,
      again: true,
    });
    this.#groups.set(shape, group);
    this.area.mention(group.readings);
    for (const lost of group.lost) await this.emitFailure(shape, lost);
    return group;
  }

  /** Counts an item for the summary. */
  count(item: ItemRecord): void {
    this.counts[item.kind] = (this.counts[item.kind] ?? 0) + 1;
  }

  #choice(shape: string): Choice {
    return (
      this.area.context.options.profile.shapes.find(({ name }) => name === shape)?.choice ??
      (shape === 'groups' ? 'groups' : 'twinspaces')
    );
  }

  /** A list, or a part of a page, that could not be read: what it holds is missing, as one item that says so. */
  async emitFailure(shape: string, failure: Failure): Promise<void> {
    const choice = this.#choice(shape);
    const kind = LIVE_LISTS[shape]?.kind ?? 'profile';
    if (!this.area.context.options.choices.has(choice) || !this.area.loses(failure.address)) return;
    const path = failure.address.replace(/^https?:\/\/[^/]+\/?/, '');
    const item = await this.area.emit(
      {
        kind,
        role: 'live',
        number: `section-${path.replace(/\W+/g, '-')}`,
        title: `/${path}`,
        sourceUrl: failure.address,
        ruling: ownRuling(kind, { list: shape === 'contacts' ? 'contacts' : undefined }),
        failure,
      },
      { choice, addresses: [] },
    );
    this.count(item);
  }

  async #emitProfile(): Promise<void> {
    const group = await this.group('profile');
    const { options } = this.area.context;
    if (!group || !options.choices.has('portfolio')) return;
    const item = await this.area.emit(
      {
        kind: 'profile',
        role: 'live',
        number: 'profile',
        title: displayNameIn(group.readings[0], options.username),
        sourceUrl: group.address,
        ruling: ownRuling('profile', {}),
        hasContent: true,
        views: group.readings.map(({ address }) => address),
      },
      { choice: 'portfolio', content: contentOf('', group) },
    );
    this.profile = item;
    this.count(item);
    await this.refer(group, item, 'portfolio', ownRuling('image', {}));
  }

  /** Remembers the pictures and files that an item's pages show, and hands on those that stand in them. */
  async refer(group: Group, from: ItemRecord, choice: Choice, ruling: Ruling): Promise<void> {
    this.area.context.registry.refer(group.readings, from, {
      choice,
      ruling,
      space: undefined,
      order: this.area.nextOrder(),
      spaceVerdict: undefined,
      spaceCreatedAt: undefined,
    });
    for (const item of await emitInline(this.area, group.readings, from, { choice, ruling })) this.count(item);
  }

  /** Reads a view with all its pages, or says why it cannot be had. */
  async read(address: string, depth: Depth): Promise<Group | Failure> {
    try {
      return await this.area.context.reader.group(address, { frame: this.frame, depth });
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      return { ...failureOf(error), address };
    }
  }

  /** Things that a list links, each with a view of its own. */
  async #emitDetails(list: string): Promise<void> {
    const of = LIVE_LISTS[list]?.of;
    const group = await this.group(list);
    const { options } = this.area.context;
    if (!group || of === undefined) return;
    const leads = new Map<string, ListedTarget>();
    for (const reading of group.readings) {
      for (const [address, listed] of reading.listed)
        if (listed.target.shape === of && !leads.has(address)) leads.set(address, listed);
    }
    const learner = new Learner<{ input: ListedTarget; output: Group | Failure }>(this.#places, ({ input, output }) =>
      this.#emitDetail(list, input, output),
    );
    for await (const { input, output } of inOrder(leads.values(), options.concurrency, ({ target }) =>
      this.read(target.address, { entries: true }),
    )) {
      await learner.take(of, 'reason' in output ? undefined : output, { input, output });
    }
    await learner.flush();
    if (this.profile) await this.refer(group, this.profile, this.#choice(list), ownRuling('image', {}));
  }

  async #emitDetail(list: string, listed: ListedTarget, output: Group | Failure): Promise<void> {
    const kind = LIVE_LISTS[list]?.kind ?? 'message';
    const choice = this.#choice(list);
    const group = 'reason' in output ? undefined : output;
    const dated = creation(group?.readings ?? [], listed, this.#places.of(listed.target.shape));
    const said = [
      ...(group?.readings[0]?.fields.map(({ value }) => value) ?? []),
      ...listed.facts.texts,
      ...(group?.readings[0]?.text ?? []),
    ];
    const official = kind === 'event' && said.some((text) => text.length < 160 && isOfficialOrganiser(text));
    const ruling = ownRuling(kind, { createdAt: dated.createdAt, official });
    if (this.area.has(`live-${kind}-${numberOf(listed.target)}`)) return;
    const title = titleOf(group?.readings[0], listed, []);
    const byView = authorIn(group?.readings[0], this.#places.of(listed.target.shape), title);
    const wrote =
      kind === 'message' ? correspondent(list, listed, group?.readings[0], this.displayName, byView) : undefined;
    const item = await this.area.emit(
      {
        kind,
        role: 'live',
        number: numberOf(listed.target),
        title,
        sourceUrl: listed.target.address,
        ruling,
        folder: kind === 'message' ? [list] : [],
        author: wrote ?? byView ?? listed.facts.author,
        ...dated,
        restricted: kind === 'message',
        hasContent: group !== undefined,
        views: group?.readings.map(({ address }) => address),
        failure: 'reason' in output ? output : undefined,
      },
      { choice, ...(group ? { content: contentOf('', group) } : {}) },
    );
    this.count(item);
    if (!group) return;
    for (const lost of group.lost) await this.emitFailure(list, lost);
    this.area.mention(group.readings);
    await this.refer(group, item, choice, ruling);
  }
}

function rank(shape: string): number {
  return shape === 'projects' ? 0 : shape === 'groups' ? 1 : shape === 'profile' ? 2 : 3;
}

function depthOf(shape: string): Depth {
  const rows = LIVE_LISTS[shape]?.rows;
  return rows === undefined ? {} : { rows };
}

function originOf(origin: string): string {
  return new URL(origin).origin;
}
