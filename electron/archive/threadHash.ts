import type { MessagePort } from 'node:worker_threads';
import { isOfPart, sentError } from './threadMessages.ts';
import type { FromHashThread, HashedEntry, HashTask } from './threadMessages.ts';
import { hashEntry, zipEntries } from './zipRead.ts';

/** So many results go back together, or fewer if so much was read. */
const RESULTS = 64;
const RESULT_BYTES = 4 * 1024 * 1024;

/** The half of `unpackThread.ts` in the other thread: hashes every entry of its part of a ZIP. */
export async function hashPart(port: MessagePort, { path, part }: HashTask): Promise<void> {
  const stop = new AbortController();
  port.on('message', () => stop.abort());
  let results: HashedEntry[] = [];
  let bytes = 0;
  const send = (message: FromHashThread): void => port.postMessage(message);
  const tell = (): void => {
    if (results.length > 0) send({ type: 'hashed', entries: results });
    results = [];
    bytes = 0;
  };
  try {
    for await (const entry of zipEntries(path, stop.signal)) {
      if (!isOfPart(entry.offset, part)) continue;
      const hashed = await hashEntry(entry, stop.signal).catch((error: unknown) => ({ error: sentError(error) }));
      results.push({ name: entry.name, ...hashed });
      bytes += entry.bytes;
      if (results.length >= RESULTS || bytes >= RESULT_BYTES) tell();
    }
    tell();
    send({ type: 'end' });
  } catch (error) {
    send({ type: 'failed', error: sentError(error) });
  }
  port.close();
}
