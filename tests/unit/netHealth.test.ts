import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GateOptions } from '../../electron/net/index.ts';
import type { PauseCause } from '../../shared/progress.ts';
import {
  FILTER,
  html,
  LOG_IN,
  MemorySink,
  never,
  PAGE,
  QUICK,
  redirect,
  someBytes,
  startPlatform,
  type TestPlatform,
} from './netSupport.ts';

let site: TestPlatform;
beforeEach(async () => {
  site = await startPlatform();
});
afterEach(() => site.stop());

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const paths = (count: number) => Array.from({ length: count }, (_, index) => `${site.origin}/v/${index}`);

/** What the observer was told, in order. */
function watched(extra: GateOptions['observer'] = {}) {
  const told: (PauseCause | 'resumed')[] = [];
  const observer: GateOptions['observer'] = {
    onPaused: (cause) => told.push(cause),
    onResumed: () => told.push('resumed'),
    ...extra,
  };
  return { told, observer };
}

describe('signed out half-way', () => {
  let alive: boolean;
  let signIns: number;
  const shown = (response: ServerResponse): void => (alive ? html(response, PAGE) : redirect(response, '/login'));
  beforeEach(() => {
    alive = true;
    signIns = 0;
    site.handle = (_request, response) => shown(response);
  });

  it('is confirmed by one probe, tells once, and repeats every request', async () => {
    const { told, observer } = watched({
      onSignedOut: async () => {
        signIns += 1;
        await wait(20);
        alive = true;
        return 'signed-in';
      },
    });
    const gate = site.gate({ observer });
    site.handle = (request, response) => {
      if (request.url === '/v/5') alive = signIns > 0;
      shown(response);
    };
    const answers = await Promise.all(paths(40).map((address) => gate.view(address, { signal: never })));
    expect(answers.every(({ bytes }) => Buffer.from(bytes).toString() === PAGE)).toBe(true);
    expect(signIns).toBe(1);
    // Each probe page leads to the log-in page, so all three are asked, once.
    expect(site.log.filter((path) => !path.startsWith('/v/'))).toEqual(['/projects', '/groups', '/profile']);
    expect(told).toEqual(['signed-out', 'resumed']);
  });

  it('stops all as signed-out where no session can be had, and what comes later too', async () => {
    const gate = site.gate({ observer: { onSignedOut: () => Promise.resolve('give-up') } });
    alive = false;
    const ends = await Promise.allSettled(paths(20).map((address) => gate.view(address, { signal: never })));
    for (const end of ends)
      expect(end).toMatchObject({ status: 'rejected', reason: { code: 'signed-out', exitCode: 5 } });
    await expect(gate.view(`${site.origin}/v/99`, { signal: never })).rejects.toMatchObject({ code: 'signed-out' });
  });

  it('is not believed of one closed section; it is asked once more', async () => {
    const gate = site.gate();
    site.handle = (request, response) => (request.url === '/v/1' ? redirect(response, '/login') : html(response, PAGE));
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toMatchObject({ reason: 'log-in-page' });
    expect(site.count('/v/1')).toBe(2);
    await expect(gate.view(`${site.origin}/v/2`, { signal: never })).resolves.toMatchObject({ status: 200 });
  });

  it('shares probes among many closed addresses', async () => {
    const gate = site.gate();
    site.handle = (request, response) =>
      request.url?.startsWith('/v/') ? html(response, LOG_IN) : html(response, PAGE);
    const ends = await Promise.allSettled(paths(60).map((address) => gate.view(address, { signal: never })));
    for (const end of ends) expect(end).toMatchObject({ reason: { reason: 'log-in-page' } });
    expect(site.log.filter((path) => path.startsWith('/v/'))).toHaveLength(120);
    expect(site.count('/projects')).toBeLessThanOrEqual(40);
  });

  it('is not believed where the first probe itself is a closed section', async () => {
    const gate = site.gate();
    site.handle = (request, response) =>
      request.url === '/groups' ? html(response, PAGE) : redirect(response, '/login');
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toMatchObject({ reason: 'log-in-page' });
  });

  it('never saves a log-in page as a picture, nor gives the picture up', async () => {
    const gate = site.gate({
      observer: {
        onSignedOut: () => {
          alive = true;
          return Promise.resolve('signed-in');
        },
      },
    });
    const picture = someBytes(5000);
    site.handle = (request, response) => {
      if (request.url === '/login') {
        html(response, LOG_IN);
        return;
      }
      if (!alive) {
        html(response, LOG_IN);
        return;
      }
      if (!request.url?.startsWith('/b/')) {
        html(response, PAGE);
        return;
      }
      if (request.url === '/b/7') alive = site.count('/b/7') > 1;
      if (!alive) {
        html(response, LOG_IN);
        return;
      }
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(picture);
    };
    const sinks = Array.from({ length: 20 }, () => new MemorySink());
    await Promise.all(
      sinks.map((sink, index) => gate.binary(`${site.origin}/b/${index}`, { signal: never, sink, cap: 1_000_000 })),
    );
    expect(sinks.every(({ bytes }) => bytes.equals(picture))).toBe(true);
  });

  it('passes on why the session was refused (another person)', async () => {
    const { StoppedError } = await import('../../shared/errors.ts');
    const gate = site.gate({
      observer: { onSignedOut: () => Promise.reject(new StoppedError('run-other-person')) },
    });
    alive = false;
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toMatchObject({
      code: 'run-other-person',
    });
  });
});

