import type { Role } from '../model.ts';
import { penFor } from '../render/pen.ts';
import type { Block, Item, TreeNode, View } from '../view.ts';
import { resolve } from '../render/resolve.ts';
import { route } from '../views/route.ts';
import type { World } from './world.ts';

/** Walks the site's own views, without HTTP, along everything that an exporter has to follow. */
export function mustReadOf(world: World): { must: string[]; may: string[] } {
  const must = new Set<string>();
  const may = new Set<string>();
  const queue: string[] = [];
  const push = (url: string): void => {
    if (must.has(url) || !locate(world, url)) return;
    must.add(url);
    queue.push(url);
  };
  push(world.url('live', '/home'));
  for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
    const target = locate(world, url)!;
    const answer = route(world, target.role, target.path, target.paging);
    if (
      answer.kind === 'not-found' ||
      answer.kind === 'redirect' ||
      answer.kind === 'picture' ||
      answer.kind === 'html-instead'
    ) {
      // Redirects lead to views that are listed elsewhere; binaries are added from the list of items.
      must.delete(url);
      if (answer.kind === 'redirect') may.add(answer.to);
      // Homes of people whom the account does not know.
      if (answer.kind === 'not-found') may.add(url);
      continue;
    }
    if (answer.kind === 'view') linksOf(world, answer.view, push, (claimed) => may.add(claimed));
  }
  for (const space of [...world.spaces, ...world.groups]) {
    if (space.refusal) continue;
    for (const picture of space.content().albums.flatMap((album) => album.pictures)) {
      if (picture.variant === 'lost' || picture.variant === 'html')
        may.add(world.url(picture.role, pathOfLost(picture)));
    }
  }
  return { must: [...must], may: [...may] };
}

function pathOfLost(picture: { space: number; hash: string; ending: string }): string {
  const digits = String(picture.space).padStart(3, '0');
  return `/files/collabspace/${digits.slice(-1)}/${digits.slice(-2)}/${digits.slice(-3)}/${picture.space}/images/${picture.hash}.${picture.ending}`;
}

function locate(
  world: World,
  address: string,
): { role: Role; path: string; paging: { page: number; offset?: number } } | undefined {
  const url = new URL(address);
  const role = (Object.keys(world.origins) as Role[]).find((one) => world.origins[one] === url.origin);
  if (!role) return undefined;
  const offset = url.searchParams.get('offset');
  return {
    role,
    path: url.pathname,
    paging: { page: Number(url.searchParams.get('page') ?? 1), ...(offset === null ? {} : { offset: Number(offset) }) },
  };
}

function linksOf(world: World, view: View, push: (url: string) => void, claim: (url: string) => void): void {
  const pen = penFor(world, view);
  if (!view.fragment) for (const link of [...pen.menu, ...pen.sections]) push(link.href);
  for (const frame of view.frameset ?? []) push(frame);
  ofBlocks(world, view, view.blocks, push, claim);
}

function ofBlocks(
  world: World,
  view: View,
  blocks: readonly Block[],
  push: (url: string) => void,
  claim: (url: string) => void,
): void {
  const own = (path: string): string => world.url(view.role, path);
  for (const block of resolve(world, view, blocks)) {
    if (block.t === 'items') for (const item of block.items) ofItem(world, view, item, push, claim);
    if (block.t === 'tree') ofTree(block.nodes, push);
    if (block.t === 'frame') push(block.src);
    if (block.t === 'file') push(block.href);
    if (block.t === 'more') (block.real ? push : claim)(own(`${block.path}?offset=${block.offset}`));
    if (block.t === 'para') for (const inline of block.inlines) if (typeof inline !== 'string') push(inline.href);
    if (block.t === 'pager' && block.page < block.claimed) {
      const next = own(`${block.path}?page=${block.page + 1}`);
      if (block.page < block.real) push(next);
      else claim(next);
    }
  }
}

function ofItem(world: World, view: View, item: Item, push: (url: string) => void, claim: (url: string) => void): void {
  if (item.href !== undefined) push(item.href);
  for (const link of item.links ?? []) push(link.href);
  if (item.blocks) ofBlocks(world, view, item.blocks, push, claim);
}

function ofTree(nodes: readonly TreeNode[], push: (url: string) => void): void {
  for (const node of nodes) {
    push(node.href);
    ofTree(node.children, push);
  }
}
