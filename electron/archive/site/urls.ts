import type { ItemRecord } from '../../../shared/model/index.ts';
import { wellFormed } from './html.ts';

/** A path of the inventory taken apart: the file, and the place in it where several items share a page. */
export interface Place {
  readonly file: string;
  readonly fragment?: string;
}

/** Only a page has places; a picture may well be called `C#.jpg`. */
export function placeOf(path: string): Place {
  const match = /^(.*\.html)#([^/]*)$/su.exec(path);
  if (match?.[1] === undefined || match[2] === undefined) return { file: path };
  return { file: match[1], fragment: match[2] };
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(wellFormed(segment));
}

/** The relative address from one file of the archive to another, encoded so that `#`, `?`, `%` and spaces in names survive. */
export function relativeUrl(fromFile: string, toFile: string, fragment?: string): string {
  const from = fromFile.split('/').slice(0, -1);
  const to = toFile.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  const up = from.slice(shared).map(() => '..');
  const down = to.slice(shared).map(encodeSegment);
  const anchor = fragment === undefined ? '' : `#${encodeURIComponent(fragment)}`;
  if (fragment !== undefined && fromFile === toFile) return anchor;
  return [...up, ...down].join('/') + anchor;
}

export function extensionOf(path: string): string {
  return /\.([^./]{1,12})$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/**
 * Endings of files that a page may link for opening. A list of what is allowed, because browsers guess: a file without an
 * ending may be run as HTML from `file://`, and uploaded `.html` and `.svg` may carry scripts.
 */
const OPENABLE = new Set(
  (
    'jpg jpeg png gif webp bmp tif tiff heic avif pdf txt csv rtf doc docx odt xls xlsx ods ppt pptx pps ppsx odp pub epub ' +
    'mp3 m4a wav ogg oga flac mid mp4 m4v mov avi wmv mpg mpeg webm ogv flv 3gp zip 7z rar gz tar'
  ).split(' '),
);

export function isOpenable(path: string): boolean {
  return OPENABLE.has(extensionOf(path));
}

/** Pictures that every browser can show. */
const SHOWN = new Set(['jpg', 'jpeg', 'png', 'gif', 'webp', 'bmp', 'avif']);

export function isShown(path: string): boolean {
  return SHOWN.has(extensionOf(path));
}

/** Media that are compressed already: stored in the ZIP as they are. */
export function isCompressed(item: ItemRecord): boolean {
  const type = item.binary?.mediaType ?? '';
  if (/^image\/(?:bmp|svg|tiff|x-)/.test(type)) return false;
  if (/^(?:image|video|audio)\//.test(type)) return !/wav|midi/.test(type);
  return /pdf|zip|compressed|gzip|rar|7z|openxmlformats|opendocument|epub/.test(type);
}
