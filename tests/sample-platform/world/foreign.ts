import { allPosts } from './materials.ts';

import { otherPeople, somewhereElse } from './pages.ts';
import type { World } from './world.ts';
import type { ForeignLink } from '../truth.ts';
import type { Block } from '../view.ts';
import type { Post, Space } from '../model.ts';

/** Everything that pages and posts only link, show or embed from elsewhere. */
export function foreignLinksOf(world: World): ForeignLink[] {
  return [...world.spaces, ...world.groups].filter((space) => !space.refusal).flatMap((space) => ofSpace(world, space));
}

function ofSpace(world: World, space: Space): ForeignLink[] {
  const content = space.content();
  const at = (path: string): string => world.url(space.role, `/${space.number}/${path}`);
  const pages = allPosts(content).filter(
    (post): post is Post & { archived: boolean } => 'archived' in post && !('hidden' in post),
  );
  const videos = content.videoFolders.flatMap((folder) =>
    folder.videos.map((video): ForeignLink => ({
      kind: 'video',
      url: video.url,
      where: at(`materials/videos/${folder.number}`),
    })),
  );
  return [
    ...videos,
    ...pages.flatMap((page) => page.blocks.flatMap((block) => ofBlock(world, block, at(`pages/page/${page.number}`)))),
  ];
}

function ofBlock(world: World, block: Block, where: string): ForeignLink[] {
  if (block.t === 'embed') return [{ kind: 'embed', url: block.src, where }];
  if (block.t === 'rawpicture')
    return [{ kind: 'picture', url: block.src.replace(somewhereElse, world.foreign), where }];
  if (block.t !== 'para') return [];
  return block.inlines.flatMap((inline) =>
    typeof inline === 'string' || inline.href.startsWith(otherPeople)
      ? []
      : [{ kind: 'link' as const, url: inline.href, where }],
  );
}
