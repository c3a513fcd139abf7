import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoppedError, UsageError } from '../../shared/errors.ts';
import { countAnswers, createRun, findUnfinished, openRun, removeAllRuns } from '../../electron/runs/index.ts';
import type { NewRun, OkAnswer, RunStore } from '../../electron/runs/index.ts';

let folder: string;
let store: RunStore | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-runs-'));
});
afterEach(async () => {
  await store?.close().catch(() => undefined);
  store = undefined;
  await rm(folder, { recursive: true, force: true });
});

function newRun(more: Partial<NewRun> = {}): NewRun {
  return {
    stateRoot: join(folder, 'state'),
    out: join(folder, 'out'),
    username: 'ana',
    profile: 'etwinning-legacy',
    origins: { live: 'http://127.0.0.1:1', twinspace: 'http://127.0.0.1:2' },
    options: { include: ['twinspaces'] },
    ...more,
  };
}

function answer(address: string): Omit<OkAnswer, 'sha256' | 'bytes'> {
  return {
    outcome: 'ok',
    address,
    finalAddress: address,
    status: 200,
    headers: { 'content-type': 'text/html' },
    fetchedAt: '2022-03-01T10:00:00Z',
    attempts: 1,
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const page = (text: string): Buffer => Buffer.from(`<p>${text}`);

describe('a run', () => {
  it('remembers pages, parts and failures over a close', async () => {
    store = await createRun(newRun());
    const stored = await store.putBytes(answer('http://a/1'), page('one'));
    expect(stored.sha256).toBe(sha256(page('one')));
    const part = store.partPath('http://a/picture');
    await writeFile(part, 'picture');
    await store.putPart(
      { ...answer('http://a/picture'), sha256: sha256(Buffer.from('picture')), bytes: 7, mediaType: 'image/png' },
      part,
    );
    expect(existsSync(part)).toBe(false);
    await store.putFailure({ outcome: 'failed', address: 'http://a/x', reason: 'not-found', status: 404, attempts: 1 });
    await store.amend({ userId: '17' });
    const { directory } = store;
    const before = [...store.answers()];
    await store.close();

    store = await openRun(directory);
    expect([...store.answers()]).toEqual(before);
    expect(store.lost).toEqual([]);
    expect(store.header.userId).toBe('17');
    expect(store.counts).toEqual({ ok: 2, failed: 1, bytes: 13 });
    expect(await countAnswers(directory)).toEqual(store.counts);
    expect(await readFile(store.blobPath(stored.sha256), 'utf8')).toBe('<p>one');
    expect(store.get('http://a/picture')).toMatchObject({ mediaType: 'image/png' });
    store.forgetFailure('http://a/1');
    expect(store.get('http://a/1')).toBeDefined();
    store.forgetFailure('http://a/x');
    expect(store.get('http://a/x')).toBeUndefined();
  });

  it('keeps the same bytes once, in files that only the owner can read', async () => {
    const run = await createRun(newRun());
    store = run;
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => run.putBytes(answer(`http://a/${name}`), page('same'))));
    const blobs = await readdir(join(store.directory, 'blobs'), { recursive: true, withFileTypes: true });
    expect(blobs.filter((entry) => entry.isFile())).toHaveLength(1);
    expect(await readdir(join(store.directory, 'parts'))).toEqual([]);
    await store.putContent('live-profile', '{}');
    expect(await store.content('live-profile')).toBe('{}');
    if (process.platform !== 'win32') {
      for (const entry of await readdir(store.directory, { recursive: true })) {
        const { mode } = await stat(join(store.directory, entry));
        expect(mode & 0o077, entry).toBe(0);
      }
      expect((await stat(store.directory)).mode & 0o777).toBe(0o700);
    }
  });

  it('forgets and reports answers whose bytes vanished or shrank', async () => {
    store = await createRun(newRun());
    const gone = await store.putBytes(answer('http://a/gone'), page('gone'));
    const cut = await store.putBytes(answer('http://a/cut'), page('cut'));
    await store.putBytes(answer('http://a/kept'), page('kept'));
    await rm(store.blobPath(gone.sha256));
    await truncate(store.blobPath(cut.sha256), 2);
    await store.close();
    store = await openRun(store.directory);
    expect(store.lost.map((lost) => lost.address)).toEqual(['http://a/gone', 'http://a/cut']);
    expect([...store.answers()].map((kept) => kept.address)).toEqual(['http://a/kept']);
    expect(await store.findLost()).toEqual([]);
    await store.putBytes(answer('http://a/cut'), page('cut'));
    expect(await readFile(store.blobPath(cut.sha256))).toEqual(page('cut'));
    await store.close();
    store = await openRun(store.directory);
    expect(store.lost.map((lost) => lost.address)).toEqual(['http://a/gone']);
  });

  it('finds what was taken away while it was open', async () => {
    store = await createRun(newRun());
    const taken = await store.putBytes(answer('http://a/taken'), page('taken'));
    await store.putBytes(answer('http://a/kept'), page('kept'));
    await rm(store.blobPath(taken.sha256));
    expect(await store.findLost()).toEqual([taken]);
    expect(store.get('http://a/taken')).toBeUndefined();
    expect(store.counts.ok).toBe(1);
  });

  it('rejects one answer only when a part was taken away', async () => {
    store = await createRun(newRun());
    const taken = store.putPart(
      { ...answer('http://a/virus'), sha256: sha256(page('v')), bytes: 4 },
      store.partPath('x'),
    );
    await expect(taken).rejects.toMatchObject({ name: 'BlobRemovedError', address: 'http://a/virus' });
    await store.putBytes(answer('http://a/fine'), page('fine'));
    expect(store.get('http://a/virus')).toBeUndefined();
  });

  it('stops when its disk is gone, and goes on after a recheck', async () => {
    store = await createRun(newRun());
    const { directory } = store;
    await rm(directory, { recursive: true });
    await expect(store.putBytes(answer('http://a/1'), page('1'))).rejects.toMatchObject({ code: 'out-gone' });
    await expect(store.putFailure({ outcome: 'failed', address: 'b', reason: 'gone', attempts: 1 })).rejects.toThrow(
      StoppedError,
    );
    await expect(store.recheck()).rejects.toMatchObject({ code: 'out-gone' });
  });
});

