/**
 * A thread of an archive, an entry of the build: writes a ZIP (zipThread.ts), or reads a part of one back (unpackThread.ts).
 */
import { parentPort, workerData } from 'node:worker_threads';
import { isThreadTask } from './threadMessages.ts';
import { hashPart } from './threadHash.ts';
import { ThreadWriter } from './threadWrite.ts';

if (parentPort === null || !isThreadTask(workerData))
  throw new Error('started as something else than the thread it is');
if (workerData.task === 'write') await new ThreadWriter(parentPort).work(workerData);
else await hashPart(parentPort, workerData);
