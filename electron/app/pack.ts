import type { ArchiveSource } from '../archive/types.ts';
import type { Shelf, WrittenArchive } from '../archive/write.ts';
import type { EngineEvent } from '../../shared/progress.ts';
import { Throttle } from './throttle.ts';
import type { Observer } from './types.ts';

/** How often the person sees new numbers: an archive has 110,000 entries. */
const PROGRESS_MS = 100;

export interface Pack {
  readonly source: ArchiveSource;
  readonly out: string;
  readonly thumbnailsDir: string;
  /** Bytes per part, if it is to be split. */
  readonly split: number | undefined;
  readonly keepUnpacked: boolean;
  /** Where there is too little room for staging and ZIP together. */
  readonly shelf?: Shelf;
  /** The built `archive/archiveThread`; without it this thread does all. */
  readonly thread: string | undefined;
  readonly signal: AbortSignal;
  readonly observe: Observer;
}

/** All that archives need. To be read while the last pictures come: what waits for the line has time for it. */
export async function loadPacking() {
  return Promise.all([import('../archive/site/index.ts'), import('../archive/write.ts')]);
}

/**
 * Writes the archive of a settled run, reads it back and gives it its name.
 * @throws StoppedError `disk-full`, `file-too-large-for-disk`, `out-gone`: nothing is lost, the run can be resumed
 */
export async function packRun(pack: Pack): Promise<WrittenArchive> {
  const { source, out, thumbnailsDir, split, signal, observe } = pack;
  observe({ type: 'phase', phase: 'packing' });
  const [{ renderSite }, { writeArchive }] = await loadPacking();
  let verifying = false;
  const progress = new Throttle(PROGRESS_MS);
  let latest: EngineEvent | undefined;
  const tell = (): void => {
    if (latest) observe(latest);
    latest = undefined;
  };
  return writeArchive({
    source,
    out,
    renderSite: (from, layout, options) => renderSite(from, layout, { ...options, thumbnailsDir }),
    ...(split === undefined ? {} : { split }),
    ...(pack.shelf === undefined ? {} : { shelf: pack.shelf }),
    ...(pack.thread === undefined ? {} : { thread: pack.thread }),
    keepUnpacked: pack.keepUnpacked ? 'if-room' : false,
    signal,
    onProgress: (event) => {
      const turns = (event.type === 'verifying') !== verifying;
      if (turns) progress.now(tell);
      if (turns && !verifying) observe({ type: 'phase', phase: 'verifying' });
      verifying = event.type === 'verifying';
      latest = event;
      progress.soon(tell);
    },
  }).finally(() => progress.now(tell));
}
