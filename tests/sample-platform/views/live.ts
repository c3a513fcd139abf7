import type { World } from '../world/world.ts';
import type { Block, Item } from '../view.ts';
import type { LabelKey } from '../languages.ts';
import type { Space } from '../model.ts';
import { notFound } from './answer.ts';
import type { Answer, Paging } from './answer.ts';
import { part } from './helpers.ts';
import type { ListOptions } from './helpers.ts';
import { liveItem, liveView, listOrPost, postAnswer, postList } from './livePosts.ts';

/** Everything on eTwinning Live. */
export function liveAnswer(world: World, path: string, rest: string[], paging: Paging): Answer {
  const [section = '', second, third] = rest;
  const { live, labels } = world;
  switch (section) {
    case 'home':
      return rest.length === 1 ? dashboard(world) : notFound;
    case 'profile':
      return profileAnswer(world, path, rest);
    case 'projects':
      if (second === undefined) return projectsView(world, paging);
      return second === 'project'
        ? projectAnswer(world, third, rest[3] === 'certificate' ? rest[4] : undefined, rest.length)
        : notFound;
    case 'groups':
      return second === undefined ? groupsView(world) : notFound;
    case 'messages':
      if (second === 'inbox' || second === 'sent')
        return postList(
          world,
          path,
          live[second],
          '/messages',
          second,
          paging,
          second === 'sent' && world.options.oddLists ? { repeats: true } : {},
        );
      return third === undefined ? postAnswer(world, path, [...live.inbox, ...live.sent], second, 'from') : notFound;
    case 'people':
      if (third !== undefined || (second !== 'contacts' && second !== 'followers' && second !== 'following'))
        return notFound;
      return peopleView(world, path, second, paging);
    case 'resources':
      return third === undefined ? listOrPost(world, path, live.resources, 'resources', second, paging) : notFound;
    case 'events':
      return third === undefined ? listOrPost(world, path, live.events, 'events', second, paging) : notFound;
    case 'partner-forum':
      return third === undefined ? listOrPost(world, path, live.forumPosts, 'partnerForum', second, paging) : notFound;
    case 'learning':
      return third === undefined ? listOrPost(world, path, live.learning, 'learning', second, paging) : notFound;
    case 'about':
      return liveView(path, labels.about, [{ t: 'para', inlines: [labels.welcome] }]);
    default:
      return notFound;
  }
}

function dashboard(world: World): Answer {
  const { live, labels, options } = world;
  const tiles: [string, LabelKey][] = [
    ['/projects', 'projects'],
    ['/groups', 'groups'],
    ['/messages/inbox', 'messages'],
    ['/people/contacts', 'contacts'],
    ['/resources', 'resources'],
    ['/events', 'events'],
    ['/partner-forum', 'partnerForum'],
    ['/learning', 'learning'],
    ['/profile', 'profile'],
  ];
  const items = tiles.map(([path, label]): Item => ({ href: world.url('live', path), title: labels[label] }));
  const latest = live.inbox.slice(0, 3).map((post) => liveItem(world, '/messages', post));
  return liveView('/home', `${labels.welcome}, ${options.fullName}!`, [
    { t: 'items', look: 'cards', items },
    { t: 'items', look: 'list', items: latest, label: 'latest' },
  ]);
}

function profileAnswer(world: World, path: string, rest: string[]): Answer {
  const { live, labels, options } = world;
  const [, second, third] = rest;
  if (second === undefined) {
    return liveView(path, options.fullName, [
      { t: 'picture', picture: live.picture },
      {
        t: 'byline',
        fields: [
          ['number', String(options.userId)],
          ['username', options.username],
          ['school', live.school],
          ['country', live.country],
          ['status', '74 %'],
        ],
      },
      { t: 'heading', text: labels.about },
      ...live.about.map((text): Block => ({ t: 'para', inlines: [text] })),
      {
        t: 'items',
        look: 'cards',
        items: [
          ['/profile/portfolio', 'portfolio'],
          ['/profile/certificates', 'certificates'],
        ].map(([to = '', label]) => ({ href: world.url('live', to), title: labels[label as LabelKey] })),
      },
    ]);
  }
  if (second === 'portfolio' && third === undefined) {
    const items = live.portfolio.map((entry): Item => ({
      title: entry.title,
      anchor: `p${entry.number}`,
      texts: [entry.text],
      ...(entry.dateIso === undefined ? {} : { dateIso: entry.dateIso }),
    }));
    return liveView(path, labels.portfolio, [{ t: 'items', look: 'list', items }]);
  }
  if (second !== 'certificates' || rest.length > 3) return notFound;
  if (third === undefined) {
    const items = live.certificates.map((certificate): Item => ({
      title: certificate.school ? `${labels.schoolLabel} – ${certificate.title}` : certificate.title,
      dateIso: certificate.dateIso,
      links: [{ href: world.url('live', `/profile/certificates/${certificate.number}`), text: labels.download }],
    }));
    return liveView(path, labels.certificates, [{ t: 'items', look: 'list', items }]);
  }
  const certificate = live.certificates.find((one) => String(one.number) === third);
  if (!certificate) return notFound;
  return {
    kind: 'pdf',
    title: certificate.title,
    name: `certificate-${certificate.number}.pdf`,
    lines: [options.fullName, certificate.dateIso],
  };
}

