import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  FILTER,
  html,
  MemorySink,
  never,
  PAGE,
  redirect,
  someBytes,
  startPlatform,
  views,
  watched,
  type TestPlatform,
} from './netSupport.ts';

let site: TestPlatform;
beforeEach(async () => {
  site = await startPlatform();
});
afterEach(() => site.stop());

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
    const answers = await Promise.all(views(site, 50).map((address) => gate.view(address, { signal: never })));
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
    const ends = await Promise.allSettled(views(site, 20).map((address) => gate.view(address, { signal: never })));
    for (const end of ends) expect(end).toMatchObject({ reason: { code: 'outage', exitCode: 5 } });
  });

  it('is told apart from single addresses that fail', async () => {
    const { told, observer } = watched();
    const gate = site.gate({ observer });
    site.handle = (request, response) =>
      /^\/v\/\d*[05]$/.test(request.url ?? '') ? html(response, 'broken', 500) : html(response, PAGE);
    const ends = await Promise.allSettled(views(site, 30).map((address) => gate.view(address, { signal: never })));
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
    const answers = await Promise.all(views(site, 10).map((address) => gate.view(address, { signal: never })));
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
    const ends = await Promise.allSettled(views(site, 20).map((address) => gate.view(address, { signal: never })));
    const lost = ends.filter((end) => end.status === 'rejected' && 'reason' in Object(end.reason));
    expect(lost.length).toBeLessThan(5);
    expect(ends.at(-1)).toMatchObject({ reason: { code: 'blocked-by-filter' } });
  });

  it('is not suspected again and again where the platform itself says so', async () => {
    const gate = site.gate({ concurrency: 1 });
    site.handle = (request, response) => {
      if (request.url?.startsWith('/v/')) html(response, `<h1>404</h1><p>${request.url} is not here`, 404);
      else html(response, PAGE);
    };
    await Promise.allSettled(views(site, 20).map((address) => gate.view(address, { signal: never })));
    expect(site.log.filter((address) => !address.startsWith('/v/'))).toHaveLength(1);
  });
});
