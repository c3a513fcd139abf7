import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { html, MemorySink, PAGE, startPlatform } from './netSupport.ts';

/** Memory that is really held: after a collection. */
function heldBytes(): number {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}

describe('a long run', () => {
  it('of 10,000 requests with one signal leaves no listeners and no memory behind', async () => {
    const warnings: string[] = [];
    const warn = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', warn);
    const picture = Buffer.alloc(2000, 1);
    const site = await startPlatform((request, response) => {
      if (request.url?.startsWith('/v/')) {
        html(response, PAGE);
        return;
      }
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': '2000' });
      response.end(picture);
    });
    const gate = site.gate({ concurrency: 6 });
    const controller = new AbortController();
    const { signal } = controller;
    const sink = { length: 0, restart: () => Promise.resolve(), write: () => Promise.resolve() };
    const batch = (size: number, from: number) =>
      Promise.all(
        Array.from({ length: size }, (_, index) =>
          index % 4 === 0
            ? gate.view(`${site.origin}/v/${from + index}`, { signal })
            : gate.binary(`${site.origin}/b/${from + index}`, { signal, cap: 10_000, sink }),
        ),
      ).then(() => undefined);

    await batch(2000, 0);
    const before = heldBytes();
    for (let round = 1; round <= 8; round++) await batch(1000, round * 10_000);
    const grown = heldBytes() - before;
    expect(gate.requests).toBe(10_000);
    expect(grown).toBeLessThan(4_000_000);
    expect(warnings).toEqual([]);

    const all = Promise.allSettled(
      Array.from({ length: 2000 }, (_, index) =>
        gate.binary(`${site.origin}/b/${index}`, { signal, cap: 10_000, sink: new MemorySink() }),
      ),
    );
    const began = performance.now();
    controller.abort(new Error('enough'));
    expect((await all).every(({ status }) => status === 'rejected')).toBe(true);
    expect(performance.now() - began).toBeLessThan(1500);
    process.off('warning', warn);
    await site.stop();
  });
});
