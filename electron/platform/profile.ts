import { z } from 'zod';
import { roleSchema } from '../../shared/model/kinds.ts';

/** Placeholder kept minimal until the full schema stands here. */
export const profileSchema = z.object({
  id: z.string(),
  origins: z.record(roleSchema, z.string()),
});
export type Profile = z.infer<typeof profileSchema>;
