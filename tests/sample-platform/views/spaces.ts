import type { Space } from '../model.ts';
import type { World } from '../world/world.ts';
import type { Block, Item, TreeNode } from '../view.ts';
import type { SpacePage } from '../model.ts';
import { allPages } from '../world/materials.ts';
import { notFound } from './answer.ts';
import type { Answer, Paging } from './answer.ts';
import { byline, fullItem, isFramed, loadsMore, part, postItem, postView, spaceView } from './helpers.ts';
import { hostileBlocks } from '../hostile.ts';

/** `/{s}/home` with the latest posts and the teacher bulletin. */
export function homeView(world: World, space: Space, rest: string[], paging: Paging): Answer {
  const content = space.content();
  const path = `/${space.number}/home`;
  const framed = isFramed(world, 'bulletin');
  const more = loadsMore(world, 'journal');
  const notes = content.bulletin.map((note) => fullItem(note, `/${space.number}/bulletin/${note.number}`));
  if (rest[0] === 'bulletin')
    return framed
      ? spaceView(space, `${path}/bulletin`, '', [{ t: 'items', look: 'list', label: 'bulletin', items: notes }])
      : notFound;
  if (rest.length > 0) return notFound;
  const entries = content.journal.map((post) =>
    postItem(world, space, `/${space.number}/twinblog/${post.number}`, post),
  );
  const { shown, tail } = part(world, entries, path, paging, { going: more ? 'more' : 'pages' });
  const journal: Block[] = [{ t: 'items', look: 'list', label: 'journal', items: shown }, ...tail];
  if (paging.offset !== undefined) return spaceView(space, path, space.title, journal, paging);
  const half = Math.ceil(notes.length / 2);
  const bulletin: Block[] = framed
    ? [{ t: 'frame', src: world.url(space.role, `${path}/bulletin`) }]
    : [
        {
          t: 'items',
          look: 'list',
          label: 'bulletin',
          items: more ? notes : paging.page === 1 ? notes.slice(0, half) : paging.page === 2 ? notes.slice(half) : [],
        },
      ];
  const head: Block[] =
    paging.page === 1
      ? [
          { t: 'picture', picture: content.logo },
          ...content.description.map((text): Block => ({ t: 'para', inlines: [text] })),
        ]
      : [];
  const nasty: Block[] = space.hostile && paging.page === 1 ? hostileBlocks(world, space) : [];
  return spaceView(space, path, space.title, [...head, ...journal, ...bulletin, ...nasty]);
}

export function blogView(world: World, space: Space, rest: string[]): Answer {
  const post = space.content().journal.find((entry) => String(entry.number) === rest[0]);
  if (!post || rest.length > 1 || world.removed.has(`${space.role}/${space.number}/twinblog/${post.number}`))
    return notFound;
  return postView(space, `/${space.number}/twinblog/${post.number}`, post);
}

/** `/{s}/pages` and `/{s}/pages/page/{p}`. */
export function pagesView(world: World, space: Space, rest: string[]): Answer {
  const pages = space.content().pages;
  const path = (page: SpacePage): string => `/${space.number}/pages/page/${page.number}`;
  const node = (page: SpacePage): TreeNode => ({
    href: world.url(space.role, path(page)),
    title: page.title,
    children: page.children.map(node),
  });
  if (rest.length === 0) {
    const flat = pages.filter((page) => page.archived);
    return spaceView(space, `/${space.number}/pages`, space.title, [
      { t: 'tree', nodes: pages.filter((page) => !page.archived).map(node), label: 'pages' },
      { t: 'tree', nodes: flat.map(node), label: 'archivedPages' },
    ]);
  }
  const page = rest[0] === 'page' ? allPages(pages).find((one) => String(one.number) === rest[1]) : undefined;
  if (!page || rest.length > 2 || world.removed.has(`${space.role}${path(page)}`)) return notFound;
  if (page.hidden) return { kind: 'forbidden' };
  const children: Block[] = page.children.length > 0 ? [{ t: 'tree', nodes: page.children.map(node) }] : [];
  return postView(space, path(page), page, children);
}

