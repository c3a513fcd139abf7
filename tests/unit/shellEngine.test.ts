import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunHandle } from '../../electron/app/controllerServices.ts';
import { createEngineProxy } from '../../electron/app/shellEngineProxy.ts';
import { serveEngine } from '../../electron/app/shellEngineServer.ts';
import type { EnginePort } from '../../electron/app/shellEngineWire.ts';
import type { ExportRequest, ExportResult, Observer } from '../../electron/app/types.ts';
import { createElectronTransport, type NetLike } from '../../electron/hosts/electronTransport.ts';
import type { Session } from '../../electron/hosts/types.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import { StoppedError, UnreachableError } from '../../shared/errors.ts';
import type { EngineEvent } from '../../shared/progress.ts';
import { createNet } from '../electron-stand-in/net.ts';

/** Two ends of a channel that copies as processes do. */
function channel(): [EnginePort, EnginePort] {
  const heard: ((message: unknown) => void)[] = [];
  const end = (mine: number, other: number): EnginePort => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      setImmediate(() => heard[other]?.(copy));
    },
    onMessage: (listener) => (heard[mine] = listener),
  });
  return [end(0, 1), end(1, 0)];
}

const account = { userId: '1', username: 'm', displayName: 'M' };
const session = (signInAgain: Session['signInAgain']): Session => ({
  transport: { send: () => Promise.reject(new Error('never crosses')), close: () => Promise.resolve() },
  userAgent: 'UA TwinArk/1',
  signInAgain,
  close: () => Promise.resolve(),
});
const request = (signInAgain: Session['signInAgain'] = () => Promise.resolve('give-up')): ExportRequest => ({
  ...{ profile: etwinningLegacy, session: session(signInAgain), username: '', out: '/out', stateRoot: '/state' },
  ...{ selection: { choices: ['labels'] }, addSpaces: [], concurrency: 6, language: 'en', inventoryOnly: false },
  ...{ resume: false, finish: false, hold: true, tool: { name: 'TwinArk', version: '1' }, keepUnpacked: true },
});

function pair(run: (request: ExportRequest, observe: Observer) => RunHandle) {
  const [app, engine] = channel();
  const bugs: unknown[] = [];
  const proxy = createEngineProxy(app, (error) => bugs.push(error));
  serveEngine(engine, {
    startExport: run,
    session: (userAgent, signInAgain) => ({ ...session(signInAgain), userAgent }),
  });
  return { proxy, bugs };
}
const handle = (done: Promise<ExportResult>, did: string[] = []): RunHandle => ({
  done,
  pause: () => did.push('pause'),
  resume: () => did.push('resume'),
  finishNow: () => did.push('finish-now'),
  stop: () => did.push('stop'),
  startSaving: (selection, out) => did.push(`save ${selection.choices.join()} ${out ?? ''}`),
});
const tick = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('the engine in another process', () => {
  it('takes requests, steers and tells as a function call would', async () => {
    const did: string[] = [];
    const events: EngineEvent[] = [];
    let asked: ExportRequest | undefined;
    let finish: (result: ExportResult) => void = () => undefined;
    const { proxy, bugs } = pair((wanted, observe) => {
      asked = wanted;
      observe({ type: 'phase', phase: 'walking' });
      for (let i = 0; i < 500; i += 1) observe({ type: 'packing', entries: i, of: 500 });
      return handle(new Promise((resolve) => (finish = resolve)), did);
    });
    const run = proxy.startExport(request(), (event) => events.push(event));
    await tick();
    run.pause();
    run.resume();
    run.startSaving({ choices: ['groups'] }, '/elsewhere');
    run.finishNow();
    run.stop();
    await tick();
    finish({ account, items: [], mentions: [] });
    expect(await run.done).toEqual({ account, items: [], mentions: [] });
    expect(asked).toMatchObject({ out: '/out', hold: true, session: { userAgent: 'UA TwinArk/1' } });
    expect(did).toEqual(['pause', 'resume', 'save groups /elsewhere', 'finish-now', 'stop']);
    expect(events).toHaveLength(501);
    expect(bugs).toEqual([]);
  });

  it('takes everything that a request may say, and refuses none of it', async () => {
    let asked: ExportRequest | undefined;
    const { proxy, bugs } = pair((wanted) => {
      asked = wanted;
      return handle(Promise.resolve({ account, items: [], mentions: [] }));
    });
    const all: Required<Omit<ExportRequest, 'patience' | 'session'>> = {
      ...request(),
      resume: true,
      chosenAnew: true,
      movedTo: '/media/disk',
      split: 2_000_000_000,
      updateFrom: '/out/earlier.zip',
      hold: false,
      selection: {
        choices: ['twinspaces'],
        onlySpaces: ['twinspace:1'],
        withoutSpaces: ['groups:2'],
        withoutKinds: ['twinmail', 'meeting'],
        onlyAtRisk: true,
      },
    };
    await proxy.startExport({ ...request(), ...all }, () => undefined).done;
    expect({ ...asked, session: undefined }).toEqual({ ...all, session: undefined });
    expect(bugs).toEqual([]);
  });

  it('brings errors over with class, code and exit code', async () => {
    const { proxy, bugs } = pair(() => handle(Promise.reject(new UnreachableError('platform-gone', { origin: 'x' }))));
    await expect(proxy.startExport(request(), () => undefined).done).rejects.toMatchObject({
      ...{ name: 'UnreachableError', code: 'platform-gone', exitCode: 6, params: { origin: 'x' } },
    });
    expect(bugs).toEqual([]);
  });

  it('asks the person in the app’s process, and stops asking when the run ends', async () => {
    const results: unknown[] = [];
    const aborted: boolean[] = [];
    const { proxy } = pair(({ session: own }) =>
      handle(
        (async () => {
          results.push(await own.signInAgain(new AbortController().signal));
          await own.signInAgain(AbortSignal.timeout(40)).catch(() => results.push('cancelled'));
          throw new StoppedError('signed-out');
        })(),
      ),
    );
    let times = 0;
    const run = proxy.startExport(
      request((signal) => {
        times += 1;
        if (times === 1) return Promise.resolve('signed-in');
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => {
            aborted.push(true);
            reject(new Error('aborted'));
          }),
        );
      }),
      () => undefined,
    );
    await expect(run.done).rejects.toMatchObject({ code: 'signed-out' });
    expect(results).toEqual(['signed-in', 'cancelled']);
    expect(aborted).toEqual([true]);
  });

  it('says that a run can be gone on with when its process dies', async () => {
    const { proxy } = pair(() => handle(new Promise(() => undefined)));
    const run = proxy.startExport(request(), () => undefined);
    proxy.lost();
    await expect(run.done).rejects.toMatchObject({ code: 'interrupted', exitCode: 5 });
  });
});

