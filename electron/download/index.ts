/**
 * download/ makes verified bytes on disk from what the walk wants: it asks the gate, looks at what comes while it comes
 * (length, signature, kind, log-in pages), hashes it, decodes pictures once, and hands it to the run's store.
 * What the run remembers is not asked again.
 */
export type { Earlier, EarlierBytes } from './earlier.ts';
export { createFetcher, forgetPassingFailures } from './fetcher.ts';
export type { Fetcher, FetcherOptions, StoredView } from './fetcher.ts';
export { createDownloadQueue } from './queue.ts';
export type { DownloadQueue, QueueOptions } from './queue.ts';
export { priorityOf } from './want.ts';
export type { BinarySource, Candidate, Expected, Got, Settled, Want } from './want.ts';
export { nameFromDisposition } from './contentDisposition.ts';
export { inspectPicture, THUMBNAIL_PIXELS } from './pictures.ts';
