import { describe, expect, it } from 'vitest';
import { decodeHtml } from '../../electron/platform/read/decode.ts';
import { encodeHtml } from '../sample-platform/charsets.ts';

const texts: readonly [string, string][] = [
  ['windows-1253', 'Ελληνικό παραμύθι – Ωκεανός, ΐ ΰ'],
  ['iso-8859-2', 'Čebelica in žolna, łódź, împărat, Škrat'],
  ['windows-1251', 'Пролетен празник ж щ ъ ы'],
  ['windows-1250', 'Žlutý kůň „úpěl“'],
  ['windows-1254', 'Çağlayan, ışık, ĞÜŞ'],
];
const page = (text: string, meta: string): string => `<html><head>${meta}<title>${text}</title></head><p>${text}</p>`;

describe('the charset of a page', () => {
  it.each(texts)('%s in the header', (charset, text) => {
    expect(decodeHtml(encodeHtml(page(text, ''), charset), `text/html; charset=${charset}`)).toContain(
      `<p>${text}</p>`,
    );
  });

  it.each(texts)('%s only in <meta>', (charset, text) => {
    for (const meta of [
      `<meta charset="${charset}">`,
      `<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=${charset}">`,
    ])
      expect(decodeHtml(encodeHtml(page(text, meta), charset), 'text/html')).toContain(`<p>${text}</p>`);
  });

  it.each(texts)('%s in <meta> against the default of an old server', (charset, text) => {
    for (const header of ['text/html; charset=ISO-8859-1', 'text/html;charset="windows-1252"'])
      expect(decodeHtml(encodeHtml(page(text, `<meta charset=${charset}>`), charset), header)).toContain(
        `<p>${text}</p>`,
      );
  });

  it('is UTF-8 where the bytes say so, whatever is declared', () => {
    const bytes = new TextEncoder().encode(page('Žaba, Ωκεανός, ж', '<meta charset="iso-8859-2">'));
    expect(decodeHtml(bytes, 'text/html; charset=windows-1251')).toContain('Žaba, Ωκεανός, ж');
  });

  it('is not UTF-8 where the bytes are not, though both declare it', () => {
    const bytes = encodeHtml(page('caf\u00e9', '<meta charset="utf-8">'), 'windows-1252');
    expect(decodeHtml(bytes, 'text/html; charset=utf-8')).toContain('caf\u00e9');
  });

  it('reads byte order marks, UTF-16, unknown labels and nothing at all', () => {
    const utf16 = new Uint8Array([0xff, 0xfe, 0x3c, 0, 0x70, 0, 0x3e, 0, 0x7e, 0x01]);
    expect(decodeHtml(utf16, 'text/html; charset=utf-16le')).toContain('<p>ž');
    expect(decodeHtml(new TextEncoder().encode('\ufeff<p>ž'), 'text/html')).toContain('<p>ž');
    expect(decodeHtml(new TextEncoder().encode('<p>ž'), 'text/html; charset=x-unknown')).toContain('<p>ž');
    expect(decodeHtml(new Uint8Array(), undefined)).toBe('');
  });
});
