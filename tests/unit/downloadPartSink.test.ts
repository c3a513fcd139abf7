import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PartSink } from '../../electron/download/partSink.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'twinark-sink-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const source = randomBytes(1_500_000);
const lengths = fc.array(fc.nat({ max: 300_000 }), { maxLength: 8 });

function cut(sizes: readonly number[]): Buffer[] {
  let at = 0;
  return sizes.map((size) => source.subarray(at, (at += size)));
}

describe('the part file of a download', () => {
  it('holds what came after the last beginning, in order, with its checksum', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, fc.option(lengths, { nil: undefined }), async (first, second) => {
        const path = join(folder, 'a.part');
        const sink = await PartSink.create(path);
        for (const chunk of cut(first)) await sink.write(chunk);
        if (second !== undefined) {
          await sink.restart();
          for (const chunk of cut(second)) await sink.write(chunk);
        }
        const expected = Buffer.concat(cut(second ?? first));
        expect(sink.length).toBe(expected.length);
        expect(await sink.finish()).toBe(createHash('sha256').update(expected).digest('hex'));
        expect(Buffer.compare(await readFile(path), expected)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('says what the disk refused, although it was written behind the caller', async () => {
    const sink = await PartSink.create(join(folder, 'b.part'));
    await sink.abandon();
    await sink.write(source.subarray(0, 300_000));
    await expect(sink.finish()).rejects.toThrow();
    await sink.abandon();
  });
});
