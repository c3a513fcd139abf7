import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFetcher } from '../../electron/download/index.ts';
import type { Candidate, Fetcher } from '../../electron/download/index.ts';
import { FetchError } from '../../electron/net/types.ts';
import type { BinaryOptions, Gate } from '../../electron/net/types.ts';
import { createRun, openRun } from '../../electron/runs/index.ts';
import type { RunStore } from '../../electron/runs/index.ts';
import type { Reason } from '../../shared/reasons.ts';

interface Reply {
  readonly body?: Uint8Array | string;
  readonly headers?: Record<string, string>;
  readonly reason?: Reason;
}

/** A gate that answers from a table; a list of replies is used up one by one, its last one stays. */
class TableGate implements Gate {
  readonly replies = new Map<string, Reply | Reply[]>();
  readonly asked: string[] = [];

  get requests(): number {
    return this.asked.length;
  }
  pause(): void {}
  resume(): void {}

  #reply(address: string): { body: Buffer; headers: Record<string, string> } {
    this.asked.push(address);
    const entry = this.replies.get(address);
    const reply = Array.isArray(entry) ? (entry.length > 1 ? entry.shift() : entry[0]) : entry;
    if (reply?.reason !== undefined) throw new FetchError(reply.reason, address, { attempts: 2 });
    if (reply === undefined) throw new FetchError('not-found', address, { status: 404 });
    return { body: Buffer.from(reply.body ?? ''), headers: reply.headers ?? {} };
  }

  async view(address: string) {
    await Promise.resolve();
    const { body, headers } = this.#reply(address);
    return { kind: 'view', address, finalAddress: address, status: 200, headers, bytes: body } as const;
  }

  async binary(address: string, { sink, checkStart, cap }: BinaryOptions) {
    const { body, headers } = this.#reply(address);
    if (body.length > cap) throw new FetchError('too-large', address);
    checkStart?.(body.subarray(0, 512), { headers, finalAddress: address });
    // A first attempt that breaks off, then one from the beginning.
    await sink.write(body.subarray(0, 10));
    await sink.restart();
    for (let at = 0; at < body.length; at += 50_000) await sink.write(body.subarray(at, at + 50_000));
    return {
      kind: 'binary',
      address,
      finalAddress: address,
      status: 200,
      headers,
      bytes: body.length,
      attempts: 1,
    } as const;
  }
}

const signal = new AbortController().signal;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const LOGIN = '<!DOCTYPE html><html><body><form><input type="password"></form></body></html>';

let folder: string;
let gate: TableGate;
let store: RunStore;
let fetcher: Fetcher;
let jpeg: Buffer;
let optimised: Buffer;

