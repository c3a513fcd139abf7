import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UsageError } from '../../shared/errors.ts';
import { createTranslate, loadLanguage } from '../../shared/i18n/index.ts';
import type { ItemRecord } from '../../shared/model/index.ts';
import { hashOf, openArchive, rebuildSource, Workspace } from '../archive/read/index.ts';
import type { Chosen, OpenArchive } from '../archive/read/index.ts';
import { mergeMentions, mergeShares, nameOf } from './combineMerge.ts';
import type { Share } from './combineMerge.ts';
import { overviewPage, spacesOf, withDoor } from './combineOverview.ts';
import { divide, type SchoolPart } from './combineParts.ts';
import { checkOutFolder } from './outFolder.ts';
import { contentWithout } from './removeContent.ts';
import { makeTraces } from './removeTraces.ts';
import type { Known, Traces } from './removeTraces.ts';
import { writeNew } from './schoolArchive.ts';
import type { SchoolEvents } from './schoolArchive.ts';

export interface CombineRequest {
  /** ZIPs or unpacked folders; they stay as they are. */
  readonly files: readonly string[];
  readonly out: string;
  /** What the archive is called: the school. */
  readonly name: string;
  /** What is left out by default, but wanted. */
  readonly parts: readonly SchoolPart[];
  readonly language: string;
  readonly split?: number | undefined;
  readonly tool: { readonly name: string; readonly version: string };
  readonly signal: AbortSignal;
  readonly events?: SchoolEvents;
}

export interface CombineResult {
  readonly zips: readonly string[];
  readonly sha256: string;
  /** Length of the new ZIP, and of all that it was made from. */
  readonly bytes: number;
  readonly fromBytes: number;
  readonly items: number;
  readonly saved: number;
  readonly missing: number;
  readonly spaces: number;
  readonly teachers: readonly string[];
  /** Things that were left out because they are personal or for teachers only. */
  readonly leftOut: number;
}

/** What one archive is, for `bag-info.txt`. */
interface Origin {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Makes one school archive of several teachers' archives: each space once, with the union of what each could see; nothing that
 * is one person's own, unless it was asked for.
 *
 * @throws UsageError `bad-option`, `out-unusable`; ArchiveError for an archive that cannot be read; StoppedError
 */
export async function combineArchives(request: CombineRequest): Promise<CombineResult> {
  const { signal, out, events = {} } = request;
  const language = await loadLanguage(request.language);
  if (request.files.length === 0) throw new UsageError('bad-option', { option: 'FILE.zip', value: '' });
  await checkOutFolder(out);
  const archives: OpenArchive[] = [];
  const workspace = await Workspace.create(out);
  try {
    for (const file of request.files) archives.push(await openArchive(file, signal));
    const wanted = new Set(request.parts);
    const divided = archives.map((archive) => ({ archive, ...divide(archive.items, wanted) }));
    const shares: Share[] = divided.map(({ archive, kept }) => ({ archive, items: kept }));
    const chosen = await mergeShares(shares);
    const left = new Map(divided.flatMap((one) => one.left.map((item) => [item.id, { archive: one.archive, item }])));
    const traces = await tracesBySpace(chosen, [...left.values()]);
    const rebuilt = await rebuildSource({
      chosen,
      mentions: mergeMentions(shares),
      workspace,
      signal,
      filter: {
        content(content, item) {
          // A space's front page shows the newest of everything, what is for teachers included.
          const gone = item.kind === 'home' || item.kind === 'space' ? traces.get(spaceKey(item)) : undefined;
          return gone === undefined ? content : contentWithout(content, item, gone);
        },
        ...(wanted.has('received') ? {} : { received: () => undefined }),
      },
      ...(events.onReading === undefined ? {} : { onProgress: events.onReading }),
    });
    const origins = await Promise.all(request.files.map((file) => originOf(file, signal)));
    const teachers = [...new Set(archives.map(nameOf))];
    const spaces = spacesOf(rebuilt.items, teachersBySpace(shares));
    const written = await writeNew({
      source: {
        ...rebuilt,
        account: { userId: '', username: request.name, displayName: request.name, school: request.name },
        exportedAt: new Date().toISOString(),
        tool: request.tool,
        language,
        bagInfo: [
          ['Contact-Name', request.name],
          ['External-Description', createTranslate(language)('schools:bag', { name: request.name })],
          ...origins.map(({ file, sha256 }) => ['Source-Archive', `${file} sha256:${sha256}`] as const),
        ],
      },
      out,
      thumbnailsDir: workspace.thumbnails,
      extra: (layout) => [overviewPage({ name: request.name, language, spaces, teachers }, layout)],
      rewrite: (entry) => withDoor(entry, language),
      split: request.split,
      signal,
      events,
    });
    const count = (status: ItemRecord['status']): number =>
      rebuilt.items.filter((item) => item.status === status).length;
    return {
      zips: written.zips,
      sha256: written.sha256,
      bytes: written.bytes,
      fromBytes: origins.reduce((sum, { bytes }) => sum + bytes, 0),
      items: rebuilt.items.length,
      saved: count('saved'),
      missing: count('missing'),
      spaces: spaces.length,
      teachers,
      leftOut: left.size,
    };
  } finally {
    for (const archive of archives) archive.close();
    await workspace.remove();
  }
}

function spaceKey(item: ItemRecord): string {
  return `${item.role === 'groups' ? 'groups' : 'twinspace'}:${item.space ?? item.number}`;
}

function teachersBySpace(shares: readonly Share[]): (space: string) => readonly string[] {
  const teachers = new Map<string, Set<string>>();
  for (const { archive, items } of shares)
    for (const item of items) {
      if (item.kind !== 'space' || item.status !== 'saved') continue;
      const known = teachers.get(spaceKey(item)) ?? new Set<string>();
      teachers.set(spaceKey(item), known.add(nameOf(archive)));
    }
  return (space) => [...(teachers.get(space) ?? [])];
}

/** How what was left out of a space would be recognised on its front page; one space at a time, for there may be much of it. */
async function tracesBySpace(chosen: readonly Chosen[], left: readonly Chosen[]): Promise<Map<string, Traces>> {
  const kept = new Map<string, Known[]>();
  const gone = new Map<string, Known[]>();
  const put = (into: Map<string, Known[]>, known: Known): void => {
    const key = spaceKey(known.item);
    const list = into.get(key);
    if (list === undefined) into.set(key, [known]);
    else list.push(known);
  };
  for (const { archive, item } of left) {
    if (item.space === undefined || item.status !== 'saved') continue;
    put(gone, { item, addresses: archive.addresses(item.id), content: await archive.content(item.id) });
  }
  for (const { archive, item, from } of chosen)
    if (gone.has(spaceKey(item))) put(kept, { item, addresses: archive.addresses(from ?? item.id) });
  return new Map([...gone].map(([key, known]) => [key, makeTraces(known, kept.get(key) ?? [])]));
}

/** Name and checksum of an archive: of the ZIP, or of the list of checksums in an unpacked one. */
async function originOf(file: string, signal: AbortSignal): Promise<Origin> {
  const found = await stat(file);
  if (!found.isDirectory())
    return { file: basename(file), bytes: found.size, sha256: await hashOf(createReadStream(file), signal) };
  const list = await readFile(join(file, 'tagmanifest-sha256.txt')).catch(() => Buffer.alloc(0));
  return { file: `${basename(file)}/tagmanifest-sha256.txt`, bytes: 0, sha256: await hashOf([list], signal) };
}
