import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rm, stat, truncate, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadLanguage } from '../../shared/i18n/index.ts';
import { inventorySchema } from '../../shared/model/index.ts';
import { ArchiveError, StoppedError } from '../../shared/errors.ts';
import { verificationText, verifyArchive, writeArchive } from '../../electron/archive/index.ts';
import type { WriteOptions, WrittenArchive } from '../../electron/archive/index.ts';
import { nameKey } from '../../electron/archive/names.ts';
import { renderSite } from '../../electron/archive/site/index.ts';
import { zipEntries } from '../../electron/archive/zipRead.ts';
import type { Bytes } from '../../electron/archive/zipRead.ts';
import { has, item, run, scratch, smallAccount, source, Staging, tinySite } from './archive-support.ts';

await loadLanguage('sl');

const base = scratch();
const { signal } = new AbortController();
const staging = new Staging(join(base, 'staging'));

function place(name: string): string {
  mkdirSync(join(base, name), { recursive: true });
  return join(base, name);
}

async function write(out: string, more: Partial<WriteOptions> = {}): Promise<WrittenArchive> {
  const from = source(staging, await smallAccount(staging));
  return writeArchive({
    source: from,
    renderSite: tinySite,
    out: place(out),
    signal,
    keepUnpacked: false,
    ...more,
  });
}

async function namesIn(zip: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of zipEntries(zip, signal)) names.push(name);
  return names;
}

