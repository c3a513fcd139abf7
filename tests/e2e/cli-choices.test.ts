import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openArchive } from '../../electron/archive/read/index.ts';
import { verifyArchive } from '../../electron/archive/verify.ts';
import { createTranslate, loadLanguage } from '../../shared/i18n/index.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { faultsOf, readArchive } from './support/archive.ts';
import { newDesk, type Desk } from './support/cli.ts';
import { asked } from './support/requests.ts';
import { fetchedTwice, traces } from './support/truth.ts';

// What is chosen is saved, and nothing else is even asked for. A few choices; the long suite has all of them.
let platform: SamplePlatform;
let desk: Desk;
beforeAll(async () => {
  platform = await startSamplePlatform({
    ...{ seed: 17, spaces: 1, groups: 1, picturesPerSpace: 2, filesPerSpace: 2, pagesPerSpace: 1 },
    ...{ messages: 2, people: 2, oddLists: false, pageSize: 12 },
  });
});
afterAll(() => platform.close());
beforeEach(async () => {
  desk = await newDesk();
  platform.stats.reset();
});
afterEach(async () => {
  expect(traces(platform)).toEqual([]);
  expect(fetchedTwice(platform)).toEqual([]);
  await desk.clear();
});

it('--inventory lists everything as a table and writes nothing', async () => {
  const result = await desk.export(platform, ['--inventory']);
  expect(result.code, result.err).toBe(0);
  expect(result.out).toMatch(/^Kind +Count/m);
  expect(result.out).toMatch(/^pictures +\d+/m);
  expect(result.out).toMatch(/^Only linked elsewhere: \d+/m);
  expect(result.err).toMatch(/Signed in: Maja Novak/);
  expect(await desk.written()).toEqual([]);
  expect(await desk.runs()).toEqual([]);
  expect(asked(platform).filter((address) => /collabspace|\/download$|certificates?\/\w/.test(address))).toEqual([]);
});

it('--include of two kinds, with --json: nothing else is asked for, and the last line is `finished`', async () => {
  const result = await desk.export(platform, ['--include', 'labels,people', '--json', '--verbose']);
  expect(result.code, result.err).toBe(0);
  const needs = /certificate|^live \/projects\/project\/\d+$|^live \/people|^(?:live|twinspace|groups) \/files\//;
  expect(asked(platform).filter((address) => !needs.test(address))).toEqual([]);
  const events = result.events();
  expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
  const { zip, items, saved, missing, skipped, requests, seconds } = result.finished();
  expect(items).toBe(saved + missing + skipped);
  expect(requests).toBeGreaterThan(3);
  expect(seconds).toBeGreaterThan(0);
  expect(result.err).toBe('');
  const counts = events.filter(({ type }) => type === 'progress').at(-1)?.['counts'];
  expect(counts).toMatchObject({ found: items, saved, missing });
  const archive = await readArchive(zip);
  expect(await faultsOf(zip, archive)).toEqual([]);
  const kinds = new Set(archive.items.map(({ kind }) => kind));
  expect(kinds).toContain('certificate');
  expect(kinds).toContain('person');
  for (const kind of ['page', 'message', 'resource']) expect(kinds).not.toContain(kind);
});

it('--space of a space that is not there: missing, exit 3', async () => {
  const result = await desk.export(platform, ['--include', 'labels', '--space', '999999999', '--json']);
  expect(result.code).toBe(3);
  expect(result.finished().missing).toBeGreaterThan(0);
  const { items } = await readArchive(result.finished().zip);
  expect(items.find(({ kind }) => kind === 'space')).toMatchObject({ status: 'missing', reason: 'not-found' });
});

it('--concurrency is kept, --split makes parts that each verify', async () => {
  const result = await desk.export(platform, [
    ...['--include', 'twinspaces', '--json'],
    ...['--concurrency', '1', '--split', '2MB'],
  ]);
  expect(result.code, result.err).toBe(0);
  for (const count of platform.stats.maxConcurrentOf.values()) expect(count).toBe(1);
  const zips = result.finished().zips ?? [];
  expect(zips.length).toBeGreaterThan(1);
  expect(zips.length).toBeLessThan(6);
  for (const zip of zips)
    expect(await verifyArchive(zip, { signal: AbortSignal.timeout(60_000) })).toMatchObject({ ok: true });
});

it('without --json: a summary on stdout, progress on stderr, in the language wished for; verify finds what was changed', async () => {
  const result = await desk.export(platform, ['--include', 'labels,portfolio', '--lang=el']);
  expect(result.code).toBe(0);
  const greek = createTranslate(await loadLanguage('el'));
  expect(result.out).toContain(greek('cli:pupils'));
  expect(result.err).toContain(greek('cli:signedInAs', { name: 'Maja Novak' }));
  const zip = /^ {2}(.*\.zip)$/m.exec(result.out)?.[1] ?? '';
  const archive = await openArchive(zip, AbortSignal.timeout(60_000));
  for (const page of ['0-START-HERE.html', 'data/index.html', 'data/search.html'])
    expect(await archive.text(page)).toContain('<html lang="el"');
  expect(await archive.text('0-START-HERE.html')).toContain(greek('report:start.pupils'));
  expect(await archive.text('data/report.csv')).toContain(`${greek('report:columns.result')};`);
  archive.close();
  const checksum = await readFile(`${zip}.sha256`, 'utf8');
  expect(checksum).toMatch(new RegExp(`^[0-9a-f]{64} {2}${basename(zip).replaceAll('.', '\\.')}\n$`));

  const bytes = await readFile(zip);
  const at = bytes.indexOf('%PDF-');
  bytes.fill(0x58, at + 40, at + 60);
  await writeFile(`${zip}.bad.zip`, bytes);
  await writeFile(`${zip}.short.zip`, bytes.subarray(0, bytes.length / 2));
  const [good, bad, short] = await Promise.all([
    desk.run(['verify', zip, '--json']),
    desk.run(['verify', `${zip}.bad.zip`]),
    desk.run(['verify', `${zip}.short.zip`]),
  ]);
  expect(good.code).toBe(0);
  expect(good.events()).toEqual([expect.objectContaining({ type: 'verified', ok: true })]);
  expect(bad.code).toBe(3);
  expect(`${bad.out}${bad.err}`).not.toMatch(/^\s+at /m);
  expect(short.code).toBe(3);
});
