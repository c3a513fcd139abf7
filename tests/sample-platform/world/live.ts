import { createRandom } from '../random.ts';
import { paragraphs, topic } from '../sentences.ts';
import { someone } from '../people.ts';
import { addDays } from '../dates.ts';
import { makeFile, makePicture, remarks, someDay } from './context.ts';
import type { Context } from './context.ts';
import type { Picture, Post, StoredFile, Verdict } from '../model.ts';
import type { SampleOptions } from '../options.ts';
import type { Block } from '../view.ts';

/** A message, resource, event, partner-forum post or learning event. */
export interface LivePost extends Post {
  verdict: Verdict;
  /** The other side of a message, or who organises an event. */
  other: string;
}

export interface Contact {
  number: number;
  name: string;
  school: string;
  country: string;
}

export interface Certificate {
  number: number;
  title: string;
  dateIso: string;
  school: boolean;
}

export interface PortfolioEntry {
  number: number;
  title: string;
  text: string;
  dateIso?: string;
}

/** Everything of the account that is not in a space. */
export interface Live {
  /** The folder number under which the account's own pictures are stored. */
  folder: number;
  picture: Picture;
  about: string[];
  school: string;
  country: string;
  portfolio: PortfolioEntry[];
  certificates: Certificate[];
  inbox: LivePost[];
  sent: LivePost[];
  contacts: Contact[];
  followers: Contact[];
  following: Contact[];
  resources: LivePost[];
  events: LivePost[];
  forumPosts: LivePost[];
  learning: LivePost[];
}

export function buildLive(options: SampleOptions): Live {
  const random = createRandom(`${options.seed} live`);
  const folder = 10_000 + (options.userId % 189_000);
  let number = 5000;
  const context: Context = {
    options,
    random,
    language: options.language,
    role: 'twinspace',
    space: folder,
    from: '2012-09-01',
    days: 3400,
    nextNumber: () => (number += random.int(1, 9)),
  };
  const who = someone(random);
  const people = (count: number): Contact[] => {
    const names = new Set<string>();
    return Array.from({ length: count }, () => {
      const person = someone(random);
      // People in these lists have no address of their own: two of one name could not be told apart.
      let name = person.name;
      for (let n = 2; names.has(name); n++) name = `${person.name} ${n}`;
      names.add(name);
      return { number: context.nextNumber(), name, school: person.school, country: person.country };
    });
  };
  const posts = (count: number, make: (i: number) => LivePost): LivePost[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const few = Math.max(3, Math.round(options.messages / 4));
  return {
    folder,
    picture: makePicture(context, 0, options.fullName, 'plain'),
    about: paragraphs(options.language, random, 2, 3),
    school: who.school,
    country: who.country,
    portfolio: [
      '2018-06-30',
      '2018-07-01',
      '2018-07-02',
      '2013-03-15',
      undefined,
      ...posts(few, () => livePost(context, 'moved', 0)).map((p) => p.dateIso),
    ].map((dateIso) => ({
      number: context.nextNumber(),
      title: topic(options.language, random),
      text: paragraphs(options.language, random, 1, 1)[0]!,
      ...(dateIso === undefined ? {} : { dateIso }),
    })),
    certificates: [0, 1, 2, 3].map((i) => ({
      number: context.nextNumber(),
      title: `${topic(options.language, random)} ${2015 + i}`,
      dateIso: addDays('2015-05-04', i * 500),
      school: i === 0,
    })),
    inbox: posts(options.messages, (i) => livePost(context, 'deleted', 0, i % 3 === 0)),
    sent: posts(Math.max(2, Math.round(options.messages / 2)), (i) => livePost(context, 'deleted', 0, i === 1)),
    contacts: people(options.people),
    followers: people(Math.max(2, Math.round(options.people / 2))),
    following: people(Math.max(2, Math.round(options.people / 3))),
    resources: posts(few, (i) => illustrated(context, livePost(context, 'deleted', 3, i < 2), i)),
    events: posts(Math.max(4, few), (i) => makeEvent(context, i)),
    forumPosts: posts(few, () => livePost(context, 'deleted', 4)),
    // Learning materials are stored with the groups.
    learning: posts(few, () => livePost({ ...context, role: 'groups' }, 'deleted', 0, true)),
  };
}

function livePost(context: Context, verdict: Verdict, comments: number, attached = false): LivePost {
  const { random, language } = context;
  const dateIso = someDay(context);
  const blocks: Block[] = paragraphs(language, random, 1, 4).map((text) => ({ t: 'para', inlines: [text] }));
  if (attached) blocks.push({ t: 'attachment', file: attachedFile(context) });
  return {
    number: context.nextNumber(),
    title: topic(language, random),
    author: someone(random).name,
    other: someone(random).name,
    verdict,
    blocks,
    comments: remarks(context, 0, comments),
    ...(dateIso === undefined ? {} : { dateIso }),
  };
}

function illustrated(context: Context, post: LivePost, i: number): LivePost {
  if (i % 2 === 0) post.blocks.push({ t: 'picture', picture: makePicture(context, 0, post.title, 'plain') });
  return post;
}

function attachedFile(context: Context): StoredFile {
  return makeFile(
    context,
    context.random.pick(['vabilo š.pdf', 'Πρόγραμμα.docx', 'programme.pptx', 'снимки.zip']),
    'rfc6266',
    true,
  );
}

/** Only events of CSS, NSOs and ambassadors are carried over, and only from the line on. */
function makeEvent(context: Context, i: number): LivePost {
  const event = livePost(context, 'uncertain', 0);
  event.other = ['CSS', 'NSO Slovenia (CMEPIUS)', event.other, event.other][i % 4]!;
  event.dateIso = ['2019-11-05', '2020-02-17T17:00', '2018-06-30', '2019-03-09', '2018-07-02', '2018-07-01'][i % 6]!;
  const official = i % 4 < 2;
  if (event.dateIso < '2018-07-01') event.verdict = 'deleted';
  else if (official && event.dateIso.slice(0, 10) !== '2018-07-01') event.verdict = 'moved';
  return event;
}
