import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Gate } from '../../electron/net/index.ts';
import { html, LOG_IN, never, PAGE, redirect, startPlatform, type TestPlatform } from './netSupport.ts';

let site: TestPlatform;
let gate: Gate;
beforeEach(async () => {
  site = await startPlatform();
  gate = site.gate();
});
afterEach(() => site.stop());

const view = (path: string) => gate.view(site.origin + path, { signal: never });

describe('the gate: what may be requested', () => {
  it('fetches a view', async () => {
    const answer = await view('/v/1');
    expect(Buffer.from(answer.bytes).toString()).toBe(PAGE);
    expect(answer).toMatchObject({ kind: 'view', address: `${site.origin}/v/1`, status: 200 });
    expect(gate.requests).toBe(1);
  });

  it.each(['/login', '/unauthorized', '/delete', '/other'])('refuses %s as a programming error', async (path) => {
    await expect(view(path)).rejects.toThrow('asked for an address of type');
    await expect(gate.view('http://elsewhere.invalid/', { signal: never })).rejects.toThrow('foreign');
    expect(site.log).toEqual([]);
  });

  it('says who it is, sends no Referer, and asks for coded pages', async () => {
    let headers: Record<string, unknown> = {};
    site.handle = (request, response) => {
      headers = request.headers;
      html(response, PAGE);
    };
    await view('/v/1');
    expect(headers).toMatchObject({ 'user-agent': 'Mozilla/5.0 TwinArk/0', 'accept-encoding': 'gzip, deflate, br' });
    expect(headers).not.toHaveProperty('referer');
  });
});

describe('the gate: redirects', () => {
  const leadingTo = (target: string) => {
    site.handle = (request, response) => (request.url === '/v/1' ? redirect(response, target) : html(response, PAGE));
  };

  it('follows to another view and says where it ended', async () => {
    leadingTo('/v/2');
    expect(await view('/v/1')).toMatchObject({ address: `${site.origin}/v/1`, finalAddress: `${site.origin}/v/2` });
  });

  it.each([
    ['/unauthorized', 'not-visible'],
    ['/delete', 'elsewhere-redirect'],
    ['/other', 'elsewhere-redirect'],
    ['http://foreign.invalid/x', 'elsewhere-redirect'],
    ['javascript:alert(1)', 'elsewhere-redirect'],
    ['http://[', 'elsewhere-redirect'],
  ])('does not follow to %s: %s', async (target, reason) => {
    leadingTo(target);
    await expect(view('/v/1')).rejects.toMatchObject({ name: 'FetchError', reason });
    expect(site.log.filter((path) => path !== '/projects')).toEqual(['/v/1']);
  });

  it('ends a loop and an endless chain', async () => {
    site.handle = (request, response) => redirect(response, request.url === '/v/1' ? '/v/2' : '/v/1');
    await expect(view('/v/1')).rejects.toMatchObject({ reason: 'redirect-loop' });
    site.log.length = 0;
    site.handle = (request, response) => redirect(response, `${request.url ?? ''}0`);
    await expect(view('/v/1')).rejects.toMatchObject({ reason: 'redirect-loop' });
    expect(site.log.length).toBeLessThanOrEqual(11);
  });

  it('allows one visit to the same page, to set a cookie', async () => {
    site.handle = (request, response) => {
      if (request.headers.cookie === 'seen=1') {
        html(response, PAGE);
        return;
      }
      response.setHeader('set-cookie', 'seen=1');
      redirect(response, '/v/1');
    };
    await expect(view('/v/1')).resolves.toMatchObject({ status: 200 });
  });
});

describe('the gate: refusals', () => {
  it.each([
    [404, 'not-found'],
    [410, 'gone'],
    [403, 'not-visible'],
    [400, 'server-error'],
  ])('%i is %s at once', async (status, reason) => {
    site.handle = (_request, response) => html(response, PAGE, status);
    await expect(view('/v/1')).rejects.toMatchObject({ reason, status, attempts: 1 });
    expect(site.log).toEqual(['/v/1']);
  });

  it('takes a 403 with a log-in form for a sign-out only if the probe says so', async () => {
    site.handle = (request, response) => (request.url === '/v/1' ? html(response, LOG_IN, 403) : html(response, PAGE));
    await expect(view('/v/1')).rejects.toMatchObject({ reason: 'not-visible' });
    expect(site.log).toEqual(['/v/1', '/projects']);
  });
});

