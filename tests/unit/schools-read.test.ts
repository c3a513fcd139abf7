import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, rebuildSource, Workspace } from '../../electron/archive/read/index.ts';
import { writeArchive } from '../../electron/archive/write.ts';
import { removeItems } from '../../electron/app/remove.ts';
import { zipOf as makeZip } from '../sample-platform/zipfile.ts';
import { item, smallAccount, source, Staging, tinySite } from './archive-support.ts';

const signal = new AbortController().signal;
const tool = { name: 'TwinArk', version: '0.1.0' };
let folder = '';
let zip = '';
let unpackedTo = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-read-'));
  for (const name of ['out', 'pages']) await mkdir(join(folder, name));
  const staging = new Staging(join(folder, 'staging'));
  const items = await smallAccount(staging);
  const from = source(staging, items, { addresses: (id) => [`https://twinspace.etwinning.net/x/${id}`] });
  const options = { source: from, renderSite: tinySite, out: join(folder, 'out'), signal };
  const written = await writeArchive({ ...options, keepUnpacked: true });
  zip = written.zips[0] ?? '';
  unpackedTo = written.folder ?? '';
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A ZIP with names as given, however bad. */
async function zipOf(name: string, entries: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, makeZip(Object.entries(entries)));
  return path;
}

describe('an archive read again', () => {
  it.each(['ZIP', 'folder'])('gives back every item of a %s as it was', async (form) => {
    const archive = await openArchive(form === 'ZIP' ? zip : unpackedTo, signal);
    const staging = new Staging(join(folder, 'staging'));
    const before = source(staging, await smallAccount(staging)).items;
    archive.close();
    for (const [index, one] of archive.items.entries()) {
      const { order, views, hasContent, facts, ...rest } = before[index]!;
      expect(one).toMatchObject(rest);
      expect(one.role).toBe(before[index]!.role);
      expect(one.order).toBe(index);
    }
    expect(archive.items).toHaveLength(before.length);
    expect(archive.addresses(before[0]!.id)).toEqual([`https://twinspace.etwinning.net/x/${before[0]!.id}`]);
  });

  it('takes every distinct file out once, with its checksum', async () => {
    const archive = await openArchive(zip, signal);
    const workspace = await Workspace.create(folder);
    const chosen = archive.items.map((one) => ({ archive, item: one }));
    const rebuilt = await rebuildSource({ chosen, mentions: [], workspace, signal });
    const sums = new Set(archive.items.flatMap(({ binary }) => (binary ? [binary.sha256] : [])));
    const blobs = await readdir(join(workspace.folder, 'blobs'), { recursive: true, withFileTypes: true });
    expect(
      blobs
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...sums].sort());
    expect(rebuilt.items).toHaveLength(archive.items.length);
    archive.close();
    await workspace.remove();
    expect((await readdir(folder)).filter((name) => name.startsWith('.twinark-'))).toEqual([]);
  });
});

describe('what is no archive', () => {
  it.each(['../evil.txt', 'a/../../evil.txt', '/evil.txt', 'a\\..\\evil.txt'])(
    '%s: a name that would leave its folder',
    async (name) => {
      const slip = await zipOf('slip.zip', {
        'a/bagit.txt': 'BagIt-Version: 1.0',
        'a/data/inventory.json': '{}',
        [name]: 'x',
      });
      await expect(openArchive(slip, signal)).rejects.toMatchObject({ code: 'archive-unreadable' });
      expect(existsSync(join(folder, '..', 'evil.txt'))).toBe(false);
    },
  );

  it('one name twice in a ZIP: which of them would it be?', async () => {
    const path = join(folder, 'twice.zip');
    await writeFile(
      path,
      makeZip([
        ['a/bagit.txt', 'BagIt'],
        ['a/data/x.json', '{}'],
        ['a/data/x.json', '[]'],
      ]),
    );
    await expect(openArchive(path, signal)).rejects.toMatchObject({ code: 'archive-unreadable' });
  });

  it.each([
    [
      'no ZIP',
      async () => {
        const path = join(folder, 'no.zip');
        await writeFile(path, 'hello');
        return path;
      },
    ],
    ['no bag', () => zipOf('no-bag.zip', { 'a/b.txt': 'b' })],
    ['no inventory', () => zipOf('no-inventory.zip', { 'a/bagit.txt': 'BagIt-Version: 1.0\n' })],
    [
      'an empty folder',
      async () => {
        const path = join(folder, 'empty');
        await mkdir(path, { recursive: true });
        return path;
      },
    ],
  ])('%s is unreadable', async (_name, make) => {
    await expect(openArchive(await make(), signal)).rejects.toMatchObject({ code: 'archive-unreadable' });
  });
});

describe('the same bytes at two items', () => {
  const twin = async (identical: boolean, out: string) => {
    const archive = await openArchive(zip, signal);
    archive.close();
    const [first] = archive.items.filter(
      ({ binary }) => archive.items.filter((one) => one.binary?.sha256 === binary?.sha256 && binary).length > 1,
    );
    return removeItems({ file: zip, items: [first!.id], identical, out: join(folder, out), tool, signal });
  };

  it('only the named one goes, and the other is told', async () => {
    const result = await twin(false, 'one');
    expect(result.removed).toHaveLength(1);
    expect(result.identical).toHaveLength(1);
  });

  it('both go if that is wished', async () => {
    const result = await twin(true, 'both');
    expect(result.removed).toHaveLength(2);
    expect(result.identical).toEqual([]);
  });
});

it('a page takes its pictures along, but no page below it', async () => {
  const staging = new Staging(join(folder, 'staging2'));
  const page = item('page', 1, { space: '5' });
  const items = [
    item('space', 5, { space: '5' }),
    page,
    item('page', 2, { space: '5', parent: page.id }),
    item('image', 3, { space: '5', parent: page.id, binary: await staging.binary(Buffer.from('jpeg'), 'image/jpeg') }),
  ];
  const from = source(staging, items);
  const written = await writeArchive({
    source: from,
    renderSite: tinySite,
    out: join(folder, 'pages'),
    keepUnpacked: false,
    signal,
  });
  const file = written.zips[0]!;
  const result = await removeItems({
    file,
    items: [page.id],
    identical: false,
    out: join(folder, 'pages'),
    tool,
    signal,
  });
  expect(new Set(result.removed)).toEqual(new Set([items[3]!.id, page.id]));
});
