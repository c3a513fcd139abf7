import { describe, expect, it } from 'vitest';
import { createEngineProxy } from '../../electron/app/shellEngineProxy.ts';
import type { EnginePort } from '../../electron/app/shellEngineWire.ts';
import { createToolsProxy, serveTools } from '../../electron/app/shellToolsProxy.ts';
import { splitPort } from '../../electron/app/shellToolsWire.ts';
import type { RunTool, ToolRequest, ToolResult } from '../../electron/app/toolWork.ts';
import { ArchiveError } from '../../shared/errors.ts';

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

function pair(run: RunTool) {
  const [app, engine] = channel();
  const bugs: unknown[] = [];
  const { runs, tools } = splitPort(app);
  // The runs' half listens on the same channel and must not hear of it.
  createEngineProxy(runs, (error) => bugs.push(error));
  serveTools(splitPort(engine).tools, run);
  return { proxy: createToolsProxy(tools, (error) => bugs.push(error)), bugs };
}

const tool = { name: 'TwinArk', version: '1' };
const request: ToolRequest = { kind: 'remove', tool, file: '/a.zip', items: ['x', 'y'], identical: true, out: '/out' };
const result: ToolResult = { kind: 'remove', zip: '/out/a.zip', bytes: 5, removed: 2, identical: ['Class'] };
const never = new AbortController().signal;

describe('archives of archives, made in another process', () => {
  it('is asked for, tells how far it is, and answers as a function call would', async () => {
    const asked: ToolRequest[] = [];
    const told: unknown[] = [];
    const { proxy, bugs } = pair((wanted, tell) => {
      asked.push(wanted);
      tell('reading', 1, 9);
      tell('reading', 9, 9);
      return Promise.resolve(result);
    });
    expect(await proxy.run(request, (...progress) => told.push(progress), never)).toEqual(result);
    expect(asked).toEqual([request]);
    expect(told).toEqual([
      ['reading', 1, 9],
      ['reading', 9, 9],
    ]);
    expect(bugs).toEqual([]);
  });

  it('fails with the same error, and stops when it is told to', async () => {
    const broken = pair(() => Promise.reject(new ArchiveError('archive-damaged', { file: 'a.zip' })));
    const error: unknown = await broken.proxy.run(request, () => undefined, never).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ArchiveError);
    expect(error).toMatchObject({ code: 'archive-damaged', params: { file: 'a.zip' } });

    const slow = pair(
      (_request, _tell, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
        ),
    );
    const stop = new AbortController();
    const stopped = slow.proxy.run(request, () => undefined, stop.signal);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('a process that died is said, and not waited for', async () => {
    const { proxy } = pair(() => new Promise(() => undefined));
    const waiting = proxy.run(request, () => undefined, never);
    proxy.lost();
    await expect(waiting).rejects.toMatchObject({ code: 'interrupted', params: { why: 'engine-gone' } });
  });
});
