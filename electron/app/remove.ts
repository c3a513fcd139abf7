import { z } from 'zod';
import { UsageError } from '../../shared/errors.ts';
import type { ItemRecord } from '../../shared/model/index.ts';
import { localDay } from '../archive/layoutName.ts';
import { languageOf, openArchive, rebuildSource, Workspace } from '../archive/read/index.ts';
import type { OpenArchive } from '../archive/read/index.ts';
import { checkOutFolder } from './outFolder.ts';
import { contentWithout, mentionsWithout, receivedWithout, recordWithout } from './removeContent.ts';
import { makeTraces } from './removeTraces.ts';
import type { Known, Traces } from './removeTraces.ts';
import { textEntry, writeNew } from './schoolArchive.ts';
import type { SchoolEvents } from './schoolArchive.ts';

/** Where an archive keeps what was taken out of it: ids and days, nothing else. */
export const REMOVED_PATH = 'data/removed.json';
const removedSchema = z.object({ removed: z.array(z.object({ id: z.string(), date: z.string() })) });

export interface RemoveRequest {
  /** The archive: a ZIP or an unpacked folder. It stays as it is. */
  readonly file: string;
  readonly items: readonly string[];
  /** Also take out other items with the very bytes of these. */
  readonly identical: boolean;
  readonly out: string;
  readonly tool: { readonly name: string; readonly version: string };
  readonly signal: AbortSignal;
  readonly events?: SchoolEvents;
}

export interface RemoveResult {
  readonly zip: string;
  readonly sha256: string;
  /** What was asked for, with what belongs to it (an album's pictures, a person's portrait). */
  readonly removed: readonly string[];
  /** Items that stay although they hold the very bytes of something taken out. */
  readonly identical: readonly { readonly id: string; readonly title: string; readonly path: string }[];
}

/**
 * Makes a new, verified archive without some items and without their traces: bytes, thumbnails, captions, comments, links,
 * search, reports, the pages as received. The old one is left alone.
 *
 * @throws UsageError `bad-option` for an id that is not in the archive, `out-unusable`; ArchiveError; StoppedError
 */
export async function removeItems(request: RemoveRequest): Promise<RemoveResult> {
  const { signal, out, events = {} } = request;
  await checkOutFolder(out);
  const archive = await openArchive(request.file, signal);
  const workspace = await Workspace.create(out);
  try {
    const goes = withAll(archive, request);
    const traces = await tracesOf(archive, goes);
    const items = archive.items.filter(({ id }) => !goes.has(id)).map((item) => recordWithout(item, traces));
    const rebuilt = await rebuildSource({
      chosen: items.map((item) => ({ archive, item })),
      mentions: mentionsWithout(archive.inventory.mentions ?? [], traces),
      workspace,
      signal,
      filter: {
        content: (content, item) => contentWithout(content, item, traces),
        received: (html, address, item) => receivedWithout(html, address, item, traces),
      },
      ...(events.onReading === undefined ? {} : { onProgress: events.onReading }),
    });
    const today = localDay(new Date().toISOString());
    const removed = await record(archive, goes, today);
    const { account, exportedAt } = archive.inventory;
    const written = await writeNew({
      source: {
        ...rebuilt,
        account,
        exportedAt,
        tool: request.tool,
        language: languageOf(archive),
        bagInfo: [['Bagging-Date', today]],
      },
      out,
      thumbnailsDir: workspace.thumbnails,
      extra: () => [textEntry(REMOVED_PATH, removed)],
      signal,
      events,
    });
    return {
      zip: written.zips[0] ?? '',
      sha256: written.sha256,
      removed: [...goes],
      identical: identicalTo(archive, goes),
    };
  } finally {
    archive.close();
    await workspace.remove();
  }
}

/** The ids that go: those asked for, what belongs to them, and (if wished) whatever has the same bytes. */
function withAll(archive: OpenArchive, { items: wishes, identical }: RemoveRequest): Set<string> {
  const byId = new Map(archive.items.map((item) => [item.id, item]));
  const unknown = wishes.filter((id) => !byId.has(id));
  if (unknown.length > 0) throw new UsageError('bad-option', { option: '--item', value: unknown.join(', ') });
  if (wishes.length === 0) throw new UsageError('bad-option', { option: '--item', value: '' });
  const goes = new Set(wishes);
  const children = new Map<string, ItemRecord[]>();
  for (const item of archive.items) {
    if (item.parent === undefined) continue;
    children.set(item.parent, [...(children.get(item.parent) ?? []), item]);
  }
  const addBelow = (): void => {
    const stack = [...goes];
    for (let id = stack.pop(); id !== undefined; id = stack.pop())
      for (const child of children.get(id) ?? []) {
        // A page below a page is a page of its own.
        if (goes.has(child.id) || (child.kind === 'page' && byId.get(id)?.kind === 'page')) continue;
        goes.add(child.id);
        stack.push(child.id);
      }
  };
  addBelow();
  if (identical) {
    for (const { id } of identicalTo(archive, goes)) goes.add(id);
    addBelow();
  }
  return goes;
}

/** What stays with the very bytes of something that goes. */
function identicalTo(archive: OpenArchive, goes: ReadonlySet<string>): { id: string; title: string; path: string }[] {
  const hashes = new Set(
    archive.items.flatMap(({ id, binary }) => (goes.has(id) && binary !== undefined ? [binary.sha256] : [])),
  );
  const paths = new Map(archive.inventory.items.map(({ id, path }) => [id, path]));
  return archive.items
    .filter(({ id, binary }) => !goes.has(id) && binary !== undefined && hashes.has(binary.sha256))
    .map(({ id, title }) => ({ id, title, path: paths.get(id) ?? '' }));
}

async function tracesOf(archive: OpenArchive, goes: ReadonlySet<string>): Promise<Traces> {
  const gone: Known[] = [];
  const kept: Known[] = [];
  for (const item of archive.items) {
    const addresses = archive.addresses(item.id);
    if (!goes.has(item.id)) kept.push({ item, addresses });
    else gone.push({ item, addresses, content: await archive.content(item.id) });
  }
  return makeTraces(gone, kept);
}

/** What was taken out now and before. */
async function record(archive: OpenArchive, goes: ReadonlySet<string>, date: string): Promise<string> {
  const before = archive.files.sizes.has(REMOVED_PATH)
    ? removedSchema.parse(JSON.parse(await archive.text(REMOVED_PATH))).removed
    : [];
  const removed = [...before, ...[...goes].map((id) => ({ id, date }))];
  return `${JSON.stringify({ removed }, undefined, 2)}\n`;
}
