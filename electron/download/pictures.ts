import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import PQueue from 'p-queue';
import sharp from 'sharp';
import type { Metadata, OutputInfo, Sharp } from 'sharp';
import { hasEndMarker } from './endMarker.ts';

export interface Inspection {
  /** False if it does not decode to its last pixel, or its end is missing. */
  readonly ok: boolean;
  readonly width?: number;
  readonly height?: number;
  /** Whether a thumbnail was written. */
  readonly thumbnail: boolean;
}

const WEBP = { quality: 75, effort: 2 };

/** Longest side of a thumbnail. */
export const THUMBNAIL_PIXELS = 320;

/** What sharp's own decoders read. Other pictures (BMP, HEIC, SVG) are judged by their signature alone. */
const DECODED = new Set(['jpeg', 'png', 'gif', 'webp', 'tiff']);
/** Beyond this a small file may unpack to gigabytes: a decompression bomb, or a poster. It is kept, but not decoded. */
const MOST_PIXELS = 100_000_000;
/** Progressive pictures are held whole while they are decoded, about 3 bytes a pixel. */
const MOST_PROGRESSIVE_PIXELS = 40_000_000;

// One picture is one thread's work: two at once leave the network and the disk their share of two cores.
sharp.concurrency(1);
sharp.cache(false);
const decoders = new PQueue({ concurrency: 2 });
/** Folders for thumbnails that are there. */
const folders = new Set<string>();

/**
 * Decodes a picture once, line by line, to see whether it is whole, and makes its thumbnail from the same pass (WebP, longest
 * side 320 px, turned upright, first frame). At most two at once in the process.
 *
 * Resizing alone would let the decoder skip what it does not need, and with it damage in the middle: taking out an "area" that
 * is the whole picture forbids that.
 *
 * @param thumbnailTo path of the thumbnail; none if not given. Failing to write it is no fault of the picture's.
 */
export function inspectPicture(path: string, options: { readonly thumbnailTo?: string } = {}): Promise<Inspection> {
  return decoders.add(() => inspect(path, options.thumbnailTo));
}

async function inspect(path: string, thumbnailTo: string | undefined): Promise<Inspection> {
  const failed: Inspection = { ok: false, thumbnail: false };
  let metadata: Metadata;
  try {
    metadata = await sharp(path).metadata();
  } catch {
    return failed;
  }
  const { format, orientation = 1 } = metadata;
  const { width, height } = metadata;
  const size = orientation >= 5 ? { width: height, height: width } : { width, height };
  if (!DECODED.has(format)) return { ok: true, thumbnail: false };
  if (!(await hasEndMarker(path, format))) return { ...failed, ...size };
  const most = metadata.isProgressive ? MOST_PROGRESSIVE_PIXELS : MOST_PIXELS;
  if (width * height > most) return { ok: true, ...size, thumbnail: false };
  const decoded = (): Sharp =>
    sharp(path, { failOn: 'warning', sequentialRead: true, limitInputPixels: MOST_PIXELS })
      .extract({ left: 0, top: 0, width, height })
      .resize(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
  if (thumbnailTo !== undefined && orientation === 1) {
    // Nearly every picture: whole and upright, so that one pipeline does both.
    const webp = await decoded()
      .webp(WEBP)
      .toBuffer()
      .catch(() => undefined);
    if (webp) return { ok: true, ...size, thumbnail: await writeThumbnail(webp, thumbnailTo) };
  }
  let small: { data: Buffer; info: OutputInfo };
  try {
    small = await decoded().raw().toBuffer({ resolveWithObject: true });
  } catch {
    return { ...failed, ...size };
  }
  if (thumbnailTo === undefined) return { ok: true, ...size, thumbnail: false };
  const { width: across, height: down, channels } = small.info;
  const raw = sharp(small.data, { raw: { width: across, height: down, channels } });
  const webp = await upright(raw, orientation)
    .webp(WEBP)
    .toBuffer()
    .catch(() => undefined);
  return { ok: true, ...size, thumbnail: webp !== undefined && (await writeThumbnail(webp, thumbnailTo)) };
}

async function writeThumbnail(webp: Uint8Array, to: string): Promise<boolean> {
  const temporary = `${to}.new`;
  const folder = dirname(to);
  try {
    if (!folders.has(folder)) await mkdir(folder, { recursive: true, mode: 0o700 });
    folders.add(folder);
    await writeFile(temporary, webp, { mode: 0o600 });
    await rename(temporary, to);
    return true;
  } catch {
    folders.delete(folder);
    await rm(temporary, { force: true }).catch(() => undefined);
    return false;
  }
}

/** Turns by the EXIF orientation (1 to 8). On the small picture: turning the large one would need all of it in memory. */
function upright(picture: Sharp, orientation: number): Sharp {
  switch (orientation) {
    case 2:
      return picture.flop();
    case 3:
      return picture.rotate(180);
    case 4:
      return picture.flip();
    case 5:
      return picture.flop().rotate(270);
    case 6:
      return picture.rotate(90);
    case 7:
      return picture.flop().rotate(90);
    case 8:
      return picture.rotate(270);
    default:
      return picture;
  }
}