describe('an outage', () => {
  it('pauses, probes, and costs nothing', async () => {
    let up = true;
    const { told, observer } = watched();
    const gate = site.gate({ observer, patience: { attempts: 3, outageMs: 5000 } });
    site.handle = (request, response) => {
      if (request.url === '/v/10' && site.count('/v/10') === 1) {
        up = false;
        setTimeout(() => (up = true), 200);
      }
      if (up) html(response, PAGE);
      else if (site.log.length % 2 === 0) html(response, 'down', 503);
      else request.socket.destroy();
    };
    const answers = await Promise.all(paths(50).map((address) => gate.view(address, { signal: never })));
    expect(answers).toHaveLength(50);
    expect(told).toEqual(['outage', 'resumed']);
  });

  it('is noticed even if only one address is asked for', async () => {
    let up = false;
    setTimeout(() => (up = true), 250);
    const { told, observer } = watched();
    const gate = site.gate({ observer, patience: { attempts: 2, outageMs: 5000 } });
    site.handle = (_request, response) => (up ? html(response, PAGE) : html(response, 'down', 503));
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).resolves.toMatchObject({ status: 200 });
    expect(told).toEqual(['outage', 'resumed']);
  });

  it('ends the run, resumable, when it lasts too long', async () => {
    const gate = site.gate();
    site.handle = (request) => request.socket.destroy();
    const ends = await Promise.allSettled(paths(20).map((address) => gate.view(address, { signal: never })));
    for (const end of ends) expect(end).toMatchObject({ reason: { code: 'outage', exitCode: 5 } });
  });

  it('is told apart from single addresses that fail', async () => {
    const { told, observer } = watched();
    const gate = site.gate({ observer });
    site.handle = (request, response) =>
      /^\/v\/\d*[05]$/.test(request.url ?? '') ? html(response, 'broken', 500) : html(response, PAGE);
    const ends = await Promise.allSettled(paths(30).map((address) => gate.view(address, { signal: never })));
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(6);
    expect(told).toEqual([]);
  });

  it('ends at once with a sign-in where the session is gone when the platform is back', async () => {
    let state: 'down' | 'out' | 'in' = 'down';
    setTimeout(() => (state = 'out'), 100);
    const { told, observer } = watched({
      onSignedOut: () => {
        state = 'in';
        return Promise.resolve('signed-in');
      },
    });
    const gate = site.gate({ observer, patience: { attempts: 2, outageMs: 5000 } });
    site.handle = (_request, response) => {
      if (state === 'down') html(response, 'down', 502);
      else if (state === 'out') redirect(response, '/login');
      else html(response, PAGE);
    };
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).resolves.toMatchObject({ status: 200 });
    expect(told[0]).toBe('outage');
    expect(told.slice(-2)).toEqual(['signed-out', 'resumed']);
  });
});

