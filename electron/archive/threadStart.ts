import { Worker } from 'node:worker_threads';
import type { ThreadTask } from './threadMessages.ts';

/** Starts the built `archiveThread`. It is one plain script: a loader that this process was started with is of no use to it. */
export function startThread(script: string, task: ThreadTask): Worker {
  return new Worker(script, { workerData: task, execArgv: [] });
}
