import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FolderNames,
  MAX_NAME_BYTES,
  nameKey,
  safeName,
  shortened,
  slug,
  uniqueNames,
} from '../../electron/archive/names.ts';

const name = (wish: string, mediaType?: string) => safeName(wish, { fallback: 'file', mediaType });

describe('a safe name', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['a/b.pdf', 'a_b.pdf'],
    ['../../evil.txt', '__.._evil.txt'],
    ['..\\..\\evil.txt', '__.._evil.txt'],
    ['CON', '_CON'],
    ['con.pdf', '_con.pdf'],
    ['NUL.tar.gz', '_NUL.tar.gz'],
    ['COM¹', '_COM¹'],
    ['COM10.txt', 'COM10.txt'],
    ['Aux .txt', '_Aux .txt'],
    ['name. . .', 'name'],
    ['.htaccess', '_htaccess'],
    ['Thumbs.db', '_Thumbs.db'],
    ['desktop.ini', '_desktop.ini'],
    ['what?: "yes" <no>|*.doc', "what__ 'yes' _no___.doc"],
    ['tab\tand\nline', 'tab and line'],
    ['exe\u202egpj.exe', 'exegpj.exe'],
    ['zero\u200bwidth\ufeff.txt', 'zerowidth.txt'],
    ['cafe\u0301.txt', 'café.txt'],
    ['Čebelice ž Ω ş ж 日本.docx', 'Čebelice ž Ω ş ж 日本.docx'],
    ['100% uspeh.pdf', '100％ uspeh.pdf'],
    ['👩‍👩‍👧 family.jpg', '👩‍👩‍👧 family.jpg'],
    ['\ud800lone.txt', 'lone.txt'],
    ['', 'file'],
    ['...', 'file'],
    ['  ', 'file'],
    ['\u0000', 'file'],
  ])('%j becomes %j', (wish, expected) => expect(name(wish)).toBe(expected));

  it.each([
    ['Our class', 'image/jpeg', 'Our class.jpg'],
    ['Our class.jpeg', 'image/jpeg', 'Our class.jpeg'],
    ['Our class.JPG', 'image/jpeg', 'Our class.JPG'],
    ['x.jpg', 'image/png', 'x.jpg.png'],
    ['Mr.Smith', 'image/jpeg', 'Mr.Smith.jpg'],
    ['letter.doc', 'application/pdf', 'letter.doc.pdf'],
    ['work.docx', 'application/zip', 'work.docx'],
    ['geometry.ggb', 'application/zip', 'geometry.ggb'],
    ['page.htm', 'text/html', 'page.htm'],
    ['notes', 'text/plain', 'notes.txt'],
    ['strange.xyz', 'application/octet-stream', 'strange.xyz'],
    ['', 'image/gif', 'file.gif'],
    ['.jpg', 'image/jpeg', '_jpg.jpg'],
  ])('%j of type %s becomes %j', (wish, type, expected) => expect(name(wish, type)).toBe(expected));

  it('is shortened before its ending, never inside a character', () => {
    const long = name(`${'č'.repeat(240)}.docx`);
    expect(long).toMatch(/^č+\.docx$/u);
    expect(long.length).toBeLessThanOrEqual(100);
    expect(Buffer.byteLength(name('日'.repeat(240) + '.pdf'))).toBeLessThanOrEqual(MAX_NAME_BYTES);
    expect(shortened('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧.jpg', 14)).toBe('👩‍👩‍👧.jpg');
    expect(shortened('a'.repeat(50) + '.tar.gz', 20)).toBe('aaaaaaaaaaaaa.tar.gz');
    expect(name('Z' + '\u0301'.repeat(500)).length).toBeGreaterThan(0);
    const start = performance.now();
    expect(name('x'.repeat(1_000_000) + '.pdf')).toMatch(/^x+\.pdf$/);
    expect(performance.now() - start).toBeLessThan(200);
  });
});

/** Wishes as hostile as they come: any code unit, reserved names, dots, paths, direction marks. */
const wishes = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        '..',
        '/',
        '\\',
        '.',
        ' ',
        'CON',
        'nul',
        'COM¹',
        ':',
        '%',
        '\u202e',
        '.jpg',
        'ß',
        'İ',
        'ς',
        'e\u0301',
        '…',
        '~',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);
const types = fc.constantFrom(undefined, 'image/jpeg', 'image/png', 'application/pdf', 'application/zip', 'text/html');

function expectSafe(result: string, maxUnits: number): void {
  expect(result).not.toBe('');
  expect(result.length).toBeLessThanOrEqual(maxUnits);
  expect(Buffer.byteLength(result)).toBeLessThanOrEqual(255);
  expect(result).toBe(result.normalize('NFC'));
  const forbidden = String.raw`[<>:"/\\|?*%\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}`;
  expect(result).not.toMatch(new RegExp(forbidden, 'u'));
  expect(result).not.toMatch(/^[.\s]|[.\s]$/u);
  expect(result.split('.')[0]?.trimEnd()).not.toMatch(/^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i);
}

describe('properties of names', () => {
  it('whatever the wish, the name is safe and stays what it is', () => {
    fc.assert(
      fc.property(wishes, types, fc.integer({ min: 12, max: 100 }), (wish, mediaType, maxUnits) => {
        const result = safeName(wish, { fallback: 'file', mediaType, maxUnits });
        expectSafe(result, maxUnits);
        expect(safeName(result, { fallback: 'file', mediaType, maxUnits })).toBe(result);
      }),
      { numRuns: 3000 },
    );
  });

  it('an ending that fits the bytes is kept when a name is shortened', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (stem) => {
        expect(name(`${stem}x.pdf`, 'application/pdf')).toMatch(/\.pdf$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('no two names of a folder are the same for Windows or macOS, however they are asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(wishes, fc.constantFrom('a.txt', 'A.TXT', 'a (2).txt', 'ä', 'a\u0308', 'Ä', 'σ', 'ς', 'Σ')), {
          maxLength: 30,
        }),
        fc.integer({ min: 12, max: 60 }),
        (list, max) => {
          const made = uniqueNames(
            list.map((wish) => safeName(wish, { fallback: 'file', maxUnits: max })),
            max,
          );
          for (const fold of [
            nameKey,
            (n: string) => n.toLowerCase(),
            (n: string) => n.toUpperCase(),
            (n: string) => n.normalize('NFD').toLowerCase(),
          ]) {
            expect(new Set(made.map(fold)).size).toBe(made.length);
          }
          for (const one of made) expectSafe(one, max);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('numbers before the ending, in order, quickly', () => {
    expect(uniqueNames(['a.jpg', 'A.jpg', 'a.jpg', 'a (2).jpg', 'b'])).toEqual([
      'a.jpg',
      'A (2).jpg',
      'a (3).jpg',
      'a (2) (2).jpg',
      'b',
    ]);
    const folder = new FolderNames();
    const start = performance.now();
    for (let i = 0; i < 20_000; i += 1) folder.claim('image.jpg');
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('slugs are words and hyphens in any script', () => {
    expect(slug('Naša šola, naš svet!', 30)).toBe('naša-šola-naš-svet');
    expect(slug('¿Qué tal?', 30)).toBe('qué-tal');
    expect(slug('!!!', 30)).toBe('');
    expect(slug('Ένα σχολείο στην Ευρώπη και πέρα', 20).length).toBeLessThanOrEqual(20);
  });
});
