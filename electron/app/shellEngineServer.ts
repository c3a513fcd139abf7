import type { EngineEvent } from '../../shared/progress.ts';
import type { Session } from '../hosts/types.ts';
import type { RunHandle } from './controllerServices.ts';
import { errorToWire } from '../../shared/errorWire.ts';
import { toEngineSchema, type EnginePort, type FromEngine, type ToEngine } from './shellEngineWire.ts';
import type { ExportRequest, ExportResult, Observer } from './types.ts';

/** Events are gathered this long before they cross: 40,000 single messages would be felt. */
const BATCH_MS = 50;

export interface EngineServices {
  readonly startExport: (request: ExportRequest, observe: Observer) => RunHandle;
  /** The session as this process has it. `again` asks the person, in the other process. */
  readonly session: (userAgent: string, again: Session['signInAgain']) => Session;
}

/** The engine process's half: runs exports as it is told, and tells what they do. */
export function serveEngine(port: EnginePort, services: EngineServices): void {
  const handles = new Map<number, RunHandle>();
  const waiting = new Map<number, (result: 'signed-in' | 'give-up') => void>();
  const post = (message: FromEngine): void => port.post(message);

  function askAgain(run: number): Session['signInAgain'] {
    return (signal) =>
      new Promise((resolve, reject) => {
        const cancel = (): void => {
          waiting.delete(run);
          post({ type: 'sign-in-cancelled', run });
          reject(signal.reason instanceof Error ? signal.reason : new Error('given up'));
        };
        if (signal.aborted) {
          cancel();
          return;
        }
        signal.addEventListener('abort', cancel, { once: true });
        waiting.set(run, (result) => {
          signal.removeEventListener('abort', cancel);
          waiting.delete(run);
          resolve(result);
        });
        post({ type: 'sign-in-again', run });
      });
  }

  function start({ run, request, userAgent }: Extract<ToEngine, { type: 'start' }>): void {
    const batch = createBatch((events) => post({ type: 'events', run, events }));
    const ended = (): void => {
      batch.flush();
      handles.delete(run);
    };
    const fail = (error: unknown): void => {
      ended();
      post({ type: 'failed', run, error: errorToWire(error) });
    };
    try {
      const session = services.session(userAgent, askAgain(run));
      const handle = services.startExport({ ...request, session }, (event) => batch.add(event));
      handles.set(run, handle);
      handle.done.then((result) => {
        ended();
        post(doneMessage(run, result));
      }, fail);
    } catch (error) {
      fail(error);
    }
  }

  function act(handle: RunHandle, action: Extract<ToEngine, { type: 'act' }>['action']): void {
    switch (action) {
      case 'pause':
        handle.pause();
        break;
      case 'resume':
        handle.resume();
        break;
      case 'finish-now':
        handle.finishNow();
        break;
      case 'stop':
        handle.stop();
        break;
    }
  }

  port.onMessage((raw) => {
    const message = toEngineSchema.parse(raw);
    const handle = handles.get(message.run);
    switch (message.type) {
      case 'start':
        start(message);
        break;
      case 'act':
        if (handle !== undefined) act(handle, message.action);
        break;
      case 'start-saving':
        if (message.out === undefined) handle?.startSaving(message.selection);
        else handle?.startSaving(message.selection, message.out);
        break;
      case 'signed-in-again':
        waiting.get(message.run)?.(message.result);
        break;
    }
  });
}

function doneMessage(run: number, { account, items, mentions, finished }: ExportResult): FromEngine {
  return {
    type: 'done',
    run,
    account,
    missing: items.filter(({ status }) => status === 'missing'),
    mentions: [...mentions],
    ...(finished === undefined ? {} : { finished }),
  };
}

function createBatch(send: (events: EngineEvent[]) => void): { add(event: EngineEvent): void; flush(): void } {
  let events: EngineEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (events.length > 0) send(events.splice(0));
    events = [];
  };
  return {
    add(event) {
      events.push(event);
      timer ??= setTimeout(flush, BATCH_MS);
    },
    flush,
  };
}
