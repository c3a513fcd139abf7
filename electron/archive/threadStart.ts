import { Worker } from 'node:worker_threads';
import type { ThreadTask } from './threadMessages.ts';

/** Little that is made there outlives its entry. */
const YOUNG_MB = 4;

/** Starts the built `archiveThread`. It is one plain script: a loader that this process was started with is of no use to it. */
export function startThread(script: string, task: ThreadTask): Worker {
  return new Worker(script, { workerData: task, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
}
