import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../../shared/errors.ts';
import { systemCode } from './diskErrors.ts';
import { scanJournal } from './journal.ts';
import { HEADER_FILE, JOURNAL_FILE } from './store.ts';
import { RUN_VERSION, runHeaderSchema } from './types.ts';
import type { RunHeader } from './types.ts';

/** What can be said about a folder's header: ours, or a newer TwinArk's with what little may be understood of it. */
export type FoundHeader =
  | { readonly type: 'known'; readonly header: RunHeader }
  | { readonly type: 'newer'; readonly version: number; readonly out?: string; readonly username?: string };

const anyHeaderSchema = z.looseObject({
  version: z.number(),
  out: z.string().optional().catch(undefined),
  username: z.string().optional().catch(undefined),
});

/** Looks at the header of a run; undefined if there is no run, or none that can be read. */
export async function peekHeader(directory: string): Promise<FoundHeader | undefined> {
  const raw = await readJson(join(directory, HEADER_FILE));
  // The version first: what else stands in a newer header nobody can know.
  const any = anyHeaderSchema.safeParse(raw).data;
  if (any !== undefined && any.version > RUN_VERSION) {
    const { version, out, username } = any;
    return {
      type: 'newer',
      version,
      ...(out === undefined ? {} : { out }),
      ...(username === undefined ? {} : { username }),
    };
  }
  const header = runHeaderSchema.safeParse(raw).data ?? (await headerInJournal(directory));
  return header === undefined ? undefined : { type: 'known', header };
}

/**
 * The header of a run, or undefined if there is none that can be read.
 *
 * @throws UsageError `run-newer` if a newer TwinArk wrote it
 */
export async function readHeader(directory: string): Promise<RunHeader | undefined> {
  const found = await peekHeader(directory);
  if (found?.type === 'newer') throw new UsageError('run-newer', { version: found.version, path: directory });
  return found?.header;
}

/** The journal begins with a copy of the header, for the day on which the header file is damaged. */
async function headerInJournal(directory: string): Promise<RunHeader | undefined> {
  try {
    const handle = await open(join(directory, JOURNAL_FILE), 'r');
    try {
      for await (const { record } of scanJournal(handle)) if ('header' in record) return record.header;
      return undefined;
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
