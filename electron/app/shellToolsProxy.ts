import { StoppedError } from '../../shared/errors.ts';
import { errorFromWire, errorToWire } from '../../shared/errorWire.ts';
import type { EnginePort } from './shellEngineWire.ts';
import { fromToolSchema, toToolSchema, type FromTool, type ToTool } from './shellToolsWire.ts';
import type { OnToolProgress, RunTool, ToolResult } from './toolWork.ts';

/** Progress crosses this often at most. */
const EVERY_MS = 100;

export interface ToolsProxy {
  readonly run: RunTool;
  /** The engine's process is gone, and with it what was being made. */
  lost(): void;
}

interface Waiting {
  readonly onProgress: OnToolProgress;
  readonly resolve: (result: ToolResult) => void;
  readonly reject: (error: Error) => void;
}

/** The main process's half: makes the work in the other process look like a function call. */
export function createToolsProxy(port: EnginePort, onBug: (error: unknown) => void): ToolsProxy {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const post = (message: ToTool): void => port.post(message);

  port.onMessage((raw) => {
    const parsed = fromToolSchema.safeParse(raw);
    if (!parsed.success) {
      onBug(parsed.error);
      return;
    }
    const { data } = parsed;
    const one = waiting.get(data.job);
    if (one === undefined) return;
    if (data.type === 'tool-progress') {
      one.onProgress(data.step, data.done, data.of);
      return;
    }
    waiting.delete(data.job);
    if (data.type === 'tool-done') one.resolve(data.result);
    else one.reject(errorFromWire(data.error));
  });

  return {
    run: (request, onProgress, signal) =>
      new Promise((resolve, reject) => {
        last += 1;
        const job = last;
        waiting.set(job, { onProgress, resolve, reject });
        // What is stopped answers by itself, once its half-made files are gone.
        signal.addEventListener('abort', () => post({ type: 'tool-stop', job }), { once: true });
        const wire =
          request.kind === 'combine'
            ? { ...request, files: [...request.files], parts: [...request.parts] }
            : { ...request, items: [...request.items] };
        post({ type: 'tool-start', job, request: wire });
      }),
    lost() {
      for (const [job, one] of [...waiting]) {
        waiting.delete(job);
        one.reject(new StoppedError('interrupted', { why: 'engine-gone' }));
      }
    },
  };
}

/** The engine process's half. */
export function serveTools(port: EnginePort, run: RunTool): void {
  const stops = new Map<number, AbortController>();
  const post = (message: FromTool): void => port.post(message);

  port.onMessage((raw) => {
    const message = toToolSchema.parse(raw);
    const { job } = message;
    if (message.type === 'tool-stop') {
      stops.get(job)?.abort(new StoppedError('interrupted'));
      return;
    }
    const stop = new AbortController();
    stops.set(job, stop);
    let told = 0;
    const tell: OnToolProgress = (step, done, of) => {
      const now = Date.now();
      if (now - told < EVERY_MS && done < of) return;
      told = now;
      post({ type: 'tool-progress', job, step, done, of });
    };
    void run(message.request, tell, stop.signal)
      .then(
        (result) => post({ type: 'tool-done', job, result: plain(result) }),
        (error: unknown) => post({ type: 'tool-failed', job, error: errorToWire(error) }),
      )
      .finally(() => stops.delete(job));
  });
}

/** Read-only lists as the wire has them. */
function plain(result: ToolResult): Extract<FromTool, { type: 'tool-done' }>['result'] {
  return result.kind === 'combine'
    ? { ...result, zips: [...result.zips] }
    : { ...result, identical: [...result.identical] };
}
