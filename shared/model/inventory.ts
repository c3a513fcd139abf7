import { z } from 'zod';
import { reasonSchema } from '../reasons.ts';
import { accountSchema, mentionSchema } from './item.ts';
import { itemKindSchema, statusSchema, verdictSchema } from './kinds.ts';

export const INVENTORY_SCHEMA_VERSION = 1;

/** One entry of `data/inventory.json` (design.md, The archive): a contract, extended only by optional fields. */
export const inventoryItemSchema = z.object({
  id: z.string(),
  kind: itemKindSchema,
  title: z.string(),
  space: z.string().optional(),
  sourceUrl: z.string(),
  /** Relative to the bag's folder, may end in `#fragment`; empty where nothing was saved. */
  path: z.string(),
  originalName: z.string().optional(),
  /** Length and checksum of the file at `path`; 0 and empty where nothing was saved. */
  bytes: z.number().int().nonnegative(),
  sha256: z.string(),
  mediaType: z.string(),
  createdAt: z.string().optional(),
  dateAsWritten: z.string().optional(),
  author: z.string().optional(),
  fetchedAt: z.string(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  verdict: verdictSchema,
  rule: z.string(),
  status: statusSchema,
  reason: reasonSchema.optional(),
  attempts: z.number().int().optional(),
  original: z.boolean().optional(),
  damaged: z.boolean().optional(),
  description: z.string().optional(),
  folder: z.array(z.string()).optional(),
  parent: z.string().optional(),
  restricted: z.boolean().optional(),
  /** The address that the bytes came from: pictures, files and certificates. An update asks for it again. */
  url: z.string().optional(),
  /** All addresses that stand for this item, so that links lead to it when the archive is read again. */
  addresses: z.array(z.string()).optional(),
  facts: z.record(z.string(), z.string()).optional(),
});
export type InventoryItem = z.infer<typeof inventoryItemSchema>;

export const inventorySchema = z.object({
  schemaVersion: z.literal(INVENTORY_SCHEMA_VERSION),
  account: accountSchema,
  exportedAt: z.string(),
  tool: z.object({ name: z.string(), version: z.string() }),
  /** Language of the offline site. */
  language: z.string().optional(),
  items: z.array(inventoryItemSchema),
  /** What is only linked elsewhere, and what was not opened. */
  mentions: z.array(mentionSchema).optional(),
});
export type Inventory = z.infer<typeof inventorySchema>;
