import type { Failure, Group } from './pages.ts';
import { spaceOf, type ProjectRef } from './lists.ts';
import type { LiveWalk } from './live.ts';
import { inOrder } from './ordered.ts';

/** A project's own page, or why it cannot be had. */
export async function projectPage(walk: LiveWalk, address: string): Promise<Group | Failure> {
  const known = walk.projectPages.get(address);
  walk.projectPages.delete(address);
  return known ?? (await walk.read(address, { entries: false }));
}

/**
 * Gives projects whose record in the list leads to no TwinSpace the one that their own page leads to.
 * @param projects of "My projects"
 */
export async function withSpaces(walk: LiveWalk, projects: readonly ProjectRef[]): Promise<readonly ProjectRef[]> {
  const { options } = walk.area.context;
  const without = projects.filter(({ space, listed }) => space === undefined && listed.target.shape === 'project');
  if (without.length === 0 || !options.choices.has('twinspaces')) return projects;
  const linked = new Map<ProjectRef, Map<string, NonNullable<ProjectRef['space']>>>();
  for await (const { input, output } of inOrder(without, options.concurrency, ({ listed }) =>
    walk.read(listed.target.address, { entries: false }),
  )) {
    walk.projectPages.set(input.listed.target.address, output);
    if (!('reason' in output)) linked.set(input, spacesOn(output));
  }
  // A space that several pages link, or that is another project's, is only spoken of.
  const times = new Map<string, number>();
  for (const { space } of projects) if (space !== undefined) times.set(space.home, 2);
  for (const found of linked.values()) for (const home of found.keys()) times.set(home, (times.get(home) ?? 0) + 1);
  return projects.map((project) => {
    const found = [...(linked.get(project)?.values() ?? [])];
    const space =
      found.find(({ home }) => times.get(home) === 1) ?? found.find(({ home }) => (times.get(home) ?? 0) < 3);
    return space === undefined ? project : { ...project, space };
  });
}

function spacesOn(group: Group): Map<string, NonNullable<ProjectRef['space']>> {
  const spaces = new Map<string, NonNullable<ProjectRef['space']>>();
  for (const reading of group.readings) {
    for (const { target } of reading.listed.values()) {
      const space = spaceOf(target);
      if (space?.role === 'twinspace' && !spaces.has(space.home)) spaces.set(space.home, space);
    }
  }
  return spaces;
}
