import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemRecord } from '../../shared/model/index.ts';
import { ITEM_KINDS } from '../../shared/model/index.ts';
import { createLayout, fileOf } from '../../electron/archive/layout.ts';
import { MAX_ENTRY_UNITS } from '../../electron/archive/layoutName.ts';
import { nameKey } from '../../electron/archive/names.ts';
import { item, ordered, scratch, smallAccount, Staging } from './archive-support.ts';

const account = { userId: '7', username: 'ana.novak', displayName: 'Ana Novak' };
const layoutOf = (items: readonly ItemRecord[], username = 'ana.novak', split = false) =>
  createLayout(
    { account: { ...account, username }, exportedAt: '2022-03-01T12:00:00Z', items: ordered(items) },
    { split },
  );

const binary = (mediaType = 'image/jpeg', originalName?: string) => ({
  url: 'https://twinspace.etwinning.net/files/collabspace/4/44/644/197644/images/ba77953d8.jpg',
  sha256: 'a'.repeat(64),
  bytes: 3,
  mediaType,
  fetchedAt: '2022-03-01T10:00:00Z',
  ...(originalName !== undefined && { originalName }),
});

describe('the layout', () => {
  it('puts every kind where the contract says', async () => {
    const items = await smallAccount(new Staging(join(scratch(), 'blobs')));
    const layout = layoutOf(items);
    const paths = Object.fromEntries(items.map(({ id }) => [id, layout.pathOf(id)]));
    const s = 'data/twinspaces/197644-naša-šola-naš-svet';
    expect(paths).toMatchObject({
      'twinspace-space-197644-197644': `${s}/index.html`,
      'twinspace-home-197644-197644': `${s}/home.html`,
      'twinspace-page-197644-1': `${s}/pages/Uvod _ Introduction.html`,
      'twinspace-page-197644-2': `${s}/pages/uvod _ introduction (2).html`,
      'twinspace-album-197644-5': `${s}/images/Izlet v Ljubljano/index.html`,
      'twinspace-image-197644-aa1': `${s}/images/Izlet v Ljubljano/Our class.jpg`,
      'twinspace-image-197644-aa2': `${s}/images/Izlet v Ljubljano/our class (2).jpg`,
      'twinspace-image-197644-aa3': `${s}/members/Žan Č.jpg`,
      'twinspace-member-197644-4': `${s}/members.html#twinspace-member-197644-4`,
      'twinspace-file-197644-9': `${s}/files/Načrti/2014/Načrt dela.pdf`,
      'twinspace-video-197644-1': `${s}/videos/index.html#twinspace-video-197644-1`,
      'twinspace-thread-197644-2': `${s}/forum/Staff room/Hello_.html`,
      'live-project--197644': `${s}/project.html`,
      'live-project--55': 'data/projects/55-another-project/project.html',
      'live-certificate--1': 'data/quality-labels/National Quality Label.pdf',
      'live-profile--7': 'data/portfolio/profile.html',
      'live-portfolio-entry--1': 'data/portfolio/index.html#live-portfolio-entry--1',
      'live-message--1': 'data/mailbox/inbox/Re_ Skype.html',
      'live-person--1': 'data/people/followers.html#live-person--1',
      'live-resource--1': 'data/resources/resource 1.html',
      'groups-space-8-8': 'data/groups/8-teachers-of-ελλάδα/index.html',
      'groups-file-8-10': undefined,
      'groups-page-8-11': undefined,
    });
    expect(layout.name).toBe('eTwinning_ana.novak_2022-03-01');
    expect(layout.folderOf('twinspace-image-197644-aa1')).toBe(s);
    expect(layout.folderOf('live-message--1')).toBe('data/mailbox');
    expect(layout.beside('twinspace-page-197644-1', '.json')).toBe(`${s}/pages/Uvod _ Introduction.json`);
    expect(layout.beside('twinspace-page-197644-1', '.html.txt')).toBe(`${s}/pages/Uvod _ Introduction.html.txt`);
    expect(layout.beside('twinspace-member-197644-4', '.json')).toBe(`${s}/members/member-4.json`);
    expect(layout.beside('twinspace-page-197644-1', '.json')).toBe(layout.beside('twinspace-page-197644-1', '.json'));
  });

  it('keeps a file named C#.jpg whole, and a page apart from its fragment', () => {
    const picture = item('image', 1, { space: '1', title: 'C#', binary: binary() });
    const layout = layoutOf([picture]);
    expect(layout.pathOf(picture.id)).toBe('data/twinspaces/1/images/C#.jpg');
    expect(fileOf(picture, 'x/a.html#b.jpg')).toBe('x/a.html#b.jpg');
    expect(fileOf({}, 'x/a.html#b')).toBe('x/a.html');
  });

  it('gives the same items the same paths, in whatever order they come', async () => {
    const items = ordered(await smallAccount(new Staging(join(scratch(), 'blobs'))));
    const one = createLayout({ account, exportedAt: '2022-03-01T12:00:00Z', items });
    const two = createLayout({ account, exportedAt: '2022-03-01T12:00:00Z', items: [...items].reverse() });
    for (const { id } of items) expect(two.pathOf(id)).toBe(one.pathOf(id));
  });

  it('flattens 60 nested folders to one with a hash, and tells chains apart', () => {
    const chain = (last: string) => [...Array.from({ length: 59 }, (_, level) => `Folder level ${level}`), last];
    const files = ['x', 'y'].map((last, index) =>
      item('file', index, { space: '197644', folder: chain(last), title: 'deep', binary: binary('application/pdf') }),
    );
    const shallow = item('file', 9, { space: '197644', folder: ['Folder level 0'], binary: binary('application/pdf') });
    const layout = layoutOf([...files, shallow]);
    const [x, y] = files.map(({ id }) => layout.pathOf(id) ?? '');
    expect(x).toMatch(/~[0-9a-f]{6}\/deep\.pdf$/);
    expect(x).not.toBe(y);
    for (const path of [x, y]) expect(`${layout.name}/${path}`.length).toBeLessThanOrEqual(MAX_ENTRY_UNITS);
  });

  it('is quick with 40,000 items', () => {
    const items: ItemRecord[] = [];
    for (let space = 0; space < 40; space += 1) {
      const s = { space: String(100_000 + space) };
      items.push(item('space', s.space, { ...s, title: 'Naša šola in okolje' }));
      for (let album = 0; album < 10; album += 1) {
        const parent = item('album', album, { ...s, title: 'Izlet' });
        items.push(parent);
        for (let n = 0; n < 98; n += 1) {
          items.push(
            item('image', `${album}x${n}`, {
              ...s,
              parent: parent.id,
              title: 'A rather long title of a picture of our class',
              binary: binary(),
            }),
          );
        }
      }
      for (let n = 0; n < 10; n += 1) items.push(item('page', n, { ...s, title: 'Page' }));
    }
    // Time of the processor, since other tests run beside this one: 0.6 s alone.
    const start = process.cpuUsage();
    const layout = layoutOf(items);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    expect(new Set(items.map(({ id }) => layout.pathOf(id))).size).toBe(items.length);
  });
});