describe('transport over Electron’s network', () => {
  let server: Server;
  let origin: string;
  const jar = new Map<string, string>();
  const net = createNet(() => ({
    header: () => Promise.resolve([...jar].map(([name, value]) => `${name}=${value}`).join('; ')),
    store: (_url, lines) => {
      for (const line of lines) jar.set(line.split('=')[0] ?? '', line.split(/[=;]/)[1] ?? '');
      return Promise.resolve();
    },
  })) as NetLike;
  const transport = createElectronTransport(net);
  const get = (path: string, signal = new AbortController().signal) =>
    transport.send({ method: 'GET', url: origin + path, headers: {}, signal });

  beforeAll(async () => {
    server = createServer((incoming, response) => {
      const { url, headers } = incoming;
      if (url === '/away') response.writeHead(302, { location: '/next', 'set-cookie': 'sid=1; Path=/' }).end('body');
      else if (url === '/zip')
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello '.repeat(1000)));
      else if (url === '/cut') {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('short');
        setTimeout(() => response.destroy(), 20);
      } else if (url === '/large') response.writeHead(200).end(Buffer.alloc(8_000_000, 7));
      else if (url === '/proxy') {
        const account = headers['proxy-authorization'];
        response.writeHead(account === `Basic ${btoa('school:secret')}` ? 200 : 407).end('through');
      } else if (url === '/never') return;
      else response.writeHead(200, { 'x-cookie': headers.cookie ?? '' }).end('ok');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await transport.close();
    server.closeAllConnections();
    server.close();
  });
  const read = async (body: AsyncIterable<Uint8Array>): Promise<Buffer> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it('hands redirects out unfollowed, with their cookies kept', async () => {
    const answer = await get('/away');
    expect([answer.status, answer.headers['location']]).toEqual([302, `${origin}/next`]);
    expect((await read(answer.body)).length).toBe(0);
    expect((await get('/other')).headers['x-cookie']).toBe('sid=1');
  });
  it('does not promise the compressed length of a body that was decoded', async () => {
    const answer = await get('/zip');
    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.headers).not.toHaveProperty('content-length');
    expect((await read(answer.body)).length).toBe(6000);
  });
  it('reports a body that breaks off', async () => {
    const answer = await get('/cut');
    await expect(read(answer.body)).rejects.toThrow();
  });
  it('streams a large body to a slow reader', async () => {
    const answer = await get('/large');
    let bytes = 0;
    for await (const chunk of answer.body) {
      bytes += chunk.byteLength;
      if (bytes % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(bytes).toBe(8_000_000);
  });
  it('asks for a proxy’s account, and takes the refusal where there is nobody to ask', async () => {
    const asking = createElectronTransport(net, ({ isProxy, host }, answer) => {
      if (isProxy && host === 'proxy') answer('school', 'secret');
    });
    const wish = { method: 'GET', url: `${origin}/proxy`, headers: {}, signal: new AbortController().signal } as const;
    expect((await asking.send(wish)).status).toBe(200);
    expect((await transport.send(wish)).status).toBe(407);
    await asking.close();
  });
  it('can be given up before and during', async () => {
    const controller = new AbortController();
    const waiting = get('/never', controller.signal);
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(waiting).rejects.toThrow('enough');
    await expect(get('/ok', controller.signal)).rejects.toThrow('enough');
  });
});
