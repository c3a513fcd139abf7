import { writeDate } from '../dates.ts';
import { hash32 } from '../random.ts';
import type { LabelKey } from '../languages.ts';
import type { View } from '../view.ts';
import type { World } from '../world/world.ts';

/** What the three renderers share: escaping, words, dates, meaningless class names, the site's menus and its traps. */
export interface Pen {
  world: World;
  view: View;
  esc: (text: string) => string;
  label: (key: LabelKey) => string;
  date: (iso: string) => string;
  /** A class name that means nothing, different with every seed. */
  cls: (name: string) => string;
  css: string;
  script: string;
  /** The menu of the whole site and that of the space. */
  menu: { href: string; text: string }[];
  sections: { href: string; text: string }[];
  /** Addresses that change something, for the page itself. */
  traps: { href: string; text: string }[];
  trapsOf: (path: string) => { href: string; text: string }[];
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const siteMenu: readonly (readonly [string, LabelKey])[] = [
  ['/home', 'home'],
  ['/profile', 'profile'],
  ['/projects', 'projects'],
  ['/groups', 'groups'],
  ['/messages/inbox', 'messages'],
  ['/people/contacts', 'contacts'],
  ['/people/followers', 'followers'],
  ['/people/following', 'following'],
  ['/resources', 'resources'],
  ['/events', 'events'],
  ['/partner-forum', 'partnerForum'],
  ['/learning', 'learning'],
];

const spaceMenu: readonly (readonly [string, LabelKey])[] = [
  ['home', 'home'],
  ['pages', 'pages'],
  ['materials/images', 'images'],
  ['materials/files', 'files'],
  ['materials/videos', 'videos'],
  ['forum', 'forum'],
  ['meetings', 'meetings'],
  ['members', 'members'],
  ['twinmail', 'twinmail'],
  ['polls', 'polls'],
  ['boards', 'boards'],
];

const perThing: readonly (readonly [string, LabelKey])[] = [
  ['/delete', 'delete'],
  ['/like', 'like'],
  ['/report', 'report'],
  ['/archive', 'archive'],
  ['/edit', 'edit'],
  ['?action=delete', 'delete'],
];

export function penFor(world: World, view: View): Pen {
  const { labels, options } = world;
  const word = (salt: string): string => {
    const n = hash32(`${options.seed} ${options.markup} ${salt}`);
    return `${'bcdfghklmnprstvz'[n % 16]!}${(n >>> 4).toString(36)}`;
  };
  const space = view.space;
  const base = space ? `/${space.number}` : '';
  return {
    world,
    view,
    esc: escapeHtml,
    label: (key) => escapeHtml(labels[key]),
    date: (iso) => escapeHtml(writeDate(iso, options.language, `${options.seed} ${view.path.replace(/\d+/g, '')}`)),
    cls: word,
    css: `/static/${word('css')}.css`,
    script: `/static/${word('css')}.js`,
    menu: siteMenu.map(([path, key]) => ({ href: world.url('live', path), text: labels[key] })),
    sections: space
      ? spaceMenu.map(([path, key]) => ({ href: world.url(space.role, `${base}/${path}`), text: labels[key] }))
      : [],
    traps: trapsOfPage(world, view),
    trapsOf: (path) => {
      const own = view.role === 'portal' ? 'live' : view.role;
      return perThing.map(([tail, key]) => ({ href: world.url(own, path + tail), text: labels[key] }));
    },
  };
}

function trapsOfPage(world: World, view: View): { href: string; text: string }[] {
  const { labels } = world;
  const logout = { href: world.url('live', '/logout'), text: labels.logout };
  if (!view.space) {
    return [
      logout,
      { href: world.url('live', '/settings'), text: labels.settings },
      { href: world.url('live', '/events?month=2018-07'), text: labels.calendar },
      { href: world.url('live', '/projects?status=closed'), text: labels.closed },
      { href: world.url('live', '/profile/edit'), text: labels.edit },
    ];
  }
  const base = `/${view.space.number}`;
  return [
    logout,
    { href: world.url(view.role, `${base}/settings`), text: labels.settings },
    { href: world.url(view.role, `${base}/leave`), text: labels.leave },
    { href: world.url(view.role, `${base}/archive`), text: labels.archive },
    { href: world.url(view.role, `${base}/calendar/2018/7`), text: labels.calendar },
    { href: world.url(view.role, `${view.path}?action=delete`), text: labels.delete },
  ];
}

/** Bytes as people read them. */
export function writeSize(bytes: number): string {
  return bytes > 900_000 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
