import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLayout, fileOf } from '../../electron/archive/layout.ts';
import type { ArchiveEntry } from '../../electron/archive/types.ts';
import type { FakeAccount } from './site-fixture.ts';
import { renderInto } from './site-fixture.ts';
import { sampleAccount } from './site-account.ts';

let folder = '';
let account: FakeAccount;
let entries: readonly ArchiveEntry[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(process.env['SITE_OUT'] ?? tmpdir(), 'site-'));
  account = await sampleAccount(path.join(folder, 'staging'));
  entries = await renderInto(account.source(), path.join(folder, 'out'));
});
afterAll(async () => {
  if (process.env['SITE_OUT'] === undefined) await rm(folder, { recursive: true, force: true });
});

function bytesOf(entry: ArchiveEntry): string {
  return entry.source.type === 'bytes' ? new TextDecoder().decode(entry.source.bytes) : '';
}

/** Written by the container, not by the site. */
const OTHERS = ['data/report.csv', 'data/report.xlsx', 'data/inventory.json'];

describe('the offline site', () => {
  it('never emits a path twice, also not in another case', () => {
    const paths = entries.map((entry) => entry.path.normalize('NFC').toLowerCase());
    expect(paths.filter((one, index) => paths.indexOf(one) !== index)).toEqual([]);
  });

  it('emits the file of every saved item', () => {
    const paths = new Set(entries.map((entry) => entry.path));
    const layout = createLayout(account.source());
    const lost = account.items.filter((item) => {
      const at = layout.pathOf(item.id);
      if (item.status !== 'saved') return false;
      return at === undefined || !paths.has(fileOf(item, at));
    });
    expect(lost.map((item) => item.id)).toEqual([]);
  });

  it('has no broken link: every address leads to an emitted file and every fragment exists', () => {
    const files = new Map(entries.map((entry) => [entry.path, entry]));
    const ids = new Map<string, Set<string>>();
    const broken: string[] = [];
    const idsOf = (file: string): Set<string> => {
      let found = ids.get(file);
      if (!found) {
        const $ = load(bytesOf(files.get(file)!));
        found = new Set(
          $('[id]')
            .toArray()
            .map((element) => $(element).attr('id') ?? ''),
        );
        expect(found.size).toBe($('[id]').length);
        ids.set(file, found);
      }
      return found;
    };
    let count = 0;
    for (const [file, entry] of files) {
      if (!file.endsWith('.html') || entry.source.type !== 'bytes') continue;
      const $ = load(bytesOf(entry));
      for (const element of $('[href], [src]').toArray()) {
        const address = $(element).attr('href') ?? $(element).attr('src') ?? '';
        if (/^(?:https?|mailto|tel):/.test(address)) continue;
        count += 1;
        const url = new URL(address, `file:///${file.split('/').map(encodeURIComponent).join('/')}`);
        const target = decodeURIComponent(url.pathname).slice(1);
        const fragment = decodeURIComponent(url.hash.slice(1));
        if (OTHERS.includes(target)) continue;
        if (!files.has(target)) broken.push(`${file} -> ${address}`);
        else if (fragment !== '' && !idsOf(target).has(fragment)) broken.push(`${file} -> ${address} (no such place)`);
      }
    }
    expect(broken).toEqual([]);
    expect(count).toBeGreaterThan(500);
  });

  it('carries no script below the root, and a policy on every page', () => {
    for (const entry of entries) {
      if (!entry.path.endsWith('.html') || entry.source.type !== 'bytes') continue;
      const $ = load(bytesOf(entry));
      const policy = $('meta[http-equiv="Content-Security-Policy"]').attr('content') ?? '';
      expect(policy).toContain("default-src 'none'");
      if (/^data\/[^/]+\.html$/.test(entry.path)) continue;
      expect($('script, form, iframe, object, embed, style, [style], [onclick], [onerror]').length, entry.path).toBe(0);
      expect(policy).not.toContain('script-src');
    }
  });

  it('never links uploaded pages or drawings, but names where they are', () => {
    const page = entries.find((entry) => entry.path.endsWith('/files/index.html'));
    const $ = load(bytesOf(page!));
    const links = $('main a')
      .toArray()
      .map((element) => $(element).attr('href') ?? '');
    expect(links.filter((href) => /igra|logo/.test(href))).toEqual([]);
    expect($('main').text()).toContain('files/igra.html');
    expect(links.some((href) => href.includes('%231'))).toBe(true);
  });

  it('puts data and the received page beside each text, without tokens', async () => {
    const data = entries.find((entry) => entry.path.endsWith('Naše dejavnosti.json'));
    const parsed: unknown = JSON.parse(bytesOf(data!));
    expect(parsed).toMatchObject({
      kind: 'page',
      title: 'Naše dejavnosti',
      author: 'Ana Novak',
      createdAt: '2012-10-05',
    });
    const received = await readFile(path.join(folder, 'out', data!.path.replace('.json', '.html.txt')), 'utf8');
    expect(received).toContain('Naše dejavnosti');
    expect(received).toContain('page=2');
    expect(received).toMatch(/^\uFEFF<!-- https:/);
    for (const secret of ['abcdef123', 'hidden-secret', '998877', 'tok-12345']) expect(received).not.toContain(secret);
  });

  it('is the same every time', async () => {
    const again = await renderInto(account.source(), path.join(folder, 'again'));
    expect(again.map((entry) => entry.path)).toEqual(entries.map((entry) => entry.path));
    expect(again.map(bytesOf)).toEqual(entries.map(bytesOf));
  });

  it('never says that all was saved when something is missing', () => {
    const cover = bytesOf(entries.find((entry) => entry.path === 'data/index.html')!);
    const missing = account.items.filter((item) => item.status === 'missing').length;
    const saved = account.items.filter((item) => item.status === 'saved').length;
    expect(cover).toContain(`Saved: ${saved} of ${saved + missing}.`);
    expect(cover).toContain(`Not saved: ${missing}.`);
    expect(cover).toContain('pupils&#39; names and pictures');
  });
});
