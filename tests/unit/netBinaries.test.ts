import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FetchError, type BinaryOptions, type Gate } from '../../electron/net/index.ts';
import {
  html,
  LOG_IN,
  MemorySink,
  never,
  PAGE,
  someBytes,
  startPlatform,
  wait,
  type TestPlatform,
} from './netSupport.ts';

const BYTES = someBytes(300_000);
let site: TestPlatform;
let gate: Gate;
let sink: MemorySink;
beforeEach(async () => {
  site = await startPlatform();
  gate = site.gate();
  sink = new MemorySink();
});
afterEach(() => site.stop());

const binary = (options: Partial<BinaryOptions> = {}) =>
  gate.binary(`${site.origin}/b/1`, { signal: never, sink, cap: 10_000_000, ...options });

interface Wire {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Which answer of this address this is, from 1 on. */
  readonly time: number;
}
/** Answers `/b/1` by hand and everything else with a page; keeps the Range headers that came. */
function answering(answer: (wire: Wire) => void): (string | undefined)[] {
  const ranges: (string | undefined)[] = [];
  site.handle = (request, response) => {
    if (request.url !== '/b/1') {
      html(response, PAGE);
      return;
    }
    ranges.push(request.headers.range);
    answer({ request, response, time: ranges.length });
  };
  return ranges;
}

function send(response: ServerResponse, body: Uint8Array, headers: Record<string, string> = {}, status = 200): void {
  response.writeHead(status, { 'content-type': 'image/png', 'content-length': String(body.byteLength), ...headers });
  response.end(body);
}

/** Promises the whole and breaks off after a part. */
function breakOff({ request, response }: Wire, part: number, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'image/png', 'content-length': String(BYTES.byteLength), ...headers });
  response.write(BYTES.subarray(0, part));
  setTimeout(() => request.socket.destroy(), 20);
}

/** A server that does ranges as it should. */
function sendRange(wire: Wire, etag: string): void {
  const from = Number(/^bytes=(\d+)-$/.exec(wire.request.headers.range ?? '')?.[1]);
  const total = BYTES.byteLength;
  send(wire.response, BYTES.subarray(from), { 'content-range': `bytes ${from}-${total - 1}/${total}`, etag }, 206);
}

describe('downloads', () => {
  it('stream into the sink, asked for without encoding', async () => {
    answering(({ request, response }) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      send(response, BYTES);
    });
    let seen = 0;
    gate = site.gate({ observer: { onBytes: (count) => (seen += count) } });
    expect(await binary()).toMatchObject({ kind: 'binary', bytes: BYTES.byteLength, attempts: 1, status: 200 });
    expect(sink.bytes.equals(BYTES)).toBe(true);
    expect(sink.restarts).toBe(0);
    expect(seen).toBe(BYTES.byteLength);
  });

  it('are decoded where the server codes them nevertheless', async () => {
    answering(({ response }) => send(response, gzipSync(BYTES), { 'content-encoding': 'gzip' }));
    await binary();
    expect(sink.bytes.equals(BYTES)).toBe(true);
  });

  it('begin anew where the server does no ranges', async () => {
    const ranges = answering((wire) => (wire.time < 3 ? breakOff(wire, 100_000) : send(wire.response, BYTES)));
    expect(await binary()).toMatchObject({ attempts: 3 });
    expect(sink.bytes.equals(BYTES)).toBe(true);
    expect(sink.restarts).toBe(2);
    expect(ranges).toEqual([undefined, undefined, undefined]);
  });

  it('go on where they broke off, with If-Range, and progress costs no attempt', async () => {
    const headers = { 'accept-ranges': 'bytes', etag: '"v1"' };
    const conditions: (string | undefined)[] = [];
    const ranges = answering((wire) => {
      conditions.push(wire.request.headers['if-range'] as string | undefined);
      if (wire.time === 1) breakOff(wire, 100_000, headers);
      else sendRange(wire, '"v1"');
    });
    expect(await binary()).toMatchObject({ status: 206, bytes: BYTES.byteLength });
    expect(sink.bytes.equals(BYTES)).toBe(true);
    expect(sink.restarts).toBe(0);
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(conditions).toEqual([undefined, '"v1"']);
  });

  it.each<[string, (wire: Wire) => void]>([
    ['a 200 with everything', ({ response }) => send(response, BYTES)],
    ['a part of other bytes (ETag)', (wire) => sendRange(wire, '"v2"')],
    [
      'the wrong part',
      ({ response }) => send(response, BYTES.subarray(5), { 'content-range': 'bytes 5-299999/300000' }, 206),
    ],
    ['a 206 without Content-Range', ({ response }) => send(response, BYTES.subarray(100_000), {}, 206)],
    ['416', ({ response }) => send(response, Buffer.alloc(0), {}, 416)],
  ])('begin anew after %s', async (_name, second) => {
    answering((wire) => {
      if (wire.time === 1) breakOff(wire, 100_000, { 'accept-ranges': 'bytes', etag: '"v1"' });
      else if (wire.time === 2) second(wire);
      else send(wire.response, BYTES);
    });
    await binary();
    expect(sink.bytes.equals(BYTES)).toBe(true);
    expect(sink.restarts).toBe(1);
  });

  it('never go on by a weak ETag; Last-Modified will do', async () => {
    const ranges = answering((wire) => {
      if (wire.time === 1) breakOff(wire, 100_000, { 'accept-ranges': 'bytes', etag: 'W/"v1"' });
      else send(wire.response, BYTES);
    });
    await binary();
    expect(ranges).toEqual([undefined, undefined]);
    sink = new MemorySink();
    const date = 'Thu, 01 Jan 2015 00:00:00 GMT';
    const again = answering((wire) => {
      if (wire.time === 1) breakOff(wire, 100_000, { 'accept-ranges': 'bytes', 'last-modified': date });
      else sendRange(wire, '"x"');
    });
    await binary();
    expect(again[1]).toMatch(/^bytes=/);
    expect(sink.bytes.equals(BYTES)).toBe(true);
  });

  it('end as truncated if they are always short', async () => {
    answering((wire) => breakOff(wire, 1000));
    await expect(binary()).rejects.toMatchObject({ reason: 'truncated', attempts: 5 });
  });

  it('end as empty, after five tries', async () => {
    answering(({ response }) => send(response, Buffer.alloc(0)));
    await expect(binary()).rejects.toMatchObject({ reason: 'empty', attempts: 5 });
  });

  it('end as too-large: by what is promised at once, by what comes at the cap', async () => {
    answering(({ response }) => send(response, BYTES));
    await expect(binary({ cap: 1000 })).rejects.toMatchObject({ reason: 'too-large', attempts: 1 });
    expect(sink.length).toBe(0);
    answering(({ response }) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      for (let i = 0; i < 20; i++) response.write(BYTES);
      response.end();
    });
    await expect(binary({ cap: 500_000 })).rejects.toMatchObject({ reason: 'too-large' });
    expect(sink.length).toBeLessThanOrEqual(500_000);
    expect(site.count('/b/1')).toBe(2);
  });

  it('answer not-modified to an update', async () => {
    answering(({ request, response }) => {
      if (request.headers['if-none-match'] !== '"v1"') {
        send(response, BYTES);
        return;
      }
      response.writeHead(304);
      response.end();
    });
    const conditional = { etag: '"v1"', lastModified: 'Thu, 01 Jan 2015 00:00:00 GMT' };
    await expect(binary({ conditional })).resolves.toEqual({ kind: 'not-modified' });
    await expect(binary({ conditional: { etag: '"v0"' } })).resolves.toMatchObject({ kind: 'binary' });
  });
});

