import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownloadQueue, createFetcher } from '../../electron/download/index.ts';
import type { Expected, Fetcher, Settled, Want } from '../../electron/download/index.ts';
import { createGate, createUndiciTransport } from '../../electron/net/index.ts';
import type { Transport } from '../../electron/net/index.ts';
import { createRun } from '../../electron/runs/index.ts';
import type { RunStore } from '../../electron/runs/index.ts';

type Answer = (response: ServerResponse, times: number, request: IncomingMessage) => void;

const PAGE = '<!doctype html><html><body class="platform">An error</body></html>';
const large = randomBytes(400_000);
const answers = new Map<string, Answer>();
const asked = new Map<string, number>();
let jpeg: Buffer;
let folder: string;
let server: Server;
let origin: string;
let transport: Transport;
let store: RunStore;
let fetcher: Fetcher;

const send =
  (body: Uint8Array | string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(200, { 'content-length': String(body.length), ...headers });
    response.end(body);
  };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-http-'));
  const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
  jpeg = await sharp({ create: { width: 500, height: 400, channels: 3, background: '#888', noise } })
    .jpeg()
    .toBuffer();
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const times = (asked.get(path) ?? 0) + 1;
    asked.set(path, times);
    const answer = answers.get(path);
    if (answer !== undefined) answer(response, times, request);
    else response.writeHead(404, { 'content-type': 'text/html' }).end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers.set('/alive', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE));
  transport = createUndiciTransport({ origins: [origin], env: {} });
  const gate = createGate({
    transport,
    userAgent: 'test',
    classify(address) {
      const common = { address, role: 'twinspace', shape: 'test', params: {} } as const;
      return address.endsWith('/alive') ? { type: 'view', ...common } : { type: 'binary', binary: 'file', ...common };
    },
    looksLikeLogIn: (html) => html.includes('password'),
    looksLikePlatform: (html) => html.includes('class="platform"'),
    probes: [`${origin}/alive`],
    patience: { firstDelayMs: 5, maxDelayMs: 20, stallMs: 300, firstProbeMs: 20 },
  });
  store = await createRun({ stateRoot: folder, out: folder, username: 'a', profile: 'p', origins: {} });
  fetcher = createFetcher({ gate, store, cap: 1_000_000 });
});
afterAll(async () => {
  await fetcher.flush();
  await store.close();
  await transport.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const signal = new AbortController().signal;
const want = (path: string, expected: Expected): Want => ({
  id: path,
  priority: 0,
  candidates: [{ address: `${origin}${path}`, expect: expected, ...(expected === 'image' ? { original: true } : {}) }],
});
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** fault → what it must end in: the right bytes, or a reason. */
const cases: [name: string, expected: Expected, answer: () => Answer, end: Record<string, unknown>][] = [
  ['a plain picture', 'image', () => send(jpeg), { sha256: () => sha256(jpeg) }],
  [
    'a body that breaks off and goes on by a range',
    'file',
    () => (response, times, request) => {
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const rest = large.subarray(from);
      const headers = { etag: '"v1"', 'accept-ranges': 'bytes', 'content-length': String(rest.length) };
      if (from > 0)
        response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${large.length - 1}/${large.length}` });
      else response.writeHead(200, headers);
      if (times < 3) response.write(rest.subarray(0, 150_000), () => setTimeout(() => response.destroy(), 20));
      else response.end(rest);
    },
    { sha256: () => sha256(large) },
  ],
  [
    'a body that breaks off without ranges',
    'file',
    () => (response, times) => {
      response.writeHead(200, { 'content-length': String(large.length) });
      if (times < 3) response.write(large.subarray(0, 150_000), () => setTimeout(() => response.destroy(), 20));
      else response.end(large);
    },
    { sha256: () => sha256(large) },
  ],
  [
    'a body that is always shorter than promised',
    'image',
    () => (response) => {
      response.writeHead(200, { 'content-length': String(jpeg.length) });
      response.write(jpeg.subarray(0, 5000), () => setTimeout(() => response.destroy(), 5));
    },
    { reason: 'truncated' },
  ],
  [
    'a picture that is damaged once',
    'image',
    () => (response, times) => (times === 1 ? send(jpeg.subarray(0, 9000)) : send(jpeg))(response, times, response.req),
    { sha256: () => sha256(jpeg), damaged: undefined },
  ],
  [
    'a picture that is always damaged',
    'image',
    () => send(jpeg.subarray(0, 9000)),
    { sha256: () => sha256(jpeg.subarray(0, 9000)), damaged: true },
  ],
  [
    'a page where a picture was asked for',
    'image',
    () => send(PAGE, { 'content-type': 'image/jpeg' }),
    { reason: 'not-an-image' },
  ],
  [
    'a page where a file was asked for',
    'file',
    () => send(PAGE, { 'content-type': 'text/html' }),
    { reason: 'wrong-type' },
  ],
  ['an empty body', 'image', () => send(''), { reason: 'empty' }],
  ['a body over the cap', 'file', () => send(Buffer.alloc(1_000_001, 7)), { reason: 'too-large' }],
  [
    'nothing',
    'image',
    () => (response) => void response.writeHead(404, { 'content-type': 'text/html' }).end(PAGE),
    { reason: 'not-found' },
  ],
];

describe('over real HTTP', () => {
  it.each(cases)('%s', async (name, expected, answer, end) => {
    const path = `/${encodeURIComponent(name)}`;
    answers.set(path, answer());
    const settled: Settled[] = [];
    const queue = createDownloadQueue({ fetcher, signal, onSettled: (_, how) => void settled.push(how) });
    queue.add(want(path, expected));
    await queue.idle();
    const [how] = settled;
    if (typeof end['sha256'] !== 'function') {
      expect(how).toMatchObject({ outcome: 'failed', ...end });
      expect(store.get(`${origin}${path}`)).toMatchObject({ outcome: 'failed', ...end });
      return;
    }
    expect(how).toMatchObject({ outcome: 'saved' });
    if (how?.outcome !== 'saved') return;
    expect(how.binary.damaged).toBe(end['damaged']);
    expect(sha256(await readFile(store.blobPath(how.binary.sha256)))).toBe((end['sha256'] as () => string)());
    expect(await readdir(join(store.directory, 'parts'))).toEqual([]);
  });

  it('leaves no part behind and remembers nothing when it is cancelled', async () => {
    answers.set('/slow', (response) => {
      response.writeHead(200, { 'content-length': '500000' });
      response.write(large.subarray(0, 100_000));
    });
    const controller = new AbortController();
    const queue = createDownloadQueue({ fetcher, signal: controller.signal, onSettled: () => expect.unreachable() });
    queue.add(want('/slow', 'file'));
    setTimeout(() => controller.abort(new Error('stop')), 100);
    const began = performance.now();
    await expect(queue.idle()).rejects.toThrow('stop');
    await fetcher.flush();
    expect(performance.now() - began).toBeLessThan(1500);
    expect(store.get(`${origin}/slow`)).toBeUndefined();
    expect(await readdir(join(store.directory, 'parts'))).toEqual([]);
  });
});
