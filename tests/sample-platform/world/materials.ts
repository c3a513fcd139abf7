import type { Folder, Picture, Post, SpaceContent, SpacePage, StoredFile } from '../model.ts';
import type { Block } from '../view.ts';
import type { Live } from './live.ts';

/** The binaries of one stored folder. */
export interface Materials {
  pictures: Picture[];
  /** Files with a direct address. */
  direct: StoredFile[];
}

/** All pages of a tree, flat. */
export function allPages(pages: readonly SpacePage[]): SpacePage[] {
  return pages.flatMap((page) => [page, ...allPages(page.children)]);
}

/** All folders of a tree, flat. */
export function allFolders(folders: readonly Folder[]): Folder[] {
  return folders.flatMap((folder) => [folder, ...allFolders(folder.folders)]);
}

/** All that people wrote in a space, whatever it is called there. */
export function allPosts(content: SpaceContent): Post[] {
  const threads = content.forums.flatMap((forum) => forum.threads);
  return [
    ...content.journal,
    ...content.bulletin,
    ...allPages(content.pages),
    ...threads.flatMap((thread) => thread.posts),
    ...content.mails,
    ...content.polls,
    ...content.boards,
  ];
}

export function livePosts(live: Live): Post[] {
  return [...live.inbox, ...live.sent, ...live.resources, ...live.events, ...live.forumPosts, ...live.learning];
}

function ofBlocks(blocks: readonly Block[], into: { pictures: Set<Picture>; direct: Set<StoredFile> }): void {
  for (const block of blocks) {
    if (block.t === 'picture' || block.t === 'oldhost') into.pictures.add(block.picture);
    if (block.t === 'attachment') into.direct.add(block.file);
  }
}

/** Pictures that stand only in texts: they have no view of their own. */
export function textPictures(posts: readonly Post[], inAlbums: ReadonlySet<Picture>): Picture[] {
  const found = { pictures: new Set<Picture>(), direct: new Set<StoredFile>() };
  for (const post of posts) ofBlocks(post.blocks, found);
  return [...found.pictures].filter((picture) => !inAlbums.has(picture));
}

/** Files that texts link to directly. */
export function directFiles(posts: readonly Post[]): StoredFile[] {
  const found = { pictures: new Set<Picture>(), direct: new Set<StoredFile>() };
  for (const post of posts) ofBlocks(post.blocks, found);
  return [...found.direct];
}

function movedFiles(content: SpaceContent): StoredFile[] {
  return allFolders(content.folders).flatMap((folder) => folder.files.filter((file) => file.moved));
}

export function materialsOfSpace(content: SpaceContent): Materials {
  const albumPictures = content.albums.flatMap((album) => album.pictures);
  const posts = allPosts(content);
  const members = content.members.flatMap((member) => (member.picture ? [member.picture] : []));
  return {
    pictures: [content.logo, ...albumPictures, ...members, ...textPictures(posts, new Set(albumPictures))],
    direct: [...directFiles(posts), ...movedFiles(content)],
  };
}

export function materialsOfLive(live: Live): Materials {
  const posts = livePosts(live);
  return { pictures: [live.picture, ...textPictures(posts, new Set())], direct: directFiles(posts) };
}
