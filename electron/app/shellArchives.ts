import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ArchiveError, StoppedError, UsageError } from '../../shared/errors.ts';
import { verifyArchive } from '../archive/verify.ts';
import { zipEntries } from '../archive/zipRead.ts';
import { diskError, systemCode } from '../runs/diskErrors.ts';
import type { Archives } from './controllerServices.ts';

/** The page that a person opens first; also tells by its presence that a folder was unpacked whole (it is moved last). */
const START = '0-START-HERE.html';
const REPORT = 'data/report.xlsx';

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** What a person does with a finished archive: open, check, copy, take the report out. */
export function createArchives(): Archives {
  return {
    exists,

    async startPage({ zip, folder }) {
      for (const place of [folder, zip.replace(/\.zip$/i, '')]) {
        if (place !== undefined && (await exists(join(place, START)))) return join(place, START);
      }
      return join(await unpack(zip), START);
    },

    async verify(zip) {
      const { ok, files, damaged, missing, extra } = await verifyArchive(zip, { signal: new AbortController().signal });
      return { intact: ok, files, problems: [...damaged, ...missing, ...extra] };
    },

    async copyTo(zip, folder) {
      const file = basename(zip);
      const copy = join(folder, file);
      if (!(await exists(zip))) throw new ArchiveError('no-such-file', { file });
      if (!(await exists(folder))) throw new ArchiveError('copy-place-gone', { folder });
      if (await exists(copy)) throw new ArchiveError('copy-exists', { file, folder });
      const part = `${copy}.part`;
      try {
        await copyFile(zip, part);
        // Read back: a stick that lies about its size, or a cable, is found out now rather than in ten years.
        if ((await sha256(part)) !== (await sha256(zip))) throw new ArchiveError('archive-damaged', { file });
        await rename(part, copy);
        const sum = `${zip}.sha256`;
        if (await exists(sum)) await copyFile(sum, `${copy}.sha256`);
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined);
        throw placeError(error, folder, file);
      }
      return copy;
    },

    async saveReport(zip, file) {
      for await (const entry of zipEntries(zip, new AbortController().signal)) {
        if (entry.name.split('/').slice(1).join('/') !== REPORT) continue;
        await pipeline(await entry.open(), createWriteStream(file));
        return;
      }
      throw new ArchiveError('archive-damaged', { file: basename(zip) });
    },
  };
}

/** What a disk's refusal means for a copy. */
export function placeError(error: unknown, folder: string, file: string): unknown {
  const meant = diskError(error, folder);
  if (!(meant instanceof StoppedError)) {
    const code = systemCode(error);
    const refused = code === 'EACCES' || code === 'EPERM';
    return refused ? new UsageError('out-unusable', { folder }, { cause: error }) : error;
  }
  if (meant.code === 'out-gone') return new ArchiveError('copy-place-gone', { folder }, { cause: error });
  // Full, or a disk whose files may not be so long: either way it does not fit there.
  return new ArchiveError('copy-place-full', { file, folder }, { cause: error });
}

/** Unpacks beside the ZIP, under another name until all is there. */
async function unpack(zip: string): Promise<string> {
  const target = zip.replace(/\.zip$/i, '');
  const part = `${target}.unpacking`;
  await rm(part, { recursive: true, force: true });
  let top: string | undefined;
  try {
    for await (const entry of zipEntries(zip, new AbortController().signal)) {
      const path = resolve(part, entry.name);
      // The reader refuses such names already; an archive from elsewhere is not worth a second thought.
      if (!path.startsWith(resolve(part) + sep)) throw new ArchiveError('archive-unreadable', { file: basename(zip) });
      top ??= entry.name.split('/')[0];
      await mkdir(dirname(path), { recursive: true });
      await pipeline(await entry.open(), createWriteStream(path));
    }
    if (top === undefined) throw new ArchiveError('archive-unreadable', { file: basename(zip) });
    await rename(join(part, top), target);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return target;
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
