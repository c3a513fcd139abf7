import type { Kind, TruthItem } from '../truth.ts';
import { directFiles, textPictures } from './materials.ts';
import type { LivePost } from './live.ts';
import { pdf } from '../files.ts';
import { directFileTruth, known, pictureTruth, sha, textOfPost } from './truthParts.ts';
import { ownDateVerdict } from './verdicts.ts';
import { certificateBytes } from '../views/certificates.ts';
import type { World } from './world.ts';

/** Everything that an export must contain of eTwinning Live. */
export function truthOfLive(world: World): TruthItem[] {
  const { live, options } = world;
  const base = { role: 'live' as const, paragraphs: [], expectedStatus: 'saved' as const };
  const at = (path: string): string => world.url('live', path);
  const posts = (kind: Kind, path: string, list: readonly LivePost[]): TruthItem[] =>
    list.flatMap((post) => [
      {
        ...base,
        kind,
        number: post.number,
        title: post.title,
        url: at(`${path}/${post.number}`),
        paragraphs: textOfPost(post),
        expectedVerdict: post.verdict,
        ...known(post),
      },
      ...directFiles([post]).map((file) =>
        directFileTruth(world, { role: file.role }, file, {
          expectedVerdict: 'deleted',
          alsoAcceptable: ['uncertain'],
        }),
      ),
      ...textPictures([post], new Set()).map((picture) =>
        pictureTruth(world, { role: 'twinspace' }, picture, undefined, {
          expectedVerdict: 'deleted',
          alsoAcceptable: ['uncertain'],
        }),
      ),
    ]);
  const people = (section: 'contacts' | 'followers' | 'following'): TruthItem[] =>
    live[section].map((person) => ({
      ...base,
      kind: 'person',
      number: person.number,
      title: person.name,
      url: at(`/people/${section}`),
      paragraphs: [person.school, person.country],
      expectedVerdict: section === 'contacts' ? 'moved' : 'deleted',
    }));
  return [
    {
      ...base,
      kind: 'profile',
      number: options.userId,
      title: options.fullName,
      url: at('/profile'),
      paragraphs: live.about,
      expectedVerdict: 'moved',
      alsoAcceptable: ['uncertain'],
    },
    {
      ...pictureTruth(world, { role: 'twinspace' }, live.picture, undefined, { expectedVerdict: 'deleted' }),
      title: options.fullName,
    },
    ...live.portfolio.map((entry): TruthItem => ({
      ...base,
      kind: 'portfolio-entry',
      number: entry.number,
      title: entry.title,
      url: at('/profile/portfolio'),
      paragraphs: [entry.text],
      expectedVerdict: ownDateVerdict(entry.dateIso, 'moved'),
      ...known(entry),
    })),
    ...certificates(world),
    ...projects(world),
    ...posts('message', '/messages', [...live.inbox, ...live.sent]),
    ...people('contacts'),
    ...people('followers'),
    ...people('following'),
    ...posts('resource', '/resources', live.resources),
    // An official event on the very day may be called either.
    ...posts('event', '/events', live.events).map((item): TruthItem =>
      item.kind === 'event' && item.expectedVerdict === 'uncertain' && item.dateIso?.startsWith('2018-07-01')
        ? { ...item, alsoAcceptable: ['moved'] }
        : item,
    ),
    ...posts('forum-post', '/partner-forum', live.forumPosts),
    ...posts('learning', '/learning', live.learning),
  ];
}

function certificates(world: World): TruthItem[] {
  return world.live.certificates.map((certificate): TruthItem => {
    const url = world.url('live', `/profile/certificates/${certificate.number}`);
    const bytes = (): Buffer => certificateBytes(world, certificate);
    return {
      role: 'live',
      kind: 'certificate',
      number: certificate.number,
      title: certificate.title,
      url,
      originalUrl: url,
      sha256: () => sha(bytes()),
      bytes: () => bytes().length,
      paragraphs: [],
      dateIso: certificate.dateIso,
      fileName: `certificate-${certificate.number}.pdf`,
      // The FAQ says nothing about the School label; what the Learning Lab gave goes with it.
      expectedVerdict: certificate.school ? 'uncertain' : 'deleted',
      alsoAcceptable: certificate.school ? ['deleted', 'moved'] : ['uncertain'],
      expectedStatus: 'saved',
    };
  });
}

function projects(world: World): TruthItem[] {
  return world.spaces.flatMap((space): TruthItem[] => {
    const path = `/projects/project/${space.number}`;
    const base = {
      role: 'live' as const,
      space: space.number,
      expectedVerdict: space.verdict,
      expectedStatus: 'saved' as const,
    };
    const created = space.registered ?? space.started;
    const date = created === undefined ? {} : { dateIso: created };
    return [
      {
        ...base,
        ...date,
        kind: 'project',
        number: space.number,
        title: space.title,
        url: world.url('live', path),
        paragraphs: space.content().description,
      },
      ...space.labels.map((label): TruthItem => {
        const url = world.url('live', `${path}/certificate/${label}`);
        const bytes = (): Buffer =>
          pdf(`${world.labels[label]} – ${space.title}`, 0, ['eTwinning', world.options.fullName, label]);
        return {
          ...base,
          kind: 'certificate',
          title: world.labels[label],
          url,
          originalUrl: url,
          sha256: () => sha(bytes()),
          bytes: () => bytes().length,
          paragraphs: [],
          fileName: `${label}-${space.number}.pdf`,
        };
      }),
    ];
  });
}
