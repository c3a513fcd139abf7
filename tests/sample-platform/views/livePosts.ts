import type { LabelKey } from '../languages.ts';
import type { Block, Item, View } from '../view.ts';
import type { LivePost } from '../world/live.ts';
import type { World } from '../world/world.ts';
import { notFound } from './answer.ts';
import type { Answer, Paging } from './answer.ts';
import { byline, part } from './helpers.ts';
import type { ListOptions } from './helpers.ts';

/** A view of Live. */
export function liveView(path: string, title: string, blocks: Block[]): Answer {
  const view: View = { role: 'live', path, title, blocks };
  return { kind: 'view', view };
}

/** A post in a list of Live. */
export function liveItem(world: World, base: string, post: LivePost): Item {
  return {
    href: world.url('live', `${base}/${post.number}`),
    title: post.title,
    author: post.author,
    trap: `${base}/${post.number}`,
    ...(post.dateIso === undefined ? {} : { dateIso: post.dateIso }),
  };
}

/** A mailbox, or one of the other lists of posts. */
export function postList(
  world: World,
  path: string,
  posts: readonly LivePost[],
  base: string,
  label: LabelKey,
  paging: Paging,
  options: ListOptions = {},
): Answer {
  const here = posts.filter((post) => !world.removed.has(`live${base}/${post.number}`));
  // A list that shrinks while it is read: what stood first on page 2 is on page 1 from then on.
  const moved = label === 'inbox' && world.shrunk.inbox ? here.slice(1) : here;
  const { shown, tail } = part(world, moved, path, paging, options);
  const boxes: Block[] =
    base === '/messages'
      ? [
          {
            t: 'para',
            inlines: [
              { text: world.labels.inbox, href: world.url('live', '/messages/inbox') },
              ' ',
              { text: world.labels.sent, href: world.url('live', '/messages/sent') },
            ],
          },
        ]
      : [];
  return liveView(path, world.labels[label], [
    ...boxes,
    { t: 'items', look: 'list', items: shown.map((post) => liveItem(world, base, post)) },
    ...tail,
  ]);
}

export function listOrPost(
  world: World,
  path: string,
  posts: readonly LivePost[],
  label: LabelKey,
  id: string | undefined,
  paging: Paging,
): Answer {
  if (id === undefined) return postList(world, path, posts, path, label, paging);
  return postAnswer(world, path, posts, id, label === 'events' ? 'from' : undefined);
}

export function postAnswer(
  world: World,
  path: string,
  posts: readonly LivePost[],
  id: string | undefined,
  other: LabelKey | undefined,
): Answer {
  const post = posts.find((one) => String(one.number) === id);
  if (!post || world.removed.has(`live${path}`)) return notFound;
  const fields: Block[] =
    other === undefined
      ? []
      : [
          {
            t: 'byline',
            fields: [
              [other === 'from' && posts.includes(post) && path.startsWith('/messages') ? 'to' : 'from', post.other],
            ],
          },
        ];
  const comments: Block[] =
    post.comments.length > 0 ? [{ t: 'remarks', remarks: post.comments, label: 'comments' }] : [];
  return liveView(path, post.title, [byline(post), ...fields, ...post.blocks, ...comments]);
}
