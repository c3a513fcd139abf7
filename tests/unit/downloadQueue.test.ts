import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDownloadQueue, priorityOf } from '../../electron/download/index.ts';
import type { BinarySource, Got, Settled, Want } from '../../electron/download/index.ts';
import { FetchError } from '../../electron/net/types.ts';
import { StoppedError } from '../../shared/errors.ts';
import type { Reason } from '../../shared/reasons.ts';

const got: Got = {
  binary: { url: 'x', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'image/png', fetchedAt: '' },
  attempts: 1,
};
const want = (id: string, priority = 0): Want => ({ id, priority, candidates: [{ address: id, expect: 'file' }] });

class FakeFetcher {
  readonly order: string[] = [];
  readonly forgotten: string[] = [];
  running = 0;
  most = 0;
  answer: (id: string) => Promise<Got> | Got = () => got;

  /** Those that wait for their next attempt until it is called. */
  readonly resting = new Map<string, () => void>();
  rests: (id: string) => boolean = () => false;

  async binary(source: BinarySource, _signal?: AbortSignal, onWaiting?: (waiting: boolean) => void): Promise<Got> {
    const id = source.candidates[0]?.address ?? '';
    this.order.push(id);
    this.running += 1;
    this.most = Math.max(this.most, this.running);
    try {
      await Promise.resolve();
      if (this.rests(id)) {
        const rested = new Promise<void>((resolve) => this.resting.set(id, resolve));
        onWaiting?.(true);
        await rested;
        onWaiting?.(false);
      }
      return await this.answer(id);
    } finally {
      this.running -= 1;
    }
  }
  forgetFailures(source: BinarySource): void {
    this.forgotten.push(source.candidates[0]?.address ?? '');
  }
}

describe('what does not wait for its turn', () => {
  it('comes at once, also while the others wait, and holds up nobody who waits for the end', async () => {
    const { fetcher, settled, queue } = make();
    queue.pause();
    queue.add(want('later'));
    queue.addAhead(want('sample'));
    await expect.poll(() => settled.has('sample')).toBe(true);
    expect(fetcher.order).toEqual(['sample']);
    expect(queue.unsettled().map(({ id }) => id)).toEqual(['later']);
    queue.resume();
    await queue.idle();
    expect(fetcher.order).toEqual(['sample', 'later']);
  });
});

function make(concurrency = 2, controller = new AbortController()) {
  const fetcher = new FakeFetcher();
  const settled = new Map<string, Settled>();
  const queue = createDownloadQueue({
    fetcher,
    concurrency,
    signal: controller.signal,
    onSettled: (one, how) => void settled.set(one.id, how),
  });
  return { fetcher, settled, queue, controller };
}

