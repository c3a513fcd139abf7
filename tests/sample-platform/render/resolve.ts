import { hash32 } from '../random.ts';
import { originalPath, shownPath } from '../pictures.ts';
import type { Picture, Space } from '../model.ts';
import type { Block, Inline, View } from '../view.ts';
import { otherPeople, somewhereElse } from '../world/pages.ts';
import { filePath } from '../world/world.ts';
import type { World } from '../world/world.ts';

/** The blocks that every renderer knows; the others are turned into these. */
export type PlainBlock = Exclude<
  Block,
  { t: 'attachment' | 'download' | 'album' | 'oldhost' | 'neighbour' | 'stranger' | 'data' }
>;

export const shownUrl = (world: World, picture: Picture): string => world.url(picture.role, shownPath(picture));
export const originalUrl = (world: World, picture: Picture): string => world.url(picture.role, originalPath(picture));

/** A picture of the account's next space, as pages borrow them from each other. */
export function neighbourPicture(world: World, space: Space | undefined): Picture | undefined {
  const at = world.spaces.findIndex((one) => one === space);
  const next = world.spaces[(at + 1) % Math.max(1, world.spaces.length)];
  return next && next !== space ? next.content().albums[0]?.pictures[0] : undefined;
}

/** The bytes behind a `data:` address. */
export function dataPicture(world: World, subject: string): Buffer {
  const picture: Picture = { ...world.live.picture, subject, variant: 'plain', ending: 'jpg' };
  return world.bytesOfPicture(picture, 'optimised');
}

function placed(world: World, view: View, inline: Inline): Inline {
  if (typeof inline === 'string' || !inline.href.startsWith(otherPeople)) return inline;
  return { text: inline.text, href: world.url(view.role, inline.href.slice(otherPeople.length)) };
}

/** Fills in addresses that depend on other parts of the world. */
export function resolve(world: World, view: View, blocks: readonly Block[]): PlainBlock[] {
  return blocks.flatMap((block): PlainBlock[] => {
    switch (block.t) {
      case 'attachment':
        return [
          {
            t: 'file',
            href: world.url(block.file.role, filePath(block.file)),
            text: block.file.name,
            size: block.file.bytes,
          },
        ];
      case 'download': {
        const path = `/${block.file.space}/materials/files/${block.folder}/${block.file.number}/download`;
        return [{ t: 'file', href: world.url(block.file.role, path), text: block.file.title }];
      }
      case 'album': {
        const { album } = block;
        const first = album.pictures[0];
        if (!view.space) return [];
        const href = world.url(view.space.role, `/${view.space.number}/materials/images/${album.number}`);
        return [
          { t: 'items', look: 'cards', items: [{ title: album.title, href, ...(first ? { picture: first } : {}) }] },
        ];
      }
      case 'oldhost':
        return [
          {
            t: 'rawpicture',
            src: `http://new-twinspace.etwinning.net${shownPath(block.picture)}`,
            alt: block.picture.title,
          },
        ];
      case 'neighbour': {
        const picture = neighbourPicture(world, view.space);
        return picture ? [{ t: 'picture', picture }] : [];
      }
      case 'stranger':
        return [{ t: 'picture', picture: world.stranger }];
      case 'data':
        return [
          {
            t: 'rawpicture',
            src: `data:image/jpeg;base64,${dataPicture(world, block.subject).toString('base64')}`,
            alt: String(hash32(block.subject)),
          },
        ];
      case 'rawpicture':
        return [{ ...block, src: block.src.replace(somewhereElse, world.foreign) }];
      case 'para':
        return [{ t: 'para', inlines: block.inlines.map((inline) => placed(world, view, inline)) }];
      default:
        return [block];
    }
  });
}
