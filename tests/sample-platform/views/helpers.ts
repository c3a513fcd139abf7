import type { Post, Space } from '../model.ts';
import { hash32 } from '../random.ts';
import type { World } from '../world/world.ts';
import type { Block, Item, View } from '../view.ts';
import type { Answer, Paging } from './answer.ts';

/** Whether a section is put together from frames, as the mark-up has it. */
export function isFramed(world: World, section: string): boolean {
  const { markup, seed } = world.options;
  return markup === 'tables' || (markup === 'mosaic' && hash32(`${seed} framed ${section}`) % 3 === 0);
}

/** Whether a list goes on by a button, as the mark-up has it. */
export function loadsMore(world: World, section: string): boolean {
  const { markup, seed } = world.options;
  return markup === 'lazy' || (markup === 'mosaic' && hash32(`${seed} more ${section}`) % 2 === 0);
}

/** How a list goes on: by pages, or by a button that fetches more. */
export type Going = 'pages' | 'more';

export interface ListOptions {
  going?: Going;
  size?: number;
  /** Claims this many pages more than there are; those are empty. */
  overclaims?: number;
  /** Beyond its end the list repeats its last page and always names a next one. */
  repeats?: boolean;
}

/** The part of a list that one page shows, and what leads on from there. */
export function part<T>(
  world: World,
  all: readonly T[],
  path: string,
  paging: Paging,
  options: ListOptions = {},
): { shown: T[]; tail: Block[] } {
  const size = options.size ?? world.options.pageSize;
  const pages = Math.max(1, Math.ceil(all.length / size));
  if (options.going === 'more') {
    const from = paging.offset ?? 0;
    const next = from + size;
    const real = next < all.length;
    // A button that promises more at the very end, and then brings nothing.
    const more = real || (options.overclaims !== undefined && from < all.length);
    return { shown: all.slice(from, next), tail: more ? [{ t: 'more', path, offset: next, real }] : [] };
  }
  const page = paging.page;
  if (options.repeats) {
    const real = Math.min(page, pages);
    return {
      shown: all.slice((real - 1) * size, real * size),
      tail: [{ t: 'pager', path, page, claimed: page + 1, real: pages }],
    };
  }
  const claimed = pages + (options.overclaims ?? 0);
  return {
    shown: all.slice((page - 1) * size, page * size),
    tail: claimed > 1 ? [{ t: 'pager', path, page, claimed, real: pages }] : [],
  };
}

/** A view of a space's section. */
export function spaceView(space: Space, path: string, title: string, blocks: Block[], paging?: Paging): Answer {
  const view: View = { role: space.role, path, title, space, blocks };
  if (paging?.offset !== undefined) view.fragment = true;
  return { kind: 'view', view };
}

export function byline(thing: { author?: string; dateIso?: string }): Block {
  return {
    t: 'byline',
    ...(thing.author === undefined ? {} : { author: thing.author }),
    ...(thing.dateIso === undefined ? {} : { dateIso: thing.dateIso }),
  };
}

/** The plain paragraphs of a post, for excerpts and for the truth. */
export function textsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.t === 'para')
      return [block.inlines.map((inline) => (typeof inline === 'string' ? inline : inline.text)).join('')];
    if (block.t === 'bullets') return block.items;
    return block.t === 'heading' ? [block.text] : [];
  });
}

/** A post in a list that leads to its own view. */
export function postItem(world: World, space: Space, path: string, post: Post): Item {
  return {
    href: world.url(space.role, path),
    title: post.title,
    trap: path,
    texts: [`${(textsOf(post.blocks)[0] ?? '').slice(0, 60)}…`],
    author: post.author,
    ...(post.dateIso === undefined ? {} : { dateIso: post.dateIso }),
  };
}

/** A post that stands in the list in full. */
export function fullItem(post: Post, path: string): Item {
  return {
    title: post.title,
    anchor: `n${post.number}`,
    trap: path,
    blocks: post.blocks,
    author: post.author,
    ...(post.dateIso === undefined ? {} : { dateIso: post.dateIso }),
  };
}

/** A post's own view. */
export function postView(space: Space, path: string, post: Post, more: Block[] = []): Answer {
  const comments: Block[] =
    post.comments.length > 0 ? [{ t: 'remarks', remarks: post.comments, label: 'comments' }] : [];
  return spaceView(space, path, post.title, [byline(post), ...post.blocks, ...more, ...comments]);
}