describe('the queue', () => {
  it('lets no origin wait for another, and keeps the order within each', async () => {
    const { queue, fetcher, settled } = make(2);
    const spaces = 'https://twinspace.example/files/';
    const groups = 'https://groups.example/files/';
    let open: (value: Got) => void = () => undefined;
    const slow = new Promise<Got>((resolve) => (open = resolve));
    fetcher.answer = (id) => (id.startsWith(spaces) ? slow : got);
    for (const number of [3, 1, 2, 4]) queue.add(want(`${spaces}${number}`, number));
    for (const number of [9, 8, 7]) queue.add(want(`${groups}${number}`, number));
    await expect.poll(() => settled.size).toBe(3);
    expect(fetcher.order).toEqual([3, 1].map((n) => `${spaces}${n}`).concat([9, 8, 7].map((n) => `${groups}${n}`)));
    open(got);
    await queue.idle();
    expect(fetcher.order.slice(5)).toEqual([2, 4].map((n) => `${spaces}${n}`));
    expect(settled.size).toBe(7);
  });

  it('begins others while some only wait for their next attempt', async () => {
    const { queue, fetcher, settled } = make(2);
    fetcher.rests = (id) => id.startsWith('failing');
    for (const id of ['failing-1', 'failing-2', 'failing-3', 'good-1', 'good-2']) queue.add(want(id));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([...settled.keys()]).toEqual(['good-1', 'good-2']);
    for (const wake of fetcher.resting.values()) wake();
    await queue.idle();
    expect(settled.size).toBe(5);
  });

  it('drops what is not wanted any more when its turn comes, and tells at once when it stops', async () => {
    const fetcher = new FakeFetcher();
    const settled: string[] = [];
    const told: unknown[] = [];
    const queue = createDownloadQueue({
      fetcher,
      concurrency: 1,
      signal: new AbortController().signal,
      onSettled: ({ id }) => void settled.push(id),
      isWanted: ({ id }) => id !== 'left-out',
      onStopped: (error) => void told.push(error),
    });
    const full = new StoppedError('disk-full');
    fetcher.answer = (id) => {
      if (id === 'last') throw full;
      return got;
    };
    for (const id of ['first', 'left-out', 'last']) queue.add(want(id));
    await expect(queue.idle()).rejects.toBe(full);
    expect(settled).toEqual(['first']);
    expect(fetcher.order).toEqual(['first', 'last']);
    expect(told).toEqual([full]);
  });

  it('takes everything once, in order of priority, never too many at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(20), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        async (priorities, most) => {
          const { queue, fetcher, settled } = make(most);
          queue.pause();
          priorities.forEach((priority, index) => queue.add(want(`${index}`, priority)));
          queue.resume();
          await queue.idle();
          const expected = priorities.map((priority, index) => ({ priority, index }));
          expected.sort((a, b) => a.priority - b.priority || a.index - b.index);
          expect(fetcher.order).toEqual(expected.map(({ index }) => `${index}`));
          expect(settled.size).toBe(priorities.length);
          expect(fetcher.most).toBeLessThanOrEqual(most);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('keeps what a full disk interrupted, and goes on', async () => {
    const { queue, fetcher, settled } = make();
    fetcher.answer = (id) => {
      if (id === 'b') throw new StoppedError('disk-full');
      return got;
    };
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) queue.add(want(id));
    await expect(queue.idle()).rejects.toMatchObject({ code: 'disk-full' });
    expect(settled.has('b')).toBe(false);
    expect(queue.unsettled().map(({ id }) => id)).toContain('b');
    fetcher.answer = () => got;
    queue.resume();
    await queue.idle();
    expect([...settled.keys()].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('asks once more for what is missing, not for what is skipped or too large', async () => {
    const { queue, fetcher, settled } = make();
    const reasons: Record<string, Reason> = { a: 'timeout', b: 'not-visible', c: 'too-large', d: 'not-found' };
    fetcher.answer = (id) => {
      throw new FetchError(reasons[id] ?? 'gone', id, { attempts: 3 });
    };
    for (const id of Object.keys(reasons)) queue.add(want(id));
    await queue.idle();
    expect(settled.get('a')).toMatchObject({ outcome: 'failed', reason: 'timeout', attempts: 3 });
    fetcher.answer = (id) => {
      if (id === 'd') throw new FetchError('not-found', id);
      return got;
    };
    expect(queue.retryFailed()).toBe(2);
    await queue.idle();
    expect(fetcher.forgotten.sort()).toEqual(['a', 'd']);
    expect(settled.get('a')).toMatchObject({ outcome: 'saved', attempts: 4 });
    expect(settled.get('d')).toMatchObject({ outcome: 'failed', attempts: 4 });
    expect(queue.retryFailed()).toBe(1);
    await queue.idle();
    expect(settled.get('d')).toMatchObject({ attempts: 5 });
  });

  it('ends with the reason of its signal and settles nothing more', async () => {
    const { queue, fetcher, settled, controller } = make();
    fetcher.answer = (id) =>
      new Promise((_, reject) => {
        controller.signal.addEventListener('abort', () => reject(new Error(`aborted ${id}`)));
      });
    for (const id of ['a', 'b', 'c']) queue.add(want(id));
    const idle = queue.idle();
    await new Promise(setImmediate);
    controller.abort(new StoppedError('interrupted'));
    await expect(idle).rejects.toMatchObject({ code: 'interrupted' });
    expect(settled.size).toBe(0);
    expect(queue.unsettled()).toHaveLength(3);
  });

  it('holds 40,000 wants in little memory', async () => {
    const { queue } = make(12);
    queue.pause();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 40_000; i += 1)
      queue.add(want(`http://127.0.0.1/files/collabspace/4/44/644/197644/images/${i}.jpg`, i % 97));
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60e6);
    queue.resume();
    await queue.idle();
    expect(queue.unsettled()).toEqual([]);
  });
});

it('puts labels first, then spaces that are to be deleted, oldest first, and pictures last', () => {
  const space = (spaceVerdict: 'deleted' | 'moved' | 'uncertain', spaceCreatedAt?: string) => ({
    space: '1',
    spaceVerdict,
    spaceCreatedAt,
  });
  const ordered = [
    priorityOf({ kind: 'certificate' }),
    priorityOf({ kind: 'file' }),
    priorityOf({ kind: 'file', ...space('deleted', '2012-01-01') }),
    priorityOf({ kind: 'file', ...space('deleted', '2016-01-01') }),
    priorityOf({ kind: 'file', ...space('deleted') }),
    priorityOf({ kind: 'file', ...space('uncertain', '2012-01-01') }),
    priorityOf({ kind: 'file', ...space('moved', '2019-01-01') }),
    priorityOf({ kind: 'image', ...space('deleted', '2012-01-01') }),
    priorityOf({ kind: 'image', ...space('moved', '2012-01-01') }),
  ];
  expect([...ordered].sort((a, b) => a - b)).toEqual(ordered);
  expect(new Set(ordered).size).toBe(ordered.length);
});
