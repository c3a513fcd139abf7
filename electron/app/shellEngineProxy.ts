import { StoppedError } from '../../shared/errors.ts';
import type { Session } from '../hosts/types.ts';
import type { RunHandle } from './controllerServices.ts';
import { errorFromWire } from '../../shared/errorWire.ts';
import {
  fromEngineSchema,
  type EnginePort,
  type FromEngine,
  type RequestWire,
  type ToEngine,
} from './shellEngineWire.ts';
import type { ExportRequest, ExportResult, Observer } from './types.ts';

interface Running {
  readonly session: Session;
  readonly observe: Observer;
  readonly resolve: (result: ExportResult) => void;
  readonly reject: (error: Error) => void;
  /** Ends waiting for the person when the run ends first. */
  asking: AbortController | undefined;
}

export interface EngineProxy {
  /** `StartExport` for the controller. */
  startExport(request: ExportRequest, observe: Observer): RunHandle;
  /** The engine's process is gone: what ran can be gone on with, since its state is on disk. */
  lost(): void;
}

/** The main process's half: makes the engine in the other process look like a function call. */
export function createEngineProxy(port: EnginePort, onBug: (error: unknown) => void): EngineProxy {
  const running = new Map<number, Running>();
  let last = 0;
  const post = (message: ToEngine): void => port.post(message);

  port.onMessage((raw) => {
    const parsed = fromEngineSchema.safeParse(raw);
    if (!parsed.success) {
      onBug(parsed.error);
      return;
    }
    const active = running.get(parsed.data.run);
    if (active !== undefined) receive(parsed.data, active);
  });

  function end(run: number): void {
    running.get(run)?.asking?.abort();
    running.delete(run);
  }

  function receive(message: FromEngine, active: Running): void {
    switch (message.type) {
      case 'events':
        for (const event of message.events) active.observe(event);
        break;
      case 'done': {
        const { account, missing, mentions, finished } = message;
        end(message.run);
        const result = { account, items: missing, mentions };
        active.resolve(finished?.type === 'finished' ? { ...result, finished } : result);
        break;
      }
      case 'failed':
        end(message.run);
        if (message.error.family === 'bug') onBug(message.error.detail);
        active.reject(errorFromWire(message.error));
        break;
      case 'sign-in-again':
        void ask(message.run, active);
        break;
      case 'sign-in-cancelled':
        active.asking?.abort();
        break;
    }
  }

  async function ask(run: number, active: Running): Promise<void> {
    const asking = new AbortController();
    active.asking?.abort();
    active.asking = asking;
    const result = await active.session.signInAgain(asking.signal).catch((error: unknown) => {
      if (!asking.signal.aborted) onBug(error);
      return 'give-up' as const;
    });
    if (active.asking !== asking || asking.signal.aborted) return;
    active.asking = undefined;
    post({ type: 'signed-in-again', run, result });
  }

  return {
    startExport(request, observe) {
      last += 1;
      const run = last;
      // `patience` is for tests of the command line.
      const { session, selection, profile, addSpaces, patience: _, ...rest } = request;
      const done = new Promise<ExportResult>((resolve, reject) => {
        running.set(run, { session, observe, resolve, reject, asking: undefined });
      });
      // What the wire does not know would be refused there: the type makes the compiler ask for it.
      const wire: Exactly<RequestWire, typeof rest> = {
        ...rest,
        profile,
        addSpaces: [...addSpaces],
        selection: copySelection(selection),
      };
      post({ type: 'start', run, request: wire, userAgent: session.userAgent });
      const act = (action: 'pause' | 'resume' | 'finish-now' | 'stop') => () => post({ type: 'act', run, action });
      return {
        done,
        pause: act('pause'),
        resume: act('resume'),
        finishNow: act('finish-now'),
        stop: act('stop'),
        startSaving: (chosen, out) =>
          post({
            type: 'start-saving',
            run,
            selection: copySelection(chosen),
            ...(out === undefined ? {} : { out }),
          }),
      };
    },
    lost() {
      for (const [run, active] of [...running]) {
        end(run);
        active.reject(new StoppedError('interrupted', { why: 'engine-gone' }));
      }
    },
  };
}

/** `Wire`, unless `Sent` has a property that it has not. */
type Exactly<Wire, Sent> = Exclude<keyof Sent, keyof Wire> extends never ? Wire : never;

/** Read-only lists as the wire has them. */
function copySelection(selection: ExportRequest['selection']): RequestWire['selection'] {
  const { choices, onlySpaces, withoutSpaces, withoutKinds, onlyAtRisk } = selection;
  return {
    choices: [...choices],
    ...(onlySpaces === undefined ? {} : { onlySpaces: [...onlySpaces] }),
    ...(withoutSpaces === undefined ? {} : { withoutSpaces: [...withoutSpaces] }),
    ...(withoutKinds === undefined ? {} : { withoutKinds: [...withoutKinds] }),
    ...(onlyAtRisk === undefined ? {} : { onlyAtRisk }),
  };
}
