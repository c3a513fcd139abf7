import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import type { ItemContent, ItemKind, ItemRecord, Mention } from '../../shared/model/index.ts';
import { fileOf } from '../../electron/archive/layout.ts';
import type { ArchiveSource } from '../../electron/archive/types.ts';
import type { RenderSite } from '../../electron/archive/writePack.ts';

export const run = promisify(execFile);

/** A folder for one test file, removed at its end. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'twinark-archive-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Whether a program is on this machine. */
export async function has(program: string, ...args: string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    (error: unknown) => !(error instanceof Error && 'code' in error && error.code === 'ENOENT'),
  );
}

export function item(kind: ItemKind, number: string | number, more: Partial<ItemRecord> = {}): ItemRecord {
  const space = more.space ?? '';
  return {
    id: `${more.role ?? 'twinspace'}-${kind}-${space}-${number}`,
    kind,
    role: 'twinspace',
    number: String(number),
    title: `${kind} ${number}`,
    sourceUrl: `https://twinspace.etwinning.net/${space}/${kind}/${number}`,
    folder: [],
    order: 0,
    verdict: 'deleted',
    rule: 'test',
    status: 'saved',
    views: [],
    hasContent: false,
    ...more,
  };
}

/** Gives items the order in which they stand, as the walk does. */
export function ordered(items: readonly ItemRecord[]): ItemRecord[] {
  return items.map((one, order) => ({ ...one, order }));
}

/** A staging folder with blobs by hash. */
export class Staging {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  path(sha256: string): string {
    return join(this.folder, sha256);
  }

  async binary(bytes: Uint8Array, mediaType: string, more: Partial<NonNullable<ItemRecord['binary']>> = {}) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.path(sha256), bytes);
    const url = `https://twinspace.etwinning.net/files/${sha256.slice(0, 8)}`;
    return { url, sha256, bytes: bytes.length, mediaType, fetchedAt: '2022-03-01T10:00:00Z', ...more };
  }
}

export function source(
  staging: Staging,
  items: readonly ItemRecord[],
  more: Partial<ArchiveSource> & { contents?: ReadonlyMap<string, ItemContent>; mentionList?: Mention[] } = {},
): ArchiveSource {
  return {
    account: { userId: '7', username: 'ana.novak', displayName: 'Ana Novak', school: 'OŠ Lipa' },
    exportedAt: '2022-03-01T12:00:00Z',
    tool: { name: 'TwinArk', version: '0.1.0' },
    language: 'en',
    items: ordered(items),
    mentions: more.mentionList ?? [],
    content: (id) => Promise.resolve(more.contents?.get(id)),
    received: () => [],
    blob: (binary) => staging.path(binary.sha256),
    resolve: () => undefined,
    isPlatform: (address) => address.includes('etwinning.net'),
    ...more,
  };
}

/** The smallest offline site: an overview and one page for each text item's file. */
export const tinySite: RenderSite = async function* (from, layout, { signal }) {
  const entry = (path: string, text: string) =>
    ({ path, source: { type: 'bytes', bytes: Buffer.from(text) }, stored: false }) as const;
  yield entry('data/index.html', '<!doctype html><title>Archive</title>');
  yield entry('data/report.html', '<!doctype html><title>Report</title>');
  const done = new Set<string>();
  for (const one of from.items) {
    signal.throwIfAborted();
    const path = layout.pathOf(one.id);
    if (path === undefined || one.binary !== undefined) continue;
    const file = fileOf(one, path);
    if (done.has(file)) continue;
    done.add(file);
    yield await Promise.resolve(entry(file, `<!doctype html><title>${one.kind}</title>`));
    yield entry(layout.beside(one.id, '.json'), JSON.stringify({ id: one.id }));
  }
};

/** An account with a bit of everything. */
export async function smallAccount(staging: Staging): Promise<ItemRecord[]> {
  const jpeg = (text: string) =>
    staging.binary(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from(text)]), 'image/jpeg');
  const s = { space: '197644' };
  const album = item('album', 5, { ...s, title: 'Izlet v Ljubljano' });
  const member = item('member', 3, { ...s, title: 'Žan Č.' });
  const picture = await jpeg('one');
  return [
    item('space', 197644, { ...s, title: 'Naša šola, naš svet' }),
    item('home', 197644, { ...s }),
    item('page', 1, { ...s, title: 'Uvod / Introduction', createdAt: '2014-05-06' }),
    item('page', 2, { ...s, title: 'uvod / introduction' }),
    album,
    item('image', 'aa1', {
      ...s,
      parent: album.id,
      title: 'Our class',
      binary: picture,
      createdAt: '2012-06-01',
      author: '=cmd()',
    }),
    item('image', 'aa2', { ...s, parent: album.id, title: 'our class', binary: await jpeg('two') }),
    item('image', 'aa3', { ...s, parent: member.id, title: 'picture', binary: { ...picture, original: false } }),
    member,
    item('member', 4, { ...s, title: 'Ana Novak' }),
    item('file', 9, {
      ...s,
      folder: ['Načrti', '2014'],
      title: 'plan',
      binary: await staging.binary(Buffer.from('%PDF-1.4 plan'), 'application/pdf', { originalName: 'Načrt dela.pdf' }),
    }),
    item('video', 1, { ...s }),
    item('thread', 2, { ...s, folder: ['Staff room'], title: 'Hello?' }),
    item('project', 197644, { role: 'live', title: 'Our project' }),
    item('project', 55, { role: 'live', title: 'Another project' }),
    item('certificate', 1, {
      role: 'live',
      title: 'National Quality Label',
      binary: await staging.binary(Buffer.from('%PDF-1.4 label'), 'application/pdf', {
        originalName: 'certificate.pdf',
      }),
    }),
    item('profile', 7, { role: 'live', title: 'Ana Novak' }),
    item('portfolio-entry', 1, { role: 'live' }),
    item('message', 1, { role: 'live', folder: ['inbox'], title: 'Re: Skype' }),
    item('person', 1, { role: 'live', folder: ['followers'] }),
    item('resource', 1, { role: 'live' }),
    item('event', 1, { role: 'live' }),
    item('forum-post', 1, { role: 'live' }),
    item('learning', 1, { role: 'live' }),
    item('space', 8, { role: 'groups', space: '8', title: 'Teachers of Ελλάδα' }),
    item('file', 10, {
      role: 'groups',
      space: '8',
      status: 'missing',
      reason: 'not-found',
      attempts: 4,
      title: 'lost.doc',
    }),
    item('page', 11, { role: 'groups', space: '8', status: 'skipped', reason: 'not-visible', title: 'secret' }),
  ];
}
