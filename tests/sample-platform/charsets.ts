import type { Language } from './languages.ts';

const tables = new Map<string, Map<number, number>>();

/** The eight-bit charset in which old pages of a language were written, if it had one of its own. */
export function legacyCharsetOf(language: Language): string | undefined {
  if (language === 'el') return 'windows-1253';
  if (language === 'bg' || language === 'mk') return 'windows-1251';
  if (language === 'tr') return 'windows-1254';
  if (language === 'lt') return 'windows-1257';
  if (language === 'sl' || language === 'pl' || language === 'ro' || language === 'hu') return 'iso-8859-2';
  return undefined;
}

function tableOf(charset: string): Map<number, number> {
  const known = tables.get(charset);
  if (known) return known;
  const table = new Map<number, number>();
  const decoder = new TextDecoder(charset);
  for (let byte = 0; byte < 256; byte++) {
    const char = decoder.decode(Uint8Array.of(byte)).codePointAt(0);
    if (char !== undefined && char !== 0xfffd) table.set(char, byte);
  }
  tables.set(charset, table);
  return table;
}

/** Writes HTML in an eight-bit charset; what the charset lacks becomes a numeric reference, as old servers did. */
export function encodeHtml(html: string, charset: string): Buffer {
  if (charset === 'utf-8') return Buffer.from(html, 'utf8');
  const table = tableOf(charset);
  const bytes: number[] = [];
  for (const char of html) {
    const code = char.codePointAt(0)!;
    const byte = table.get(code);
    if (byte !== undefined) bytes.push(byte);
    else bytes.push(...Buffer.from(`&#${code};`, 'latin1'));
  }
  return Buffer.from(bytes);
}
