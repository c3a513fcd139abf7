import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ArchiveError, StoppedError } from '../../shared/errors.ts';
import { Ledger } from '../../electron/archive/bagLedger.ts';
import { receivedError, sentError } from '../../electron/archive/threadMessages.ts';
import { readBack } from '../../electron/archive/unpack.ts';
import { writeArchive } from '../../electron/archive/write.ts';
import { SourceChangedError } from '../../electron/archive/zipErrors.ts';
import { openZipHere } from '../../electron/archive/zipOutput.ts';
import type { OpenZip } from '../../electron/archive/zipOutput.ts';
import { hashEntry, zipEntries } from '../../electron/archive/zipRead.ts';
import { openZipInThread } from '../../electron/archive/zipThread.ts';
import type { Written, ZipInput } from '../../electron/archive/zipWriter.ts';
import { bundledCli } from '../../electron/cliBundle.mjs';
import { scratch, smallAccount, source, Staging, tinySite } from './archive-support.ts';

const base = scratch();
const { signal } = new AbortController();
const date = new Date(2015, 5, 7, 8, 9, 10);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const nowhere = join(base, 'nowhere.js');
let thread = '';
let count = 0;
const fresh = () => join(base, `${(count += 1)}.zip`);

beforeAll(async () => {
  thread = join(dirname(await bundledCli()), 'archiveThread.js');
  expect(existsSync(thread)).toBe(true);
}, 60_000);

async function file(name: string, bytes: Buffer): Promise<ZipInput['source']> {
  const path = join(base, name);
  await writeFile(path, bytes);
  return { type: 'file', path, bytes: bytes.length, sha256: sha256(bytes) };
}

/** More pages than may be on their way at once, files shorter and longer than a buffer, texts in pieces. */
async function inputs(): Promise<ZipInput[]> {
  const pages = Array.from({ length: 3000 }, (_, n) => ({
    name: `page ${n} ž.html`,
    date,
    stored: false,
    source: { type: 'bytes', bytes: Buffer.from(`<p>Ježek ${n}</p>`.repeat(1 + (n % 300))) } as const,
  }));
  const one = { date, stored: true };
  return [
    { ...one, name: 'empty.bin', source: await file('empty', Buffer.alloc(0)) },
    { ...one, name: 'short.jpg', source: await file('short', randomBytes(10)) },
    { ...one, name: 'buffer.jpg', source: await file('buffer', randomBytes(1024 * 1024)) },
    { ...one, name: 'long.jpg', source: await file('long', randomBytes(3_000_001)) },
    ...pages,
    { date, stored: false, name: 'small.txt', source: await file('small', Buffer.from('miš '.repeat(1000))) },
    { date, stored: false, name: 'large.txt', source: await file('large', Buffer.from('miš '.repeat(400_000))) },
    {
      ...one,
      stored: false,
      name: 'pieces.json',
      source: { type: 'chunks', chunks: ['ž'.repeat(700_000), '', 'b', 'c'.repeat(600_000)] },
    },
  ];
}

async function zipped(
  openZip: OpenZip,
  all: readonly ZipInput[],
): Promise<{ path: string; told: [string, Written][] }> {
  const path = fresh();
  const told: [string, Written][] = [];
  const zip = await openZip(path, 't', signal, (name, written) => told.push([name, written]));
  for (const input of all) await zip.add(input);
  const whole = await zip.finish();
  const bytes = await readFile(path);
  expect(whole).toEqual({ bytes: bytes.length, sha256: sha256(bytes) });
  return { path, told };
}

