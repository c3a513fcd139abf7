import type { PauseCause } from '../../shared/progress.ts';
import type { RequestableTarget } from '../platform/types.ts';
import { attemptBinary, BinaryJob } from './binaryJob.ts';
import { Courier } from './courier.ts';
import { Doctor } from './doctor.ts';
import { Hopeless } from './hopeless.ts';
import type { Job, Outcome } from './job.ts';
import { Lanes } from './lanes.ts';
import { PRIORITY } from './limiter.ts';
import { OriginWatch } from './originWatch.ts';
import { persist } from './persist.ts';
import { probeAll } from './probe.ts';
import { settingsOf, type GateOptions } from './settings.ts';
import type { Gate } from './types.ts';
import { attemptView } from './viewJob.ts';
import { asError, Followers } from './waiting.ts';

/**
 * Makes the one gate of a run. What is about the platform (what an address is, what a log-in page looks like, where to probe)
 * comes in as options, so that this room knows HTTP and nothing else.
 */
export function createGate(options: GateOptions): Gate {
  const settings = settingsOf(options);
  const courier = new Courier(settings);
  const lanes = new Lanes(settings.concurrency, settings.observer);
  const hopeless = new Hopeless();
  const origins = new OriginWatch(settings.patience);
  const running = new Followers();
  let stopped: Error | undefined;

  const doctor = new Doctor(
    settings,
    lanes,
    origins,
    (signal) => probeAll(settings, courier, origins, signal),
    (error) => {
      stopped = error;
      running.abortAll(error);
    },
  );

  /** Runs one call from its address to its end: the allow-list first, the bookkeeping last. */
  async function run<T>(
    address: string,
    signal: AbortSignal,
    priority: number,
    prepare: (job: Job) => () => Promise<Outcome<T>>,
    onWaiting?: (waiting: boolean) => void,
  ): Promise<T> {
    const target = requestable(address);
    signal.throwIfAborted();
    if (stopped !== undefined) throw stopped;
    const { controller, release } = running.follow(signal);
    const job: Job = { target, signal: controller.signal, priority, attempts: 0, askedAgain: false, onWaiting };
    try {
      return await persist(job, prepare(job), { doctor, lanes, hopeless, patience: settings.patience });
    } catch (error) {
      throw asError(error);
    } finally {
      release();
      onWaiting?.(false);
      // Nobody is left who would need the answer of a probe, the end of an outage or of a rest.
      if (running.size === 0) {
        doctor.abandon();
        lanes.idle();
      }
    }
  }

  function requestable(address: string): RequestableTarget {
    const target = settings.classify(address);
    if (target.type === 'view' || target.type === 'binary') return target;
    throw new Error(`the gate was asked for an address of type ${target.type}: ${address}`);
  }

  const workshop = { settings, courier, doctor };
  return {
    view: (address, { signal }) =>
      run(address, signal, PRIORITY.view, (job) => () => attemptView(job, lanes.of(job.target.address), workshop)),
    binary: (address, binaryOptions) =>
      run(
        address,
        binaryOptions.signal,
        PRIORITY.binary,
        (job) => {
          const binary = new BinaryJob(job, binaryOptions);
          return () => attemptBinary(binary, lanes.of(job.target.address), workshop);
        },
        binaryOptions.onWaiting,
      ),
    get requests() {
      return courier.requests;
    },
    pause: (cause: PauseCause) => lanes.hold(cause),
    resume: () => {
      lanes.release('person');
      lanes.release('disk-full');
      doctor.wake();
    },
  };
}
