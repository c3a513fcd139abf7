import type { Profile, Shape } from '../profile.ts';

const SPACES = ['twinspace', 'groups'] as const;

function live(name: string, path: string, rest: Partial<Shape> = {}): Shape {
  return { name, roles: ['live'], path, type: 'view', ...rest };
}
function space(name: string, path: string, rest: Partial<Shape> = {}): Shape {
  return { name, roles: [...SPACES], path, type: 'view', ...rest };
}

/** The legacy eTwinning platform, as far as it is known (platform.md; [F] and [B] shapes first, [C] where nothing is known). */
export const etwinningLegacy: Profile = {
  schemaVersion: 1,
  id: 'etwinning-legacy',
  name: 'eTwinning (legacy, 2005-2022)',
  origins: {
    portal: 'https://www.etwinning.net',
    live: 'https://live.etwinning.net',
    twinspace: 'https://twinspace.etwinning.net',
    groups: 'https://groups.etwinning.net',
  },
  hosts: [
    { host: 'www.etwinning.net', role: 'portal' },
    { host: 'etwinning.net', role: 'portal' },
    { host: 'live.etwinning.net', role: 'live' },
    { host: 'twinspace.etwinning.net', role: 'twinspace' },
    { host: 'new-twinspace.etwinning.net', role: 'twinspace' },
    { host: 'groups.etwinning.net', role: 'groups' },
  ],
  logIn: [
    { role: 'live', path: '/login' },
    { role: 'portal', path: '/' },
  ],
  probes: [
    { role: 'live', path: '/projects' },
    { role: 'live', path: '/groups' },
    { role: 'live', path: '/profile' },
  ],
  shapes: [
    { name: 'portal-log-in', roles: ['portal'], path: '/', type: 'log-in' },
    { name: 'log-in', roles: ['portal', 'live', ...SPACES], path: '/login', type: 'log-in' },
    { name: 'unauthorized', roles: ['live', ...SPACES], path: '/unauthorized', type: 'not-visible' },
    { name: 'space-unauthorized', roles: [...SPACES], path: '/{s}/unauthorized', type: 'not-visible' },

    live('profile', '/profile', { kind: 'profile', choice: 'portfolio', seed: true }),
    live('portfolio', '/profile/portfolio', { choice: 'portfolio', seed: true }),
    live('projects', '/projects', { seed: true }),
    live('project', '/projects/project/{project}', { kind: 'project', choice: 'twinspaces' }),
    live('project-certificate', '/projects/project/{project}/certificate/{label:national|european|pupils}', {
      type: 'certificate',
      kind: 'certificate',
      choice: 'labels',
    }),
    live('certificates', '/profile/certificates', { choice: 'labels', seed: true }),
    live('certificate', '/profile/certificates/{certificate}', {
      type: 'certificate',
      kind: 'certificate',
      choice: 'labels',
    }),
    live('groups', '/groups', { seed: true }),
    live('inbox', '/messages/inbox', { choice: 'mailbox', seed: true }),
    live('sent', '/messages/sent', { choice: 'mailbox', seed: true }),
    live('message', '/messages/{message}', { kind: 'message', choice: 'mailbox', personal: true }),
    live('contacts', '/people/contacts', { choice: 'people', seed: true }),
    live('followers', '/people/followers', { choice: 'people', seed: true }),
    live('following', '/people/following', { choice: 'people', seed: true }),
    live('resources', '/resources', { choice: 'resources', seed: true }),
    live('resource', '/resources/{resource}', { kind: 'resource', choice: 'resources' }),
    live('events', '/events', { choice: 'events', seed: true }),
    live('event', '/events/{event}', { kind: 'event', choice: 'events' }),
    live('forum-posts', '/partner-forum', { choice: 'forum-posts', seed: true }),
    live('forum-post', '/partner-forum/{post}', { kind: 'forum-post', choice: 'forum-posts' }),
    live('learning-list', '/learning', { choice: 'learning', seed: true }),
    live('learning', '/learning/{learning}', { kind: 'learning', choice: 'learning' }),

    space('home', '/{s}/home', { kind: 'home', seed: true }),
    space('journal-entry', '/{s}/twinblog/{entry}', { kind: 'journal-entry' }),
    space('pages', '/{s}/pages', { seed: true }),
    space('page', '/{s}/pages/page/{page}', { kind: 'page' }),
    space('albums', '/{s}/materials/images', { seed: true }),
    space('album', '/{s}/materials/images/{album}', { kind: 'album' }),
    space('image', '/{s}/materials/images/{album}/{image}', { kind: 'image' }),
    space('folders', '/{s}/materials/files', { seed: true }),
    space('folder', '/{s}/materials/files/{folder}'),
    space('file', '/{s}/materials/files/{folder}/{file}/download', { type: 'file', kind: 'file' }),
    space('videos', '/{s}/materials/videos', { seed: true }),
    space('video-folder', '/{s}/materials/videos/{folder}'),
    space('forums', '/{s}/forum', { seed: true }),
    space('forum', '/{s}/forum/{forum}'),
    space('thread', '/{s}/forum/{forum}/thread/{thread}', { kind: 'thread' }),
    space('meetings', '/{s}/meetings', { seed: true, personal: true }),
    space('members', '/{s}/members', { seed: true }),
    space('member', '/{s}/members/{member}', { kind: 'member' }),
    space('twinmails', '/{s}/twinmail', { seed: true, personal: true }),
    space('twinmail', '/{s}/twinmail/{mail}', { kind: 'twinmail', personal: true }),
    space('polls', '/{s}/polls', { seed: true }),
    space('poll', '/{s}/polls/{poll}', { kind: 'poll' }),
    space('boards', '/{s}/boards', { seed: true }),
    space('board', '/{s}/boards/{board}', { kind: 'board' }),
  ],
  unsafeWords: [
    'logout', 'signout', 'delete', 'archive', 'unarchive', 'restore', 'leave', 'remove', 'like', 'unlike', 'report', 'settings',
    'edit', 'new', 'create', 'add', 'invite', 'join', 'accept', 'reject', 'follow', 'unfollow', 'publish', 'move', 'copy',
    'calendar', 'upload', 'reply', 'vote', 'close', 'reopen', 'mark',
  ], // prettier-ignore
  limits: {
    viewBytes: 16 * 1024 * 1024,
    binaryBytes: 64 * 1024 * 1024,
    listPages: 2_000,
    spaceViews: 100_000,
  },
};
