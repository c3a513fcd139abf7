import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadLanguage } from '../../shared/i18n/index.ts';
import type { FinishedEvent } from '../../shared/progress.ts';
import { openArchive } from '../archive/read/index.ts';
import { receiptHtml } from './receipt.ts';
import { areApart } from './workshopPlaces.ts';

/** What a receipt tells of the workshop. */
export interface ReceiptFacts {
  readonly place: string;
  readonly helper: string;
  readonly language: string;
  /** Where this computer keeps the state of runs. */
  readonly stateRoot: string;
}

/**
 * Writes the receipt beside the archive: whose it is, counts, what is missing and why, checksums, day and place.
 *
 * @returns its path
 */
export async function writeReceipt(
  finished: FinishedEvent,
  out: string,
  facts: ReceiptFacts,
  signal: AbortSignal,
): Promise<string> {
  const zips = finished.zips ?? [finished.zip];
  const missingBy: Record<string, number> = {};
  let person = '';
  for (const zip of zips) {
    const archive = await openArchive(zip, signal);
    archive.close();
    person = archive.inventory.account.displayName;
    for (const { status, reason } of archive.inventory.items)
      if (status === 'missing' && reason !== undefined) missingBy[reason] = (missingBy[reason] ?? 0) + 1;
  }
  const archives = await Promise.all(
    zips.map(async (zip) => ({
      name: basename(zip),
      bytes: (await stat(zip)).size,
      sha256: (await readFile(`${zip}.sha256`, 'utf8')).slice(0, 64),
    })),
  );
  const { saved, missing, skipped } = finished;
  const { language, place, helper, stateRoot } = facts;
  await loadLanguage(language);
  const html = receiptHtml({
    ...{ language, person, place, helper, when: new Date().toISOString(), archives },
    ...{ saved, missing, skipped, missingBy },
    wiped: await areApart(out, stateRoot),
  });
  const name = join(out, `${basename(zips[0] ?? '', '.zip')}_receipt`);
  for (let number = 1; ; number += 1) {
    const receipt = `${name}${number === 1 ? '' : `_${number}`}.html`;
    try {
      await writeFile(receipt, html, { flag: 'wx' });
      return receipt;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
