import { setMaxListeners } from 'node:events';
import TinyQueue from 'tinyqueue';
import { StoppedError } from '../../shared/errors.ts';
import { FetchError } from '../net/types.ts';
import { isWorthAnotherPass } from './failures.ts';
import type { Fetcher } from './fetcher.ts';
import type { Settled, Want } from './want.ts';

export interface QueueOptions {
  readonly fetcher: Pick<Fetcher, 'binary' | 'forgetFailures'>;
  /**
   * Wants of one origin worked on at once; 24 if not given. More than the gate's connections: pictures are decoded and files
   * synced while others come over the line.
   */
  readonly concurrency?: number;
  readonly signal: AbortSignal;
  /** Called once for each want, and again if `retryFailed` settles it anew. Must not throw. */
  readonly onSettled: (want: Want, settled: Settled) => void;
  /** Asked when a want's turn comes: what the person has left out meanwhile is dropped. */
  readonly isWanted?: (want: Want) => boolean;
  /** Told at once when the disk, the gate or a bug stops the queue, so that a walk beside it does not go on in vain. */
  readonly onStopped?: (error: unknown) => void;
}

/**
 * Wanted binaries in their order, each origin's apart: the gate has connections to each, and those to groups must not lie idle
 * while TwinSpaces are fetched. Holds wants only, some 200 bytes each.
 */
export interface DownloadQueue {
  add(want: Want): void;
  /** Before all others, and also while the queue is paused. */
  addAhead(want: Want): void;
  /** Stops handing out; what is under way ends. */
  pause(): void;
  /** Goes on after `pause`, or after a stop whose cause is gone (`RunStore.recheck`). */
  resume(): void;
  /**
   * Resolves when nothing is queued or under way.
   *
   * @throws StoppedError if the disk or the gate stopped it: what was under way is queued again, `resume` goes on
   * @throws the signal's reason
   */
  idle(): Promise<void>;
  /**
   * Queues everything again that is missing (not what is skipped or too large), or that part of it. Answers how many.
   * @param isMeant of those that `failed` names
   */
  retryFailed(isMeant?: (want: Want) => boolean): number;
  /** What is missing and may be there when it is asked for again (what `retryFailed` would queue). */
  failed(): readonly Want[];
  /** What is neither saved nor failed. */
  unsettled(): readonly Want[];
}

interface Failed {
  readonly want: Want;
  readonly attempts: number;
}

/**
 * So many wants of one origin may wait for their next attempt beside those that are worked on: hundreds of addresses that fail
 * must not hold up the thousands that do not. Each keeps a file open.
 */
const MOST_WAITING = 60;

interface Queued {
  readonly want: Want;
  /** First come first served among equals. */
  readonly turn: number;
}

/** What is wanted of one origin. */
class Lane {
  readonly queue = new TinyQueue<Queued>([], (a, b) => a.want.priority - b.want.priority || a.turn - b.turn);
  /** What does not wait for its turn. */
  readonly ahead: Queued[] = [];
  readonly running = new Set<Queued>();
  /** Of those running, what only waits for its next attempt. */
  readonly resting = new Set<Queued>();

  hasRoom(concurrency: number): boolean {
    return this.running.size - Math.min(this.resting.size, MOST_WAITING) < concurrency;
  }
}

/** By the first candidate: the others nearly always lie beside it. */
function originOf({ candidates }: Want): string {
  const { address = '' } = candidates[0] ?? {};
  return URL.canParse(address) ? new URL(address).origin : '';
}

export function createDownloadQueue(options: QueueOptions): DownloadQueue {
  const { fetcher, signal, onSettled } = options;
  const concurrency = options.concurrency ?? 24;
  const lanes = new Map<string, Lane>();
  const failed = new Map<string, Failed>();
  /** Requests of earlier passes. */
  const spent = new Map<string, number>();
  let waiting: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  let turn = 0;
  let paused = false;
  let stopped: { readonly error: unknown } | undefined;

  function laneOf(want: Want): Lane {
    const origin = originOf(want);
    const lane = lanes.get(origin) ?? new Lane();
    lanes.set(origin, lane);
    return lane;
  }

  function push(want: Want): void {
    laneOf(want).queue.push({ want, turn: turn++ });
  }

  function pump(): void {
    for (const lane of lanes.values()) {
      while (stopped === undefined && !signal.aborted && lane.hasRoom(concurrency)) {
        const next = lane.ahead.shift() ?? (paused ? undefined : lane.queue.pop());
        if (next === undefined) break;
        if (options.isWanted?.(next.want) === false) continue;
        lane.running.add(next);
        void work(lane, next);
      }
    }
    wake();
  }

  async function work(lane: Lane, queued: Queued): Promise<void> {
    const { want } = queued;
    try {
      const { binary, attempts } = await fetcher.binary(want, signal, (waiting) => {
        if (waiting) {
          lane.resting.add(queued);
          pump();
        } else lane.resting.delete(queued);
      });
      settle(lane, queued, { outcome: 'saved', binary, attempts: attempts + (spent.get(want.id) ?? 0) });
    } catch (error) {
      if (error instanceof FetchError) {
        const { reason, address, status } = error;
        const attempts = error.attempts + (spent.get(want.id) ?? 0);
        if (isWorthAnotherPass(reason)) failed.set(want.id, { want, attempts });
        settle(lane, queued, { outcome: 'failed', reason, address, status, attempts });
      } else {
        // Stopped, aborted, or a bug: nothing was decided about this want.
        lane.running.delete(queued);
        lane.queue.push(queued);
        // The first cause counts, but a stop of the run says more than what followed from it.
        if (stopped === undefined || (error instanceof StoppedError && !(stopped.error instanceof StoppedError))) {
          stopped = { error };
          if (!signal.aborted) options.onStopped?.(error);
        }
      }
    }
    lane.resting.delete(queued);
    pump();
  }

  function settle(lane: Lane, queued: Queued, settled: Settled): void {
    lane.running.delete(queued);
    if (settled.outcome === 'saved') failed.delete(queued.want.id);
    onSettled(queued.want, settled);
  }

  function wake(): void {
    const all = [...lanes.values()];
    if (all.some(({ running }) => running.size > 0)) return;
    const error: unknown = signal.aborted ? signal.reason : stopped?.error;
    const given = signal.aborted || stopped !== undefined;
    if (!given && all.some(({ queue, ahead }) => queue.length + ahead.length > 0)) return;
    const woken = waiting;
    waiting = [];
    for (const { resolve, reject } of woken) {
      if (given) reject(error);
      else resolve();
    }
  }

  setMaxListeners(0, signal);
  signal.addEventListener('abort', wake, { once: true });

  return {
    add(want) {
      push(want);
      pump();
    },
    addAhead(want) {
      laneOf(want).ahead.push({ want, turn: turn++ });
      pump();
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      stopped = undefined;
      pump();
    },
    idle() {
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        wake();
      });
    },
    retryFailed(isMeant = () => true) {
      let count = 0;
      for (const { want, attempts } of [...failed.values()].filter((one) => isMeant(one.want))) {
        failed.delete(want.id);
        fetcher.forgetFailures(want);
        spent.set(want.id, attempts);
        push(want);
        count += 1;
      }
      pump();
      return count;
    },
    failed: () => [...failed.values()].map(({ want }) => want),
    unsettled: () =>
      [...lanes.values()].flatMap(({ running, ahead, queue }) =>
        [...running, ...ahead, ...queue.data].map(({ want }) => want),
      ),
  };
}
