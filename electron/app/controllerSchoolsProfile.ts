import { basename } from 'node:path';
import { UsageError } from '../../shared/errors.ts';
import type { ProfileFacts } from '../../shared/tools.ts';
import { ROLES } from '../../shared/model/index.ts';
import { originsOf, parseProfile } from '../platform/profile.ts';
import type { Profile } from '../platform/profile.ts';

/**
 * A corrected profile as it is used: what the built-in one never requests is never requested with it either.
 *
 * @throws UsageError `profile-invalid`, `origin-invalid` for an origin that is not `https:`
 */
export function safeProfile(text: string, file: string, builtIn: Profile): Profile {
  const profile = parseProfile(text, basename(file));
  for (const origin of Object.values(originsOf(profile)))
    if (!origin.startsWith('https:'))
      throw new UsageError('origin-invalid', { value: origin, roles: ROLES.join(', ') });
  return {
    ...profile,
    unsafeWords: [...new Set([...builtIn.unsafeWords, ...profile.unsafeWords])],
    // First, so that nothing else can claim these addresses.
    shapes: [...builtIn.shapes.filter(({ type }) => type === 'unsafe'), ...profile.shapes],
  };
}

/** What a person is told before a profile is used. */
export function profileFacts(profile: Profile, builtIn: Profile): ProfileFacts {
  const [now, before] = [originsOf(profile), originsOf(builtIn)];
  const isAsked = ({ type }: Profile['shapes'][number]): boolean => ['view', 'certificate', 'file'].includes(type);
  const asked = (of: Profile): string[] =>
    of.shapes.filter(isAsked).flatMap(({ roles, path }) => roles.map((role) => `${role}: ${path}`));
  const [here, there] = [new Set(asked(profile)), new Set(asked(builtIn))];
  const count = (types: readonly string[]): number => profile.shapes.filter(({ type }) => types.includes(type)).length;
  return {
    id: profile.id,
    name: profile.name,
    origins: ROLES.map((role) => ({
      role,
      origin: now[role],
      ...(now[role] === before[role] ? {} : { instead: before[role] }),
    })),
    hosts: profile.hosts.map(({ host }) => host),
    pages: count(['view']),
    downloads: count(['certificate', 'file']),
    added: [...here].filter((one) => !there.has(one)),
    dropped: [...there].filter((one) => !here.has(one)),
  };
}

/** The profile in use, and one that waits for the person's word. */
export class Profiles {
  readonly #builtIn: Profile;
  #custom: Profile | undefined;
  #waiting: Profile | undefined;

  /** @param kept the one that was confirmed at an earlier start; it is checked again */
  constructor(builtIn: Profile, kept: Profile | undefined) {
    this.#builtIn = builtIn;
    try {
      this.#custom = kept === undefined ? undefined : safeProfile(JSON.stringify(kept), 'settings.json', builtIn);
    } catch {
      this.#custom = undefined;
    }
  }

  get current(): Profile {
    return this.#custom ?? this.#builtIn;
  }

  /** Facts of a corrected profile in use. */
  get facts(): ProfileFacts | undefined {
    return this.#custom === undefined ? undefined : profileFacts(this.#custom, this.#builtIn);
  }

  /** Reads a profile and remembers it until it is confirmed. */
  offer(text: string, file: string): ProfileFacts {
    this.#waiting = safeProfile(text, file, this.#builtIn);
    return profileFacts(this.#waiting, this.#builtIn);
  }

  /**
   * Uses the offered profile, if its origins are just those that the person has seen.
   *
   * @throws UsageError `origin-invalid`
   */
  use(confirmed: readonly string[]): Profile {
    const waiting = this.#waiting;
    const origins = waiting === undefined ? [] : Object.values(originsOf(waiting));
    const seen = new Set(confirmed);
    const other = origins.find((origin) => !seen.has(origin));
    if (waiting === undefined || other !== undefined)
      throw new UsageError('origin-invalid', { value: other ?? '', roles: ROLES.join(', ') });
    this.#waiting = undefined;
    this.#custom = waiting;
    return waiting;
  }

  reset(): void {
    this.#custom = undefined;
    this.#waiting = undefined;
  }
}
