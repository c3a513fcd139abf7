import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { earlierExportSchema, settingsSchema } from '../../shared/appState.ts';
import { profileSchema } from '../platform/profile.ts';
import type { SettingsStore } from './controllerServices.ts';

const keptSchema = z.object({
  settings: settingsSchema,
  earlier: z.array(earlierExportSchema.omit({ present: true })),
  // One that another version wrote, and this one does not understand, must not take the settings with it.
  profile: profileSchema.optional().catch(undefined),
});

/**
 * Settings and the list of earlier exports as one small JSON file, readable by its owner only. A file that is torn or of
 * another version counts as none: nothing in it is worth a start that fails.
 */
export function createSettingsStore(file: string): SettingsStore {
  /** One after the other: two at once would take each other's file away. */
  let last: Promise<void> = Promise.resolve();
  return {
    async load() {
      try {
        return keptSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
      } catch {
        return undefined;
      }
    },
    save(kept) {
      const text = JSON.stringify(kept, null, 1);
      last = last.catch(() => undefined).then(() => writeOwn(file, text));
      return last;
    },
    remove() {
      last = last.catch(() => undefined).then(() => rm(file, { force: true }));
      return last;
    },
  };
}

/** Written beside and renamed, so that a crash leaves the old file or the new one. */
export async function writeOwn(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${process.pid}.new`;
  await writeFile(beside, text, { mode: 0o600 });
  await chmod(beside, 0o600);
  await rename(beside, file);
}
