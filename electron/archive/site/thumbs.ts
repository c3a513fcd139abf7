import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { ArchiveEntry, ArchiveSource } from '../types.ts';
import type { ItemRecord } from '../../../shared/model/index.ts';
import { mapOrdered } from './ordered.ts';

export interface Thumbnail {
  readonly file: string;
  readonly width: number;
  readonly height: number;
}

export const THUMBNAIL_SIZE = 320;

/** One thumbnail per distinct picture, however often it was saved. */
export function thumbnailPath(sha256: string): string {
  return `data/thumbs/${sha256.slice(0, 2)}/${sha256}.webp`;
}

/**
 * A small WebP of a picture: turned as the camera held it, first frame of an animation. A picture with damage in it still
 * gives what can be seen of it; undefined where nothing can.
 */
export async function makeThumbnail(file: string): Promise<Uint8Array | undefined> {
  try {
    return await sharp(file, { failOn: 'none', limitInputPixels: 120_000_000, pages: 1, sequentialRead: true })
      .rotate()
      .resize(THUMBNAIL_SIZE, THUMBNAIL_SIZE, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 72, effort: 3 })
      .toBuffer();
  } catch {
    return undefined;
  }
}

async function prepared(folder: string | undefined, sha256: string): Promise<Uint8Array | undefined> {
  if (folder === undefined) return undefined;
  return readFile(path.join(folder, `${sha256}.webp`)).catch(() => undefined);
}

/** The thumbnails of an archive: which pictures have one, and how large it is. */
export class Thumbnails {
  /** Width and height in one number: 40,000 objects would be a waste. */
  private readonly sizes = new Map<string, number>();

  of(item: ItemRecord): Thumbnail | undefined {
    const sha256 = item.binary?.sha256 ?? '';
    const size = this.sizes.get(sha256);
    if (size === undefined) return undefined;
    return { file: thumbnailPath(sha256), width: size >> 16, height: size & 0xffff };
  }

  /** Yields one entry per distinct picture, ready-made ones first choice, and remembers their sizes. */
  async *render(
    source: ArchiveSource,
    options: { readonly thumbnailsDir?: string; readonly signal: AbortSignal; readonly concurrency?: number },
  ): AsyncGenerator<ArchiveEntry> {
    // sharp's cache keeps decoded pictures; each is needed once.
    sharp.cache(false);
    const one = async (item: ItemRecord): Promise<ArchiveEntry | undefined> => {
      options.signal.throwIfAborted();
      const binary = item.binary;
      if (!binary) return undefined;
      const bytes =
        (await prepared(options.thumbnailsDir, binary.sha256)) ?? (await makeThumbnail(source.blob(binary)));
      if (!bytes) return undefined;
      const { width, height } = await sharp(bytes)
        .metadata()
        .catch(() => ({ width: 0, height: 0 }));
      if (width === 0 || height === 0) return undefined;
      this.sizes.set(binary.sha256, (width << 16) | height);
      return { path: thumbnailPath(binary.sha256), source: { type: 'bytes', bytes }, stored: true };
    };
    for await (const entry of mapOrdered(distinctPictures(source.items), options.concurrency ?? 2, one)) {
      if (entry) yield entry;
    }
  }
}

function* distinctPictures(items: readonly ItemRecord[]): Generator<ItemRecord> {
  const seen = new Set<string>();
  for (const item of items) {
    if (!item.binary?.mediaType.startsWith('image/') || item.status !== 'saved' || seen.has(item.binary.sha256))
      continue;
    // An uploaded SVG is never drawn, not even here: it may name files of this computer.
    if (/svg|xml/.test(item.binary.mediaType)) continue;
    seen.add(item.binary.sha256);
    yield item;
  }
}
