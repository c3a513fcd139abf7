import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UsageError } from '../../shared/errors.ts';
import { hashOf, openArchive } from '../archive/read/index.ts';
import type { Tools } from './controllerServices.ts';
import { supportReportOf, supportText } from './supportReport.ts';
import { archiveFacts, browseArchive } from './toolBrowse.ts';
import { runTool } from './toolWork.ts';
import type { RunTool } from './toolWork.ts';
import { areApart } from './workshopPlaces.ts';

/** No profile is anywhere near so long. */
const MOST_PROFILE = 1024 * 1024;

/** Whoever is on the telephone does not wait longer for what a very large archive would tell. */
const SUPPORT_PATIENCE_MS = 30_000;

/** The tools for schools over the real disk. */
export function createTools(run: RunTool = runTool): Tools {
  return {
    run,
    facts: archiveFacts,
    browse: browseArchive,
    checksums: (zips) =>
      Promise.all(
        zips.map(async (zip) => ({
          name: basename(zip),
          bytes: (await stat(zip)).size,
          sha256: await checksumOf(zip),
        })),
      ),
    async support(zip, version) {
      const archive = await openArchive(zip, AbortSignal.timeout(SUPPORT_PATIENCE_MS));
      try {
        return supportText(await supportReportOf(archive, version));
      } finally {
        archive.close();
      }
    },
    areApart,
    async readProfile(file) {
      const handle = await open(file, 'r');
      try {
        if ((await handle.stat()).size > MOST_PROFILE)
          throw new UsageError('profile-invalid', { file: basename(file) });
        return await handle.readFile('utf8');
      } finally {
        await handle.close();
      }
    },
  };
}

/** As written beside the ZIP when it was checked; of an archive whose note is gone it is computed. */
async function checksumOf(zip: string): Promise<string> {
  const note = await readFile(`${zip}.sha256`, 'utf8').catch(() => '');
  const known = /^[0-9a-f]{64}/.exec(note)?.[0];
  return known ?? hashOf(createReadStream(zip), new AbortController().signal);
}
