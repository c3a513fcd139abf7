import { z } from 'zod';
import { ERROR_CODES } from './errors.ts';
import { itemKindSchema, roleSchema } from './model/kinds.ts';

/**
 * What screens and app tell each other about the tools of schools and support organisations: school archives, taking things out
 * of an archive, workshops, profiles.
 */

/** What a school archive leaves out unless it is asked for; the engine's list (`app/combineParts.ts`) in the order of the screen. */
export const SCHOOL_PARTS = [
  'mailbox',
  'twinmail',
  'meetings',
  'people',
  'portfolio',
  'profile',
  'resources',
  'events',
  'forum-posts',
  'learning',
  'restricted',
  'received',
] as const;
export const schoolPartSchema = z.enum(SCHOOL_PARTS);
export type PagePart = z.infer<typeof schoolPartSchema>;

/** One computer, one teacher after the other. */
export const workshopSchema = z.object({
  on: z.boolean(),
  /** For banner and receipts; both may be empty. */
  place: z.string().max(200),
  helper: z.string().max(200),
});
export type Workshop = z.infer<typeof workshopSchema>;
export const NO_WORKSHOP: Workshop = { on: false, place: '', helper: '' };

/** An archive as its inventory says it is. */
export const archiveFactsSchema = z.object({
  file: z.string(),
  person: z.string(),
  /** ISO 8601. */
  exportedAt: z.string(),
  items: z.number(),
  saved: z.number(),
  missing: z.number(),
  pictures: z.number(),
  bytes: z.number(),
});
export type ArchiveFacts = z.infer<typeof archiveFactsSchema>;

/** A space of an archive that is being looked through. */
export const archiveSpaceSchema = z.object({ key: z.string(), title: z.string(), pictures: z.number() });
export type ArchiveSpace = z.infer<typeof archiveSpaceSchema>;

/** One thing of an archive, to be looked at and marked. */
export const archiveRowSchema = z.object({
  id: z.string(),
  kind: itemKindSchema,
  title: z.string(),
  /** Caption or description. */
  caption: z.string().optional(),
  /** File name in the archive. */
  file: z.string().optional(),
  /** Title of its space. */
  space: z.string().optional(),
  createdAt: z.string().optional(),
});
export type ArchiveRow = z.infer<typeof archiveRowSchema>;

/** What is looked for in an archive. */
export const archiveQuerySchema = z.strictObject({
  what: z.enum(['pictures', 'others']),
  search: z.string().max(200),
  space: z.string().max(200).optional(),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().positive().max(500),
});
export type ArchiveQuery = z.infer<typeof archiveQuerySchema>;

/** A profile out of a file, in facts that the screen puts into words. */
export const profileFactsSchema = z.object({
  id: z.string(),
  name: z.string(),
  origins: z.array(
    z.object({
      role: roleSchema,
      origin: z.string(),
      /** The address that the built-in profile has for it; absent where it is the same. */
      instead: z.string().optional(),
    }),
  ),
  /** Older names of the same hosts; requests to them go to the origins above. */
  hosts: z.array(z.string()),
  pages: z.number(),
  downloads: z.number(),
  /** Shapes of addresses that the built-in profile does not know, and those of it that are no longer asked for. */
  added: z.array(z.string()),
  dropped: z.array(z.string()),
});
export type ProfileFacts = z.infer<typeof profileFactsSchema>;

const kind = z.enum(['combine', 'remove']);
export const toolJobSchema = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('working'),
    kind,
    step: z.enum(['reading', 'packing', 'verifying']),
    fraction: z.number().optional(),
  }),
  z.object({
    name: z.literal('combined'),
    kind: z.literal('combine'),
    zip: z.string(),
    zips: z.array(z.string()),
    bytes: z.number(),
    fromBytes: z.number(),
    archives: z.number(),
    saved: z.number(),
    missing: z.number(),
    spaces: z.number(),
    leftOut: z.number(),
  }),
  z.object({
    name: z.literal('removed'),
    kind: z.literal('remove'),
    zip: z.string(),
    /** The archive that still holds everything. */
    old: z.string(),
    removed: z.number(),
    /** Titles of what stays although it has the very bytes of something taken out. */
    identical: z.array(z.string()),
  }),
  z.object({
    name: z.literal('failed'),
    kind,
    /** As `AppError`; this file stands below `appState.ts`. */
    error: z.object({
      code: z.enum(ERROR_CODES),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  }),
]);
/** Making an archive out of archives: under way, or what came of it. */
export type ToolJob = z.infer<typeof toolJobSchema>;

/** Of an update: what was taken over, and what is different from the earlier archive. */
export const updateFactsSchema = z.object({
  from: z.string(),
  taken: z.number(),
  takenBytes: z.number(),
  new: z.number(),
  changed: z.number(),
  gone: z.number(),
});
