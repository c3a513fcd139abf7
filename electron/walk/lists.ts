import type { Classifier } from '../platform/classify.ts';
import { originsOf, type Profile } from '../platform/profile.ts';
import type { ListedTarget, Reading } from '../platform/read/reading.ts';
import { groupRuling, projectRuling } from '../platform/verdict.ts';
import type { Group } from './pages.ts';
import type { SpaceRef, SpaceRole } from './spaceRef.ts';

/** A project of "My projects". */
export interface ProjectRef {
  readonly project: string | undefined;
  readonly title: string;
  readonly registered: { readonly iso: string; readonly written: string } | undefined;
  readonly starts: string | undefined;
  readonly said: string;
  readonly space: { readonly role: SpaceRole; readonly space: string; readonly home: string } | undefined;
  readonly listed: ListedTarget;
}

/** Days in a record, earliest first, each once. */
function days(listed: ListedTarget): { iso: string; written: string }[] {
  const found = [...listed.facts.dates].sort((a, b) => a.iso.localeCompare(b.iso));
  return [...new Map(found.map((date) => [date.iso.slice(0, 10), date])).values()];
}

/**
 * "My projects": records around project profiles, each with the TwinSpace that it links; spaces without a profile are records of
 * their own. A project's *created* is its registration date, else its start date: registration comes first, so the earliest
 * date is taken for it and the next one for the start.
 */
export function readProjects(group: Group): ProjectRef[] {
  const projects = new Map<string, ProjectRef>();
  const spaces = new Set<string>();
  const add = (key: string, ref: ProjectRef): void => {
    if (projects.has(key)) return;
    projects.set(key, ref);
    if (ref.space) spaces.add(ref.space.space);
  };
  for (const shape of ['project', 'home']) {
    for (const listed of group.readings.flatMap((reading) => [...reading.listed.values()])) {
      const { target } = listed;
      if (target.type !== 'view' || target.shape !== shape) continue;
      const [registered, starts] = days(listed);
      const space =
        shape === 'home' ? spaceOf(target) : listed.related.map(spaceOf).find((found) => found !== undefined);
      if (shape === 'home' && (!space || spaces.has(space.space))) continue;
      add(target.address, {
        project: target.params['project'],
        title: titleIn(listed),
        registered,
        starts: starts?.iso,
        said: listed.facts.texts.join(' · '),
        space,
        listed,
      });
    }
  }
  return [...projects.values()];
}

function titleIn(listed: ListedTarget): string {
  return listed.facts.title ?? listed.linkTexts[0] ?? '';
}

/** @returns undefined if it is no space's home */
export function spaceOf(target: ListedTarget['target']): ProjectRef['space'] {
  if (target.type !== 'view' || target.shape !== 'home' || target.space === undefined) return undefined;
  if (target.role !== 'twinspace' && target.role !== 'groups') return undefined;
  return { role: target.role, space: target.space, home: target.address };
}

/** The TwinSpaces of the projects. */
export function projectSpaces(projects: readonly ProjectRef[]): SpaceRef[] {
  return projects.flatMap(({ space, title, registered, starts, project, said }) =>
    space
      ? [
          {
            ...space,
            title,
            ruling: projectRuling(registered?.iso, starts),
            createdAt: registered?.iso,
            dateAsWritten: registered?.written,
            startsAt: starts,
            project,
            said,
            listed: true,
          },
        ]
      : [],
  );
}

/** "My groups": only a group's last activity is shown; of several dates the latest is it. */
export function readGroups(group: Group): SpaceRef[] {
  const refs = new Map<string, SpaceRef>();
  for (const listed of group.readings.flatMap((reading) => [...reading.listed.values()])) {
    const space = spaceOf(listed.target);
    if (!space || refs.has(space.home)) continue;
    const last = days(listed).at(-1);
    refs.set(space.home, {
      ...space,
      title: titleIn(listed),
      ruling: space.role === 'groups' ? groupRuling(last?.iso) : projectRuling(last?.iso),
      lastActivity: last?.iso,
      said: listed.facts.texts.join(' · '),
      listed: true,
    });
  }
  return [...refs.values()];
}

/** A space given by number or address (`--space`); a bare number is a TwinSpace. Undefined if it is neither. */
export function addedSpace(wish: string, profile: Profile, classifier: Classifier): SpaceRef | undefined {
  const origins = originsOf(profile);
  const address = /^\d{1,18}$/.test(wish) ? `${origins.twinspace}/${wish}/home` : wish;
  const target = classifier.classify(/^https?:/i.test(address) ? address : `https://${address}`);
  if (!('space' in target) || (target.role !== 'twinspace' && target.role !== 'groups')) return undefined;
  return {
    role: target.role,
    space: target.space,
    title: '',
    ruling: target.role === 'groups' ? groupRuling(undefined) : projectRuling(undefined),
    home: `${origins[target.role]}/${target.space}/home`,
    listed: false,
  };
}

/** The person's name on the profile page, as other pages call them: its first heading that is not the site's. */
export function displayNameIn(reading: Reading | undefined, username: string): string {
  if (!reading) return username;
  return (
    reading.headings.find((heading) => heading.split(' ').length <= 6) ??
    (reading.documentTitle.split(/\s+[|·–—-]\s+/)[0] || username)
  );
}

/** The platform's own number of the person, if the profile page shows one: in a field, or in an attribute of its content. */
export function userIdIn(reading: Reading): string {
  const numbers = reading.fields
    .filter(({ value }) => /^#?\d{3,12}$/.test(value))
    .map(({ value }) => value.replace('#', ''));
  return numbers[0] ?? '';
}