describe('runs below one state root', () => {
  it('are found by folder, person and origins, the latest first', async () => {
    const runs = [
      newRun({ startedAt: '2022-03-01T10:00:00Z' }),
      newRun({ startedAt: '2022-03-02T10:00:00Z', username: 'bor' }),
      newRun({ startedAt: '2022-03-03T10:00:00Z', origins: { live: 'http://127.0.0.1:9' } }),
    ];
    for (const run of runs) await (await createRun(run)).close();
    const { stateRoot, out } = newRun();
    const all = await findUnfinished({ stateRoot });
    expect(all.map((run) => run.header.startedAt.slice(8, 10))).toEqual(['03', '02', '01']);
    expect(await findUnfinished({ stateRoot, out, username: 'ana' })).toHaveLength(2);
    expect(
      await findUnfinished({ stateRoot, out, username: 'ana', origins: { live: 'http://127.0.0.1:9' } }),
    ).toHaveLength(1);
    expect(await findUnfinished({ stateRoot, out: folder })).toEqual([]);
    await expect(createRun(newRun())).rejects.toMatchObject({ code: 'unfinished-run' });
  });

  it('leave nothing behind when they are destroyed or all removed', async () => {
    store = await createRun(newRun());
    await store.putBytes(answer('http://a/1'), page('1'));
    await store.destroy();
    expect(await readdir(folder)).toEqual([]);
    store = await createRun(newRun());
    await expect(removeAllRuns(newRun().stateRoot)).rejects.toMatchObject({ code: 'run-locked' });
    await store.close();
    await removeAllRuns(newRun().stateRoot);
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a newer version are refused by name', async () => {
    store = await createRun(newRun());
    const { directory, header } = store;
    await store.close();
    await writeFile(join(directory, 'run.json'), JSON.stringify({ ...header, version: 99, origins: 'else' }));
    await expect(openRun(directory)).rejects.toMatchObject({ code: 'run-newer', params: { version: 99 } });
    await expect(createRun(newRun())).rejects.toMatchObject({ code: 'run-newer' });
    await expect(findUnfinished({ ...newRun() })).rejects.toMatchObject({ code: 'run-newer' });
    expect(await findUnfinished({ stateRoot: newRun().stateRoot })).toEqual([]);
  });

  it('survive a damaged header file by its copy in the journal', async () => {
    store = await createRun(newRun());
    await store.putBytes(answer('http://a/1'), page('1'));
    await store.amend({ userId: '5' });
    await store.close();
    await writeFile(join(store.directory, 'run.json'), '{"version":');
    store = await openRun(store.directory);
    expect(store.header).toMatchObject({ username: 'ana', userId: '5' });
    expect(store.counts.ok).toBe(1);
  });

  it('are not begun in a folder that cannot be used', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(createRun(newRun({ stateRoot: join(folder, 'file') }))).rejects.toThrow(UsageError);
    await expect(openRun(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'nothing-to-resume' });
  });
});
