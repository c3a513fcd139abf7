import { z } from 'zod';
import { appErrorSchema, appShellSchema, folderInfoSchema, settingsSchema, snapshotSchema } from './appState.ts';
import type { AppError } from './appState.ts';
import { toolRequests } from './bridgeTools.ts';
import { choiceSchema, itemKindSchema } from './model/kinds.ts';
import { runEventSchema, runViewSchema } from './runView.ts';

/**
 * The bridge between page and app: two closed lists, requests and events. What is not listed does not pass, and what passes is
 * checked by these schemas on both sides. The Electron preload and the Chromium host's binding only carry the messages.
 */
const nothing = z.strictObject({});
const path = z.string().min(1).max(4_096);
const zip = z.strictObject({ zip: path });

/** What is to be saved, as the page says it; mirrors `Selection` in `electron/app/types.ts`. */
export const selectionSchema = z.strictObject({
  choices: z.array(choiceSchema),
  withoutSpaces: z.array(z.string().max(100)).max(10_000),
  /** Kinds left out in every space. */
  withoutKinds: z.array(itemKindSchema).exactOptional(),
});
export type PageSelection = z.infer<typeof selectionSchema>;

/** Where the host lays the platform's own page over the window, in CSS pixels of the page. */
const rectangle = z.strictObject({
  x: z.number().nonnegative(),
  y: z.number().nonnegative(),
  width: z.number().nonnegative(),
  height: z.number().nonnegative(),
});

/** Channel → what is sent and what comes back. */
export const requests = {
  /** Everything at this moment; asked once when the page opens. */
  'app.state': { in: nothing, out: snapshotSchema },
  /** The answer to `closing`: true stops the run (its state is kept) and closes the window. */
  'app.close': { in: z.strictObject({ close: z.boolean() }), out: nothing },
  'settings.set': { in: settingsSchema.omit({ folder: true, workshop: true }).partial().strict(), out: nothing },
  /**
   * Opens the platform's log-in page; once signed in, looking begins (or, with `continueRun`, saving goes on). `movedTo`: its
   * archive goes to another folder, one that the app has told.
   */
  'signIn.start': {
    in: z.strictObject({ continueRun: z.string().max(200).optional(), movedTo: path.optional() }),
    out: nothing,
  },
  'signIn.cancel': { in: nothing, out: nothing },
  /** Where there is room for the log-in page; null when its place is gone. Ignored where it has a window of its own. */
  'signIn.place': { in: z.strictObject({ place: rectangle.nullable() }), out: nothing },
  /** Back, reload, or bring the window with the log-in page to the front. */
  'signIn.navigate': { in: z.strictObject({ action: z.enum(['back', 'reload', 'focus']) }), out: nothing },
  /** Back to the start from looking, done or stopped: the session ends, nothing on disk is touched. */
  'app.toStart': { in: nothing, out: nothing },
  /** `out` must be a folder that the app itself has told (default or chosen). */
  'saving.start': { in: z.strictObject({ selection: selectionSchema, out: path }), out: nothing },
  'saving.pause': { in: nothing, out: nothing },
  'saving.resume': { in: nothing, out: nothing },
  'saving.finishNow': { in: nothing, out: nothing },
  /** Stops and keeps the state; back to the start, where it can be continued. */
  'saving.stop': { in: nothing, out: nothing },
  /** Closes an unfinished run with what is there, without signing in (the platform may be gone). */
  'saving.finishRun': { in: z.strictObject({ run: z.string().max(200), movedTo: path.optional() }), out: nothing },
  /** Makes a new archive that takes over what this one has and tries again what it misses. */
  'saving.tryAgain': { in: zip, out: nothing },
  /** The system's dialog. Answers the folder, looked at; nothing if the person thought better of it. */
  'folder.choose': { in: nothing, out: z.strictObject({ folder: folderInfoSchema.optional() }) },
  /** Folders on other disks that are plugged in and can be written to, the one with the most room first. */
  'folder.disks': { in: nothing, out: z.strictObject({ folders: z.array(folderInfoSchema).max(30) }) },
  'folder.inspect': { in: z.strictObject({ path }), out: z.strictObject({ folder: folderInfoSchema }) },
  /** Opens the unpacked archive in the system's browser, unpacking it first where need be. */
  'archive.open': { in: zip, out: nothing },
  'archive.show': { in: zip, out: nothing },
  'archive.verify': {
    in: zip,
    out: z.strictObject({ intact: z.boolean(), files: z.number(), problems: z.array(z.string()).max(50) }),
  },
  /** To a second place, which the person chooses; nothing if they thought better of it. */
  'archive.copyTo': { in: zip, out: z.strictObject({ copy: z.string().optional() }) },
  /** Takes it off the list of earlier exports; the file stays. */
  'archive.forget': { in: zip, out: nothing },
  'report.save': { in: zip, out: z.strictObject({ report: z.string().optional() }) },
  /** A space that no list shows, by address or number. */
  'spaces.add': {
    in: z.strictObject({ address: z.string().min(1).max(500) }),
    out: z.strictObject({ space: z.string() }),
  },
  /** Removes settings, list and unfinished runs. Finished archives stay. */
  'keep.removeAll': { in: nothing, out: nothing },
  /** The report for support as it would be saved, to be read first. */
  'support.preview': { in: nothing, out: z.strictObject({ text: z.string() }) },
  /** Saves the very text that was shown. */
  'support.save': { in: nothing, out: z.strictObject({ report: z.string().optional() }) },
  ...toolRequests,
} as const satisfies Record<string, { readonly in: z.ZodType; readonly out: z.ZodType }>;

export type Channel = keyof typeof requests;
export type RequestOf<C extends Channel> = z.infer<(typeof requests)[C]['in']>;
export type ResponseOf<C extends Channel> = z.infer<(typeof requests)[C]['out']>;
export const CHANNELS = Object.keys(requests) as readonly Channel[];

export function isChannel(name: unknown): name is Channel {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}

/** What the app tells the page without being asked. */
export const appEventSchema = z.union([
  runEventSchema,
  z.object({ type: z.literal('app-state'), shell: appShellSchema }),
  /** A run begins (or there is none any more): start from this view. */
  z.object({ type: z.literal('run'), run: runViewSchema.optional() }),
]);
export type AppEvent = z.infer<typeof appEventSchema>;

/** Events come in batches, ten a second at most. `at` is the app's clock (ms), for speeds. */
export const batchSchema = z.strictObject({ seq: z.number().int(), at: z.number(), events: z.array(appEventSchema) });
export type Batch = z.infer<typeof batchSchema>;

/** One-way messages to the page, by name. */
export const events = { batch: batchSchema } as const;

/** The message that asks, as it goes over the wire (IPC or CDP binding). */
export const requestMessageSchema = z.strictObject({ channel: z.string().max(50), payload: z.unknown() });
/** The answer. An error crosses as data: code and parameters, never a stack or a path in a message. */
export const replySchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: appErrorSchema }),
]);
export type Reply = z.infer<typeof replySchema>;

export type ReplyOf<C extends Channel> =
  { readonly ok: true; readonly value: ResponseOf<C> } | { readonly ok: false; readonly error: AppError };

/**
 * What the page has: `window.twinark`, the same in both hosts. A failure is an answer, not a rejection: Electron's context
 * bridge strips an `Error` of everything but its message.
 */
export interface BridgeApi {
  request<C extends Channel>(channel: C, payload: RequestOf<C>): Promise<ReplyOf<C>>;
  /** Returns the function that ends it. */
  subscribe(listener: (batch: Batch) => void): () => void;
}
