/**
 * runs/ keeps the durable state of a run: which address was answered how (a journal with checksums), and the bytes (each kept
 * once, by hash). Kill the process or the machine at any moment: what a `put` has resolved is there at the next start.
 * Knows nothing about the platform, the network or the archive.
 *
 *   {state root}/runs/{hash of out, person, platform}/
 *     run.json          the header, replaced atomically (its copy in the journal is the spare)
 *     journal           append-only; the truth
 *     lock              process number, start, machine
 *     blobs/ab/{sha256} verified bytes; parts/ what is coming in
 *     contents/ thumbs/ recomputable
 *     shelf/            parts of an archive that hold what was released (app/shelf.ts)
 */
export { createRun, openRun } from './open.ts';
export { readHeader } from './header.ts';
export type { NewRun } from './open.ts';
export { countAnswers, findUnfinished, removeAllRuns } from './find.ts';
export type { RunQuery, UnfinishedRun } from './find.ts';
export { defaultStateRoot, runFolder } from './location.ts';
export { BlobRemovedError, diskError } from './diskErrors.ts';
export { OWNER_FILE, OWNER_FOLDER, writeAtomically } from './files.ts';
export { diskSpace, estimateNeeded, FAT32_LONGEST } from './diskSpace.ts';
export type { DiskSpace, NeededSpace } from './diskSpace.ts';
export type * from './types.ts';
