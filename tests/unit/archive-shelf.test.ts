import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bringBack, PartShelf } from '../../electron/app/shelf.ts';
import { verifyArchive, writeArchive, type WriteOptions, type WrittenArchive } from '../../electron/archive/index.ts';
import { planParts } from '../../electron/archive/split.ts';
import type { RenderSite } from '../../electron/archive/writePack.ts';
import { smallerParts } from '../../electron/archive/writeReplan.ts';
import { createRun, openRun, type RunStore } from '../../electron/runs/index.ts';
import { StoppedError } from '../../shared/errors.ts';
import type { ItemRecord } from '../../shared/model/index.ts';
import { item, scratch, source, Staging, tinySite } from './archive-support.ts';

// Archives in parts: none is longer than it may be, none has its name before all are verified, and where there is little room
// what a verified part holds is released, and comes back if the run is interrupted.
const base = scratch();
const { signal } = new AbortController();
const SPLIT = 1_500_000;
let turn = 0;

interface Run {
  readonly store: RunStore;
  readonly items: ItemRecord[];
  readonly out: string;
}

async function newRun(pictures: number): Promise<Run> {
  const out = join(base, `out${(turn += 1)}`);
  mkdirSync(out);
  const store = await createRun({
    ...{ stateRoot: join(base, `state${turn}`), out, username: 'ana.novak', profile: 'test', origins: {} },
  });
  const items = [item('space', '1', { space: '1', title: 'One' })];
  for (let n = 0; n < pictures; n += 1) {
    const address = `https://twinspace.example/${n}`;
    const { sha256, bytes } = await store.putBytes(
      { outcome: 'ok', address, finalAddress: address, status: 200, headers: {}, fetchedAt: '', attempts: 1 },
      randomBytes(400_000),
    );
    const binary = { url: address, sha256, bytes, mediaType: 'image/jpeg', fetchedAt: '2022-03-01T10:00:00Z' };
    items.push(item('image', `p${n}`, { space: '1', title: `Picture ${n}`, binary }));
  }
  return { store, items, out };
}

function write({ store, items, out }: Run, more: Partial<WriteOptions> = {}): Promise<WrittenArchive> {
  const blob = ({ sha256 }: { readonly sha256: string }): string => store.blobPath(sha256);
  const from = source(new Staging(base), items, { blob });
  return writeArchive({ source: from, renderSite: tinySite, out, signal, split: SPLIT, keepUnpacked: false, ...more });
}

function blobs({ store, items }: Run): string[] {
  return items.flatMap(({ binary }) => (binary && existsSync(store.blobPath(binary.sha256)) ? [binary.sha256] : []));
}

/** Interrupts while a part after the first one is packed. */
async function interruptedAfterOnePart(run: Run, more: Partial<WriteOptions> = {}): Promise<void> {
  const stop = new AbortController();
  let parts = 0;
  const writing = write(run, {
    ...more,
    signal: stop.signal,
    onProgress: (event) => {
      if (event.type === 'verifying') parts = Math.max(parts, 1);
      else if (parts === 1) stop.abort();
    },
  });
  await expect(writing).rejects.toMatchObject({ code: 'interrupted' });
}

