import { stat } from 'node:fs/promises';
import type { Binary, ItemRecord } from '../../shared/model/index.ts';
import type { ArchiveSource } from './types.ts';
import { changedSource } from './writeSource.ts';

/** Checking 40,000 blobs one by one would take longer than the disk needs. */
const STATS_AT_ONCE = 32;
/** Items whose verified bytes are not where they were left (and not of that length): security software, a tidy person. */
export async function vanished(source: ArchiveSource, signal: AbortSignal): Promise<Set<string>> {
  const lost = new Set<string>();
  const saved = source.items.filter((item) => item.status === 'saved' && item.binary !== undefined);
  const check = async (binary: Binary | undefined) => {
    if (binary === undefined) return;
    const path = source.blob(binary);
    const size = await stat(path).then(
      (found) => (found.isFile() ? found.size : -1),
      () => -1,
    );
    if (size !== binary.bytes) lost.add(path);
  };
  for (let at = 0; at < saved.length; at += STATS_AT_ONCE) {
    signal.throwIfAborted();
    await Promise.all(saved.slice(at, at + STATS_AT_ONCE).map(({ binary }) => check(binary)));
  }
  return lost;
}

/** The source with vanished items called what they are, so that neither site nor inventory promise them. */
export function without(source: ArchiveSource, lost: ReadonlySet<string>): { source: ArchiveSource; ids: string[] } {
  if (lost.size === 0) return { source, ids: [] };
  const ids: string[] = [];
  const items = source.items.map((item): ItemRecord => {
    if (item.status !== 'saved' || item.binary === undefined || !lost.has(source.blob(item.binary))) return item;
    ids.push(item.id);
    const gone: ItemRecord = { ...item, status: 'missing', reason: 'removed-by-security-software' };
    delete gone.binary;
    return gone;
  });
  return { ids, source: changedSource(source, { items }) };
}
