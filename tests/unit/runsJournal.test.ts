import { appendFile, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswerLog } from '../../electron/runs/answerLog.ts';
import { decodeRecord, encodeRecord, scanJournal } from '../../electron/runs/journal.ts';
import type { JournalRecord } from '../../electron/runs/journal.ts';
import { createRun, findUnfinished, openRun } from '../../electron/runs/index.ts';
import { MISSING_REASONS } from '../../shared/reasons.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-journal-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const record: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc.record({
    answer: fc.record({
      outcome: fc.constant('failed' as const),
      address: fc.string({ unit: 'grapheme' }),
      reason: fc.constantFrom(...MISSING_REASONS),
      attempts: fc.nat(9),
    }),
  }),
  fc.record({
    answer: fc.record({
      outcome: fc.constant('ok' as const),
      address: fc.webUrl(),
      finalAddress: fc.webUrl(),
      status: fc.constant(200),
      sha256: fc.constantFrom('a'.repeat(64), '0123456789abcdef'.repeat(4)),
      bytes: fc.nat(),
      headers: fc.dictionary(fc.constantFrom('etag', 'content-type'), fc.string({ unit: 'binary', maxLength: 30 })),
      fetchedAt: fc.constant('2022-03-01T10:00:00Z'),
      attempts: fc.nat(9),
    }),
  }),
);

async function scan(bytes: Uint8Array): Promise<{ records: JournalRecord[]; end: number }> {
  const path = join(folder, 'scan');
  await writeFile(path, bytes);
  const handle = await open(path, 'r');
  try {
    const records: JournalRecord[] = [];
    const scanning = scanJournal(handle);
    for (;;) {
      const step = await scanning.next();
      if (step.done === true) return { records, end: step.value.end };
      records.push(step.value.record);
    }
  } finally {
    await handle.close();
  }
}

/** As JSON has it: what matters is that what comes back was written. */
const keys = (records: readonly JournalRecord[]): string[] => records.map((one) => JSON.stringify(one));

describe('a journal', () => {
  it('gives back every record', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 20 }), async (records) => {
        const lines = records.map(encodeRecord);
        const { records: read, end } = await scan(Buffer.concat(lines));
        expect(keys(read)).toEqual(keys(records));
        expect(end).toBe(Buffer.concat(lines).length);
      }),
      { numRuns: 200 },
    );
  });

  it('cut at any byte gives back exactly the records before the cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(64),
        async (records, at, zeros) => {
          const lines = records.map(encodeRecord);
          const all = Buffer.concat(lines);
          const cut = at % all.length;
          // A power cut also leaves files lengthened by zeros.
          const { records: read, end } = await scan(Buffer.concat([all.subarray(0, cut), Buffer.alloc(zeros)]));
          const ends = lines.map((_, index) => Buffer.concat(lines.slice(0, index + 1)).length);
          const whole = ends.filter((position) => position <= cut).length;
          expect(keys(read)).toEqual(keys(records.slice(0, whole)));
          expect(end).toBe(whole === 0 ? 0 : ends[whole - 1]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('damaged at any bytes never gives a wrong record, and all that were not hit', async () => {
    const damage = fc.record({ at: fc.nat(), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        async (records, damages) => {
          const lines = records.map(encodeRecord);
          const all = Buffer.concat(lines);
          const hurt = Buffer.from(all);
          for (const { at, bytes } of damages)
            hurt.set(bytes.subarray(0, hurt.length - (at % hurt.length)), at % hurt.length);
          const untouched: JournalRecord[] = [];
          let offset = 0;
          lines.forEach((line, index) => {
            const same = hurt.subarray(offset, offset + line.length).equals(line);
            // A record also goes if the newline before it does.
            const begins = offset === 0 || hurt[offset - 1] === 0x0a;
            const one = records[index];
            if (same && begins && one !== undefined) untouched.push(one);
            offset += line.length;
          });
          const { records: read } = await scan(hurt);
          expect(keys(read)).toEqual(keys(untouched));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not take any line for a record', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeRecord(bytes)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
    const other = encodeRecord({ answer: { outcome: 'failed', address: 'a', reason: 'gone', attempts: 1 } });
    expect(decodeRecord(other.subarray(0, -1))).toBeDefined();
    expect(decodeRecord(other)).toBeUndefined();
  });

  it('goes on behind a torn tail', async () => {
    const path = join(folder, 'torn');
    const failed = (address: string): JournalRecord => ({
      answer: { outcome: 'failed', address, reason: 'gone', attempts: 1 },
    });
    const first = await AnswerLog.open(path, () => true);
    await first.log.append([failed('a'), failed('b')]);
    await first.log.close();
    await appendFile(path, encodeRecord(failed('c')).subarray(0, 25));
    const second = await AnswerLog.open(path, () => true);
    await second.log.append([failed('d')]);
    expect([...second.log.answers()].map(({ address }) => address)).toEqual(['a', 'b', 'd']);
    await second.log.close();
    const third = await AnswerLog.open(path, () => true);
    expect(third.log.damaged).toBe(0);
    expect(third.log.counts.failed).toBe(3);
    await third.log.close();
  });
});

it('state files filled with rubbish never crash and never make a run that was not', async () => {
  const stateRoot = join(folder, 'fuzz');
  const facts = { stateRoot, out: folder, username: 'ana', profile: 'p', origins: {} };
  const made = await createRun(facts);
  await made.putFailure({ outcome: 'failed', address: 'x', reason: 'gone', attempts: 1 });
  await made.close();
  const { directory } = made;
  const good = {
    header: await readFile(join(directory, 'run.json')),
    journal: await readFile(join(directory, 'journal')),
  };
  const rubbish = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.json().map((text) => Buffer.from(text)),
    fc.nat().map((at) => good.journal.subarray(0, at % good.journal.length)),
    fc.constantFrom(good.journal, good.header, Buffer.from('{"version":1}'), Buffer.from('{"version":1e99}')),
  );
  await fc.assert(
    fc.asyncProperty(rubbish, rubbish, fc.option(rubbish), async (header, journal, lock) => {
      await writeFile(join(directory, 'run.json'), header);
      await writeFile(join(directory, 'journal'), journal);
      // A lock that cannot be read costs a wait of 0.3 s; a few of them are enough.
      if (lock !== null && lock.length % 40 === 0) await writeFile(join(directory, 'lock'), lock);
      const found = await findUnfinished({ stateRoot });
      try {
        const store = await openRun(directory);
        expect(store.header.username).toBe('ana');
        for (const answer of store.answers()) expect(answer.address).toBe('x');
        await store.close();
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(nothing-to-resume|run-newer)$/) as string });
        expect(found).toEqual([]);
      }
      await expect(stat(join(directory, 'lock'))).rejects.toThrow();
    }),
    { numRuns: 150 },
  );
});
