import { parse } from 'content-disposition';

/** Longer than any name; keeps what follows cheap whatever a server sends. */
const LONGEST_HEADER = 16 * 1024;

/**
 * The file name in a Content-Disposition header, as a person knows it: RFC 6266 with `filename*`, and what servers of that age
 * sent instead (raw UTF-8, unquoted with spaces, percent-encoded, RFC 2047, backslashes of Windows paths).
 *
 * Decoded, without control characters, NOT yet safe as a file name: `a/b.pdf` stays what it is. Never throws.
 *
 * @param header the header's value, its bytes as latin1 characters (or decoded already)
 * @returns undefined if there is no name
 */
export function nameFromDisposition(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = utf8IfItIs(header.slice(0, LONGEST_HEADER));
  const parameters = parse(text).parameters;
  const extended = parameters['filename*'];
  if (extended !== undefined) {
    const name = cleaned(decodeExtended(extended) ?? '');
    if (name !== undefined) return name;
  }
  return cleaned(decodeHabits(plainName(text, extended === undefined ? parameters['filename'] : undefined) ?? ''));
}

/** Header bytes come as latin1; servers that know nothing of RFC 5987 put UTF-8 there. */
function utf8IfItIs(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** RFC 8187: `charset'language'percent-encoded`; also in quotes and in charsets that the library leaves alone. */
function decodeExtended(value: string): string | undefined {
  const match = /^"?\s*([\w.:-]*)'[^']*'(.*?)"?\s*$/s.exec(value);
  if (match === null) return undefined;
  return decodePercent(match[2] ?? '', match[1] === '' ? 'utf-8' : (match[1] ?? 'utf-8'));
}

function decodePercent(value: string, charset: string): string | undefined {
  if (/%(?![0-9a-f]{2})/i.test(value)) return undefined;
  const bytes: number[] = [];
  for (const [piece] of value.matchAll(/%[0-9a-f]{2}|[^%]/gisu)) {
    if (piece.length === 3 && piece.startsWith('%')) bytes.push(Number.parseInt(piece.slice(1), 16));
    else bytes.push(...Buffer.from(piece));
  }
  return decodeBytes(Uint8Array.from(bytes), charset);
}

function decodeBytes(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** `filename=` in what is well formed by the library, else by what the server must have meant. */
function plainName(text: string, parsed: string | undefined): string | undefined {
  // The library unescapes as the RFC says; old servers put `C:\letters\new.doc` there without escaping anything.
  const quoted = /(?:^|[;,\s])filename\s*=\s*"((?:[^"\\]|\\.)*)/is.exec(text)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(["\\])/g, '$1');
  const unquoted = /(?:^|[;,\s])filename\s*=\s*([^"].*?)\s*(?:;\s*[\w*-]+\s*=|;?\s*$)/is.exec(text)?.[1];
  const semicolon = unquoted?.indexOf(';') ?? -1;
  if (unquoted === undefined || semicolon < 0) return withoutApostrophes(unquoted ?? parsed);
  // A semicolon that belongs to the name: only where what stands before it is no whole name.
  const head = unquoted.slice(0, semicolon).trim();
  return withoutApostrophes(/\.\w{1,5}$/.test(head) || !/\.\w{1,5}$/.test(unquoted) ? head : unquoted);
}

function withoutApostrophes(name: string | undefined): string | undefined {
  return name?.replace(/^'(.+)'$/s, '$1');
}

/** Encodings that do not belong into `filename=`, but stand there often. */
function decodeHabits(name: string): string {
  if (/=\?[^?\s]+\?[bq]\?[^?]*\?=/i.test(name)) return decodeWords(name);
  if (!/%[0-9a-f]{2}/i.test(name)) return name;
  return decodePercent(name, 'utf-8') ?? name;
}

/** RFC 2047: `=?charset?B|Q?text?=`; white space between two words does not count. */
function decodeWords(name: string): string {
  return name
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(
      /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi,
      (word, charset: string, how: string, text: string) => {
        const bytes =
          how.toLowerCase() === 'b'
            ? Buffer.from(text, 'base64')
            : Buffer.from(
                text
                  .replace(/_/g, ' ')
                  .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
                'latin1',
              );
        return decodeBytes(bytes, charset) ?? word;
      },
    );
}

function cleaned(name: string): string | undefined {
  const clean = name
    .replace(/[\p{Cc}\u2028\u2029]/gu, '')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim();
  return clean === '' ? undefined : clean;
}
