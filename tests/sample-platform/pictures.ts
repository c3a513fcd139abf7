import { crc32 } from 'node:zlib';
import { createHash } from 'node:crypto';
import { hash32 } from './random.ts';
import { sceneCount } from './scenes.ts';
import type { Format, Scene } from './scenes.ts';
import type { Picture } from './model.ts';

/** Which of the two stored binaries of a picture. */
export type Which = 'original' | 'optimised';

const noise = makeNoise();

function makeNoise(): Buffer {
  const bytes = Buffer.alloc(1 << 20);
  for (let i = 0; i < bytes.length; i += 32) createHash('sha256').update(`noise ${i}`).digest().copy(bytes, i);
  return bytes;
}

/** Incompressible filler, the same for the same subject. */
export function filler(subject: string, length: number): Buffer {
  const out = Buffer.allocUnsafe(length);
  let from = hash32(subject) % (noise.length - 1);
  for (let at = 0; at < length;) {
    const take = Math.min(length - at, noise.length - from);
    noise.copy(out, at, from, from + take);
    at += take;
    from = 0;
  }
  return out;
}

/** In what format the original's bytes really are, whatever its address says. */
export function originalFormat(picture: Picture): Format {
  if (picture.variant === 'lying') return 'png';
  return picture.ending === 'jpeg' ? 'jpg' : picture.ending;
}

/** The optimised one is a JPEG, or nearly always. */
export function optimisedFormat(picture: Picture): Format {
  if (picture.variant === 'lying-opt' || picture.variant === 'jpeg-opt') return 'jpg';
  return originalFormat(picture);
}

/** The bytes of a picture: a scene, with a comment inside that makes it unlike any other, and padded if asked. */
export function pictureBytes(scenes: readonly Scene[], picture: Picture, which: Which, size: number): Buffer {
  const scene = scenes[hash32(picture.subject) % sceneCount]!;
  const format = which === 'original' ? originalFormat(picture) : optimisedFormat(picture);
  const base = scene[which][format];
  const pad = which === 'original' ? Math.max(0, size - base.length - 256) : 0;
  const mark = Buffer.from(`${picture.subject} ${which}`, 'utf8');
  const extra = pad > 0 ? filler(picture.subject, pad) : undefined;
  if (format === 'jpg') return withJpegComments(base, mark, extra);
  if (format === 'png') return withPngChunks(base, mark, extra);
  return withGifComments(base, mark, extra);
}

function withJpegComments(base: Buffer, mark: Buffer, extra: Buffer | undefined): Buffer {
  const parts = [base.subarray(0, 2), jpegComment(mark)];
  for (let at = 0; extra && at < extra.length; at += 65_000) parts.push(jpegComment(extra.subarray(at, at + 65_000)));
  parts.push(base.subarray(2));
  return Buffer.concat(parts);
}

function jpegComment(data: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function withPngChunks(base: Buffer, mark: Buffer, extra: Buffer | undefined): Buffer {
  // Signature (8) and IHDR (25) first; then ours; ancillary chunks may stand anywhere after.
  const parts = [base.subarray(0, 33), pngChunk('tEXt', Buffer.concat([Buffer.from('Comment\0', 'latin1'), mark]))];
  if (extra) parts.push(pngChunk('twIn', extra));
  parts.push(base.subarray(33));
  return Buffer.concat(parts);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(body));
  return Buffer.concat([head, body, tail]);
}

function withGifComments(base: Buffer, mark: Buffer, extra: Buffer | undefined): Buffer {
  const data = extra ? Buffer.concat([mark, extra]) : mark;
  const parts = [base.subarray(0, base.length - 1), Buffer.from([0x21, 0xfe])];
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255);
    parts.push(Buffer.from([block.length]), block);
  }
  parts.push(Buffer.from([0, 0x3b]));
  return Buffer.concat(parts);
}

/** The folder in which a space's binaries are stored: the last one, two and three digits of its number. */
export function storedFolder(space: number): string {
  const digits = String(space).padStart(3, '0');
  return `/files/collabspace/${digits.slice(-1)}/${digits.slice(-2)}/${digits.slice(-3)}/${space}`;
}

export function originalPath(picture: Picture): string {
  const ending = picture.variant === 'same' ? `_opt.${picture.ending}` : `.${picture.ending}`;
  return `${storedFolder(picture.space)}/images/${picture.hash}${ending}`;
}

/** The address that albums and pages show. */
export function shownPath(picture: Picture): string {
  if (picture.variant === 'no-opt') return originalPath(picture);
  const ending = picture.variant === 'jpeg-opt' ? 'jpg' : picture.ending;
  return `${storedFolder(picture.space)}/images/${picture.hash}_opt.${ending}`;
}

/** Whether a separate original can be had. */
export function hasOriginal(picture: Picture): boolean {
  return !['only-opt', 'same', 'lost', 'html'].includes(picture.variant);
}

/** The best that can be had of a picture: what a complete export must hold. */
export function bestOf(picture: Picture): { path: string; which: Which } {
  return hasOriginal(picture)
    ? { path: originalPath(picture), which: 'original' }
    : { path: shownPath(picture), which: 'optimised' };
}