describe('a school filter', () => {
  const behind = (filter: (request: IncomingMessage, response: ServerResponse) => void, ms = 200) => {
    let on = true;
    setTimeout(() => (on = false), ms);
    site.handle = (request, response) => (on ? filter(request, response) : html(response, PAGE));
  };

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['200 with its own page', (_request, response) => html(response, FILTER)],
    ['403 with its own page', (_request, response) => html(response, FILTER, 403)],
    ['a redirect to its own server', (_request, response) => redirect(response, 'http://filter.invalid/blocked')],
    ['511', (_request, response) => html(response, FILTER, 511)],
  ])('that answers %s pauses the run', async (_name, filter) => {
    behind(filter);
    const { told, observer } = watched();
    const gate = site.gate({ observer, patience: { outageMs: 5000 } });
    const answers = await Promise.all(paths(10).map((address) => gate.view(address, { signal: never })));
    expect(answers.every(({ bytes }) => Buffer.from(bytes).toString() === PAGE)).toBe(true);
    expect(told).toEqual(['blocked-by-filter', 'resumed']);
  });

  it('stops the run as blocked-by-filter when it stays', async () => {
    behind((_request, response) => html(response, FILTER), 60_000);
    const gate = site.gate({ patience: { outageMs: 100 } });
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toMatchObject({
      code: 'blocked-by-filter',
    });
  });

  it('is not suspected for long: an odd page is accepted once a probe is fine', async () => {
    const gate = site.gate();
    site.handle = (request, response) => html(response, request.url === '/v/1' ? '<html>odd</html>' : PAGE);
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).resolves.toMatchObject({ status: 200 });
    expect(site.log).toEqual(['/v/1', '/projects']);
  });

  it('is not suspected of the pieces of a list', async () => {
    const gate = site.gate();
    site.handle = (_request, response) => html(response, '<li>one</li>');
    await gate.view(`${site.origin}/v/1?offset=10`, { signal: never });
    expect(site.log).toEqual(['/v/1?offset=10']);
  });

  it('does not get its page saved as a file', async () => {
    const file = someBytes(2000);
    let on = true;
    setTimeout(() => (on = false), 150);
    site.handle = (request, response) => {
      if (on) {
        html(response, FILTER);
        return;
      }
      if (request.url !== '/b/1') {
        html(response, PAGE);
        return;
      }
      response.writeHead(200, { 'content-type': 'application/pdf' });
      response.end(file);
    };
    const sink = new MemorySink();
    const gate = site.gate({ patience: { outageMs: 5000 } });
    await gate.binary(`${site.origin}/b/1`, { signal: never, sink, cap: 1_000_000 });
    expect(sink.bytes.equals(file)).toBe(true);
  });

  it('that says 404 to everything is noticed after a few', async () => {
    const gate = site.gate({ patience: { outageMs: 100 }, concurrency: 1 });
    site.handle = (request, response) => html(response, FILTER, request.url?.startsWith('/v/') ? 404 : 200);
    const ends = await Promise.allSettled(paths(20).map((address) => gate.view(address, { signal: never })));
    const lost = ends.filter((end) => end.status === 'rejected' && 'reason' in Object(end.reason));
    expect(lost.length).toBeLessThan(5);
    expect(ends.at(-1)).toMatchObject({ reason: { code: 'blocked-by-filter' } });
  });
});

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
    const all = Promise.allSettled(paths(8).map((address) => gate.view(address, { signal: controller.signal })));
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
    const all = Promise.all(paths(8).map((address) => gate.view(address, { signal: never })));
    await wait(200);
    up = true;
    gate.resume();
    await expect(all).resolves.toHaveLength(8);
  });
});
