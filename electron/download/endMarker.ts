import { open } from 'node:fs/promises';

/** Programs append things behind a picture's end (previews, maker's notes), rarely more than this. */
const TAIL = 64 * 1024;

/** The empty last chunk with its checksum. */
const PNG_END = Buffer.from('49454e44ae426082', 'hex');

/**
 * Whether the end marker of a picture is there. Decoders forgive a missing one; together with a full decode it tells every cut.
 *
 * @param format as sharp names it; formats without an end marker are always complete
 */
export async function hasEndMarker(path: string, format: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(Math.min(TAIL, size));
    await handle.read(tail, 0, tail.length, size - tail.length);
    switch (format) {
      case 'jpeg':
        return tail.includes(Buffer.of(0xff, 0xd9));
      case 'png':
        return tail.includes(PNG_END);
      case 'gif':
        return endsInTrailer(tail);
      case 'webp': {
        const head = Buffer.alloc(12);
        await handle.read(head, 0, 12, 0);
        return head.readUInt32LE(4) + 8 <= size;
      }
      default:
        return true;
    }
  } finally {
    await handle.close();
  }
}

/** The trailer is one `;`; servers that pad to a block leave zeros (or an empty line) behind it. */
function endsInTrailer(tail: Buffer): boolean {
  let end = tail.length;
  while (end > 0 && [0x00, 0x0a, 0x0d].includes(tail[end - 1] ?? -1)) end -= 1;
  return tail[end - 1] === 0x3b;
}
