import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  html,
  MemorySink,
  never,
  PAGE,
  QUICK,
  redirect,
  someBytes,
  startPlatform,
  views,
  wait,
  watched,
  type TestPlatform,
} from './netSupport.ts';

let site: TestPlatform;
beforeEach(async () => {
  site = await startPlatform();
});
afterEach(() => site.stop());

describe('pausing and cancelling', () => {
  it('hands out nothing until resume', async () => {
    const { told, observer } = watched();
    const gate = site.gate({ observer });
    gate.pause('person');
    const answer = gate.view(`${site.origin}/v/1`, { signal: never });
    await wait(50);
    expect(site.log).toEqual([]);
    gate.resume();
    await expect(answer).resolves.toMatchObject({ status: 200 });
    expect(told).toEqual(['person', 'resumed']);
  });

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['waiting for a head', () => undefined],
    [
      'in a body',
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'image/png' });
        response.write(someBytes(2000));
      },
    ],
    ['waiting for the next attempt', (_request, response) => html(response, 'x', 503, { 'retry-after': '60' })],
    ['in an outage', (request) => request.socket.destroy()],
    ['being signed in', (_request, response) => redirect(response, '/login')],
  ])('ends at once: %s', async (_name, handle) => {
    site.handle = handle;
    const gate = site.gate({
      patience: {
        ...QUICK,
        stallMs: 60_000,
        headMs: 60_000,
        outageMs: 60_000,
        maxProbeMs: 60_000,
        firstProbeMs: 60_000,
      },
      observer: { onSignedOut: () => new Promise(() => undefined) },
    });
    const controller = new AbortController();
    const { signal } = controller;
    const calls = Array.from({ length: 12 }, (_, index) =>
      gate.binary(`${site.origin}/b/${index}`, { signal, sink: new MemorySink(), cap: 1_000_000 }),
    );
    const all = Promise.allSettled(calls);
    await wait(150);
    const began = performance.now();
    controller.abort(new Error('enough'));
    for (const end of await all) expect(end).toMatchObject({ status: 'rejected', reason: { message: 'enough' } });
    expect(performance.now() - began).toBeLessThan(500);
    await expect(gate.view(`${site.origin}/v/1`, { signal })).rejects.toThrow('enough');
  });

  it('of everybody ends a probe too, and the gate still works afterwards', async () => {
    site.handle = (request) => request.socket.destroy();
    const { told, observer } = watched();
    const gate = site.gate({ observer, patience: { outageMs: 60_000, firstProbeMs: 60_000 } });
    const controller = new AbortController();
    const all = Promise.allSettled(views(site, 8).map((address) => gate.view(address, { signal: controller.signal })));
    await wait(200);
    expect(told).toEqual(['outage']);
    controller.abort(new Error('enough'));
    await all;
    site.handle = (_request, response) => html(response, PAGE);
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).resolves.toMatchObject({ status: 200 });
    expect(told).toEqual(['outage', 'resumed']);
  });

  it('by the person in an outage asks at once', async () => {
    let up = false;
    site.handle = (request, response) => (up ? html(response, PAGE) : request.socket.destroy());
    const gate = site.gate({ patience: { outageMs: 60_000, firstProbeMs: 60_000 } });
    const all = Promise.all(views(site, 8).map((address) => gate.view(address, { signal: never })));
    await wait(200);
    up = true;
    gate.resume();
    await expect(all).resolves.toHaveLength(8);
  });
});
