import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDownloadQueue, createFetcher } from '../../electron/download/index.ts';
import type { Settled } from '../../electron/download/index.ts';
import type { Gate } from '../../electron/net/types.ts';
import { createRun, openRun } from '../../electron/runs/index.ts';

// A really full disk: a tiny one in memory, which only root on Linux can make. Elsewhere the test says that it was skipped.
const folder = mkdtempSync(join(tmpdir(), 'twinark-full-'));
const mounted =
  process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!mounted)('on a full disk', () => {
  it('a run stops, loses nothing, and goes on when there is space again', async () => {
    const ballast = join(folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(2_000_000));
    let store = await createRun({
      stateRoot: join(folder, 'state'),
      out: folder,
      username: 'a',
      profile: 'p',
      origins: {},
    });
    const put = (number: number) =>
      store.putBytes(
        {
          outcome: 'ok',
          address: `http://a/${number}`,
          finalAddress: '',
          status: 200,
          headers: {},
          fetchedAt: '',
          attempts: 1,
        },
        Buffer.alloc(50_000, number),
      );
    const stored: string[] = [];
    const stopped = await (async () => {
      for (let number = 0; ; number += 1) stored.push((await put(number)).address);
    })().catch((error: unknown) => error);
    expect(stopped).toMatchObject({ code: 'disk-full', exitCode: 5 });
    expect(stored.length).toBeGreaterThan(5);
    await expect(put(200)).rejects.toMatchObject({ code: 'disk-full' });
    await expect(store.recheck()).rejects.toMatchObject({ code: 'disk-full' });

    await rm(ballast);
    await store.recheck();
    await put(201);
    const { directory } = store;
    await store.close();
    store = await openRun(directory);
    expect([...store.answers()].map(({ address }) => address)).toEqual([...stored, 'http://a/201']);
    expect(store.lost).toEqual([]);
    await store.destroy();
  });

  it('also when it is the journal that does not fit', async () => {
    const store = await createRun({
      stateRoot: join(folder, 'state'),
      out: folder,
      username: 'b',
      profile: 'p',
      origins: {},
    });
    const ballast = join(folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(3_900_000)).catch(() => undefined);
    const long = 'x'.repeat(3000);
    const stored: string[] = [];
    const stopped = await (async () => {
      for (let number = 0; ; number += 1) {
        const address = `${long}${number}`;
        await store.putFailure({ outcome: 'failed', address, reason: 'gone', attempts: 1 });
        stored.push(address);
      }
    })().catch((error: unknown) => error);
    expect(stopped).toMatchObject({ code: 'disk-full' });
    await rm(ballast);
    await store.close();
    const again = await openRun(store.directory);
    expect([...again.answers()].map(({ address }) => address)).toEqual(stored);
    await again.destroy();
  });

  it('downloads wait in the queue, and nothing is fetched twice that was stored', async () => {
    const store = await createRun({
      stateRoot: join(folder, 'state'),
      out: folder,
      username: 'c',
      profile: 'p',
      origins: {},
    });
    const ballast = join(folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(2_000_000));
    const asked: string[] = [];
    const gate: Gate = {
      requests: 0,
      pause: () => undefined,
      resume: () => undefined,
      view: () => Promise.reject(new Error('not asked')),
      async binary(address, { sink }) {
        asked.push(address);
        const body = Buffer.alloc(300_000, address);
        for (let at = 0; at < body.length; at += 50_000) await sink.write(body.subarray(at, at + 50_000));
        return {
          kind: 'binary',
          address,
          finalAddress: address,
          status: 200,
          headers: {},
          bytes: body.length,
          attempts: 1,
        };
      },
    };
    const settled: Settled[] = [];
    const queue = createDownloadQueue({
      fetcher: createFetcher({ gate, store, cap: 1_000_000 }),
      concurrency: 2,
      signal: new AbortController().signal,
      onSettled: (_, how) => void settled.push(how),
    });
    for (let i = 0; i < 9; i += 1)
      queue.add({ id: `${i}`, priority: 0, candidates: [{ address: `http://a/${i}`, expect: 'file' }] });
    await expect(queue.idle()).rejects.toMatchObject({ code: 'disk-full' });
    const before = settled.length;
    expect(before).toBeGreaterThan(2);
    await rm(ballast);
    await store.recheck();
    queue.resume();
    await queue.idle();
    expect(settled.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 9 }, () => 'saved'));
    // Two were under way when the disk was full; only they may have been asked for again.
    expect(asked.length).toBeLessThanOrEqual(11);
    await store.destroy();
  });
});
