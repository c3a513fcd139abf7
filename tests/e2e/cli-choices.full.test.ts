import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHOICES, type Choice } from '../../shared/model/index.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { faultsOf, readArchive } from './support/archive.ts';
import { newDesk, type Desk } from './support/cli.ts';
import { asked } from './support/requests.ts';
import { fetchedTwice, traces } from './support/truth.ts';

// What is chosen is saved, and nothing else is even asked for: every choice by itself, and every other option.
let platform: SamplePlatform;
let desk: Desk;
beforeAll(async () => {
  platform = await startSamplePlatform({
    seed: 17,
    spaces: 1,
    groups: 1,
    picturesPerSpace: 2,
    filesPerSpace: 2,
    pagesPerSpace: 1,
    messages: 2,
    people: 2,
    oddLists: false,
    pageSize: 12,
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

describe('--inventory', () => {
  it('lists everything as a table and writes nothing', async () => {
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

  it('as JSON: one object a line, nothing called saved', async () => {
    const result = await desk.export(platform, ['--inventory', '--json']);
    expect(result.code).toBe(0);
    const items = result.events().filter(({ type }) => type === 'item');
    expect(items.length).toBeGreaterThan(50);
    expect(new Set(items.map(({ item }) => (item as { status: string }).status))).toEqual(new Set(['found']));
    expect(result.events().at(-1)).toEqual({ type: 'inventory', items: items.length, missing: 0 });
  });
});

describe('--include', () => {
  const needs: Readonly<Record<Choice, RegExp>> = {
    twinspaces: /^twinspace \/|^live \/projects/,
    groups: /^groups \/|^twinspace \/files\//,
    labels: /certificate|^live \/projects\/project\/\d+$/,
    portfolio: /^live \/profile|^(?:live|twinspace|groups) \/files\//,
    mailbox: /^live \/messages|^(?:live|twinspace|groups) \/files\//,
    people: /^live \/people|^(?:live|twinspace|groups) \/files\//,
    resources: /^live \/resources|^(?:live|twinspace|groups) \/files\//,
    events: /^live \/events|^(?:live|twinspace|groups) \/files\//,
    'forum-posts': /^live \/partner-forum|^(?:live|twinspace|groups) \/files\//,
    learning: /^live \/learning|^(?:live|twinspace|groups) \/files\//,
  };
  it.each(CHOICES)('%s alone works and asks for nothing else', async (choice) => {
    const result = await desk.export(platform, ['--include', choice, '--json']);
    expect(result.code, result.err).toBe(0);
    expect(asked(platform).filter((address) => !needs[choice].test(address))).toEqual([]);
    const { zip, saved, bytes } = result.finished();
    const archive = await readArchive(zip);
    expect(await faultsOf(zip, archive)).toEqual([]);
    expect(saved).toBeGreaterThan(0);
    if (choice === 'labels') expect(bytes).toBeGreaterThan(0);
    const folders = new Set(archive.items.map(({ path }) => path.split('/')[1]));
    expect([...folders].length).toBeLessThanOrEqual(2);
  });
});

describe('other choices', () => {
  it('--exclude leaves kinds out, and says nothing of them', async () => {
    const kinds = CHOICES.filter((choice) => choice !== 'mailbox' && choice !== 'people').join(',');
    const result = await desk.export(platform, ['--exclude', kinds, '--json']);
    expect(result.code).toBe(0);
    const kindsOf = new Set((await readArchive(result.finished().zip)).items.map(({ kind }) => kind));
    expect(kindsOf).toContain('message');
    expect(kindsOf).toContain('person');
    for (const kind of ['page', 'certificate', 'resource']) expect(kindsOf).not.toContain(kind);
  });

  it('--space saves one space, by number or address, whatever kinds are chosen', async () => {
    const space = platform.truth.items.find(({ kind, role }) => kind === 'space' && role === 'groups')?.space ?? 0;
    const address = `${platform.origins.groups}/${space}/home`;
    const result = await desk.export(platform, ['--include', 'labels', '--space', address, '--json']);
    expect(result.code, result.err).toBe(0);
    const { items } = await readArchive(result.finished().zip);
    expect(new Set(items.flatMap((item) => item.space ?? []))).toEqual(new Set([String(space)]));
    expect(items.filter(({ kind }) => kind === 'page').length).toBeGreaterThan(0);
    expect(items.filter(({ kind, status }) => kind === 'certificate' && status === 'saved').length).toBeGreaterThan(0);
    expect(items.filter(({ status }) => status === 'skipped')).toEqual([]);
  });

  it('--space of a space that is not there: missing, exit 3', async () => {
    const result = await desk.export(platform, ['--include', 'labels', '--space', '999999999', '--json']);
    expect(result.code).toBe(3);
    expect(result.finished().missing).toBeGreaterThan(0);
    const { items } = await readArchive(result.finished().zip);
    expect(items.find(({ kind }) => kind === 'space')).toMatchObject({ status: 'missing', reason: 'not-found' });
  });

  it('--only-at-risk leaves out what is moved for certain', async () => {
    const result = await desk.export(platform, ['--only-at-risk', '--json']);
    expect(result.code).toBe(0);
    const { zip, skipped } = result.finished();
    const archive = await readArchive(zip);
    expect(await faultsOf(zip, archive)).toEqual([]);
    for (const item of archive.items) {
      const left = item.status === 'skipped' && item.reason === 'left-out';
      expect(left, item.id).toBe(item.verdict === 'moved');
    }
    expect(skipped).toBe(archive.items.filter(({ verdict }) => verdict === 'moved').length);
    expect(skipped).toBeGreaterThan(0);
  });

  it('--concurrency is kept, --split makes parts that each verify, names go on with _2', async () => {
    const spaces = ['--include', 'twinspaces', '--json'];
    const first = await desk.export(platform, [...spaces, '--concurrency', '1', '--split', '1MB']);
    expect(first.code, first.err).toBe(0);
    for (const count of platform.stats.maxConcurrentOf.values()) expect(count).toBe(1);
    const zips = first.finished().zips ?? [];
    expect(zips.length).toBeGreaterThan(1);
    for (const zip of zips) expect((await desk.run(['verify', zip])).code).toBe(0);

    platform.stats.reset();
    const labels = ['--include', 'labels', '--json'];
    const second = await desk.export(platform, labels);
    platform.stats.reset();
    const third = await desk.export(platform, labels);
    expect(basename(second.finished().zip)).toMatch(/\d\.zip$/);
    expect(third.finished().zip).toBe(second.finished().zip.replace(/\.zip$/, '_2.zip'));
  });

  it('--lang sets the language of messages and archive', async () => {
    const result = await desk.export(platform, ['--include', 'labels', '--lang', 'sl']);
    expect(result.code).toBe(0);
    expect(result.out).toMatch(/Vse je shranjeno/);
    expect(result.err).toMatch(/Prijav/i);
  });
});

describe('streams and verify', () => {
  it('without --json: a summary on stdout, progress on stderr; verify finds what was changed', async () => {
    const result = await desk.export(platform, ['--include', 'labels,portfolio']);
    expect(result.code).toBe(0);
    expect(result.out).toMatch(/^Everything was saved: \d+ items\./);
    expect(result.out).toMatch(/pupils' names and pictures/);
    expect(result.err).toMatch(/Packing the archive[^]*Finished|Reading the archive back/);
    const zip = /^ {2}(.*\.zip)$/m.exec(result.out)?.[1] ?? '';
    const checksum = await readFile(`${zip}.sha256`, 'utf8');
    expect(checksum).toMatch(new RegExp(`^[0-9a-f]{64} {2}${basename(zip).replaceAll('.', '\\.')}\n$`));

    const good = await desk.run(['verify', zip, '--json']);
    expect(good.code).toBe(0);
    expect(good.events()).toEqual([expect.objectContaining({ type: 'verified', ok: true })]);

    const bytes = await readFile(zip);
    const at = bytes.indexOf('%PDF-');
    bytes.fill(0x58, at + 40, at + 60);
    await writeFile(`${zip}.bad.zip`, bytes);
    const bad = await desk.run(['verify', `${zip}.bad.zip`]);
    expect(bad.code).toBe(3);
    expect(`${bad.out}${bad.err}`).not.toMatch(/^\s+at /m);
    await writeFile(`${zip}.short.zip`, bytes.subarray(0, bytes.length / 2));
    expect((await desk.run(['verify', `${zip}.short.zip`])).code).toBe(3);
  });

  it('with --json: one object a line, the last one is `finished`, nothing else on stdout', async () => {
    const result = await desk.export(platform, ['--include', 'labels,people', '--json', '--verbose']);
    const events = result.events();
    expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
    const { zip, items, saved, missing, skipped, requests, seconds } = result.finished();
    expect(items).toBe(saved + missing + skipped);
    expect(requests).toBeGreaterThan(3);
    expect(seconds).toBeGreaterThan(0);
    expect(zip).toMatch(/\.zip$/);
    expect(result.err).toBe('');
    const counts = events.filter(({ type }) => type === 'progress').at(-1)?.['counts'];
    expect(counts).toMatchObject({ found: items, saved, missing });
  });
});
