import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseContentLength, parseContentRange } from '../../electron/net/contentRange.ts';
import { createUndiciTransport } from '../../electron/net/index.ts';
import { Limiter } from '../../electron/net/limiter.ts';
import { isTheRest, resumePointOf } from '../../electron/net/resume.ts';
import { parseRetryAfter } from '../../electron/net/retryAfter.ts';
import { Followers } from '../../electron/net/waiting.ts';
import { never } from './netSupport.ts';

const NOW = Date.UTC(2022, 1, 25, 12, 0, 0);
const CAP = 300_000;

describe('Retry-After', () => {
  it('is seconds or an HTTP date, bounded, never in the past', () => {
    expect(parseRetryAfter('120', NOW, CAP)).toBe(120_000);
    expect(parseRetryAfter(' 0 ', NOW, CAP)).toBe(0);
    expect(parseRetryAfter('86400', NOW, CAP)).toBe(CAP);
    expect(parseRetryAfter('Fri, 25 Feb 2022 12:01:00 GMT', NOW, CAP)).toBe(60_000);
    expect(parseRetryAfter('Friday, 25-Feb-22 12:01:00 GMT', NOW, CAP)).toBe(60_000);
    expect(parseRetryAfter('Fri, 25 Feb 2022 11:00:00 GMT', NOW, CAP)).toBe(0);
    for (const odd of ['', undefined, 'soon', '-5', '1 2', '0x10', 'Fri, 99 Foo']) {
      expect(parseRetryAfter(odd, NOW, CAP)).toBeUndefined();
    }
  });

  it('is within bounds whatever is sent', () => {
    const values = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(values, (value) => {
        const ms = parseRetryAfter(value, NOW, CAP);
        return ms === undefined || (ms >= 0 && ms <= CAP);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('Content-Range and Content-Length', () => {
  it('come through a round trip', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.option(fc.integer({ min: 1, max: 1e9 })), (start, more, beyond) => {
        const end = start + more;
        const total = beyond === null ? undefined : end + beyond;
        expect(parseContentRange(`bytes ${start}-${end}/${total ?? '*'}`)).toEqual({ start, end, total });
      }),
    );
  });

  it('are refused where they contradict themselves', () => {
    for (const odd of ['bytes 5-4/10', 'bytes 0-10/10', 'bytes */10', 'items 0-1/2', '', 'bytes 0-1', 'bytes -1-2/3']) {
      expect(parseContentRange(odd)).toBeUndefined();
    }
    expect(parseContentRange(`bytes 0-${'9'.repeat(30)}/*`)).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (value) => {
        const range = parseContentRange(value);
        return range === undefined || range.start <= range.end;
      }),
    );
    expect(parseContentLength('5')).toBe(5);
    expect(parseContentLength('5, 5')).toBe(5);
    for (const odd of ['5, 6', '-1', '', undefined, '1e3', '0x5']) expect(parseContentLength(odd)).toBeUndefined();
  });

  it('decide whether a part is the rest of the same bytes', () => {
    const point = resumePointOf({ 'accept-ranges': 'bytes', etag: '"a"', 'content-length': '100' });
    if (point === undefined) throw new Error('expected a point to go on from');
    const part = (range: string, etag = '"a"') => isTheRest({ 'content-range': range, etag }, point, 40);
    expect(part('bytes 40-99/100')).toBe(true);
    expect(part('bytes 40-99/*')).toBe(true);
    expect(part('bytes 40-98/100')).toBe(false);
    expect(part('bytes 41-99/100')).toBe(false);
    expect(part('bytes 40-119/120')).toBe(false);
    expect(part('bytes 40-99/100', '"b"')).toBe(false);
    for (const headers of [{ etag: '"a"' }, { 'accept-ranges': 'none', etag: '"a"' }, { 'accept-ranges': 'bytes' }]) {
      expect(resumePointOf(headers)).toBeUndefined();
    }
  });
});

describe('the limiter', () => {
  it('halves on overload, once a burst, and climbs again slowly', () => {
    let now = 0;
    const limiter = new Limiter(6, () => now);
    const sentAt = 0;
    now = 10;
    limiter.overloaded(sentAt);
    limiter.overloaded(sentAt);
    expect(limiter.limit).toBe(3);
    now = 20;
    limiter.overloaded(15);
    expect(limiter.limit).toBe(1);
    limiter.overloaded(25);
    expect(limiter.limit).toBe(1);
    let answers = 0;
    while (limiter.limit < 6) {
      limiter.answered(50, 30, 0);
      answers += 1;
    }
    expect(answers).toBeGreaterThan(20);
    for (let i = 0; i < 100; i++) limiter.answered(50, 30, 0);
    expect(limiter.limit).toBe(6);
  });

  it('halves on clearly rising latency, but not on noise', () => {
    let now = 0;
    const limiter = new Limiter(6, () => ++now);
    for (let i = 0; i < 100; i++) limiter.answered(i % 7 === 0 ? 400 : 100, now, 0);
    expect(limiter.limit).toBe(6);
    for (let i = 0; i < 20; i++) limiter.answered(4000, now, 1);
    expect(limiter.limit).toBe(6);
    for (let i = 0; i < 10; i++) limiter.answered(4000, now, 0);
    expect(limiter.limit).toBe(3);
  });

  it('runs so many at once, the important first, and rests when told', async () => {
    const limiter = new Limiter(2);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const task = (name: number) => async () => {
      most = Math.max(most, ++running);
      order.push(name);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    };
    const tasks = [0, 0, 0, 0, 1, 1].map((priority, name) => limiter.run(task(name), priority, never));
    await Promise.all(tasks);
    expect(most).toBe(2);
    expect(order.slice(2, 4)).toEqual([4, 5]);
    limiter.rest(60);
    const began = performance.now();
    await limiter.run(task(9), 0, never);
    expect(performance.now() - began).toBeGreaterThan(55);
  });
});

describe('followers', () => {
  it('end with their signal, or all at once, and leave nothing behind', () => {
    const followers = new Followers();
    const controller = new AbortController();
    const calls = Array.from({ length: 100 }, () => followers.follow(controller.signal));
    const other = followers.follow(new AbortController().signal);
    expect(followers.size).toBe(101);
    controller.abort(new Error('enough'));
    expect(calls.every((call) => call.controller.signal.aborted)).toBe(true);
    expect(other.controller.signal.aborted).toBe(false);
    followers.abortAll(new Error('stop'));
    expect(other.controller.signal.reason).toMatchObject({ message: 'stop' });
    for (const call of [...calls, other, ...calls]) call.release();
    expect(followers.size).toBe(0);
  });
});

describe('the transport', () => {
  async function serve(handler: Parameters<typeof createServer>[1]) {
    const server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stop = async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    };
    return { origin, stop };
  }

  it('keeps cookies for the platform alone, and follows no redirect', async () => {
    const seen: (string | undefined)[] = [];
    const ours = await serve((request, response) => {
      seen.push(request.headers.cookie);
      response.setHeader('set-cookie', ['a=1; HttpOnly; Path=/', 'b=2; Max-Age=100']);
      response.writeHead(302, { location: '/x' }).end();
    });
    const others = await serve((request, response) => {
      seen.push(request.headers.cookie);
      response.setHeader('set-cookie', 'evil=1; Path=/');
      response.end();
    });
    const transport = createUndiciTransport({ origins: [ours.origin], env: {} });
    const get = async (url: string) => {
      const answer = await transport.send({ method: 'GET', url, headers: {}, signal: never });
      answer.cancel();
      return answer;
    };
    const first = await get(`${ours.origin}/`);
    expect(first.status).toBe(302);
    expect(first.headers).not.toHaveProperty('set-cookie');
    await get(`${others.origin}/`);
    await get(`${ours.origin}/`);
    expect(seen).toEqual([undefined, undefined, 'a=1; b=2']);
    await transport.close();
    await ours.stop();
    await others.stop();
  });

  it('goes through the proxy of the environment, but not to this machine', async () => {
    const asked: string[] = [];
    const proxy = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end('by proxy');
    });
    // undici tunnels through CONNECT; a proxy that does not answer it shows in the log of its events.
    const connects: string[] = [];
    const tunnel = createServer();
    tunnel.on('connect', (request, socket) => {
      connects.push(request.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => tunnel.listen(0, '127.0.0.1', resolve));
    const env = { http_proxy: `http://127.0.0.1:${(tunnel.address() as AddressInfo).port}` };
    const transport = createUndiciTransport({ origins: [proxy.origin], env });
    const send = (url: string) => transport.send({ method: 'GET', url, headers: {}, signal: never });
    await expect(send('https://live.invalid/')).rejects.toThrow();
    (await send(`${proxy.origin}/direct`)).cancel();
    expect(connects).toEqual(['live.invalid:443']);
    expect(asked).toEqual(['/direct']);
    await transport.close();
    await proxy.stop();
    await new Promise((resolve) => tunnel.close(resolve));
  });
});
