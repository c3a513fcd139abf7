import type { Folder, Space } from '../model.ts';
import { allFolders } from '../world/materials.ts';
import { hasOriginal, originalPath } from '../pictures.ts';
import { filePath } from '../world/world.ts';
import type { World } from '../world/world.ts';
import type { Block, Item } from '../view.ts';
import { notFound } from './answer.ts';
import type { Answer, Paging } from './answer.ts';
import { byline, loadsMore, part, spaceView } from './helpers.ts';

/** `/{s}/materials/…`: pictures, files and videos. */
export function materialsView(world: World, space: Space, rest: string[], paging: Paging): Answer {
  const [section, ...more] = rest;
  if (section === 'images') return imagesView(world, space, more, paging);
  if (section === 'files') return filesView(world, space, more, paging);
  return section === 'videos' ? videosView(world, space, more) : notFound;
}

function imagesView(world: World, space: Space, rest: string[], paging: Paging): Answer {
  const albums = space.content().albums;
  const base = `/${space.number}/materials/images`;
  if (rest.length === 0) {
    const { shown, tail } = part(world, albums, base, paging);
    const items = shown.map((album): Item => ({
      href: world.url(space.role, `${base}/${album.number}`),
      title: album.title,
      trap: `${base}/${album.number}`,
      ...(album.pictures[0] ? { picture: album.pictures[0] } : {}),
    }));
    return spaceView(space, base, space.title, [{ t: 'items', look: 'cards', items, label: 'images' }, ...tail]);
  }
  const album = albums.find((one) => String(one.number) === rest[0]);
  if (!album) return notFound;
  const path = `${base}/${album.number}`;
  const gone = (number: number): boolean => world.removed.has(`${space.role}${path}/${number}`);
  if (rest.length === 1) {
    const all = album.pictures.filter((picture) => !gone(picture.number));
    const markup = world.options.markup;
    const going =
      loadsMore(world, 'album') || (markup === 'lists' && album.number % 2 === 1)
        ? ('more' as const)
        : ('pages' as const);
    const { shown, tail } = part(world, all, path, paging, {
      going,
      ...(going === 'more' && world.options.oddLists && album.number % 3 === 0 ? { overclaims: 1 } : {}),
    });
    const items = shown.map((picture): Item => ({
      href: world.url(space.role, `${path}/${picture.number}`),
      title: picture.title,
      picture,
    }));
    return spaceView(space, path, album.title, [{ t: 'items', look: 'thumbs', items }, ...tail], paging);
  }
  const picture = album.pictures.find((one) => String(one.number) === rest[1]);
  if (!picture || rest.length > 2 || gone(picture.number)) return notFound;
  // A picture without an original of its own offers no link to one, unless the platform lost it.
  const linked = hasOriginal(picture) || ['same', 'lost', 'html'].includes(picture.variant);
  const blocks: Block[] = [
    { t: 'picture', picture, ...(linked ? { link: 'original' as const } : {}) },
    byline(picture),
    ...picture.description.map((text): Block => ({ t: 'para', inlines: [text] })),
  ];
  if (linked)
    blocks.push({
      t: 'para',
      inlines: [{ text: world.labels.original, href: world.url(space.role, originalPath(picture)) }],
    });
  if (picture.comments.length > 0) blocks.push({ t: 'remarks', remarks: picture.comments, label: 'comments' });
  return spaceView(space, `${path}/${picture.number}`, picture.title, blocks);
}

function filesView(world: World, space: Space, rest: string[], paging: Paging): Answer {
  const folders = space.content().folders;
  const base = `/${space.number}/materials/files`;
  const folderItem = (folder: Folder): Item => ({
    href: world.url(space.role, `${base}/${folder.number}`),
    title: folder.title,
    trap: `${base}/${folder.number}`,
  });
  if (rest.length === 0)
    return spaceView(space, base, space.title, [
      { t: 'items', look: 'list', items: folders.map(folderItem), label: 'files' },
    ]);
  const folder = allFolders(folders).find((one) => String(one.number) === rest[0]);
  if (!folder) return notFound;
  const path = `${base}/${folder.number}`;
  const gone = (number: number): boolean => world.removed.has(`${space.role}${path}/${number}`);
  if (rest.length === 1) {
    const { shown, tail } = part(
      world,
      folder.files.filter((file) => !gone(file.number)),
      path,
      paging,
      { size: world.options.pageSize * 2 },
    );
    const items = shown.map((file): Item => ({
      title: file.title,
      author: file.author,
      trap: `${path}/${file.number}`,
      links: [
        {
          href: world.url(space.role, `${path}/${file.number}/download`),
          text: world.labels.download,
          size: file.bytes,
        },
      ],
      ...(file.dateIso === undefined ? {} : { dateIso: file.dateIso }),
    }));
    const blocks: Block[] =
      folder.folders.length > 0 && paging.page === 1
        ? [{ t: 'items', look: 'list', items: folder.folders.map(folderItem) }]
        : [];
    return spaceView(space, path, folder.title, [
      ...blocks,
      { t: 'items', look: 'list', items, label: 'files' },
      ...tail,
    ]);
  }
  const file = folder.files.find((one) => String(one.number) === rest[1]);
  if (!file || rest[2] !== 'download' || rest.length > 3 || gone(file.number)) return notFound;
  if (file.moved) return { kind: 'redirect', to: world.url(space.role, filePath(file)) };
  return { kind: 'file', file, attachment: true };
}

function videosView(world: World, space: Space, rest: string[]): Answer {
  const folders = space.content().videoFolders;
  const base = `/${space.number}/materials/videos`;
  if (rest.length === 0) {
    const items = folders.map((folder): Item => ({
      href: world.url(space.role, `${base}/${folder.number}`),
      title: folder.title,
      trap: `${base}/${folder.number}`,
    }));
    return spaceView(space, base, space.title, [{ t: 'items', look: 'list', items, label: 'videos' }]);
  }
  const folder = folders.find((one) => String(one.number) === rest[0]);
  if (!folder || rest.length > 1) return notFound;
  const items = folder.videos.map((video): Item => ({
    title: video.title,
    blocks: [
      { t: 'embed', src: video.url, title: video.title },
      { t: 'para', inlines: [video.text] },
    ],
    ...(video.dateIso === undefined ? {} : { dateIso: video.dateIso }),
  }));
  return spaceView(space, `${base}/${folder.number}`, folder.title, [{ t: 'items', look: 'list', items }]);
}
