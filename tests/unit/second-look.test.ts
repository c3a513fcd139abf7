import { describe, expect, it } from 'vitest';
import type { Pass } from '../../electron/app/pass.ts';
import { lookOnceMore, pagesInstead, thirdLook } from '../../electron/app/secondLook.ts';
import { createDownloadQueue, type Want } from '../../electron/download/index.ts';
import { FetchError } from '../../electron/net/index.ts';
import type { RunStore } from '../../electron/runs/index.ts';
import type { Reason } from '../../shared/reasons.ts';

const picture = (n: number): Want => ({
  id: `p${n}`,
  priority: 1,
  candidates: [
    { address: `http://t/${n}.jpg`, expect: 'image', original: true },
    { address: `http://t/${n}_opt.jpg`, expect: 'image', original: false },
  ],
});
const file = (n: number): Want => ({
  id: `f${n}`,
  priority: 1,
  candidates: [{ address: `http://t/f${n}`, expect: 'file' }],
});
const several = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** A run in which addresses failed for reasons, and pictures were saved as their reduced versions. */
function run(reasons: Readonly<Record<string, Reason>>, fallbacks: readonly Want[]) {
  const failures = new Map(Object.entries(reasons));
  const store = {
    get: (address: string) => {
      const reason = failures.get(address);
      return reason === undefined ? undefined : { outcome: 'failed', address, reason, attempts: 1 };
    },
    forgetFailure: (address: string) => failures.delete(address),
  } as unknown as RunStore;
  return { failures, store, collector: { fallbacks: () => [...fallbacks] } as unknown as Pass['collector'] };
}

describe('a third request for what got a page with 200', () => {
  it('not where the platform says that nothing is there', () => {
    const look = run(
      {
        'http://t/1.jpg': 'not-found',
        'http://t/2.jpg': 'not-an-image',
        'http://t/f1': 'wrong-type',
        'http://t/f2': 'gone',
      },
      [picture(1), picture(2)],
    );
    expect(pagesInstead(look, [file(1), file(2)])).toEqual({ originals: [picture(2)], lost: [file(1)] });
  });

  it('if they are few, or if the second one helped any', () => {
    const few = { originals: several(15, picture), lost: several(5, file) };
    const many = { originals: several(400, picture), lost: [] };
    const fewer = { originals: several(399, picture), lost: [] };
    expect(thirdLook(few, few)).toBe(few);
    expect(thirdLook(many, many)).toEqual({ originals: [], lost: [] });
    expect(thirdLook(many, fewer)).toBe(fewer);
  });

  it('waits, forgets what was answered, and asks for nothing else again', async () => {
    const { failures, ...look } = run({ 'http://t/1.jpg': 'not-an-image', 'http://t/f1': 'wrong-type' }, [picture(1)]);
    const asked: unknown[] = [];
    const pass = {
      collector: look.collector,
      queue: { failed: () => [file(1), file(2)] },
      retry: (more: readonly Want[], isMeant: (want: Want) => boolean) => {
        asked.push(
          more.map(({ id }) => id),
          [file(1), file(2)].filter(isMeant).map(({ id }) => id),
        );
        return Promise.resolve();
      },
    } as unknown as Pass;
    const first = pagesInstead(look, [file(1)]);
    // The second request had helped one.
    const before = { ...first, originals: [...first.originals, picture(2)] };
    const signal = new AbortController().signal;
    const started = performance.now();
    await lookOnceMore(pass, before, { store: look.store, signal, pauseMs: 10 });
    expect(performance.now() - started).toBeGreaterThan(45);
    expect(asked).toEqual([['p1'], ['f1']]);
    expect([...failures.keys()]).toEqual(['http://t/f1']);
  });

  it('ends with the run', async () => {
    const look = run({ 'http://t/1.jpg': 'not-an-image' }, [picture(1)]);
    const stop = new AbortController();
    const pass = { collector: look.collector, queue: undefined } as unknown as Pass;
    const waiting = lookOnceMore(pass, pagesInstead(look, []), {
      store: look.store,
      signal: stop.signal,
      pauseMs: 60_000,
    });
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
  });
});

it('the queue tries again what is meant, and keeps the rest as failed', async () => {
  const asked: string[] = [];
  const queue = createDownloadQueue({
    fetcher: {
      binary: ({ candidates: [first] }) => {
        asked.push(first?.address ?? '');
        return Promise.reject(new FetchError('wrong-type', first?.address ?? ''));
      },
      forgetFailures: () => undefined,
    },
    signal: new AbortController().signal,
    onSettled: () => undefined,
  });
  queue.add(file(1));
  queue.add(file(2));
  await queue.idle();
  expect(queue.retryFailed(({ id }) => id === 'f2')).toBe(1);
  await queue.idle();
  expect(asked).toEqual(['http://t/f1', 'http://t/f2', 'http://t/f2']);
  expect(queue.failed().map(({ id }) => id)).toEqual(['f1', 'f2']);
});
