import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { etwinningLegacy } from '../platform/profiles/etwinningLegacy.ts';
import type { Profile } from '../platform/profile.ts';

export const VERSION = manifest.version;
/** Appended to the browser's user agent. */
export const PRODUCT = `TwinArk/${VERSION}`;

/** How `npm start -- --demo` tells Electron where the sample platform listens. */
export const DEMO_ORIGINS = 'TWINARK_DEMO_ORIGINS';

const origin = z.string().regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/);
export const originsSchema = z.strictObject({ portal: origin, live: origin, twinspace: origin, groups: origin });

/** The built-in profile with the sample platform's addresses: on this computer and nowhere else. */
export function demoProfile(origins: unknown): Profile {
  return { ...etwinningLegacy, origins: originsSchema.parse(origins) };
}

/**
 * The profile of this start. An installed app never looks at the environment: whoever can set a variable there could
 * otherwise send a password elsewhere.
 */
export function chosenProfile(
  env: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): { readonly profile: Profile; readonly demo: boolean } {
  const origins = env[DEMO_ORIGINS];
  if (isPackaged || origins === undefined) return { profile: etwinningLegacy, demo: false };
  return { profile: demoProfile(JSON.parse(origins)), demo: true };
}
