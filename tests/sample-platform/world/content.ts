import { addDays } from '../dates.ts';
import { languages } from '../languages.ts';
import type { Language } from '../languages.ts';
import { createRandom, hash32 } from '../random.ts';
import { paragraph, paragraphs, projectTitle, topic } from '../sentences.ts';
import { someone } from '../people.ts';
import { makeFile, makePicture, remarks, someDay } from './context.ts';
import type { Context } from './context.ts';
import { buildFolders } from './folders.ts';
import { buildPages } from './pages.ts';
import type { Album, Forum, Meeting, Member, Poll, Post, Space, SpaceContent, VideoFolder } from '../model.ts';
import type { SampleOptions } from '../options.ts';
import type { Block } from '../view.ts';

/** Builds everything inside one space. It depends on nothing but the seed and the space, so it can be built late. */
export function buildContent(space: Space, options: SampleOptions, place: number): SpaceContent {
  const random = createRandom(`${options.seed} ${space.role} ${space.number}`);
  // One series for all spaces, as on the platform.
  let number = 63_103 + (space.role === 'groups' ? 800_000 : 0) + place * 12_000;
  const from =
    space.registered ?? space.started ?? (space.lastActivity ? addDays(space.lastActivity, -700) : '2017-09-01');
  const context: Context = {
    options,
    random,
    language: space.language,
    role: space.role,
    space: space.number,
    from,
    days: 600,
    nextNumber: () => (number += random.int(1, 3)),
  };
  const albums = buildAlbums(context);
  const folders = buildFolders(context, place);
  const loose = [0, 1, 2].map((i) =>
    makePicture(context, i * 2, topic(space.language, random), i === 0 ? 'plain' : i === 1 ? 'only-opt' : 'jpeg-opt'),
  );
  const looseFiles = [
    makeFile(context, 'Načrt dela – ура.docx', 'rfc6266', true),
    makeFile(context, 'song.mp3', 'quoted-ascii', true),
  ];
  const mails = Array.from({ length: options.pageSize + 2 }, () => makePost(context, topic(space.language, random), 0));
  mails[1]?.blocks.push(attachment(context, 'Program – πρόγραμμα.pdf'));
  const bulletin = Array.from({ length: Math.max(2, options.pageSize) }, () =>
    makePost(context, topic(space.language, random), 0),
  );
  bulletin[0]?.blocks.push({ t: 'picture', picture: makePicture(context, 0, topic(space.language, random), 'plain') });
  const pages = buildPages(context, { albums, folders, loose, looseFiles });
  return {
    logo: makePicture(context, 0, space.title, 'plain'),
    description: paragraphs(space.language, random, 1, 3),
    journal: Array.from({ length: Math.max(3, options.pageSize + 2) }, () => makeJournalEntry(context, albums)),
    bulletin,
    pages,
    albums,
    loose,
    looseFiles,
    folders,
    videoFolders: buildVideos(context),
    forums: buildForums(context),
    meetings: Array.from({ length: 3 }, () => makeMeeting(context)),
    members: Array.from({ length: options.pageSize + 3 }, (_, i) => makeMember(context, i)),
    mails,
    polls: Array.from({ length: 2 }, () => makePoll(context)),
    boards: Array.from({ length: 2 }, () => makePost(context, topic(space.language, random), 3)),
  };
}

/** Most people write in the account's language, but these are international projects. */
export function otherLanguage(context: Context): Language {
  return context.random.chance(0.2) ? context.random.pick(languages) : context.language;
}

function makePost(context: Context, title: string, comments: number): Post {
  const { random } = context;
  const dateIso = someDay(context);
  const language = otherLanguage(context);
  const blocks: Block[] = paragraphs(language, random, 1, 4).map((text) => ({ t: 'para', inlines: [text] }));
  return {
    number: context.nextNumber(),
    title,
    author: someone(random).name,
    blocks,
    comments: remarks(context, 0, comments),
    ...(dateIso === undefined ? {} : { dateIso }),
  };
}

function makeJournalEntry(context: Context, albums: Album[]): Post {
  const post = makePost(context, `${topic(context.language, context.random)} ${context.random.int(1, 99)}`, 4);
  const picture = albums[0]?.pictures[context.random.int(0, 3)];
  if (picture && context.random.chance(0.4)) post.blocks.splice(1, 0, { t: 'picture', picture });
  return post;
}

