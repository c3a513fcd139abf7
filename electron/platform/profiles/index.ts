import { UsageError } from '../../../shared/errors.ts';
import type { Profile } from '../profile.ts';
import { etwinningLegacy } from './etwinningLegacy.ts';

const builtIn: readonly Profile[] = [etwinningLegacy];

/**
 * A built-in profile by its id.
 * @throws UsageError `profile-not-found`
 */
export function builtInProfile(id: string): Profile {
  const profile = builtIn.find((candidate) => candidate.id === id);
  if (!profile) throw new UsageError('profile-not-found', { id, known: builtIn.map((known) => known.id).join(', ') });
  return profile;
}
