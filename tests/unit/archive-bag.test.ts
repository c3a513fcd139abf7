import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bagInfo,
  bagSize,
  decodeManifestPath,
  encodeManifestPath,
  manifestAlgorithm,
  manifestChunks,
  manifestLine,
  parseBagInfo,
  parseManifestLine,
} from '../../electron/archive/bag.ts';
import { Ledger } from '../../electron/archive/bagLedger.ts';

const sha256 = 'ab'.repeat(32);

describe('manifests', () => {
  it('encode CR, LF and % alone (RFC 8493, 2.1.3)', () => {
    expect(encodeManifestPath('data/100% a\r\nb č.txt')).toBe('data/100%25 a%0D%0Ab č.txt');
    expect(decodeManifestPath('data/100%25 a%0d%0Ab %41.txt')).toBe('data/100% a\r\nb %41.txt');
    expect(manifestLine({ path: 'data/a b.txt', sha256 })).toBe(`${sha256}  data/a b.txt\n`);
  });

  it('give back any path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const path = `data/${name}`;
        const parsed = parseManifestLine(manifestLine({ path, sha256 }).slice(0, -1));
        expect(parsed).toEqual({ checksum: sha256, path });
      }),
    );
  });

  it('are read as others write them', () => {
    expect(parseManifestLine(`${sha256.toUpperCase()} *./data/x.txt\r`)).toEqual({
      checksum: sha256,
      path: 'data/x.txt',
    });
    expect(parseManifestLine('')).toBeUndefined();
    expect(parseManifestLine('not a line')).toBeUndefined();
    expect(manifestAlgorithm('manifest-sha512.txt')).toEqual({ tag: false, algorithm: 'sha512' });
    expect(manifestAlgorithm('tagmanifest-md5.txt')).toEqual({ tag: true, algorithm: 'md5' });
    expect(manifestAlgorithm('manifest-crc32.txt')).toBeUndefined();
    expect(manifestAlgorithm('data/manifest-sha256.txt')).toBeUndefined();
  });

  it('come in pieces', () => {
    const ledger = new Ledger();
    for (let n = 0; n < 5000; n += 1) ledger.add(`data/${n}`, n, sha256);
    const chunks = [...manifestChunks(ledger)];
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.join('').split('\n')).toHaveLength(5001);
    expect(ledger.get('data/4999')).toEqual({ path: 'data/4999', bytes: 4999, sha256 });
    expect(ledger.bytes).toBe((4999 * 5000) / 2);
    expect(() => ledger.add('data/1', 1, sha256)).toThrow('written twice');
  });
});

describe('bag-info', () => {
  it('folds long lines and leaves out what is empty', () => {
    const text = bagInfo([
      ['Source-Organization', 'OŠ Lipa'],
      ['Contact-Name', ' '],
      ['External-Description', 'word '.repeat(60)],
      ['Payload-Oxum', '12.3'],
    ]);
    expect(text).not.toContain('Contact-Name');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(80);
    expect(text).toMatch(/\n\tword /);
    const fields = parseBagInfo(text);
    expect(fields.get('external-description')).toBe('word '.repeat(60).trim());
    expect(fields.get('payload-oxum')).toBe('12.3');
  });

  it('cannot be broken by what people write', () => {
    expect(bagInfo([['Source-Organization', 'a\nPayload-Oxum: 9.9']])).toBe(
      'Source-Organization: a Payload-Oxum: 9.9\n',
    );
  });

  it('says sizes as disks are sold', () => {
    expect([999, 1000, 42_600_000_000].map(bagSize)).toEqual(['999 B', '1.0 KB', '42.6 GB']);
  });
});
