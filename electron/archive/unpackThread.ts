import { isFromHashThread, receivedError } from './threadMessages.ts';
import type { HashedEntry, Part } from './threadMessages.ts';
import { startThread } from './threadStart.ts';
import { interrupted } from './zipErrors.ts';

/**
 * Hashes a part of a ZIP in a thread of its own.
 *
 * @param script the built `archiveThread`
 * @param take gets every entry of the part; what it throws ends the work
 * @returns false if there is no such thread: somebody else has to do it
 * @throws what `take` throws; StoppedError `interrupted`; ArchiveError `archive-unreadable`
 */
export async function hashInThread(
  script: string,
  zip: { readonly path: string; readonly part: Part; readonly signal: AbortSignal },
  take: (entry: HashedEntry) => void,
): Promise<boolean> {
  const { path, part, signal } = zip;
  signal.throwIfAborted();
  const worker = startThread(script, { task: 'hash', path, part });
  const stop = (): void => worker.postMessage('stop');
  signal.addEventListener('abort', stop, { once: true });
  const state: { spoke: boolean; isDone: boolean; failure?: Error } = { spoke: false, isDone: false };
  const fail = (error: unknown): void => {
    state.failure ??= error instanceof Error ? error : new Error(String(error));
  };
  worker.on('message', (message: unknown) => {
    state.spoke = true;
    if (state.failure !== undefined) return;
    try {
      if (!isFromHashThread(message)) throw new Error('not a message from the thread that reads the ZIP');
      if (message.type === 'failed') throw receivedError(message.error);
      if (message.type === 'end') state.isDone = true;
      else message.entries.forEach(take);
    } catch (error) {
      fail(error);
      stop();
    }
  });
  worker.on('error', fail);
  await new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  signal.removeEventListener('abort', stop);
  if (signal.aborted) throw interrupted(signal);
  if (state.isDone && state.failure === undefined) return true;
  if (!state.spoke) return false;
  throw state.failure ?? new Error('the thread that reads the ZIP has ended');
}