function buildAlbums(context: Context): Album[] {
  const { options, random } = context;
  const total = options.picturesPerSpace;
  const count = Math.max(1, Math.min(40, Math.round(total / Math.max(8, options.pageSize * 2))));
  const albums: Album[] = Array.from({ length: count }, (_, i) => ({
    number: context.nextNumber(),
    // Two albums may carry one title.
    title:
      i === 1 ? projectTitle(context.language, createRandom(`same ${context.space}`)) : topic(context.language, random),
    pictures: [],
  }));
  for (let place = 0; place < total; place++) {
    const album = albums[Math.floor((place * count) / total)]!;
    album.pictures.push(makePicture(context, place, pictureTitle(context, place)));
  }
  // The same photograph uploaded twice, under two numbers.
  const last = albums[count - 1]?.pictures.at(-1);
  const first = albums[0]?.pictures[0];
  if (first && last && total > 6 && last.variant === 'plain' && last.ending === first.ending)
    last.subject = first.subject;
  albums.push({ number: context.nextNumber(), title: topic(context.language, random), pictures: [] });
  return albums;
}

function pictureTitle(context: Context, place: number): string {
  if (place % 7 === 3) return `IMG_${String(place + 1020).padStart(4, '0')}`;
  if (place % 7 === 5) return 'P1010342.JPG';
  if (place % 11 === 6)
    return ['CON', 'a/b: c?*', '..', 'Žoga…', '<b>krepko</b> & "tako"', 'konec. '][Math.floor(place / 11) % 6]!;
  return `${topic(context.language, context.random)} ${place % 5 === 0 ? '' : String(place)}`.trim();
}

function buildVideos(context: Context): VideoFolder[] {
  const { random } = context;
  const make = (i: number): VideoFolder['videos'][number] => {
    const id = hash32(`${context.space} video ${i}`).toString(36).padEnd(7, 'x');
    const hosts = [
      `https://www.youtube.com/embed/${id}abcd`,
      `https://player.vimeo.com/video/${hash32(id)}`,
      `https://www.dailymotion.com/embed/video/x${id}`,
    ];
    const dateIso = someDay(context);
    return {
      title: topic(context.language, random),
      url: hosts[i % 3]!,
      text: paragraph(context.language, random),
      ...(dateIso === undefined ? {} : { dateIso }),
    };
  };
  return [0, 1].map((n) => ({
    number: context.nextNumber(),
    title: topic(context.language, random),
    videos: [make(n * 2), make(n * 2 + 1)],
  }));
}

function buildForums(context: Context): Forum[] {
  const { random, options } = context;
  return [0, 1].map((n) => ({
    number: context.nextNumber(),
    title: topic(context.language, random),
    threads: Array.from({ length: n === 0 ? options.pageSize + 1 : 1 }, (_, t) => {
      const posts = Array.from({ length: t === 0 && n === 0 ? options.pageSize + 2 : random.int(1, 3) }, () =>
        makePost(context, '', 0),
      );
      const last = posts.at(-1)!;
      if (t === 0) {
        last.blocks.push({ t: 'picture', picture: makePicture(context, n, 'Photo', 'plain') });
        last.blocks.push(attachment(context, 'zapisnik ž.pdf'));
      }
      return { number: context.nextNumber(), title: `${topic(context.language, random)}?`, posts };
    }),
  }));
}

/** A link to a stored file, as posts and messages carry it. The full address is filled in by the view. */
export function attachment(context: Context, name: string): Block {
  return { t: 'attachment', file: makeFile(context, name, 'rfc6266', true) };
}

function makeMeeting(context: Context): Meeting {
  const dateIso = someDay(context);
  return {
    number: context.nextNumber(),
    title: topic(context.language, context.random),
    log: remarks(context, 2, 6),
    ...(dateIso === undefined ? {} : { dateIso }),
  };
}

function makeMember(context: Context, i: number): Member {
  const who = someone(context.random);
  const number = context.nextNumber();
  return {
    number,
    name: who.name,
    school: who.school,
    country: who.country,
    kind: (['teacher', 'teacher', 'pupil', 'visitor'] as const)[i % 4]!,
    ...(i % 2 === 0 ? { picture: makePicture(context, 0, who.name, i % 4 === 0 ? 'plain' : 'no-opt') } : {}),
  };
}

function makePoll(context: Context): Poll {
  const post = makePost(context, `${topic(context.language, context.random)}?`, 2);
  const choices = [0, 1, 2].map(() => ({
    text: topic(context.language, context.random),
    votes: context.random.int(0, 30),
  }));
  return { ...post, choices };
}
