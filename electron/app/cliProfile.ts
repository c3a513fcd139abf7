import { readFile } from 'node:fs/promises';
import { UsageError } from '../../shared/errors.ts';
import { ROLES } from '../../shared/model/index.ts';
import type { ProfileFacts } from '../../shared/tools.ts';
import { withOrigins, type Profile } from '../platform/profile.ts';
import { builtInProfile } from '../platform/profiles/index.ts';
import type { Say } from './cliOptions.ts';
import { plain } from './cliOutput.ts';
import { profileFacts, safeProfile } from './controllerSchoolsProfile.ts';

const STANDARD = 'etwinning-legacy';

/** A profile with the origins of this command line. */
export interface LoadedProfile {
  readonly profile: Profile;
  /** Of one out of a file: what a person must know before it is used, and the origins that they have to confirm. */
  readonly handedOut?: {
    readonly file: string;
    readonly facts: ProfileFacts;
    readonly unconfirmed: readonly string[];
  };
}

/**
 * A built-in profile by its name, or one that a support organisation has handed out as a file: never beyond `https:`, never
 * what the built-in one refuses.
 *
 * @param overrides `ROLE=URL`: who types an address has confirmed it
 * @throws UsageError `profile-not-found`, `profile-invalid`, `origin-invalid`
 */
export async function loadProfile(name: string, overrides: readonly string[]): Promise<LoadedProfile> {
  if (!/[./\\]/.test(name)) return { profile: typed(builtInProfile(name), overrides) };
  let text: string;
  try {
    text = await readFile(name, 'utf8');
  } catch (cause) {
    throw new UsageError('profile-not-found', { id: name, known: STANDARD }, { cause });
  }
  const builtIn = builtInProfile(STANDARD);
  const given = safeProfile(text.replace(/^\ufeff/, ''), name, builtIn);
  const facts = profileFacts(given, builtIn);
  const own = new Set(overrides.map((override) => override.slice(0, override.indexOf('='))));
  const unconfirmed = facts.origins
    .filter(({ role, instead }) => instead !== undefined && !own.has(role))
    .map(({ origin }) => origin);
  return { profile: typed(given, overrides), handedOut: { file: name, facts, unconfirmed: [...new Set(unconfirmed)] } };
}

/** Origins of the command line: `http:` only on this very computer, for tests. */
function typed(profile: Profile, overrides: readonly string[]): Profile {
  const made = withOrigins(profile, overrides);
  for (const override of overrides) {
    const { protocol, hostname } = new URL(override.slice(override.indexOf('=') + 1));
    if (protocol === 'http:' && !/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
      throw new UsageError('origin-invalid', { value: override, roles: ROLES.join(', ') });
  }
  return made;
}

/** A profile in words: where it would send the sign-in, and what it asks for beyond the built-in one. */
export function profileWords({ name, origins, pages, downloads, added, dropped }: ProfileFacts, say: Say): string[] {
  return [
    say('cli:profile.name', { name: plain(name) }),
    ...origins.map(({ role, origin, instead }) =>
      instead === undefined
        ? `  ${role}  ${origin}`
        : `  ${role}  ${origin}  ${say('cli:profile.instead', { address: instead })}`,
    ),
    say('cli:profile.reads', { pages, downloads }),
    ...(added.length === 0 ? [] : [say('cli:profile.added'), ...added.map((path) => `  ${plain(path)}`)]),
    ...(dropped.length === 0 ? [] : [say('cli:profile.dropped'), ...dropped.map((path) => `  ${plain(path)}`)]),
    say('cli:profile.never'),
  ];
}

/**
 * Makes sure that the person knows where their sign-in would go.
 *
 * @param ask undefined where nobody can be asked
 * @throws UsageError `profile-unconfirmed`
 */
export async function confirmProfile(
  handedOut: LoadedProfile['handedOut'],
  yes: boolean,
  ask: (() => Promise<boolean>) | undefined,
): Promise<void> {
  if (handedOut === undefined || handedOut.unconfirmed.length === 0 || yes) return;
  if (ask !== undefined && (await ask())) return;
  throw new UsageError('profile-unconfirmed', {
    file: handedOut.file,
    origins: handedOut.unconfirmed.join(', '),
  });
}
