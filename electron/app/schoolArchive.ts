import { loadLanguage } from '../../shared/i18n/index.ts';
import type { ArchiveEntry, ArchiveLayout, ArchiveSource } from '../archive/types.ts';
import { renderSite } from '../archive/site/index.ts';
import { writeArchive } from '../archive/write.ts';
import type { WrittenArchive } from '../archive/write.ts';

/** What a person sees while an archive is made of archives. */
export interface SchoolEvents {
  /** Files taken out of the archives so far, in bytes. */
  readonly onReading?: (bytes: number, of: number) => void;
  readonly onPacking?: (entries: number, of: number) => void;
  readonly onVerifying?: (bytes: number, of: number) => void;
}

export interface NewArchive {
  readonly source: ArchiveSource;
  readonly out: string;
  readonly thumbnailsDir: string;
  /** Further files of the archive; the site must know nothing of them. */
  readonly extra: (layout: ArchiveLayout) => readonly ArchiveEntry[];
  /** Changes pages of the site on their way (a link on the cover). */
  readonly rewrite?: (entry: ArchiveEntry) => ArchiveEntry;
  readonly split?: number | undefined;
  readonly signal: AbortSignal;
  readonly events: SchoolEvents;
}

/** A file of text for an archive. */
export function textEntry(path: string, text: string): ArchiveEntry {
  return { path, source: { type: 'bytes', bytes: new TextEncoder().encode(text) }, stored: false };
}

/**
 * Writes an archive that was made of archives, in the way every archive is written: read back, compared, and only then named.
 *
 * @throws StoppedError, ArchiveError as `writeArchive`
 */
export async function writeNew(archive: NewArchive): Promise<WrittenArchive> {
  const { source, out, signal, events, rewrite, extra, thumbnailsDir, split } = archive;
  await loadLanguage(source.language);
  return writeArchive({
    source,
    out,
    signal,
    keepUnpacked: false,
    ...(split === undefined ? {} : { split }),
    async *renderSite(from, layout, options) {
      for await (const entry of renderSite(from, layout, { ...options, thumbnailsDir })) {
        yield rewrite === undefined ? entry : rewrite(entry);
      }
      yield* extra(layout);
    },
    onProgress(event) {
      if (event.type === 'packing') events.onPacking?.(event.entries, event.of);
      else events.onVerifying?.(event.bytes, event.of);
    },
  });
}
