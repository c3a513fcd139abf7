import type { Role } from './model.ts';
import type { World } from './world/world.ts';

export type Trap = 'change' | 'logout' | 'calendar' | 'form';

const changing = /\/(delete|archive|leave|remove|like|report|join|restore|unfollow)\/?$/;
const forms = /\/(settings|edit)(\/|$)/;

/** Whether an address is one that an exporter must never request, and of which sort. */
export function trapOf(path: string, query: URLSearchParams): Trap | undefined {
  if (path === '/logout') return 'logout';
  if (changing.test(path) || query.has('action')) return 'change';
  if (/^\/\d+\/calendar(\/|$)/.test(path) || query.has('month')) return 'calendar';
  return forms.test(path) ? 'form' : undefined;
}

/** The old platform really did change things on a plain GET, and so does this one: a careless exporter loses data. */
export function spring(world: World, role: Role, path: string): void {
  world.removed.add(`${role}${path.replace(changing, '')}`);
}
