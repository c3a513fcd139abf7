import { z } from 'zod';
import { choiceSchema, itemKindSchema, roleSchema, ROLES, type Role } from '../../shared/model/kinds.ts';
import { UsageError } from '../../shared/errors.ts';
import type { Origins } from './types.ts';

const originSchema = z.string().refine(isOrigin, { message: 'must be an origin such as https://live.example.net' });

/** A path such as `/{s}/pages/page/{p}`: `{name}` stands for a decimal number, `{name:a|b}` for one of some words. */
const pathSchema = z.string().regex(/^\/(?:[\w.-]+|\{\w+(?::[\w|-]+)?\}|\/)*$/, {
  message: 'must be a path of plain segments, {number} and {name:one|of|some}',
});

const shapeSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z-]*$/),
  /** On which of the platform's hosts it exists. */
  roles: z.array(roleSchema).min(1),
  path: pathSchema,
  /** `view`: an HTML page that may be read; `certificate`, `file`: a download; the rest is never requested by a walk. */
  type: z.enum(['view', 'certificate', 'file', 'log-in', 'not-visible', 'unsafe']),
  /** What the view stands for in an archive; a view without a kind is a list. */
  kind: itemKindSchema.optional(),
  /** The choice on the command line that it belongs to (spaces: by their role). */
  choice: choiceSchema.optional(),
  /** A list that the walk asks for by itself, without having seen a link to it. */
  seed: z.boolean().optional(),
  /** Whether the view can only be seen by teachers or chosen members, or is one person's own. */
  personal: z.boolean().optional(),
});
export type Shape = z.infer<typeof shapeSchema>;

const limitsSchema = z.strictObject({
  /** Longest page, decoded, in bytes. */
  viewBytes: z.number().int().positive(),
  /** Longest picture or file in bytes (platform.md: a cap above the platform's own limits). */
  binaryBytes: z.number().int().positive(),
  /** Pages of one list, at most. */
  listPages: z.number().int().positive(),
  /** Views of one space, at most. */
  spaceViews: z.number().int().positive(),
});

/**
 * All that is known about one platform's addresses. `etwinning-legacy` is built in; a support organisation can hand out a
 * corrected one as a JSON file. The markup is deliberately no part of it.
 */
export const profileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  origins: z.strictObject({
    portal: originSchema,
    live: originSchema,
    twinspace: originSchema,
    groups: originSchema,
  }),
  /** Older or alternative host names, by what they are now. */
  hosts: z.array(z.strictObject({ host: z.string(), role: roleSchema })),
  /** Where the log-in form stands, in the order to be tried. */
  logIn: z.array(z.strictObject({ role: roleSchema, path: pathSchema })).min(1),
  /** Pages that a signed-in person must be able to see, in the order to be asked (design.md, Signed out). */
  probes: z.array(z.strictObject({ role: roleSchema, path: pathSchema })).min(1),
  /** The only addresses that may ever be requested. */
  shapes: z.array(shapeSchema).min(1),
  /** Path segments that change something or never end: never requested, not even listed. */
  unsafeWords: z.array(z.string()),
  limits: limitsSchema,
});
export type Profile = z.infer<typeof profileSchema>;

function isOrigin(value: string): boolean {
  try {
    const url = new URL(value);
    return /^https?:$/.test(url.protocol) && url.origin === value.replace(/\/$/, '') && url.username === '';
  } catch {
    return false;
  }
}

/**
 * Reads a profile from JSON text.
 * @param file name for messages
 * @throws UsageError `profile-invalid` with the exact place
 */
export function parseProfile(text: string, file: string): Profile {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(
      'profile-invalid',
      { file, place: cause instanceof Error ? cause.message : 'JSON' },
      { cause },
    );
  }
  const parsed = profileSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`).join('; ');
  throw new UsageError('profile-invalid', { file, place });
}

/**
 * A profile with some origins replaced (`--origin ROLE=URL`).
 * @throws UsageError `origin-invalid`
 */
export function withOrigins(profile: Profile, overrides: readonly string[]): Profile {
  const origins: Record<Role, string> = { ...profile.origins };
  for (const override of overrides) {
    const at = override.indexOf('=');
    const role = ROLES.find((known) => known === override.slice(0, at));
    const origin = override.slice(at + 1).replace(/\/$/, '');
    if (at < 1 || role === undefined || !isOrigin(origin)) {
      throw new UsageError('origin-invalid', { value: override, roles: ROLES.join(', ') });
    }
    origins[role] = origin;
  }
  return { ...profile, origins };
}

/** The origins without trailing slashes. */
export function originsOf(profile: Profile): Origins {
  return {
    portal: new URL(profile.origins.portal).origin,
    live: new URL(profile.origins.live).origin,
    twinspace: new URL(profile.origins.twinspace).origin,
    groups: new URL(profile.origins.groups).origin,
  };
}

/** The log-in pages of a profile, in the order to be tried. */
export function logInAddresses(profile: Profile): string[] {
  const origins = originsOf(profile);
  return profile.logIn.map(({ role, path }) => origins[role] + path);
}

/** The pages that tell whether a session is alive, in the order to be asked. */
export function probeAddresses(profile: Profile): string[] {
  const origins = originsOf(profile);
  return profile.probes.map(({ role, path }) => origins[role] + path);
}
