import { renderSite } from '../archive/site/index.ts';
import type { ArchiveSource } from '../archive/types.ts';
import { writeArchive, type WrittenArchive } from '../archive/write.ts';
import type { ExportRequest, Observer } from './types.ts';

export interface Pack {
  readonly source: ArchiveSource;
  readonly out: string;
  readonly thumbnailsDir: string;
  readonly request: ExportRequest;
  readonly signal: AbortSignal;
  readonly observe: Observer;
}

/**
 * Writes the archive of a settled run, reads it back and gives it its name.
 * @throws StoppedError `disk-full`, `file-too-large-for-disk`, `out-gone`: nothing is lost, the run can be resumed
 */
export async function packRun({ source, out, thumbnailsDir, request, signal, observe }: Pack): Promise<WrittenArchive> {
  observe({ type: 'phase', phase: 'packing' });
  let verifying = false;
  return writeArchive({
    source,
    out,
    renderSite: (from, layout, options) => renderSite(from, layout, { ...options, thumbnailsDir }),
    ...(request.split === undefined ? {} : { split: request.split }),
    keepUnpacked: request.keepUnpacked ? 'if-room' : false,
    signal,
    onProgress: (event) => {
      if (event.type === 'verifying' && !verifying) observe({ type: 'phase', phase: 'verifying' });
      verifying = event.type === 'verifying';
      observe(event);
    },
  });
}
