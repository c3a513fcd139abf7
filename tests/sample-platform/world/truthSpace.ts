import { allFolders, allPages, allPosts, directFiles, textPictures } from './materials.ts';
import { dataPicture } from '../render/resolve.ts';
import type { Post, Space } from '../model.ts';
import type { Kind, TruthItem } from '../truth.ts';
import type { World } from './world.ts';
import { dated, directFileTruth, fileTruth, known, pictureTruth, sha, textOfPost, undated } from './truthParts.ts';
import type { Place } from './truthParts.ts';

/** Everything that an export must contain of one space. */
export function truthOfSpace(world: World, space: Space): TruthItem[] {
  const place: Place = { role: space.role, space: space.number };
  const at = (path: string): string => world.url(space.role, `/${space.number}/${path}`);
  const home: TruthItem = {
    ...place,
    kind: 'space',
    number: space.number,
    title: space.title,
    url: at('home'),
    paragraphs: [],
    expectedVerdict: space.verdict,
    expectedStatus: 'saved',
  };
  if (space.refusal) return [{ ...home, expectedStatus: 'missing', expectedReason: 'space-refused' }];
  const content = space.content();
  const thing = (kind: Kind, path: string, post: Post): TruthItem => ({
    ...place,
    kind,
    number: post.number,
    title: post.title,
    url: at(path),
    paragraphs: textOfPost(post),
    expectedStatus: 'saved',
    ...known(post),
    ...dated(space, post.dateIso),
  });
  const pages = allPages(content.pages).map((page): TruthItem => {
    const item = thing('page', `pages/page/${page.number}`, page);
    return page.hidden ? { ...item, paragraphs: [], expectedStatus: 'skipped', expectedReason: 'not-visible' } : item;
  });
  const undatedItem = { ...place, paragraphs: [], expectedStatus: 'saved' as const };
  return [
    home,
    { ...home, kind: 'home', paragraphs: content.description, alsoAcceptable: ['uncertain'] },
    ...pages,
    ...content.journal.map((post) => thing('journal-entry', `twinblog/${post.number}`, post)),
    ...content.bulletin.map((post) => thing('bulletin-note', 'home', post)),
    ...content.mails.map((post) => thing('twinmail', `twinmail/${post.number}`, post)),
    ...content.boards.map((post) => thing('board', `boards/${post.number}`, post)),
    ...content.polls.map((poll): TruthItem => {
      const item = thing('poll', `polls/${poll.number}`, poll);
      return { ...item, paragraphs: [...item.paragraphs, ...poll.choices.map((choice) => choice.text)] };
    }),
    ...content.members.map((member): TruthItem => ({
      ...undatedItem,
      kind: 'member',
      number: member.number,
      title: member.name,
      url: at(`members/${member.number}`),
      paragraphs: [member.school, member.country],
      expectedVerdict: space.verdict,
    })),
    ...content.meetings.map((meeting): TruthItem => ({
      ...undatedItem,
      kind: 'meeting',
      number: meeting.number,
      title: meeting.title,
      url: at('meetings'),
      paragraphs: meeting.log.map((line) => line.text),
      ...known(meeting),
      ...dated(space, meeting.dateIso),
    })),
    ...content.forums.flatMap((forum) =>
      forum.threads.map((thread): TruthItem => ({
        ...undatedItem,
        kind: 'thread',
        number: thread.number,
        title: thread.title,
        url: at(`forum/${forum.number}/thread/${thread.number}`),
        paragraphs: thread.posts.flatMap(textOfPost),
        ...known(thread.posts[0]!),
        ...dated(space, thread.posts[0]!.dateIso),
      })),
    ),
    ...content.videoFolders.flatMap((folder) =>
      folder.videos.map((video): TruthItem => ({
        ...undatedItem,
        kind: 'video',
        title: video.title,
        url: at(`materials/videos/${folder.number}`),
        originalUrl: video.url,
        paragraphs: [video.text],
        ...known(video),
        ...dated(space, video.dateIso),
      })),
    ),
    ...materials(world, space, place, at),
    ...(space.hostile ? hostileTruth(space, place, at) : []),
  ];
}

function materials(world: World, space: Space, place: Place, at: (path: string) => string): TruthItem[] {
  const content = space.content();
  const inAlbums = new Set(content.albums.flatMap((album) => album.pictures));
  // What stands only on a page that nobody may see cannot be found.
  const posts = allPosts(content).filter((post) => !('hidden' in post));
  const dates = posts.map((post) => post.dateIso);
  const albums = content.albums.flatMap((album): TruthItem[] => [
    {
      ...place,
      kind: 'album',
      number: album.number,
      title: album.title,
      url: at(`materials/images/${album.number}`),
      paragraphs: [],
      expectedStatus: 'saved',
      ...undated(space),
    },
    ...album.pictures.map((picture) =>
      pictureTruth(
        world,
        place,
        picture,
        at(`materials/images/${album.number}/${picture.number}`),
        dated(space, picture.dateIso),
      ),
    ),
  ]);
  const files = allFolders(content.folders).flatMap((folder) =>
    folder.files.map((file): TruthItem => {
      const item = fileTruth(
        world,
        place,
        file,
        at(`materials/files/${folder.number}/${file.number}/download`),
        dated(space, file.dateIso),
      );
      return { ...item, ...known(file) };
    }),
  );
  const members = content.members.flatMap((member) =>
    member.picture
      ? [
          pictureTruth(world, place, member.picture, undefined, {
            expectedVerdict: space.verdict,
            alsoAcceptable: ['deleted', 'uncertain'],
          }),
        ]
      : [],
  );
  return [
    ...albums,
    ...files,
    pictureTruth(world, place, content.logo, undefined, undated(space)),
    ...members,
    ...textPictures(posts, inAlbums).map((picture) =>
      pictureTruth(world, place, picture, undefined, undated(space, ...dates)),
    ),
    ...directFiles(posts).map((file) => directFileTruth(world, place, file, undated(space, ...dates))),
    ...posts.flatMap((post) =>
      post.blocks.flatMap((block): TruthItem[] => {
        if (block.t === 'stranger') return space === world.spaces[0] ? [strangerTruth(world)] : [];
        if (block.t !== 'data') return [];
        const bytes = dataPicture(world, block.subject);
        return [
          {
            ...place,
            kind: 'image',
            title: '',
            url: at(`pages/page/${post.number}`),
            originalUrl: 'data:image/jpeg',
            sha256: () => sha(bytes),
            bytes: () => bytes.length,
            paragraphs: [],
            expectedStatus: 'saved',
            ...undated(space, post.dateIso),
          },
        ];
      }),
    ),
  ];
}

function strangerTruth(world: World): TruthItem {
  return pictureTruth(world, { role: 'twinspace' }, world.stranger, undefined, {
    expectedVerdict: 'uncertain',
    alsoAcceptable: ['deleted', 'moved'],
  });
}

function hostileTruth(space: Space, place: Place, at: (path: string) => string): TruthItem[] {
  const page = (number: number, title: string, text: string): TruthItem => ({
    ...place,
    kind: 'page',
    number,
    title,
    url: at(`pages/page/${number}`),
    paragraphs: [text],
    expectedStatus: 'saved',
    ...undated(space),
  });
  return [
    page(901, '../../../etc/passwd', 'Hostile two'),
    page(902, 'ž'.repeat(1_000_000), 'Hostile three.'),
    page(903, 'Charset', 'Hostile four'),
  ];
}