describe('parts', () => {
  it('have no final name before all of them are verified', async () => {
    const run = await newRun(9);
    await interruptedAfterOnePart(run);
    expect(await readdir(run.out)).toEqual([]);
    expect(blobs(run)).toHaveLength(9);
    await run.store.destroy();
  });

  it('are planned again if one turns out longer than it may be', async () => {
    const out = join(base, 'replanned');
    mkdirSync(out);
    // Pages much longer than anybody would think.
    const site: RenderSite = async function* (from, layout, options) {
      yield* tinySite(from, layout, options);
      for (const { id, kind } of from.items) {
        const path = layout.pathOf(id);
        if (kind !== 'page' || path === undefined) continue;
        const bytes = randomBytes(150_000);
        yield { path: layout.beside(id, '.bin'), source: { type: 'bytes', bytes }, stored: true };
      }
    };
    const items = [item('space', '1', { space: '1', title: 'One' })];
    for (let n = 0; n < 40; n += 1) items.push(item('page', n, { space: '1', title: `Page ${n}` }));
    const from = source(new Staging(base), items);
    const archive = await writeArchive({
      source: from,
      renderSite: site,
      out,
      signal,
      split: SPLIT,
      keepUnpacked: false,
    });
    expect(archive.parts.length).toBeGreaterThan(3);
    for (const part of archive.parts) expect(part.bytes).toBeLessThanOrEqual(SPLIT);
    expect(new Set([...archive.items].map(({ id }) => id)).size).toBe(items.length);
    const placed = [...archive.items].filter(({ kind }) => kind === 'page');
    expect(new Set(placed.map(({ path }) => path)).size).toBe(40);
    expect((await readdir(out)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('a disk that takes no file over 4 GB', () => {
  const large = (count: number): ItemRecord[] =>
    Array.from({ length: count }, (_, n) =>
      item('file', n, {
        space: '1',
        binary: { url: '', sha256: `${n}`, bytes: 1.5e9, mediaType: 'video/mp4', fetchedAt: '' },
      }),
    );
  const refused = new StoppedError('file-too-large-for-disk');

  it('gets the archive in parts, although nobody asked for them', () => {
    const size = smallerParts(refused, large(4), undefined, undefined) ?? 0;
    expect(size).toBe(2 ** 32 - 1);
    expect(planParts(large(4), size)).toHaveLength(2);
  });

  it('is told to be too small for a single file that is longer', () => {
    expect(smallerParts(refused, large(1), undefined, undefined)).toBeUndefined();
    expect(smallerParts(new StoppedError('disk-full'), large(4), undefined, undefined)).toBeUndefined();
  });
});

describe('little room', () => {
  it('what a part holds is released once it is verified, and nothing is lost', async () => {
    const run = await newRun(9);
    const inAll = blobs(run).length;
    const left: number[] = [];
    const shelf = new PartShelf(run.store, run.out, run.items, signal);
    const archive = await write(run, {
      shelf: {
        restore: () => shelf.restore(),
        async keep(part, later) {
          const path = await shelf.keep(part, later);
          left.push(blobs(run).length);
          return path;
        },
      },
    });
    expect(left.length).toBe(archive.parts.length - 1);
    expect(left.at(-1)).toBeLessThanOrEqual(3);
    expect([...left].sort((a, b) => b - a)).toEqual(left);
    expect(new Set([...archive.items].filter(({ kind }) => kind === 'image').map(({ sha256 }) => sha256)).size).toBe(
      inAll,
    );
    for (const { zip, bytes } of archive.parts) {
      expect((await verifyArchive(zip, { signal })).ok).toBe(true);
      expect((await stat(zip)).size).toBe(bytes);
    }
    await run.store.destroy();
    expect((await readdir(run.out)).filter((name) => name.endsWith('.zip'))).toHaveLength(archive.parts.length);
  });

  it('interrupted, everything comes back out of the parts, and no byte has to be fetched again', async () => {
    const run = await newRun(9);
    const before = blobs(run);
    await interruptedAfterOnePart(run, { shelf: new PartShelf(run.store, run.out, run.items, signal) });
    expect(blobs(run).length).toBeLessThan(before.length);
    expect(await readdir(run.out)).toEqual([]);
    const { directory } = run.store;
    await run.store.close();
    const store = await openRun(directory, (blobPath) => bringBack(directory, blobPath, signal));
    expect(store.lost).toEqual([]);
    const again = { ...run, store };
    expect(blobs(again)).toEqual(before);
    expect(existsSync(join(directory, 'shelf'))).toBe(false);
    expect((await write(again)).lost).toEqual([]);
    await store.destroy();
  });

  it('a part that was damaged on the disk gives back what is good, and the rest is known to be lost', async () => {
    const run = await newRun(9);
    await interruptedAfterOnePart(run, { shelf: new PartShelf(run.store, run.out, run.items, signal) });
    const { directory } = run.store;
    await run.store.close();
    const shelf = join(directory, 'shelf');
    const [zip = ''] = (await readdir(shelf)).filter((name) => name.endsWith('.zip'));
    const { size } = await stat(join(shelf, zip));
    const file = await open(join(shelf, zip), 'r+');
    await file.write(Buffer.alloc(1000), 0, 1000, Math.floor(size / 2));
    await file.close();
    const store = await openRun(directory, (blobPath) => bringBack(directory, blobPath, signal));
    expect(store.lost).toHaveLength(1);
    await store.destroy();
  });
});
