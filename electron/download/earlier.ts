import { rm } from 'node:fs/promises';
import { FetchError } from '../net/types.ts';
import type { OkAnswer } from '../runs/index.ts';
import { statusOfReason } from '../../shared/reasons.ts';
import { download, NotModified } from './download.ts';
import type { DownloadMeans } from './download.ts';
import type { Candidate } from './want.ts';

/** Bytes that an earlier archive has for an address. */
export interface EarlierBytes {
  /** As the earlier run remembered it. */
  readonly answer: OkAnswer;
  /** The address names its content: what stands there never changes, so nobody needs to be asked. */
  readonly immutable: boolean;
  /** What the server said of these bytes; without any of it there is nothing to ask by. */
  readonly conditional: { readonly etag?: string; readonly lastModified?: string } | undefined;
  /** Copies the bytes to a part file; false if the archive does not give back what it should. */
  copyTo(part: string, signal: AbortSignal): Promise<boolean>;
  /** Copies the picture's thumbnail, if the archive has one, so that it need not be made again. Failing is no fault. */
  copyThumbnail(to: string, signal: AbortSignal): Promise<void>;
}

/** An earlier archive, for an update: what it has need not be fetched. */
export interface Earlier {
  find(address: string): EarlierBytes | undefined;
}

/**
 * Takes bytes over from an earlier archive: without a request where their address names them, else if the server says that
 * they have not changed; and where the platform cannot give them any more, for what was saved once must not get lost.
 *
 * @throws as `download`
 */
export async function takeOrDownload(
  candidate: Candidate,
  earlier: EarlierBytes,
  cap: number,
  means: DownloadMeans,
  signal: AbortSignal,
): Promise<OkAnswer> {
  const take = (): Promise<OkAnswer | undefined> => takeOver(candidate, earlier, means, signal);
  if (earlier.immutable) {
    const taken = await take();
    if (taken !== undefined) return taken;
  }
  try {
    const { conditional } = earlier;
    return await download(candidate, cap, { ...means, ...(conditional === undefined ? {} : { conditional }) }, signal);
  } catch (error) {
    signal.throwIfAborted();
    const unchanged = error instanceof NotModified;
    if (!unchanged && !(error instanceof FetchError && statusOfReason(error.reason) === 'missing')) throw error;
    const taken = await take();
    if (taken !== undefined) return taken;
    // The archive is damaged there: fetched as if it were not known.
    if (unchanged) return download(candidate, cap, means, signal);
    throw error;
  }
}

async function takeOver(
  candidate: Candidate,
  earlier: EarlierBytes,
  { store }: DownloadMeans,
  signal: AbortSignal,
): Promise<OkAnswer | undefined> {
  const part = store.partPath(`${candidate.address}#earlier`);
  try {
    if (!(await earlier.copyTo(part, signal))) return undefined;
    const { sha256 } = earlier.answer;
    await earlier.copyThumbnail(store.thumbPath(sha256), signal);
    return await store.putPart({ ...earlier.answer, address: candidate.address, attempts: 0 }, part);
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
  }
}
