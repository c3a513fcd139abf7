import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoppedError } from '../../shared/errors.ts';
import {
  html,
  LOG_IN,
  MemorySink,
  never,
  PAGE,
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
    const answers = await Promise.all(views(site, 40).map((address) => gate.view(address, { signal: never })));
    expect(answers.every(({ bytes }) => Buffer.from(bytes).toString() === PAGE)).toBe(true);
    expect(signIns).toBe(1);
    // Each probe page leads to the log-in page, so all three are asked, once.
    expect(site.log.filter((path) => !path.startsWith('/v/'))).toEqual(['/projects', '/groups', '/profile']);
    expect(told).toEqual(['signed-out', 'resumed']);
  });

  it('stops all as signed-out where no session can be had, and what comes later too', async () => {
    const gate = site.gate({ observer: { onSignedOut: () => Promise.resolve('give-up') } });
    alive = false;
    const ends = await Promise.allSettled(views(site, 20).map((address) => gate.view(address, { signal: never })));
    for (const end of ends)
      expect(end).toMatchObject({ status: 'rejected', reason: { code: 'signed-out', exitCode: 5 } });
    await expect(gate.view(`${site.origin}/v/99`, { signal: never })).rejects.toMatchObject({ code: 'signed-out' });
  });

  it('is not believed of one closed section; it is asked once more', async () => {
    const gate = site.gate();
    site.handle = (request, response) => (request.url === '/v/1' ? redirect(response, '/login') : html(response, PAGE));
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toMatchObject({
      reason: 'log-in-page',
      attempts: 2,
    });
    expect(site.count('/v/1')).toBe(2);
    await expect(gate.view(`${site.origin}/v/2`, { signal: never })).resolves.toMatchObject({ status: 200 });
  });

  it('shares probes among many closed addresses', async () => {
    const gate = site.gate();
    site.handle = (request, response) =>
      request.url?.startsWith('/v/') ? html(response, LOG_IN) : html(response, PAGE);
    const ends = await Promise.allSettled(views(site, 60).map((address) => gate.view(address, { signal: never })));
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
    const gate = site.gate({
      observer: { onSignedOut: () => Promise.reject(new StoppedError('run-other-person')) },
    });
    alive = false;
    await expect(gate.view(`${site.origin}/v/1`, { signal: never })).rejects.toMatchObject({
      code: 'run-other-person',
    });
  });
});

describe('signed out at random moments of a bad day', () => {
  it('loses nothing and saves no log-in page', async () => {
    let seed = 42;
    const random = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
    const picture = someBytes(3000);
    for (let round = 0; round < 20; round++) {
      let alive = true;
      let signIns = 0;
      const end = Math.floor(random() * 150);
      site.log.length = 0;
      site.handle = (request, response) => {
        if (site.log.length === end) alive = false;
        const odds = random();
        setTimeout(() => {
          if (!alive && odds < 0.5) redirect(response, '/login');
          else if (!alive) html(response, LOG_IN);
          else if (odds < 0.03) request.socket.destroy();
          else if (odds < 0.06) html(response, 'busy', 503);
          else if (request.url?.startsWith('/b/') !== true) html(response, PAGE);
          else {
            response.writeHead(200, { 'content-type': 'image/png', 'accept-ranges': 'bytes', etag: '"a"' });
            response.end(picture);
          }
        }, random() * 4);
      };
      const gate = site.gate({
        observer: {
          onSignedOut: () => {
            signIns += 1;
            alive = true;
            return Promise.resolve('signed-in');
          },
        },
      });
      const pages = views(site, 60).map(async (address) => {
        const { bytes } = await gate.view(address, { signal: never });
        return Buffer.from(bytes).toString() === PAGE;
      });
      const pictures = Array.from({ length: 100 }, async (_, index) => {
        const sink = new MemorySink();
        await gate.binary(`${site.origin}/b/${index}`, { signal: never, sink, cap: 1_000_000 });
        return sink.bytes.equals(picture);
      });
      expect((await Promise.all([...pages, ...pictures])).every(Boolean)).toBe(true);
      expect(signIns).toBe(1);
    }
  });
});
