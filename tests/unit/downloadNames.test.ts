import { create } from 'content-disposition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameFromDisposition } from '../../electron/download/index.ts';
import { contentDisposition, fittingStyle } from '../sample-platform/disposition.ts';

const latin1 = (text: string): string => Buffer.from(text).toString('latin1');

describe('the name in Content-Disposition', () => {
  it.each([
    ['attachment; filename="a b.pdf"', 'a b.pdf'],
    ['attachment; filename=My file name.pdf', 'My file name.pdf'],
    ['attachment;FileName=x.pdf;', 'x.pdf'],
    ['attachment; filename=a;b.pdf', 'a;b.pdf'],
    ['attachment; filename=foo.txt; x', 'foo.txt'],
    ['attachment; filename=foo.txt; size=5', 'foo.txt'],
    [`attachment; filename="x.pdf"; filename*=UTF-8''%C4%8Daj.pdf`, 'čaj.pdf'],
    [`attachment; filename*="UTF-8''%C4%8Daj.pdf"`, 'čaj.pdf'],
    [`attachment; filename*=iso-8859-2'sl'%E8aj.pdf`, 'čaj.pdf'],
    [`attachment; filename*=UTF-8''bad%ZZ.pdf; filename="ok.pdf"`, 'ok.pdf'],
    [`attachment; filename*=UTF-8''%FF.pdf; filename="ok.pdf"`, 'ok.pdf'],
    [String.raw`attachment;filename="C:\letters\new.doc"`, String.raw`C:\letters\new.doc`],
    [String.raw`attachment; filename="a\"b.pdf"`, 'a"b.pdf'],
    ['attachment; filename="%C4%8Daj%20.pdf"', 'čaj .pdf'],
    ['attachment; filename="100% done.pdf"', '100% done.pdf'],
    ['attachment; filename="=?UTF-8?B?xI1hai5wZGY=?="', 'čaj.pdf'],
    ['attachment; filename="=?iso-8859-1?Q?Ma=DFe_1.pdf?="', 'Maße 1.pdf'],
    ['attachment; filename="=?UTF-8?B?xI0=?= =?UTF-8?Q?aj.pdf?="', 'čaj.pdf'],
    [latin1('attachment; filename="Ωмега čaj.pdf"'), 'Ωмега čaj.pdf'],
    ['attachment; filename="Größe.doc"', 'Größe.doc'],
    ['attachment; filename="unterminated.pdf', 'unterminated.pdf'],
    ["attachment; filename='single.pdf'", 'single.pdf'],
    ['attachment; filename="a/b.pdf"', 'a/b.pdf'],
    ['attachment; filename="../../evil.txt"', '../../evil.txt'],
    ['attachment; filename="tab\there.pdf"', 'tabhere.pdf'],
    ['attachment; filename=""', undefined],
    ['attachment', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, name) => {
    expect(nameFromDisposition(header)).toBe(name);
  });

  it('never throws and never holds control characters', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'filename=',
        'filename*=',
        '"',
        '\\',
        ';',
        '%C4',
        '%',
        "UTF-8''",
        '=?UTF-8?B?',
        '=?x?Q?=41?=',
        '?=',
        '\0',
        '\r\n',
        '\ud800',
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.boolean(), (parts, typed) => {
        const name = nameFromDisposition((typed ? 'attachment; filename=' : '') + parts.join(''));
        if (name === undefined) return;
        expect(name).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect(name.trim()).toBe(name);
        expect(name).not.toBe('');
      }),
      { numRuns: 3000 },
    );
  });

  const plainName = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .filter((name) => !/[%\p{Cc}\u2028\u2029]|=\?/u.test(name) && name.trim() === name && name.length > 0);

  it('comes back from what the library writes', () => {
    fc.assert(
      fc.property(plainName, (name) => {
        expect(nameFromDisposition(create(name))).toBe(name);
      }),
      { numRuns: 1000 },
    );
  });

  it('comes back from every habit of an old server', () => {
    const style = fc.constantFrom('rfc6266', 'rfc5987-only', 'raw-utf8', 'unquoted', 'percent', 'mime', 'quoted-ascii');
    fc.assert(
      fc.property(plainName, style, (name, wished) => {
        const fitting = fittingStyle(name, wished);
        expect(nameFromDisposition(contentDisposition(name, fitting))).toBe(name);
      }),
      { numRuns: 2000 },
    );
  });

  it('is found in time that grows with the header only', () => {
    const began = performance.now();
    for (const piece of ['filename=', '"', '\\', '=?a?b?', '%41', ';', ' '])
      nameFromDisposition(`a; filename=${piece.repeat(50_000)}`);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