function projectsView(world: World, paging: Paging): Answer {
  const { labels } = world;
  const { shown, tail } = part(world, world.spaces, '/projects', paging, { size: Math.max(4, world.options.pageSize) });
  const items = shown.map((space): Item => ({
    href: world.url('live', `/projects/project/${space.number}`),
    title: space.title,
    trap: `/projects/project/${space.number}`,
    fields: [
      ['number', String(space.number)],
      ['status', labels[space.state]],
    ],
    dates: datesOf(space),
    texts: space.labels.filter((label) => label !== 'pupils').map((label) => labels[label]),
    links: [{ href: world.url('twinspace', `/${space.number}/home`), text: 'TwinSpace' }],
  }));
  return liveView('/projects', labels.projects, [{ t: 'items', look: 'list', items }, ...tail]);
}

function datesOf(space: Space): { label: LabelKey; iso: string }[] {
  return [
    ...(space.registered === undefined ? [] : [{ label: 'created' as const, iso: space.registered }]),
    ...(space.started === undefined ? [] : [{ label: 'started' as const, iso: space.started }]),
  ];
}

function projectAnswer(world: World, id: string | undefined, certificate: string | undefined, depth: number): Answer {
  const space = world.spaces.find((one) => String(one.number) === id);
  if (!space) return notFound;
  const { labels } = world;
  const path = `/projects/project/${space.number}`;
  if (certificate !== undefined) {
    if (depth !== 5 || !space.labels.some((label) => label === certificate)) return notFound;
    return {
      kind: 'pdf',
      title: `${labels[certificate as LabelKey]} – ${space.title}`,
      name: `${certificate}-${space.number}.pdf`,
      lines: [world.options.fullName, certificate],
    };
  }
  if (depth !== 3) return notFound;
  return liveView(path, space.title, [
    {
      t: 'byline',
      fields: [
        ['number', String(space.number)],
        ['status', labels[space.state]],
      ],
      dates: datesOf(space),
    },
    ...space.content().description.map((text): Block => ({ t: 'para', inlines: [text] })),
    { t: 'para', inlines: [{ text: 'TwinSpace', href: world.url('twinspace', `/${space.number}/home`) }] },
    ...space.labels.map((label): Block => ({
      t: 'file',
      href: world.url('live', `${path}/certificate/${label}`),
      text: labels[label],
    })),
  ]);
}

function groupsView(world: World): Answer {
  const { labels } = world;
  const items = world.groups.map((space): Item => ({
    href: world.url('groups', `/${space.number}/home`),
    title: space.title,
    trap: `/groups/${space.number}`,
    fields: [
      ['number', String(space.number)],
      ['role', labels[space.moderator ? 'moderator' : 'member']],
    ],
    dates: space.lastActivity === undefined ? [] : [{ label: 'lastActivity', iso: space.lastActivity }],
  }));
  return liveView('/groups', labels.groups, [{ t: 'items', look: 'list', items }]);
}

function peopleView(
  world: World,
  path: string,
  section: 'contacts' | 'followers' | 'following',
  paging: Paging,
): Answer {
  const options: ListOptions = section === 'following' && world.options.oddLists ? { overclaims: 2 } : {};
  const { shown, tail } = part(world, world.live[section], path, paging, options);
  const items = shown.map((person): Item => ({
    title: person.name,
    anchor: `u${person.number}`,
    trap: `/people/${person.number}`,
    fields: [
      ['school', person.school],
      ['country', person.country],
    ],
  }));
  return liveView(path, world.labels[section], [{ t: 'items', look: 'cards', items }, ...tail]);
}
