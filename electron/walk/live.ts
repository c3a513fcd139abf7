import type { Choice, ItemKind, ItemRecord } from '../../shared/model/index.ts';
import { FetchError } from '../net/types.ts';
import type { RowSort } from '../platform/read/rows.ts';
import type { Depth, Frame, ListedTarget, Reading } from '../platform/read/reading.ts';
import { isOfficialOrganiser, labelRuling, ownRuling, type Ruling } from '../platform/verdict.ts';
import { Area, type WalkContext } from './context.ts';
import { authorIn, contentNumber, contentOf, creation, earliest, titleOf } from './items.ts';
import { displayNameIn, readGroups, readProjects, userIdIn, type ProjectRef } from './lists.ts';
import { DatePlaces, Learner } from './datePlaces.ts';
import { inOrder } from './ordered.ts';
import type { Failure, Group } from './pages.ts';
import { failureOf, frameOf, rawPages, readFirst, type FirstPage } from './sections.ts';
import type { SpaceRef } from './spaceRef.ts';
import { numberOf } from './spaceItems.ts';
import { rowContent } from './spaceRows.ts';

/** List on live → the shape of what it lists, and the kind under which a loss of the list is counted. */
const LISTS: Readonly<Record<string, { readonly of?: string; readonly kind: ItemKind; readonly rows?: RowSort }>> = {
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
  #projects: readonly ProjectRef[] = [];
  readonly #rulings = new Map<string, Ruling>();
  #profile: ItemRecord | undefined;
  readonly #places = new DatePlaces();

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
    sink.account({
      userId: profile ? userIdIn(profile) : '',
      username: options.username,
      displayName: displayNameIn(profile, options.username),
    });
    const projects = await this.#group('projects');
    this.#projects = projects ? readProjects(projects) : [];
    const groups = await this.#group('groups');
    return { projects: this.#projects, groups: groups ? readGroups(groups) : [] };
  }

  /** What became of a project's space: its certificates go by it. */
  rule(spaces: readonly SpaceRef[]): void {
    for (const { project, ruling } of spaces) if (project !== undefined) this.#rulings.set(project, ruling);
  }

  /** Walks all that belongs to no space and hands it on. */
  async walk(): Promise<void> {
    await this.#emitProfile();
    for (const page of this.#pages) {
      if (page.failure) await this.#emitFailure(page.shape, page.failure);
    }
    await this.#emitCertificates(['projects', 'certificates']);
    await this.#emitProjects();
    await this.#emitRows('portfolio', 'portfolio');
    for (const list of ['inbox', 'sent', 'forum-posts', 'resources', 'events', 'learning-list'])
      await this.#emitDetails(list);
    for (const list of ['contacts', 'followers', 'following']) await this.#emitRows(list, 'people');
  }

  #page(shape: string): FirstPage | undefined {
    return this.#pages.find((page) => page.shape === shape);
  }

  async #group(shape: string): Promise<Group | undefined> {
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
    for (const lost of group.lost) await this.#emitFailure(shape, lost);
    return group;
  }

  #count(item: ItemRecord): void {
    this.counts[item.kind] = (this.counts[item.kind] ?? 0) + 1;
  }

  #choice(shape: string): Choice {
    return (
      this.area.context.options.profile.shapes.find(({ name }) => name === shape)?.choice ??
      (shape === 'groups' ? 'groups' : 'twinspaces')
    );
  }

  /** A list that could not be read: what it holds is missing, as one item that says so. */
  async #emitFailure(shape: string, failure: Failure): Promise<void> {
    const choice = this.#choice(shape);
    const kind = LISTS[shape]?.kind ?? 'profile';
    if (!this.area.context.options.choices.has(choice)) return;
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
    this.#count(item);
  }

  async #emitProfile(): Promise<void> {
    const group = await this.#group('profile');
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
    this.#profile = item;
    this.#count(item);
    this.#refer(group, item, 'portfolio', ownRuling('image', {}));
  }

  #refer(group: Group, from: ItemRecord, choice: Choice, ruling: Ruling): void {
    this.area.context.registry.refer(group.readings, from, {
      choice,
      ruling,
      space: undefined,
      order: this.area.nextOrder(),
      spaceVerdict: undefined,
      spaceCreatedAt: undefined,
    });
  }

  /** Certificates listed on some pages: quality labels of projects, the School label, certificates of events. */
  async #emitCertificates(shapes: readonly string[]): Promise<void> {
    if (!this.area.context.options.choices.has('labels')) return;
    for (const shape of shapes) {
      const group = await this.#group(shape);
      for (const reading of group?.readings ?? []) await this.#certificatesOf(reading);
    }
  }

  async #certificatesOf(reading: Reading): Promise<void> {
    for (const listed of reading.listed.values()) {
      const { target, facts } = listed;
      if (target.type !== 'binary' || target.binary !== 'certificate' || this.area.context.registry.has(target))
        continue;
      this.area.context.registry.register([target]);
      const project = this.#projects.find((ref) => ref.project === target.params['project']);
      const ofProject = target.params['project'] !== undefined;
      const date = ofProject ? undefined : earliest(facts.dates);
      const name = listed.linkTexts[0] ?? target.params['label'] ?? facts.title ?? '';
      const item = await this.area.emit(
        {
          kind: 'certificate',
          role: 'live',
          number: numberOf(target),
          title: ofProject
            ? [project?.title ?? '', name].filter((part) => part !== '').join(' – ')
            : (facts.title ?? name),
          sourceUrl: target.address,
          ruling: labelRuling(
            ofProject
              ? (this.#rulings.get(target.params['project'] ?? '') ?? { verdict: 'uncertain', rule: 'label-uncertain' })
              : undefined,
          ),
          createdAt: date?.iso,
          dateAsWritten: date?.written,
          facts: {
            label: target.params['label'],
            project: target.params['project'],
            projectTitle: project?.title,
            space: project?.space?.space,
          },
        },
        {
          choice: 'labels',
          want: {
            candidates: [{ address: target.address, expect: 'certificate', ...(name ? { nameHint: name } : {}) }],
          },
        },
      );
      this.#count(item);
    }
  }

  async #emitProjects(): Promise<void> {
    const { options } = this.area.context;
    if (!options.choices.has('twinspaces') && !options.choices.has('labels')) return;
    const withView = this.#projects.filter(({ listed }) => listed.target.shape === 'project');
    for await (const { input, output } of inOrder(withView, options.concurrency, ({ listed }) =>
      this.#read(listed.target.address, { entries: false }),
    )) {
      const group = 'reason' in output ? undefined : output;
      if (group) for (const reading of group.readings) await this.#certificatesOf(reading);
      if (!options.choices.has('twinspaces')) continue;
      const ruling = this.#rulings.get(input.project ?? '') ?? {
        verdict: 'uncertain' as const,
        rule: 'space-unknown-date' as const,
      };
      const item = await this.area.emit(
        {
          kind: 'project',
          role: 'live',
          number: input.project ?? '',
          title: input.title || titleOf(group?.readings[0], input.listed, []),
          sourceUrl: input.listed.target.address,
          ruling,
          createdAt: input.registered?.iso,
          dateAsWritten: input.registered?.written,
          hasContent: group !== undefined,
          views: group?.readings.map(({ address }) => address),
          failure: 'reason' in output ? output : undefined,
          facts: { space: input.space?.space, starts: input.starts, said: input.said },
        },
        { choice: 'twinspaces', ...(group ? { content: contentOf('', group) } : {}) },
      );
      this.#count(item);
      if (group) this.#refer(group, item, 'twinspaces', ruling);
    }
  }

  async #read(address: string, depth: Depth): Promise<Group | Failure> {
    try {
      return await this.area.context.reader.group(address, { frame: this.frame, depth });
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      return { ...failureOf(error), address };
    }
  }

  /** Things that a list links, each with a view of its own. */
  async #emitDetails(list: string): Promise<void> {
    const of = LISTS[list]?.of;
    const group = await this.#group(list);
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
      this.#read(target.address, { entries: true }),
    )) {
      await learner.take(of, 'reason' in output ? undefined : output, { input, output });
    }
    await learner.flush();
  }

  async #emitDetail(list: string, listed: ListedTarget, output: Group | Failure): Promise<void> {
    const kind = LISTS[list]?.kind ?? 'message';
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
    const item = await this.area.emit(
      {
        kind,
        role: 'live',
        number: numberOf(listed.target),
        title,
        sourceUrl: listed.target.address,
        ruling,
        folder: kind === 'message' ? [list] : [],
        author: authorIn(group?.readings[0], this.#places.of(listed.target.shape), title) ?? listed.facts.author,
        ...dated,
        restricted: kind === 'message',
        hasContent: group !== undefined,
        views: group?.readings.map(({ address }) => address),
        failure: 'reason' in output ? output : undefined,
      },
      { choice, ...(group ? { content: contentOf('', group) } : {}) },
    );
    this.#count(item);
    if (!group) return;
    this.area.mention(group.readings);
    this.#refer(group, item, choice, ruling);
  }

  /** Lists whose rows are the things themselves: people, activities of the portfolio. */
  async #emitRows(list: string, choice: Choice): Promise<void> {
    const { options } = this.area.context;
    const group = await this.#group(list);
    const how = LISTS[list];
    if (!group || !how || !options.choices.has(choice)) return;
    const seen = new Set<string>();
    let count = 0;
    for (const reading of group.readings) {
      for (const row of reading.rows) {
        const text = row.text.join(' ');
        if (seen.has(text)) continue;
        seen.add(text);
        count += 1;
        const date = row.facts.dates[0];
        const item = await this.area.emit(
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
        this.#count(item);
      }
    }
    await this.#emitRest(list, choice, group, count);
    if (this.#profile) this.#refer(group, this.#profile, choice, ownRuling('image', {}));
  }

  /** A list whose rows could not be told apart is kept whole, as one item, so that none of its text is lost. */
  async #emitRest(list: string, choice: Choice, group: Group, count: number): Promise<void> {
    const kind = LISTS[list]?.kind ?? 'person';
    const content = contentOf('', group);
    if (count > 0 || content.text.filter((text) => !this.frame.texts.has(text)).length < 3) return;
    const item = await this.area.emit(
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
    this.#count(item);
  }
}

function isPeople(list: string): list is 'contacts' | 'followers' | 'following' {
  return list === 'contacts' || list === 'followers' || list === 'following';
}

function rank(shape: string): number {
  return shape === 'projects' ? 0 : shape === 'groups' ? 1 : shape === 'profile' ? 2 : 3;
}

function depthOf(shape: string): Depth {
  const rows = LISTS[shape]?.rows;
  return rows === undefined ? {} : { rows };
}

function originOf(origin: string): string {
  return new URL(origin).origin;
}
