import type { Role } from '../model.ts';
import type { World } from '../world/world.ts';
import { notFound } from './answer.ts';
import type { Answer, Paging } from './answer.ts';
import { liveAnswer } from './live.ts';
import { materialsView } from './materials.ts';
import { hostileView } from '../hostile.ts';
import { blogView, forumView, homeView, meetingsView, membersView, pagesView, simpleView } from './spaces.ts';

/** What a signed-in teacher gets at an address. Pure: it changes nothing and knows no connection. */
export function route(world: World, role: Role, path: string, paging: Paging): Answer {
  const rest = path.split('/').slice(1);
  if (path === '/')
    return role === 'portal' || role === 'live' ? { kind: 'redirect', to: world.url('live', '/home') } : notFound;
  if (path === '/unauthorized') return { kind: 'view', view: { role, path, title: world.labels.noAccess, blocks: [] } };
  if (role === 'portal') return notFound;
  if (path.startsWith('/files/')) return storedAnswer(world, role, path);
  if (role === 'live') return liveAnswer(world, path, rest, paging);
  return spaceAnswer(world, role, path, rest, paging);
}

function storedAnswer(world: World, role: Role, path: string): Answer {
  const stored = world.stored(role, path);
  if (stored === undefined) return notFound;
  if (stored === 'html') return { kind: 'html-instead' };
  if ('file' in stored) return { kind: 'file', file: stored.file, attachment: stored.file.moved === true };
  return { kind: 'picture', picture: stored.picture, which: stored.which, path };
}

function spaceAnswer(world: World, role: 'twinspace' | 'groups', path: string, rest: string[], paging: Paging): Answer {
  const [id = '', section, ...more] = rest;
  const space = /^\d+$/.test(id) ? world.space(role, Number(id)) : undefined;
  if (!space) return notFound;
  // Whoever left a space, or archived it by mistake, cannot see it any more.
  if (space.refusal === 'forbidden' || world.removed.has(`${role}/${space.number}`)) return { kind: 'forbidden' };
  if (space.refusal === 'unauthorized') return { kind: 'redirect', to: world.url(role, '/unauthorized') };
  if (space.hostile) {
    const hostile = hostileView(world, space, path);
    if (hostile) return hostile;
  }
  switch (section) {
    case undefined:
      return { kind: 'redirect', to: world.url(role, `/${space.number}/home`) };
    case 'home':
      return homeView(world, space, more, paging);
    case 'twinblog':
      return blogView(world, space, more);
    case 'pages':
      return pagesView(world, space, more);
    case 'materials':
      return materialsView(world, space, more, paging);
    case 'forum':
      return forumView(world, space, more, paging);
    case 'meetings':
      return meetingsView(space, more);
    case 'members':
      return membersView(world, space, more, paging);
    case 'twinmail':
    case 'polls':
    case 'boards':
      return simpleView(world, space, section, more, paging);
    default:
      return notFound;
  }
}