describe('a ZIP that is written in a thread of its own', () => {
  it('is the one that would be written here, and every entry is told of in its turn', async () => {
    const all = await inputs();
    const here = await zipped(openZipHere, all);
    const there = await zipped(openZipInThread(thread), all);
    expect(sha256(await readFile(there.path))).toBe(sha256(await readFile(here.path)));
    expect(there.told).toEqual(here.told);
    expect(there.told.map(([name]) => name)).toEqual(all.map(({ name }) => name));
    const read: [string, Written][] = [];
    for await (const entry of zipEntries(there.path, signal))
      read.push([entry.name.slice(2), await hashEntry(entry, signal)]);
    expect(read).toEqual(there.told);
  });

  it('is written here where there is no such thread', async () => {
    const all = (await inputs()).slice(0, 20);
    expect((await zipped(openZipInThread(nowhere), all)).told).toEqual((await zipped(openZipHere, all)).told);
  });

  it.each(['is gone', 'has other bytes', 'is longer'])('says so where a source %s', async (what) => {
    const path = join(base, what);
    if (what !== 'is gone') await writeFile(path, what === 'is longer' ? 'bytes and more' : 'bytes');
    const zip = await openZipInThread(thread)(fresh(), 't', signal, () => undefined);
    const declared = { type: 'file', path, bytes: 5, sha256: sha256(Buffer.from('Bytes')) } as const;
    await zip.add({ name: 'a', date, stored: true, source: declared });
    const error: unknown = await zip.settle().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SourceChangedError);
    expect(error).toMatchObject({ path });
    await zip.abort();
  });

  it('never writes over a file, stops when asked, and ends with whoever was told and failed', async () => {
    const openZip = openZipInThread(thread);
    const mine = fresh();
    await writeFile(mine, 'mine');
    await expect(openZip(mine, 't', signal, () => undefined)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(mine, 'utf8')).toBe('mine');

    const stop = new AbortController();
    const stopped = await openZip(fresh(), 't', stop.signal, () => undefined);
    const page = { date, stored: false, source: { type: 'bytes', bytes: Buffer.from('a') } } as const;
    await stopped.add({ name: 'a', ...page });
    stop.abort();
    await expect(stopped.settle()).rejects.toMatchObject({ code: 'interrupted' });
    await expect(stopped.finish()).rejects.toMatchObject({ code: 'interrupted' });
    await stopped.abort();

    const failing = await openZip(fresh(), 't', signal, (name) => {
      throw new Error(`written twice: ${name}`);
    });
    await failing.add({ name: 'b', ...page });
    await expect(failing.settle()).rejects.toThrow('written twice: b');
    await failing.abort();
  });
});

describe('errors of the thread', () => {
  it.each([
    new ArchiveError('archive-unreadable', { file: 'a.zip' }),
    new StoppedError('disk-full', { file: 'a.zip' }),
    new SourceChangedError('a.jpg', 'cannot be read'),
  ])('are here what they were there: $name', (error) => {
    const received = receivedError(structuredClone(sentError(error)));
    expect(received.constructor).toBe(error.constructor);
    expect(Object.entries(received)).toEqual(Object.entries(error));
  });
});

describe('an archive', () => {
  it.each(['a thread', 'no thread'])('is written and read back by two threads, or one: %s', async (which) => {
    const staging = new Staging(join(base, `staging ${which}`));
    const from = source(staging, await smallAccount(staging));
    const to = async (name: string) => {
      const out = join(base, which, name);
      await mkdir(out, { recursive: true });
      return out;
    };
    const options = { source: from, renderSite: tinySite, signal, keepUnpacked: false };
    const one = await writeArchive({ ...options, out: await to('one') });
    const script = which === 'a thread' ? thread : nowhere;
    const two = await writeArchive({ ...options, out: await to('two'), thread: script });
    expect(two.sha256).toBe(one.sha256);
  });

  it('is found damaged whichever thread reads the place', async () => {
    const path = fresh();
    const ledger = new Ledger();
    const zip = await openZipHere(path, 't', signal, (name, { bytes, sha256: sum }) => ledger.add(name, bytes, sum));
    const picture = randomBytes(1_000_000);
    for (let n = 0; n < 20; n += 1)
      await zip.add({ name: `${n}.jpg`, date, stored: true, source: { type: 'bytes', bytes: picture } });
    await zip.finish();
    const check = { zip: path, folder: 't', ledger, signal, thread, onProgress: () => undefined };
    await readBack(check);
    for (const [at, entry] of [
      [4_500_000, 't/4.jpg'],
      [12_500_000, 't/12.jpg'],
    ] as const) {
      const handle = await open(path, 'r+');
      const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
      const spoilt = Buffer.from([(buffer[0] ?? 0) ^ 1]);
      await handle.write(spoilt, 0, 1, at);
      await expect(readBack(check)).rejects.toMatchObject({ code: 'archive-damaged', params: { entry } });
      await handle.write(buffer, 0, 1, at);
      await handle.close();
    }
    await readBack(check);
    ledger.add('missing.jpg', 1, sha256(Buffer.from('a')));
    await expect(readBack(check)).rejects.toMatchObject({ params: { entry: 'missing.jpg' } });
  });
});
