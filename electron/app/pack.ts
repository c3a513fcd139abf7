import { renderSite } from '../archive/site/index.ts';
import type { ArchiveSource } from '../archive/types.ts';
import { writeArchive, type WrittenArchive } from '../archive/write.ts';
import type { Observer } from './types.ts';

export interface Pack {
  readonly source: ArchiveSource;
  readonly out: string;
  readonly thumbnailsDir: string;
  /** Bytes per part, if it is to be split. */
  readonly split: number | undefined;
  readonly keepUnpacked: boolean;
  readonly signal: AbortSignal;
  readonly observe: Observer;
}

/**
 * Writes the archive of a settled run, reads it back and gives it its name.
 * @throws StoppedError `disk-full`, `file-too-large-for-disk`, `out-gone`: nothing is lost, the run can be resumed
 */
export async function packRun(pack: Pack): Promise<WrittenArchive> {
  const { source, out, thumbnailsDir, split, signal, observe } = pack;
  observe({ type: 'phase', phase: 'packing' });
  let verifying = false;
  return writeArchive({
    source,
    out,
    renderSite: (from, layout, options) => renderSite(from, layout, { ...options, thumbnailsDir }),
    ...(split === undefined ? {} : { split }),
    keepUnpacked: pack.keepUnpacked ? 'if-room' : false,
    signal,
    onProgress: (event) => {
      if (event.type === 'verifying' && !verifying) observe({ type: 'phase', phase: 'verifying' });
      verifying = event.type === 'verifying';
      observe(event);
    },
  });
}
