import { z } from 'zod';
import { appErrorSchema } from './appState.ts';
import {
  archiveFactsSchema,
  archiveQuerySchema,
  archiveRowSchema,
  archiveSpaceSchema,
  profileFactsSchema,
  schoolPartSchema,
  workshopSchema,
} from './tools.ts';

const nothing = z.strictObject({});
const path = z.string().min(1).max(4_096);
const zip = z.strictObject({ zip: path });
const id = z.string().min(1).max(1_000);
/** Thumbnails asked for at once; more than one page of the grid. */
export const MOST_THUMBNAILS = 60;
export const MOST_MARKED = 5_000;

/** The channels of the tools for schools and support organisations: part of `requests` in `bridge.ts`. */
export const toolRequests = {
  /** The system's dialog for archives. `refused`: files that are none, by name. */
  'archives.pick': {
    in: z.strictObject({ several: z.boolean() }),
    out: z.strictObject({
      archives: z.array(archiveFactsSchema),
      refused: z.array(z.strictObject({ file: z.string(), error: appErrorSchema })),
    }),
  },
  /** `files`: archives of this app's making, or picked; `out`: a folder that the app has told. */
  'combine.start': {
    in: z.strictObject({
      files: z.array(path).min(1).max(200),
      name: z.string().trim().min(1).max(200),
      parts: z.array(schoolPartSchema),
      out: path,
    }),
    out: nothing,
  },
  /** Opens an archive to be looked through; one at a time. */
  'remove.open': {
    in: z.strictObject({ file: path }),
    out: z.strictObject({ archive: archiveFactsSchema, spaces: z.array(archiveSpaceSchema) }),
  },
  'remove.close': { in: nothing, out: nothing },
  'remove.look': {
    in: archiveQuerySchema,
    out: z.strictObject({ total: z.number(), rows: z.array(archiveRowSchema) }),
  },
  /** Thumbnails as `data:` addresses by id: the page loads nothing by itself. Absent where the archive has none. */
  'remove.thumbnails': {
    in: z.strictObject({ ids: z.array(id).max(MOST_THUMBNAILS) }),
    out: z.strictObject({ pictures: z.record(z.string(), z.string()) }),
  },
  /** The picture itself, large enough to tell faces; its thumbnail where it is too long or of a strange kind. */
  'remove.picture': { in: z.strictObject({ id }), out: z.strictObject({ picture: z.string().optional() }) },
  'remove.start': {
    in: z.strictObject({ items: z.array(id).min(1).max(MOST_MARKED), identical: z.boolean(), out: path }),
    out: nothing,
  },
  /** Shows the archive that still holds what was taken out of the new one. */
  'remove.showOld': { in: nothing, out: nothing },
  'tool.cancel': { in: nothing, out: nothing },
  /** What came of it was read: `job` goes. */
  'tool.dismiss': { in: nothing, out: nothing },

  /** On or off, place, helper; what is absent stays as it is. Turning it on or off wipes what belongs to the person who sat here. */
  'workshop.set': { in: workshopSchema.partial().strict(), out: nothing },
  /** Session, unfinished savings, folder and list of the person who sat here go. Archives stay where they were saved. */
  'workshop.handOver': { in: nothing, out: nothing },
  /** A receipt on an archive of this session, to a file that the person chooses. */
  'receipt.save': { in: zip, out: z.strictObject({ receipt: z.string().optional() }) },
  'receipt.facts': {
    in: zip,
    out: z.strictObject({
      archives: z.array(z.strictObject({ name: z.string(), bytes: z.number(), sha256: z.string() })),
      /** Whether nothing of the person is on this computer: a workshop, and the archive on another disk. */
      wiped: z.boolean(),
    }),
  },

  /** A file with a corrected profile: read, checked and told; not used yet. Nothing if the dialog was left. */
  'profile.pick': { in: nothing, out: z.strictObject({ profile: profileFactsSchema.optional() }) },
  /** Uses the profile that was picked last; `origins` are those that the person has confirmed. */
  'profile.use': { in: z.strictObject({ origins: z.array(z.string().max(300)).max(10) }), out: nothing },
  'profile.reset': { in: nothing, out: nothing },
} as const satisfies Record<string, { readonly in: z.ZodType; readonly out: z.ZodType }>;
