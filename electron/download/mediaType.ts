import { extname } from 'node:path';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import { isSvg } from './bodyStart.ts';

/** Containers whose signature says less than the server or the name does. */
const GENERIC = new Set([
  'application/x-cfb',
  'application/zip',
  'application/xml',
  'text/xml',
  'application/octet-stream',
]);
const BY_NAME: Readonly<Record<string, string>> = {
  '.doc': 'application/msword',
  '.xls': 'application/vnd.ms-excel',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.msg': 'application/vnd.ms-outlook',
  '.pub': 'application/x-mspublisher',
};

export interface MediaType {
  /** `image/png`, without parameters. */
  readonly name: string;
  /** Whether the bytes themselves say that it is a picture, whatever the server said. */
  readonly picture: boolean;
}

/**
 * The media type of a complete body: by its signature; where that is a mere container, by the name of old office files or by
 * what the server said; without parameters.
 *
 * @param body path of its file, or its bytes
 * @param start its first bytes
 */
export async function mediaTypeOf(
  body: string | Uint8Array,
  start: Uint8Array,
  hints: { readonly contentType?: string | undefined; readonly name?: string | undefined },
): Promise<MediaType> {
  const bySignature = (await pictureSignature(start)) ?? (await signature(body));
  const name = named(bySignature, start, hints);
  return { name, picture: bySignature?.startsWith('image/') === true || name === 'image/svg+xml' };
}

function named(
  bySignature: string | undefined,
  start: Uint8Array,
  hints: { readonly contentType?: string | undefined; readonly name?: string | undefined },
): string {
  const said = hints.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (bySignature !== undefined && !GENERIC.has(bySignature)) return bySignature;
  if (isSvg(start)) return 'image/svg+xml';
  const byName = bySignature === 'application/x-cfb' ? BY_NAME[extname(hints.name ?? '').toLowerCase()] : undefined;
  if (byName !== undefined) return byName;
  const usable =
    /^[\w.+-]+\/[\w.+-]+$/.test(said) && !GENERIC.has(said) && !(bySignature !== undefined && /html/.test(said));
  return usable ? said : (bySignature ?? 'application/octet-stream');
}

/** Nearly all bodies are pictures whose first bytes say so: for those the file need not be opened again. */
async function pictureSignature(start: Uint8Array): Promise<string | undefined> {
  const magic = Buffer.from(start.subarray(0, 3)).toString('latin1');
  if (magic !== '\xff\xd8\xff' && magic !== 'GIF' && magic !== '\x89PN') return undefined;
  const found = await signature(start);
  return found?.startsWith('image/') === true ? found : undefined;
}

async function signature(body: string | Uint8Array): Promise<string | undefined> {
  try {
    return (await (typeof body === 'string' ? fileTypeFromFile(body) : fileTypeFromBuffer(body)))?.mime;
  } catch {
    // Made-up bytes can lead any parser astray; then the signature simply says nothing.
    return undefined;
  }
}