describe('the gate: retries', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('tries again after %i', async (status) => {
    site.handle = (_request, response) => (site.log.length < 3 ? html(response, 'busy', status) : html(response, PAGE));
    await expect(view('/v/1')).resolves.toMatchObject({ status: 200 });
    expect(site.count('/v/1')).toBe(3);
  });

  it.each([
    [500, 'server-error'],
    [429, 'too-many-requests'],
  ])('gives up after five times %i, and asks first whether the platform is up', async (status, reason) => {
    site.handle = (request, response) =>
      request.url === '/v/1' ? html(response, 'busy', status) : html(response, PAGE);
    await expect(view('/v/1')).rejects.toMatchObject({ reason, status, attempts: 5 });
    expect(site.count('/v/1')).toBe(5);
    expect(site.count('/projects')).toBe(1);
  });

  it('recovers from a reset, a short body, a dropped chunked body and one that stands still', async () => {
    site.handle = (request, response) => {
      if (request.url !== '/v/1') {
        html(response, PAGE);
        return;
      }
      switch (site.count('/v/1')) {
        case 1:
          return request.socket.resetAndDestroy();
        case 2:
          response.writeHead(200, { 'content-type': 'text/html', 'content-length': '500' });
          response.write('<html>');
          return setTimeout(() => request.socket.destroy(), 10);
        case 3:
          response.writeHead(200, { 'content-type': 'text/html' });
          response.write('<html>');
          return setTimeout(() => request.socket.destroy(), 10);
        case 4:
          response.writeHead(200, { 'content-type': 'text/html' });
          return response.write('<html>');
        default:
          html(response, PAGE);
      }
    };
    expect(Buffer.from((await view('/v/1')).bytes).toString()).toBe(PAGE);
    expect(site.count('/v/1')).toBe(5);
  });

  it('calls a body that is always short truncated', async () => {
    site.handle = (request, response) => {
      if (request.url !== '/v/1') {
        html(response, PAGE);
        return;
      }
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': '500' });
      response.write('<html>');
      setTimeout(() => request.socket.destroy(), 5);
    };
    await expect(view('/v/1')).rejects.toMatchObject({ reason: 'truncated', attempts: 5 });
  });

  it('calls a head that never comes a timeout', async () => {
    gate = site.gate({ patience: { headMs: 60, attempts: 2 } });
    site.handle = (request, response) => (request.url === '/v/1' ? undefined : html(response, PAGE));
    await expect(view('/v/1')).rejects.toMatchObject({ reason: 'timeout', attempts: 2 });
  });

  it('waits as long as Retry-After says', async () => {
    site.handle = (_request, response) =>
      site.log.length === 1 ? html(response, 'busy', 429, { 'retry-after': '1' }) : html(response, PAGE);
    const began = performance.now();
    await view('/v/1');
    expect(performance.now() - began).toBeGreaterThan(990);
  });

  it('does not believe a Retry-After of a day', async () => {
    gate = site.gate({ patience: { retryAfterCapMs: 30 } });
    site.handle = (_request, response) =>
      site.log.length === 1 ? html(response, 'busy', 503, { 'retry-after': '86400' }) : html(response, PAGE);
    await expect(view('/v/1')).resolves.toMatchObject({ status: 200 });
  });

  it('takes an empty page for a failure, an empty piece of a list for its end', async () => {
    site.handle = (_request, response) => html(response, '');
    await expect(view('/v/1')).rejects.toMatchObject({ reason: 'empty', attempts: 5 });
    await expect(view('/v/1?offset=20')).resolves.toMatchObject({ status: 200 });
  });
});

describe('the gate: encodings and caps', () => {
  const raw = Buffer.from(PAGE);
  it.each([
    ['gzip', gzipSync(raw)],
    ['br', brotliCompressSync(raw)],
    ['deflate', deflateSync(raw)],
    ['deflate', deflateRawSync(raw)],
    ['gzip, br', brotliCompressSync(gzipSync(raw))],
    ['identity', raw],
  ])('decodes %s', async (encoding, body) => {
    site.handle = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding });
      response.end(body);
    };
    expect(Buffer.from((await view('/v/1')).bytes).equals(raw)).toBe(true);
  });

  it('notices a coded body that ends early', async () => {
    const body = gzipSync(Buffer.from(PAGE.repeat(50)));
    site.handle = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
      response.end(site.log.length === 1 ? body.subarray(0, 60) : body);
    };
    await expect(view('/v/1')).resolves.toMatchObject({ status: 200 });
    expect(site.log).toHaveLength(2);
  });

  it('stops at a decompression bomb, and at a page that is too long', async () => {
    gate = site.gate({ viewBytes: 1024 * 1024 });
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    site.handle = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
      response.end(bomb);
    };
    await expect(view('/v/1')).rejects.toMatchObject({ reason: 'decompression-bomb', attempts: 1 });
    let written = 0;
    site.handle = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const pour = (): void => {
        while (!response.destroyed && written < 60_000_000 && response.write(Buffer.alloc(65536, 'x')))
          written += 65536;
      };
      response.on('drain', pour);
      pour();
    };
    await expect(view('/v/1')).rejects.toMatchObject({ reason: 'too-large' });
    expect(written).toBeLessThan(30_000_000);
  });
});