const titles = fc.oneof(
  fc.constantFrom(
    'Photos',
    'photos',
    'PHOTOS',
    'index',
    'thumbs',
    'captions',
    'CON',
    'a/b',
    '..',
    '',
    'e\u0301',
    'é',
    '日本語のとても長いタイトル'.repeat(5),
  ),
  fc.string({ unit: 'grapheme', maxLength: 150 }),
);
const records = fc.record({
  kind: fc.constantFrom(...ITEM_KINDS),
  number: fc.integer({ min: 1, max: 99_999_999 }).map(String),
  title: titles,
  space: fc.constantFrom(undefined, '197644', '1', '99999999999999999999'),
  role: fc.constantFrom('twinspace', 'groups', 'live'),
  folder: fc.oneof(fc.array(titles, { maxLength: 4 }), fc.array(titles, { minLength: 20, maxLength: 60 })),
  type: fc.constantFrom('image/jpeg', 'image/png', 'application/pdf', 'text/html', undefined),
  name: fc.option(titles, { nil: undefined }),
});

describe('properties of the layout', () => {
  it('every path is unique on every system, safe, within 140 units with what stands beside it, whatever the items', () => {
    fc.assert(
      fc.property(
        fc.array(records, { maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.boolean(),
        (wild, username, split) => {
          const albums: string[] = [];
          const items = ordered(
            wild.map(({ type, name, space, ...rest }, index) => {
              const isBinary = ['image', 'file', 'certificate'].includes(rest.kind);
              const made = item(rest.kind, `${rest.number}-${index}`, {
                ...rest,
                ...(space !== undefined && { space }),
                ...(isBinary && { binary: binary(type ?? 'application/octet-stream', name) }),
                ...(rest.kind === 'image' && albums.length > 0 && { parent: albums[index % albums.length] ?? '' }),
              });
              if (rest.kind === 'album') albums.push(made.id);
              return made;
            }),
          );
          const layout = createLayout(
            { account: { ...account, username }, exportedAt: '2022-03-01T12:00:00Z', items },
            { split },
          );
          const longest = split ? '_99_part12of34' : '_999';
          const files = new Map<string, boolean>();
          for (const one of items) {
            const path = layout.pathOf(one.id) ?? '';
            const file = fileOf(one, path);
            expect(path).not.toBe('');
            // Only pages are shared, and only by fragments.
            if (files.has(nameKey(file)) && one.kind !== 'space') expect(path).toContain('#');
            files.set(nameKey(file), true);
            const beside = [
              layout.beside(one.id, '.json'),
              layout.beside(one.id, '.html.txt'),
              layout.beside(one.id, '-show-12.html'),
            ];
            expect(new Set(beside.map(nameKey)).size).toBe(3);
            for (const each of [file, ...beside]) {
              expect(`${layout.name}${longest}/${each}`.length).toBeLessThanOrEqual(MAX_ENTRY_UNITS);
              expect(each).toBe(each.normalize('NFC'));
              for (const segment of each.split('/')) {
                expect(segment).not.toMatch(/^[.\s]|[.\s]$|^$/u);
                expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(255);
              }
            }
            for (const each of beside) {
              expect(files.has(nameKey(each))).toBe(false);
              files.set(nameKey(each), false);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