describe('the first bytes', () => {
  it('are shown once, at least 512 or all there are', async () => {
    const starts: number[] = [];
    const checkStart = (start: Uint8Array) => starts.push(start.byteLength);
    answering(({ response }) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.write(BYTES.subarray(0, 100));
      setTimeout(() => response.end(BYTES.subarray(100)), 30);
    });
    await binary({ checkStart });
    answering(({ response }) => send(response, BYTES.subarray(0, 20)));
    sink = new MemorySink();
    await binary({ checkStart });
    expect(starts[0]).toBeGreaterThanOrEqual(512);
    expect(starts.slice(1)).toEqual([20]);
  });

  it('can refuse the download before a byte is kept', async () => {
    answering(({ response }) => send(response, BYTES));
    const checkStart = () => {
      throw new FetchError('not-an-image', `${site.origin}/b/1`);
    };
    await expect(binary({ checkStart })).rejects.toMatchObject({ reason: 'not-an-image' });
    expect(sink.length).toBe(0);
    expect(site.log).toEqual(['/b/1']);
  });

  it('that are pages in the same words: the platform is asked once whether they are its own', async () => {
    site.handle = (request, response) => {
      if (request.url?.startsWith('/b/')) html(response, `<p>No picture ${request.url}`);
      else html(response, PAGE);
    };
    const refused = new FetchError('not-an-image', site.origin);
    const checkStart = () => {
      throw refused;
    };
    for (let number = 1; number <= 5; number += 1) {
      const asking = gate.binary(`${site.origin}/b/${number}`, { signal: never, sink, cap: 1000, checkStart });
      await expect(asking).rejects.toMatchObject({ reason: 'not-an-image' });
    }
    expect(site.log.filter((address) => !address.startsWith('/b/'))).toHaveLength(1);
  });

  it('that are pages in the same words, while good answers come in during the probe: asked once all the same', async () => {
    site.handle = (request, response) => {
      if (request.url?.startsWith('/b/')) html(response, `<p>No picture ${request.url}`);
      else void wait(request.url?.startsWith('/v/') ? 40 : 90).then(() => html(response, PAGE));
    };
    const checkStart = () => {
      throw new FetchError('not-an-image', site.origin);
    };
    for (let number = 1; number <= 4; number += 1) {
      const page = gate.view(`${site.origin}/v/${number}`, { signal: never });
      const picture = gate.binary(`${site.origin}/b/${number}`, { signal: never, sink, cap: 1000, checkStart });
      await expect(picture).rejects.toMatchObject({ reason: 'not-an-image' });
      await page;
    }
    expect(site.log.filter((address) => !/^\/[bv]\//.test(address))).toHaveLength(1);
  });

  it('that are the log-in page, although the session lives: asked once more, then given up', async () => {
    answering(({ response }) => html(response, LOG_IN));
    await expect(binary()).rejects.toMatchObject({ reason: 'log-in-page' });
    expect(site.count('/b/1')).toBe(2);
    expect(sink.length).toBe(0);
  });

  it('of an uploaded page with a password field are a file like any other', async () => {
    answering(({ response }) => html(response, LOG_IN, 200, { 'content-disposition': 'attachment; filename=a.html' }));
    await expect(binary()).resolves.toMatchObject({ bytes: LOG_IN.length });
    expect(site.log).toEqual(['/b/1']);
  });
});
