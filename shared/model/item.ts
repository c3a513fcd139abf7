import { z } from 'zod';
import { reasonSchema } from '../reasons.ts';
import { itemKindSchema, roleSchema, statusSchema, verdictSchema } from './kinds.ts';

/** The bytes of a saved picture, file or certificate, as the platform sent them. */
export const binarySchema = z.object({
  /** The address that answered, canonical. */
  url: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Length in bytes. */
  bytes: z.number().int().nonnegative(),
  /** By signature where there is one, else as the server said; without parameters. */
  mediaType: z.string(),
  /** The name in Content-Disposition, decoded, not yet made safe. */
  originalName: z.string().optional(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** ISO 8601 with zone. */
  fetchedAt: z.string(),
  /** Pictures only: false where only the optimised version could be had. */
  original: z.boolean().optional(),
  /** Came twice with the same complete bytes, yet does not decode. */
  damaged: z.boolean().optional(),
});
export type Binary = z.infer<typeof binarySchema>;

/**
 * One item as the engine knows it while a run lasts. The archive turns it into an `InventoryItem` by giving it a path.
 * Read-only by convention: walk makes it, download settles it (`status`, `reason`, `binary`).
 */
export const itemRecordSchema = z.object({
  /** `{role}-{kind}-{space}-{number}`, unique in a run and the same in every run. */
  id: z.string(),
  kind: itemKindSchema,
  role: roleSchema,
  /** Number of the TwinSpace or group it belongs to. */
  space: z.string().optional(),
  /** The platform's own number (or the stored file's hash, or a position where there is neither). */
  number: z.string(),
  title: z.string(),
  /** The address where a person sees it on the platform, canonical. */
  sourceUrl: z.string(),
  /** Item above it: a page's parent page, an image's album, an entry's section. */
  parent: z.string().optional(),
  /** Titles of the folders (files, videos) or of the forum above it, outermost first. */
  folder: z.array(z.string()).default([]),
  /** Position on the platform, counted per run; siblings are shown in this order. */
  order: z.number(),
  author: z.string().optional(),
  /** ISO 8601 date or date and time. */
  createdAt: z.string().optional(),
  dateAsWritten: z.string().optional(),
  /** A caption or description in plain text. */
  description: z.string().optional(),
  verdict: verdictSchema,
  /** Id of the verdict's rule; its text is `rules.{id}` in the catalogues. */
  rule: z.string(),
  status: statusSchema,
  reason: reasonSchema.optional(),
  /** How often it was asked for before it was given up. */
  attempts: z.number().int().optional(),
  binary: binarySchema.optional(),
  /** Addresses of the views whose HTML this item was read from (kept as received beside it). */
  views: z.array(z.string()).default([]),
  /** True if there is an `ItemContent` for it. */
  hasContent: z.boolean().default(false),
  /** Only the teachers of a space, or chosen roles, can see it: left out of a combined school archive. */
  restricted: z.boolean().optional(),
  /** Further facts of a kind that are worth a column of their own, e.g. `project.registered`, `space.status`, `group.lastActivity`. */
  facts: z.record(z.string(), z.string()).optional(),
});
export type ItemRecord = z.infer<typeof itemRecordSchema>;

/** A post, a comment, a chat line, a reply: something with an author and a date inside an item. */
export const entrySchema = z.object({
  title: z.string().optional(),
  author: z.string().optional(),
  createdAt: z.string().optional(),
  dateAsWritten: z.string().optional(),
  /** Paragraphs in reading order, plain text. */
  text: z.array(z.string()),
});
export type Entry = z.infer<typeof entrySchema>;

export const linkSchema = z.object({
  /** Absolute address. */
  address: z.string(),
  text: z.string(),
});
export type Link = z.infer<typeof linkSchema>;

export const embedSchema = z.object({
  address: z.string(),
  title: z.string().optional(),
  /** Host name without `www.`, e.g. `youtube.com`. */
  service: z.string(),
});
export type Embed = z.infer<typeof embedSchema>;

/** What a text item says, as data. Kept on disk, one JSON file an item, not in memory. */
export const itemContentSchema = z.object({
  id: z.string(),
  /** The content of the page (or of all its pages, in order) with absolute addresses. NOT safe: sanitised by `archive/`. */
  html: z.string(),
  /** Every paragraph in reading order, plain text, white space folded. */
  text: z.array(z.string()),
  /** Label and value pairs (a member's school, a message's recipient). */
  fields: z.array(z.object({ label: z.string(), value: z.string() })).default([]),
  /** Posts, comments, chat lines in order. */
  entries: z.array(entrySchema).default([]),
  links: z.array(linkSchema).default([]),
  embeds: z.array(embedSchema).default([]),
  /** As the page says it: public, members, or chosen roles. */
  visibility: z.string().optional(),
});
export type ItemContent = z.infer<typeof itemContentSchema>;

/** Who is signed in, by the profile page. */
export const accountSchema = z.object({
  /** The platform's own number where the page shows one, else empty. */
  userId: z.string(),
  username: z.string(),
  displayName: z.string(),
  school: z.string().optional(),
  country: z.string().optional(),
});
export type Account = z.infer<typeof accountSchema>;

/** Something that is only linked, or that was not opened: for the report. */
export const mentionSchema = z.object({
  address: z.string(),
  /** Address of the page where it stands. */
  foundOn: z.string(),
  text: z.string(),
  /** `embed`, `picture`, `link`: on another server; `unknown-link`: inside the platform but of no known shape; `view`: a dropped query that looked like a view. */
  type: z.enum(['embed', 'picture', 'link', 'unknown-link', 'view']),
  space: z.string().optional(),
});
export type Mention = z.infer<typeof mentionSchema>;
