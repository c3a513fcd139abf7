import { z } from 'zod';

/** The kinds an item can have, in the order in which an archive lists them (design.md, The archive). */
export const ITEM_KINDS = [
  'space',
  'home',
  'project',
  'page',
  'journal-entry',
  'bulletin-note',
  'album',
  'image',
  'file',
  'video',
  'thread',
  'meeting',
  'member',
  'twinmail',
  'poll',
  'board',
  'certificate',
  'profile',
  'portfolio-entry',
  'message',
  'person',
  'resource',
  'event',
  'forum-post',
  'learning',
] as const;
export const itemKindSchema = z.enum(ITEM_KINDS);
export type ItemKind = z.infer<typeof itemKindSchema>;

/** What a person can choose to save, as the command line names it (`--include`, `--exclude`). */
export const CHOICES = [
  'twinspaces',
  'groups',
  'labels',
  'portfolio',
  'mailbox',
  'people',
  'resources',
  'events',
  'forum-posts',
  'learning',
] as const;
export const choiceSchema = z.enum(CHOICES);
export type Choice = z.infer<typeof choiceSchema>;

/** The platform's hosts by what they are for (platform.md, Hosts). */
export const ROLES = ['portal', 'live', 'twinspace', 'groups'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** What will happen to an item when the platform closes: advice by the FAQ, never a reason to leave something out. */
export const VERDICTS = ['deleted', 'moved', 'uncertain'] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

/** `missing`: lost although it should be there (exit 3). `skipped`: not ours, not visible, or not chosen. */
export const STATUSES = ['saved', 'missing', 'skipped'] as const;
export const statusSchema = z.enum(STATUSES);
export type Status = z.infer<typeof statusSchema>;