/** `/{s}/members`: in one markup a page of nothing but frames. */
export function membersView(world: World, space: Space, rest: string[], paging: Paging): Answer {
  const base = `/${space.number}/members`;
  const members = space.content().members;
  const framed = isFramed(world, 'members');
  if (rest.length === 0 && framed) {
    return {
      kind: 'view',
      view: {
        role: space.role,
        path: base,
        title: space.title,
        space,
        blocks: [],
        frameset: [world.url(space.role, `${base}/list`)],
      },
    };
  }
  if (rest.length === 0 || (framed && rest[0] === 'list')) {
    const path = framed ? `${base}/list` : base;
    const { shown, tail } = part(world, members, path, paging);
    const items: Item[] = shown.map((member) => ({
      href: world.url(space.role, `${base}/${member.number}`),
      title: member.name,
      trap: `${base}/${member.number}`,
      fields: [['country', member.country]],
      ...(member.picture ? { picture: member.picture } : {}),
    }));
    return spaceView(space, path, space.title, [{ t: 'items', look: 'cards', items, label: 'members' }, ...tail]);
  }
  const member = members.find((one) => String(one.number) === rest[0]);
  if (!member || rest.length > 1) return notFound;
  const labels = { teacher: 'teacher', pupil: 'pupil', visitor: 'visitor' } as const;
  const picture: Block[] = member.picture ? [{ t: 'picture', picture: member.picture }] : [];
  return spaceView(space, `${base}/${member.number}`, member.name, [
    ...picture,
    {
      t: 'byline',
      fields: [
        ['school', member.school],
        ['country', member.country],
        ['role', world.labels[labels[member.kind]]],
      ],
    },
  ]);
}

/** `/{s}/meetings`: every meeting with its chat log, on one page. */
export function meetingsView(space: Space, rest: string[]): Answer {
  if (rest.length > 0) return notFound;
  const items: Item[] = space.content().meetings.map((meeting) => ({
    title: meeting.title,
    anchor: `m${meeting.number}`,
    trap: `/${space.number}/meetings/${meeting.number}`,
    blocks: [{ t: 'remarks', remarks: meeting.log, label: 'comments' }],
    ...(meeting.dateIso === undefined ? {} : { dateIso: meeting.dateIso }),
  }));
  return spaceView(space, `/${space.number}/meetings`, space.title, [
    { t: 'items', look: 'list', items, label: 'meetings' },
  ]);
}

/** TwinMail, polls and boards: a list, and each with its own view. */
export function simpleView(
  world: World,
  space: Space,
  section: 'twinmail' | 'polls' | 'boards',
  rest: string[],
  paging: Paging,
): Answer {
  const content = space.content();
  const posts = section === 'twinmail' ? content.mails : section === 'polls' ? content.polls : content.boards;
  const base = `/${space.number}/${section}`;
  if (rest.length === 0) {
    const { shown, tail } = part(world, posts, base, paging);
    const items = shown.map((post) => postItem(world, space, `${base}/${post.number}`, post));
    return spaceView(space, base, space.title, [{ t: 'items', look: 'list', items, label: section }, ...tail]);
  }
  const post = posts.find((one) => String(one.number) === rest[0]);
  if (!post || rest.length > 1 || world.removed.has(`${space.role}${base}/${post.number}`)) return notFound;
  const choices = content.polls.find((poll) => section === 'polls' && poll.number === post.number)?.choices ?? [];
  const votes: Block[] =
    choices.length > 0
      ? [{ t: 'bullets', items: choices.map((choice) => `${choice.text}: ${choice.votes} ${world.labels.votes}`) }]
      : [];
  return postView(space, `${base}/${post.number}`, post, votes);
}

/** `/{s}/forum`, a forum, a thread. */
export function forumView(world: World, space: Space, rest: string[], paging: Paging): Answer {
  const forums = space.content().forums;
  const base = `/${space.number}/forum`;
  if (rest.length === 0) {
    const items = forums.map((forum): Item => ({
      href: world.url(space.role, `${base}/${forum.number}`),
      title: forum.title,
      trap: `${base}/${forum.number}`,
    }));
    return spaceView(space, base, space.title, [{ t: 'items', look: 'list', items, label: 'forum' }]);
  }
  const forum = forums.find((one) => String(one.number) === rest[0]);
  if (!forum) return notFound;
  const path = `${base}/${forum.number}`;
  if (rest.length === 1) {
    const { shown, tail } = part(world, forum.threads, path, paging);
    const items = shown.map((thread): Item => ({
      href: world.url(space.role, `${path}/thread/${thread.number}`),
      title: thread.title,
      author: thread.posts[0]!.author,
      trap: `${path}/thread/${thread.number}`,
    }));
    return spaceView(space, path, forum.title, [{ t: 'items', look: 'list', items }, ...tail]);
  }
  const thread = rest[1] === 'thread' ? forum.threads.find((one) => String(one.number) === rest[2]) : undefined;
  if (!thread || rest.length > 3 || world.removed.has(`${space.role}${path}/thread/${thread.number}`)) return notFound;
  const own = `${path}/thread/${thread.number}`;
  const { shown, tail } = part(world, thread.posts, own, paging);
  const items = shown.map((post) => fullItem(post, `${own}/post/${post.number}`));
  return spaceView(space, own, thread.title, [byline(thread.posts[0]!), { t: 'items', look: 'list', items }, ...tail]);
}