beforeAll(async () => {
  const noise = {
    create: {
      width: 900,
      height: 600,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 120, sigma: 40 },
    },
  } as const;
  jpeg = await sharp(noise).jpeg().toBuffer();
  optimised = await sharp(jpeg).resize(90).jpeg().toBuffer();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-download-'));
  gate = new TableGate();
  store = await createRun({ stateRoot: folder, out: folder, username: 'ana', profile: 'p', origins: {} });
  fetcher = createFetcher({ gate, store, cap: 1_000_000 });
});
afterEach(async () => {
  await fetcher.flush();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const original: Candidate = { address: 'http://t/h.jpg', expect: 'image', original: true };
const smaller: Candidate = { address: 'http://t/h_opt.jpg', expect: 'image', original: false };
const picture = { candidates: [original, smaller] };
const file = (more: Partial<Candidate> = {}) => ({
  candidates: [{ address: 'http://t/file', expect: 'file' as const, ...more }],
});

describe('views', () => {
  it('are asked for once, by many at once, and after a restart', async () => {
    gate.replies.set('http://t/home', { body: '<p>home', headers: { 'content-type': 'text/html', 'x-other': '1' } });
    const [a, b] = await Promise.all([fetcher.view('http://t/home', signal), fetcher.view('http://t/home', signal)]);
    expect(a).toEqual(b);
    await fetcher.view('http://t/home', signal);
    await fetcher.flush();
    await fetcher.view('http://t/home', signal);
    await store.close();
    store = await openRun(store.directory);
    fetcher = createFetcher({ gate, store, cap: 1 });
    const again = await fetcher.view('http://t/home', signal);
    expect(Buffer.from(again.bytes).toString()).toBe('<p>home');
    expect(again).toEqual({ ...a, bytes: again.bytes });
    expect(again.headers).toEqual({ 'content-type': 'text/html' });
    expect(gate.requests).toBe(1);
  });

  it('that failed fail again without a request, until they are forgotten', async () => {
    gate.replies.set('http://t/x', [{ reason: 'timeout' }, { body: 'ok' }]);
    for (let i = 0; i < 2; i += 1) {
      await expect(fetcher.view('http://t/x', signal)).rejects.toMatchObject({ reason: 'timeout', attempts: 2 });
    }
    expect(gate.requests).toBe(1);
    store.forgetFailure('http://t/x');
    expect((await fetcher.view('http://t/x', signal)).sha256).toBe(sha256(Buffer.from('ok')));
  });

  it('are not given up for others when one caller leaves', async () => {
    gate.replies.set('http://t/y', { body: 'y' });
    const leaving = new AbortController();
    const left = fetcher.view('http://t/y', leaving.signal);
    const stays = fetcher.view('http://t/y', signal);
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect((await stays).bytes).toHaveLength(1);
  });
});

describe('pictures', () => {
  it('come as the original, byte for byte, with a thumbnail', async () => {
    gate.replies.set(original.address, { body: jpeg, headers: { 'content-type': 'image/png', etag: '"e"' } });
    const { binary, attempts } = await fetcher.binary(picture, signal);
    expect(binary).toMatchObject({
      url: original.address,
      original: true,
      mediaType: 'image/jpeg',
      etag: '"e"',
      bytes: jpeg.length,
    });
    expect(attempts).toBe(1);
    expect(await readFile(store.blobPath(binary.sha256))).toEqual(jpeg);
    expect(await sharp(store.thumbPath(binary.sha256)).metadata()).toMatchObject({
      width: 320,
      height: 213,
      format: 'webp',
    });
    expect((await fetcher.binary(picture, signal)).attempts).toBe(0);
    expect(gate.requests).toBe(1);
    expect(await readdir(join(store.directory, 'parts'))).toEqual([]);
  });

  it.each<Reply>([
    { reason: 'not-found' },
    { reason: 'gone' },
    { body: LOGIN },
    { body: '%PDF-1.4 x' },
    { reason: 'log-in-page' },
  ])('fall back to the optimised version after %j', async (reply) => {
    gate.replies.set(original.address, reply);
    gate.replies.set(smaller.address, { body: optimised });
    expect((await fetcher.binary(picture, signal)).binary).toMatchObject({ original: false, bytes: optimised.length });
  });

  it.each<Reason>(['timeout', 'server-error', 'truncated', 'unreachable', 'too-many-requests'])(
    'do not fall back silently after %s',
    async (reason) => {
      gate.replies.set(original.address, [{ reason }, { body: jpeg }]);
      gate.replies.set(smaller.address, { body: optimised });
      await expect(fetcher.binary(picture, signal)).rejects.toMatchObject({ reason, attempts: 2 });
      expect(gate.asked).not.toContain(smaller.address);
      fetcher.forgetFailures(picture);
      expect((await fetcher.binary(picture, signal)).binary.original).toBe(true);
    },
  );

  it('are saved as damaged when the same bytes come twice', async () => {
    const cut = jpeg.subarray(0, jpeg.length - 5000);
    gate.replies.set(original.address, { body: cut });
    const { binary, attempts } = await fetcher.binary(picture, signal);
    expect(binary).toMatchObject({ damaged: true, original: true, sha256: sha256(cut) });
    expect(attempts).toBe(2);
    expect(await readFile(store.blobPath(binary.sha256))).toEqual(cut);
  });

  it('are taken good when a second time brings other bytes, and given up when none is ever whole', async () => {
    const cut = (length: number): Reply => ({ body: jpeg.subarray(0, length) });
    gate.replies.set(original.address, [cut(40_000), { body: jpeg }]);
    const { binary } = await fetcher.binary(picture, signal);
    expect(binary.sha256).toBe(sha256(jpeg));
    expect(binary.damaged).toBeUndefined();
    gate.replies.set(smaller.address, [cut(30_000), cut(31_000), cut(32_000)]);
    const hopeless = fetcher.binary({ candidates: [smaller] }, signal);
    await expect(hopeless).rejects.toMatchObject({ reason: 'truncated', attempts: 3 });
    expect(await readdir(join(store.directory, 'parts'))).toEqual([]);
  });

  it('say the most telling reason when nobody has them', async () => {
    gate.replies.set(original.address, { reason: 'not-visible' });
    await expect(fetcher.binary(picture, signal)).rejects.toMatchObject({ reason: 'not-found', attempts: 3 });
    gate.replies.set(smaller.address, { reason: 'not-visible' });
    fetcher.forgetFailures(picture);
    await expect(fetcher.binary(picture, signal)).rejects.toMatchObject({ reason: 'not-visible', attempts: 4 });
  });
});

describe('files and certificates', () => {
  it('keep their name and their bytes', async () => {
    gate.replies.set('http://t/file', {
      body: 'plain',
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''%C4%8Daj.txt`,
      },
    });
    const { binary } = await fetcher.binary(file(), signal);
    expect(binary).toMatchObject({ originalName: 'čaj.txt', mediaType: 'text/plain', bytes: 5 });
    expect(binary.original).toBeUndefined();
  });

  it('are not mistaken for pages', async () => {
    gate.replies.set('http://t/file', { body: LOGIN });
    await expect(fetcher.binary(file({ nameHint: 'a.pdf' }), signal)).rejects.toMatchObject({ reason: 'wrong-type' });
    fetcher.forgetFailures(file());
    expect((await fetcher.binary(file({ nameHint: 'Page.HTM' }), signal)).binary.bytes).toBe(LOGIN.length);
    const named = { address: 'http://t/named', expect: 'file' as const, nameHint: 'x.pdf' };
    gate.replies.set(named.address, {
      body: LOGIN,
      headers: { 'content-disposition': 'attachment; filename="old site.html"' },
    });
    expect((await fetcher.binary({ candidates: [named] }, signal)).binary.originalName).toBe('old site.html');
  });

  it.each([
    ['certificate', 'no pdf', 'wrong-type'],
    ['certificate', LOGIN, 'wrong-type'],
    ['file', '', 'empty'],
    ['image', '', 'empty'],
    ['file', 'x'.repeat(1_000_001), 'too-large'],
  ] as const)('%s with %.20s ends in a reason', async (expected, body, reason) => {
    gate.replies.set('http://t/file', { body });
    await expect(fetcher.binary(file({ expect: expected }), signal)).rejects.toMatchObject({ reason });
    expect(store.get('http://t/file')).toMatchObject({ outcome: 'failed', reason });
  });

  it('take any certificate that is a PDF', async () => {
    gate.replies.set('http://t/file', { body: '\ufeff\n%PDF-1.5 …' });
    expect((await fetcher.binary(file({ expect: 'certificate' }), signal)).binary.mediaType).toBeDefined();
  });

  it('are named when security software takes them', async () => {
    gate.replies.set('http://t/file', { body: 'X5O!P%@AP' });
    const put = store.putPart.bind(store);
    store.putPart = async (answer, part) => {
      await rm(part);
      return await put(answer, part);
    };
    await expect(fetcher.binary(file(), signal)).rejects.toMatchObject({ reason: 'removed-by-security-software' });
    expect(existsSync(store.blobPath(sha256(Buffer.from('X5O!P%@AP'))))).toBe(false);
  });
});

describe('pictures in pages', () => {
  it('are stored from their data: address, once', async () => {
    const png = await sharp({ create: { width: 3, height: 2, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    const data = `data:image/png;base64,${png.toString('base64')}`;
    const got = await fetcher.inline(data);
    expect(got?.binary).toMatchObject({ sha256: sha256(png), mediaType: 'image/png', bytes: png.length });
    const spelledOtherwise = data.replace(/\+/g, '%2B').replace('data:', 'DATA:').replace(/=+$/, ' \n');
    expect((await fetcher.inline(spelledOtherwise))?.binary).toEqual(got?.binary);
    expect(await readFile(store.blobPath(sha256(png)))).toEqual(png);
    expect(store.counts.ok).toBe(1);
    const svg = await fetcher.inline('data:image/svg+xml,%3Csvg xmlns="x"/%3E');
    expect(svg?.binary).toMatchObject({ mediaType: 'image/svg+xml', bytes: 16 });
    expect(await fetcher.inline('data:,')).toBeUndefined();
    expect(await fetcher.inline('http://t/x')).toBeUndefined();
  });
});