describe('writeArchive', () => {
  let archive: WrittenArchive;
  let zip = '';
  beforeAll(async () => {
    archive = await write('one', { keepUnpacked: true });
    zip = archive.zips[0] ?? '';
  });

  it('leaves a dated ZIP, its checksum and the unpacked folder, and nothing else', async () => {
    expect((await readdir(join(base, 'one'))).sort()).toEqual([
      'eTwinning_ana.novak_2022-03-01',
      'eTwinning_ana.novak_2022-03-01.zip',
      'eTwinning_ana.novak_2022-03-01.zip.sha256',
    ]);
    const sum = createHash('sha256')
      .update(await readFile(zip))
      .digest('hex');
    expect(archive.sha256).toBe(sum);
    expect(archive.bytes).toBe((await stat(zip)).size);
    expect(await readFile(`${zip}.sha256`, 'utf8')).toBe(`${sum}  ${basename(zip)}\n`);
  });

  it('has the start page first, the tag files last, and every name in one folder', async () => {
    const names = await namesIn(zip);
    expect(names).toHaveLength(archive.entries);
    expect(new Set(names).size).toBe(names.length);
    const top = 'eTwinning_ana.novak_2022-03-01/';
    expect(names.every((name) => name.startsWith(top) && name.length <= 140)).toBe(true);
    expect(names[0]).toBe(`${top}0-START-HERE.html`);
    expect(names.slice(-3).map((name) => name.slice(top.length))).toEqual([
      'manifest-sha256.txt',
      'bag-info.txt',
      'tagmanifest-sha256.txt',
    ]);
    for (const path of [
      'bagit.txt',
      'data/report.csv',
      'data/report.xlsx',
      'data/inventory.json',
      'data/inventory.schema.json',
      'data/assets/start.css',
      'data/twinspaces/197644-naša-šola-naš-svet/images/Izlet v Ljubljano/captions.csv',
    ]) {
      expect(names).toContain(top + path);
    }
  });

  it('has an inventory that says what is there, by the contract', async () => {
    const folder = archive.folder ?? '';
    const inventory = inventorySchema.parse(JSON.parse(await readFile(join(folder, 'data/inventory.json'), 'utf8')));
    expect(inventory.items).toEqual([...archive.items]);
    for (const { path, sha256, bytes, status, mediaType } of inventory.items) {
      if (status !== 'saved') {
        expect([path, sha256, bytes]).toEqual(['', '', 0]);
        continue;
      }
      const content = await readFile(join(folder, mediaType === 'text/html' ? path.replace(/#.*/, '') : path));
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
      expect(content.length).toBe(bytes);
    }
    const schema: unknown = JSON.parse(await readFile(join(folder, 'data/inventory.schema.json'), 'utf8'));
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
  });

  it("gives each file the item's own date, in the ZIP and unpacked", async () => {
    for await (const entry of zipEntries(zip, signal)) {
      if (!entry.name.endsWith('/Our class.jpg')) continue;
      expect(entry.date.getFullYear()).toBe(2012);
      expect(entry.date.getDate()).toBe(1);
      const [picture] = [...archive.items].filter(({ title }) => title === 'Our class');
      expect((await stat(join(archive.folder ?? '', picture?.path ?? ''))).mtime).toEqual(entry.date);
      return;
    }
    expect.unreachable('no such entry');
  });

  it('is a bag with a filled bag-info', async () => {
    const info = await readFile(join(archive.folder ?? '', 'bag-info.txt'), 'utf8');
    for (const label of [
      'Source-Organization: OŠ Lipa',
      'Bagging-Date: 2022-03-01',
      'Bag-Software-Agent: TwinArk 0.1.0',
      'External-Description: ',
      'External-Identifier: eTwinning_ana.novak_2022-03-01',
      'Bag-Size: ',
    ]) {
      expect(info).toContain(label);
    }
    const manifest = (await readFile(join(archive.folder ?? '', 'manifest-sha256.txt'), 'utf8')).trim().split('\n');
    expect(info).toMatch(new RegExp(`^Payload-Oxum: \\d+\\.${manifest.length}$`, 'm'));
  });

  it('stores pictures and deflates texts', async () => {
    if (!(await has('unzip', '-v'))) return;
    const { stdout } = await run('unzip', ['-v', zip]);
    expect(stdout).toMatch(/Stored.*Our class\.jpg/);
    expect(stdout).toMatch(/Defl.*inventory\.json/);
  });

  it.each([
    ['unzip', ['-tq'], 'No errors'],
    ['7z', ['t'], 'Everything is Ok'],
    ['bsdtar', ['-tf'], '0-START-HERE.html'],
  ])('%s accepts it', async (program, args, says) => {
    if (!(await has(program, '--help'))) {
      console.log(`skipped: no ${program} here`);
      return;
    }
    const { stdout } = await run(program, [...args, zip]);
    expect(stdout).toContain(says);
  });

  it('sha256sum -c accepts the ZIP and every file of the bag', async () => {
    if (!(await has('sha256sum', '--version'))) {
      console.log('skipped: no sha256sum here');
      return;
    }
    await run('sha256sum', ['-c', basename(`${zip}.sha256`)], { cwd: dirname(zip) });
    await run('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: archive.folder });
    await run('sha256sum', ['-c', '--quiet', 'tagmanifest-sha256.txt'], { cwd: archive.folder });
  });

  it('never overwrites: _2, _3', async () => {
    await mkdir(join(base, 'taken', 'eTwinning_ana.novak_2022-03-01_2'), { recursive: true });
    await writeFile(join(base, 'taken', 'eTwinning_ana.novak_2022-03-01.zip'), 'mine');
    const { zips } = await write('taken');
    expect(basename(zips[0] ?? '')).toBe('eTwinning_ana.novak_2022-03-01_3.zip');
    expect((await namesIn(zips[0] ?? ''))[0]).toBe('eTwinning_ana.novak_2022-03-01_3/0-START-HERE.html');
    expect(await readFile(join(base, 'taken', 'eTwinning_ana.novak_2022-03-01.zip'), 'utf8')).toBe('mine');
  });

  it('tells how far it is', async () => {
    const events: { type: string; done: number; of: number }[] = [];
    await write('progress', {
      onProgress: (event) =>
        events.push({ type: event.type, done: event.type === 'packing' ? event.entries : event.bytes, of: event.of }),
    });
    expect(events.every(({ done, of }) => done <= of)).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'verifying', done: events.at(-1)?.of });
  });

  it('writes pages that the site forgot, so that nothing saved is left out', async () => {
    const { items, zips } = await write('forgetful', {
      renderSite: async function* () {
        /* nothing */
      },
    });
    expect([...items].filter(({ status }) => status === 'saved').every(({ sha256 }) => sha256 !== '')).toBe(true);
    expect((await verifyArchive(zips[0] ?? '', { signal })).ok).toBe(true);
  });

  it('makes one archive with the offline site: every path short, safe and once', async () => {
    const { items, zips } = await write('site', { renderSite });
    expect(await verifyArchive(zips[0] ?? '', { signal })).toMatchObject({ ok: true, oxum: 'agrees' });
    const names = await namesIn(zips[0] ?? '');
    expect(new Set(names.map(nameKey)).size).toBe(names.length);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(140);
    const files = new Set(names.map((name) => name.slice(name.indexOf('/') + 1)));
    for (const { path, status, mediaType } of items) {
      if (status === 'saved') expect(files).toContain(mediaType === 'text/html' ? path.replace(/#.*/, '') : path);
    }
  });

  it('calls a vanished blob missing instead of failing, and says which', async () => {
    const own = new Staging(join(base, 'vanishing'));
    const items = await smallAccount(own);
    const victim = items.find(({ title }) => title === 'our class');
    await unlink(own.path(victim?.binary?.sha256 ?? ''));
    const { lost, items: inventory } = await writeArchive({
      source: source(own, items),
      renderSite: tinySite,
      out: place('vanished'),
      signal,
      keepUnpacked: false,
    });
    expect(lost).toEqual([victim?.id]);
    expect([...inventory].find(({ id }) => id === victim?.id)).toMatchObject({
      status: 'missing',
      reason: 'removed-by-security-software',
      path: '',
    });
  });

  it('notices bytes that changed in the staging folder, and begins again without them', async () => {
    const own = new Staging(join(base, 'changing'));
    const items = await smallAccount(own);
    const victim = items.find(({ title }) => title === 'our class');
    const path = own.path(victim?.binary?.sha256 ?? '');
    await writeFile(path, Buffer.alloc((await stat(path)).size, 'x'));
    const { lost } = await writeArchive({
      source: source(own, items),
      renderSite: tinySite,
      out: place('changed'),
      signal,
      keepUnpacked: false,
    });
    expect(lost).toEqual([victim?.id]);
  });

  it('does not make a folder that is gone, such as that of a stick pulled out', async () => {
    const items = await smallAccount(staging);
    const out = join(base, 'pulled-out');
    const writing = writeArchive({ source: source(staging, items), renderSite: tinySite, out, signal });
    await expect(writing).rejects.toMatchObject({ code: 'out-gone', exitCode: 5 });
    expect(existsSync(out)).toBe(false);
  });

  it('stops when asked, leaving nothing behind', async () => {
    const stop = new AbortController();
    const stopping = write('stopped', { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(stopping).rejects.toThrow(StoppedError);
    expect(await readdir(join(base, 'stopped'))).toEqual([]);
  });

  it('leaves nothing behind when the site fails', async () => {
    const failing = write('failed', {
      renderSite: async function* () {
        yield await Promise.resolve({
          path: 'data/index.html',
          source: { type: 'bytes', bytes: Buffer.from('x') },
          stored: false,
        } as const);
        throw new Error('broken template');
      },
    });
    await expect(failing).rejects.toThrow('broken template');
    expect(await readdir(join(base, 'failed'))).toEqual([]);
  });
});

describe('verifyArchive', () => {
  let zip = '';
  let folder = '';
  const damagedCopy = async (name: string) => {
    const copy = join(base, `${name}.zip`);
    await copyFile(zip, copy);
    return copy;
  };
  beforeAll(async () => {
    const archive = await write('verify', { keepUnpacked: true });
    zip = archive.zips[0] ?? '';
    folder = archive.folder ?? '';
  });

  it('says all is well, of the ZIP and of the folder', async () => {
    for (const path of [zip, folder]) {
      const result = await verifyArchive(path, { signal });
      expect(result).toMatchObject({ ok: true, damaged: [], missing: [], extra: [], oxum: 'agrees' });
      expect(verificationText(result, 'sl')).toHaveLength(1);
    }
  });

  it('finds one damaged byte in a stored picture', async () => {
    const copy = await damagedCopy('byte');
    const at = (await readFile(copy)).indexOf('\u00ff\u00d8\u00ffone', 0, 'latin1');
    expect(at).toBeGreaterThan(0);
    const file = await open(copy, 'r+');
    await file.write(Buffer.from('O'), 0, 1, at + 3);
    await file.close();
    const result = await verifyArchive(copy, { signal });
    expect(result.ok).toBe(false);
    expect(result.damaged).toHaveLength(1);
    expect(result.damaged[0]).toMatch(/\.jpg$/);
    expect(verificationText(result, 'en').join('\n')).toContain('1 file is damaged');
  });

  it('finds a damaged byte wherever it is', async () => {
    const bytes = await readFile(zip);
    let found = 0;
    const places = Array.from({ length: 40 }, (_, index) => Math.floor((bytes.length * (index + 0.5)) / 40));
    for (const at of places) {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 0xff;
      const path = join(base, 'anywhere.zip');
      await writeFile(path, copy);
      const fine = await verifyArchive(path, { signal }).then(
        (result) => result.ok,
        (error: unknown) => {
          expect(error).toBeInstanceOf(ArchiveError);
          return false;
        },
      );
      if (!fine) found += 1;
    }
    // Dates and rights in the headers are not part of any file.
    expect(found).toBeGreaterThan(places.length * 0.6);
  });

  it('finds a removed, a damaged and an added file of a folder, and overlooks what systems leave', async () => {
    const copy = join(base, 'copy');
    await run('cp', ['-r', folder, copy]);
    await writeFile(join(copy, 'data', 'Thumbs.db'), 'x');
    await writeFile(join(copy, 'data', '.DS_Store'), 'x');
    await writeFile(join(copy, 'data', 'quality-labels', 'desktop.ini'), 'x');
    expect((await verifyArchive(copy, { signal })).ok).toBe(true);
    await rm(join(copy, 'data/quality-labels/National Quality Label.pdf'));
    await writeFile(join(copy, 'data/index.html'), 'changed');
    await writeFile(join(copy, 'data/added.txt'), 'x');
    const result = await verifyArchive(copy, { signal });
    expect(result).toMatchObject({
      ok: false,
      missing: ['data/quality-labels/National Quality Label.pdf'],
      damaged: ['data/index.html'],
      extra: ['data/added.txt'],
      oxum: 'differs',
    });
    expect(verificationText(result, 'sl').join('\n')).toContain('1 datoteka manjka');
  });

  it('finds changed tag files', async () => {
    const copy = join(base, 'tags');
    await run('cp', ['-r', folder, copy]);
    await writeFile(join(copy, '0-START-HERE.html'), 'other');
    expect((await verifyArchive(copy, { signal })).damaged).toEqual(['0-START-HERE.html']);
  });

  it('accepts a folder around the folder, as "Extract All" makes it', async () => {
    const around = join(base, 'around');
    await mkdir(around);
    await run('cp', ['-r', folder, around]);
    expect((await verifyArchive(around, { signal })).ok).toBe(true);
  });

  it.each([
    ['a truncated ZIP', async (path: string) => truncate(path, (await stat(path)).size - 100)],
    ['half a ZIP', async (path: string) => truncate(path, Math.floor((await stat(path)).size / 2))],
    ['no ZIP', (path: string) => writeFile(path, 'hello')],
    ['nothing', (path: string) => rm(path)],
  ])('calls %s unreadable', async (_, spoil) => {
    const copy = await damagedCopy('spoilt');
    await spoil(copy);
    await expect(verifyArchive(copy, { signal })).rejects.toMatchObject({ code: 'archive-unreadable' });
  });

  it('refuses a folder and a ZIP that are no bags', async () => {
    const empty = join(base, 'no-bag');
    await mkdir(empty);
    await expect(verifyArchive(empty, { signal })).rejects.toMatchObject({ code: 'archive-unreadable' });
  });

  it('checks bags made by others: SHA-512 and MD5, encoded and plain names, CRLF', async () => {
    const bag = join(base, 'foreign');
    await mkdir(join(bag, 'data'), { recursive: true });
    await writeFile(join(bag, 'bagit.txt'), 'BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n');
    const sum = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');
    await writeFile(join(bag, 'data', '100% new\nline.txt'), 'one');
    await writeFile(join(bag, 'data', 'b.txt'), 'two');
    const lines = (algorithm: string) =>
      `${sum(algorithm, 'one').toUpperCase()}  data/100%25 new%0Aline.txt\r\n${sum(algorithm, 'two')} *data/b.txt\r\n`;
    await writeFile(join(bag, 'manifest-sha512.txt'), lines('sha512'));
    await writeFile(join(bag, 'manifest-md5.txt'), lines('md5'));
    await writeFile(join(bag, 'bag-info.txt'), 'Payload-Oxum: 6.2\r\n');
    expect(await verifyArchive(bag, { signal })).toMatchObject({ ok: true, oxum: 'agrees' });
    await writeFile(join(bag, 'data', 'b.txt'), 'Two');
    expect((await verifyArchive(bag, { signal })).damaged).toEqual(['data/b.txt']);
  });

  it('stops when asked', async () => {
    const stop = new AbortController();
    await expect(verifyArchive(zip, { signal: stop.signal, onProgress: () => stop.abort() })).rejects.toMatchObject({
      code: 'interrupted',
    });
  });
});

describe('parts', () => {
  it('are complete bags, do not tear spaces, and name each other', async () => {
    const own = new Staging(join(base, 'large'));
    const items = await smallAccount(own);
    for (const space of ['1', '2', '3']) {
      items.push(item('space', space, { space, title: `Project ${space}` }));
      for (let n = 0; n < 4; n += 1) {
        const bytes = Buffer.alloc(300_000, `${space}${n}`);
        items.push(
          item('image', `p${n}`, { space, title: `Picture ${n}`, binary: await own.binary(bytes, 'image/jpeg') }),
        );
      }
    }
    const archive = await writeArchive({
      source: source(own, items),
      renderSite: tinySite,
      out: place('parts'),
      signal,
      split: 3_000_000,
      keepUnpacked: false,
    });
    expect(archive.zips.length).toBeGreaterThan(1);
    expect(basename(archive.zips[0] ?? '')).toBe(`eTwinning_ana.novak_2022-03-01_part1of${archive.zips.length}.zip`);
    const placed = new Map<string, Set<number>>();
    for (const [index, part] of archive.parts.entries()) {
      expect(part.bytes).toBeLessThanOrEqual(3_000_000);
      expect((await verifyArchive(part.zip, { signal })).ok).toBe(true);
      expect(existsSync(`${part.zip}.sha256`)).toBe(true);
      for (const one of part.items)
        if (one.space !== undefined) {
          const key = `${one.id.split('-')[0] ?? ''}/${one.space}`;
          placed.set(key, (placed.get(key) ?? new Set()).add(index));
        }
      for await (const entry of zipEntries(part.zip, signal)) {
        if (!entry.name.endsWith('0-START-HERE.html')) continue;
        const page = await streamText(await entry.open());
        for (const zip of archive.zips) expect(page).toContain(basename(zip));
        for (const title of ['Project 1', 'Project 2', 'Project 3', 'Naša šola, naš svet'])
          expect(page).toContain(title);
        break;
      }
    }
    for (const parts of placed.values()) expect(parts.size).toBe(1);
    expect([...archive.items]).toHaveLength(items.length);
  });

  it('tear a space only where it alone is larger than a part', async () => {
    const own = new Staging(join(base, 'huge'));
    const album = item('album', 1, { space: '1', title: 'All' });
    const items = [item('space', '1', { space: '1', title: 'Huge' }), item('page', 1, { space: '1' }), album];
    for (let n = 0; n < 9; n += 1) {
      items.push(
        item('image', `p${n}`, {
          space: '1',
          parent: album.id,
          title: `Picture ${n}`,
          binary: await own.binary(Buffer.alloc(600_000, n + 1), 'image/jpeg'),
        }),
      );
    }
    const archive = await writeArchive({
      source: source(own, items),
      renderSite: tinySite,
      out: place('torn'),
      signal,
      split: 2_000_000,
      keepUnpacked: false,
    });
    expect(archive.zips.length).toBeGreaterThan(2);
    const pictures = [...archive.items].filter(({ kind }) => kind === 'image');
    expect(new Set(pictures.map(({ id }) => id)).size).toBe(9);
    expect(pictures).toHaveLength(9);
    for (const part of archive.parts) {
      expect(part.bytes).toBeLessThanOrEqual(2_000_000);
      expect([...part.items].some(({ kind }) => kind === 'space')).toBe(true);
    }
  });
});

async function streamText(stream: Bytes): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
