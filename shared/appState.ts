import { z } from 'zod';
import { ERROR_CODES } from './errors.ts';
import { LANGUAGES } from './i18n/languages.ts';
import { runViewSchema } from './runView.ts';
import { pauseCauseSchema } from './progress.ts';
import { profileFactsSchema, toolJobSchema, updateFactsSchema, workshopSchema } from './tools.ts';

/** What a person set once; kept on this computer by the settings store. */
export const settingsSchema = z.object({
  /** `system`: the first language of the system that has a catalogue. */
  language: z.enum(['system', ...LANGUAGES, 'pseudo']),
  look: z.enum(['system', 'light', 'dark']),
  /** The folder that was chosen last; a default of the host's otherwise. */
  folder: z.string().optional(),
  /** The notice about other people's data is shown once. */
  noticeSeen: z.boolean(),
  /** Absent: never used. */
  workshop: workshopSchema.optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
export const DEFAULT_SETTINGS: Settings = { language: 'system', look: 'system', noticeSeen: false };

/** An error as it crosses the bridge: its code names the text, `message` and stack stay behind. */
export const appErrorSchema = z.object({
  code: z.enum(ERROR_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type AppError = z.infer<typeof appErrorSchema>;

/** A folder to save in, looked at: everything that a person should know before pictures of pupils land there. */
export const folderInfoSchema = z.object({
  path: z.string(),
  writable: z.boolean(),
  freeBytes: z.number().optional(),
  /** Name of the service that would upload what is saved here (`OneDrive`, `iCloud Drive`, `Dropbox` …). */
  synced: z.string().optional(),
  /** So deep that Windows may refuse to unpack the archive here. */
  longPath: z.boolean(),
  /** FAT32: no file over 4 GB. */
  fat32: z.boolean(),
  /** An archive lies there already. Whose, nobody is told: in a workshop it may be somebody else's stick. */
  occupied: z.boolean().optional(),
});
export type FolderInfo = z.infer<typeof folderInfoSchema>;

/** An archive that was made earlier and is still where it was put. */
export const earlierExportSchema = z.object({
  zip: z.string(),
  /** Further parts, if it was split. */
  zips: z.array(z.string()).optional(),
  /** The unpacked archive beside it, where there was room. */
  folder: z.string().optional(),
  /** ISO 8601. */
  finishedAt: z.string(),
  items: z.number(),
  saved: z.number(),
  missing: z.number(),
  bytes: z.number(),
  /** Made out of archives: several teachers' put together, or one without some things. Such a one is not updated. */
  made: z.enum(['combined', 'reduced']).optional(),
  /** False once the file was moved or deleted. */
  present: z.boolean(),
});
export type EarlierExport = z.infer<typeof earlierExportSchema>;

/** A run that was stopped and can go on. */
export const unfinishedRunSchema = z.object({
  id: z.string(),
  username: z.string(),
  out: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  /** Items and bytes that are safely on disk, where the state tells. */
  saved: z.number().optional(),
  bytes: z.number().optional(),
});
export type UnfinishedRun = z.infer<typeof unfinishedRunSchema>;

export const finishedSchema = z.object({
  zip: z.string(),
  zips: z.array(z.string()).optional(),
  folder: z.string().optional(),
  finishedAt: z.string(),
  items: z.number(),
  saved: z.number(),
  missing: z.number(),
  skipped: z.number(),
  /** Videos and other things on other servers, of which only the link was saved. */
  elsewhere: z.number(),
  /** Pictures of which the platform had no original, only the version that it reduced. */
  reduced: z.number().optional(),
  /** Links inside the platform that were not opened, where the engine counts them. */
  notOpened: z.number().optional(),
  bytes: z.number(),
  seconds: z.number(),
  /** How many are missing for which reason. */
  missingBy: z.record(z.string(), z.number()),
  /** Of an update from an earlier archive. */
  update: updateFactsSchema.optional(),
});
export type Finished = z.infer<typeof finishedSchema>;

/**
 * Where the person is on the way. The engine's doings move it on; the page only shows it.
 *
 *   start → signing-in → looking → saving ⇄ held → finishing → done
 *                          └────────┴────────┴─────────┴→ stopped (its state is kept, or it failed before there was any)
 */
export const stageSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('start'), error: appErrorSchema.optional() }),
  z.object({
    name: z.literal('signing-in'),
    /** The session was lost half-way and the same person is asked again. */
    again: z.boolean(),
    /** What the sign-in page's address really is, told by the host (never by the page itself). */
    address: z.string().optional(),
    /** Refused because somebody else signed in. */
    otherPerson: z.boolean().optional(),
  }),
  /** Signed in; the inventory fills in. `complete` when the whole account was looked through. */
  z.object({ name: z.literal('looking'), complete: z.boolean() }),
  z.object({ name: z.literal('saving') }),
  z.object({ name: z.literal('held'), cause: pauseCauseSchema }),
  /** Closing the archive: the last tries, packing, checking. `early`: the person did not want to wait for the rest. */
  z.object({ name: z.literal('finishing'), early: z.boolean(), step: z.enum(['retrying', 'packing', 'verifying']) }),
  z.object({ name: z.literal('done'), result: finishedSchema }),
  z.object({ name: z.literal('stopped'), error: appErrorSchema, resumable: z.boolean() }),
]);
export type Stage = z.infer<typeof stageSchema>;
export type StageName = Stage['name'];

/** Stages in which closing the window would interrupt something. */
export function isUnderWay(stage: Stage): boolean {
  return stage.name === 'saving' || stage.name === 'held' || stage.name === 'finishing';
}

/** Everything the page shows except the run itself, which arrives as events. Small: sent whole whenever it changes. */
export const appShellSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'chromium', 'form']),
  /** True where the platform's log-in page is shown inside this window, so that the page must leave room for it. */
  embedsSignIn: z.boolean(),
  /** The language the texts are in now. */
  language: z.enum([...LANGUAGES, 'pseudo']),
  /** Demonstration on the sample account: said on every screen. */
  demo: z.boolean(),
  settings: settingsSchema,
  stage: stageSchema,
  folder: folderInfoSchema.optional(),
  unfinished: z.array(unfinishedRunSchema),
  earlier: z.array(earlierExportSchema),
  /** An archive is being made out of archives, or was. */
  job: toolJobSchema.optional(),
  /** The corrected profile in use; absent: the built-in one. */
  profile: profileFactsSchema.optional(),
  /** In a workshop: whether somebody has been here since the last handing over; absent before the first one. */
  someoneHere: z.boolean().optional(),
  /** The window is to be closed while a run is under way: the page asks. */
  closing: z.boolean(),
});
export type AppShell = z.infer<typeof appShellSchema>;

/** The whole state at one moment; `seq` is the number of the last batch that it already contains. */
export const snapshotSchema = z.object({ seq: z.number().int(), shell: appShellSchema, run: runViewSchema.optional() });
export type Snapshot = z.infer<typeof snapshotSchema>;
