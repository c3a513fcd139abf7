import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openArchive, type OpenArchive } from '../../electron/archive/read/index.ts';
import { thumbnailPath } from '../../electron/archive/site/index.ts';
import type { InventoryItem } from '../../shared/model/index.ts';
import { startSamplePlatform } from '../sample-platform/index.ts';
import { newDesk, type Desk } from './support/cli.ts';
import { filesBelow, hasStrangers, sha256Of, unpackByStrangers } from './support/strangers.ts';
import { exportSample, SIGNAL } from './schools-support.ts';

/** Ten pictures out of an account with all kinds of content, by the command line, looked for by somebody else's programs. */
const resultSchema = z.object({ type: z.literal('removed'), zip: z.string(), removed: z.array(z.string()) });
const here = await hasStrangers();
let folder = '';
let desk: Desk;
let zip = '';
let archive: OpenArchive;
let bag = '';
let removed: ReadonlySet<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-remove-full-'));
  desk = await newDesk();
  if (!here) return;
  const platform = await startSamplePlatform({ seed: 23, spaces: 1, groups: 1, picturesPerSpace: 24, hostile: true });
  try {
    zip = (await exportSample(platform, join(folder, 'whole'))).zip;
  } finally {
    await platform.close();
  }
  archive = await openArchive(zip, SIGNAL);
  const pictures = archive.inventory.items.filter(({ kind, status }) => kind === 'image' && status === 'saved');
  const picks = Array.from({ length: 10 }, (_, index) => pictures[Math.floor((index * pictures.length) / 10)]!);
  const list = join(folder, 'list.txt');
  await writeFile(list, `# asked for by a parent\n${picks.map(({ id }) => id).join('\n')}\n`);
  const out = join(folder, 'without');
  const result = await desk.run(['remove', zip, '--list', list, '--identical', '--out', out, '--json']);
  expect(result.code, result.err).toBe(0);
  const told = resultSchema.parse(result.events().at(-1));
  removed = new Set(told.removed);
  expect((await desk.run(['verify', told.zip])).code).toBe(0);
  await mkdir(join(folder, 'unpacked'));
  bag = await unpackByStrangers(told.zip, join(folder, 'unpacked'));
}, 900_000);

afterAll(async () => {
  if (here) archive.close();
  await desk.clear();
  await rm(folder, { recursive: true, force: true });
});

/** How a picture could still be known, by what it is called. */
function needlesOf(gone: readonly InventoryItem[], kept: readonly InventoryItem[]): Map<string, Set<string>> {
  // A caption that another thing has too is that thing's own.
  const others = new Set(kept.flatMap(({ title, description, originalName }) => [title, description, originalName]));
  const captions = gone
    .flatMap(({ title, description, originalName }) => [title, description ?? '', originalName ?? ''])
    .filter((text) => text.length > 3 && !others.has(text));
  return new Map([
    ['id', new Set(gone.map(({ id }) => id))],
    ['checksum', new Set(gone.map(({ sha256 }) => sha256))],
    ['thumbnail', new Set(gone.map(({ sha256 }) => thumbnailPath(sha256)))],
    ['address', new Set(gone.flatMap(({ addresses }) => (addresses ?? []).map((one) => new URL(one).pathname)))],
    ['caption', new Set(captions)],
  ]);
}

it.runIf(here)('nothing of ten pictures is found, and strangers accept the new archive', async () => {
  const { items } = archive.inventory;
  const gone = items.filter(({ id }) => removed.has(id));
  const needles = needlesOf(
    gone,
    items.filter(({ id }) => !removed.has(id)),
  );
  const sums = needles.get('checksum')!;
  // Thumbnails are told by their names: of the sample's pictures many look alike when they are small.
  const thumbnails = new Set<string>();
  expect(removed.size).toBeGreaterThanOrEqual(10);
  const before = await search(archive, needles);
  const found: string[] = [];
  let files = 0;
  let bytes = 0;
  for await (const file of filesBelow(bag)) {
    files += 1;
    bytes += file.bytes.length;
    const sum = sha256Of(file.bytes);
    if (sums.has(sum)) found.push(`bytes in ${file.path}`);
    const place = relative(bag, file.path);
    if (place.startsWith('data/thumbs/')) thumbnails.add(place);
    // It says which ids were taken out, and nothing else.
    if (file.path.endsWith('data/removed.json')) continue;
    found.push(...hits(place, file.bytes, needles), ...hits('its name', Buffer.from(place), needles));
  }
  const counts = [...needles].map(([what, set]) => `${set.size} × ${what}`).join(', ');
  console.log(
    `removed: ${removed.size} pictures; ${counts} looked for in ${files} files (${(bytes / 1e6).toFixed(1)} MB): ${found.length} found (before: ${before} hits)`,
  );
  expect(before).toBeGreaterThan(needles.get('id')!.size);
  expect(found).toEqual([]);
  const kept = items.filter(({ id, status }) => status === 'saved' && !removed.has(id));
  const had = kept.map(({ sha256 }) => thumbnailPath(sha256)).filter((path) => archive.files.sizes.has(path));
  expect(thumbnails).toEqual(new Set(had));
  const record = await readFile(join(bag, 'data', 'removed.json'), 'utf8');
  for (const id of removed) expect(record).toContain(id);
});

function hits(path: string, bytes: Buffer, needles: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const text = bytes.toString('utf8');
  return [...needles].flatMap(([what, set]) =>
    [...set].filter((needle) => standsIn(text, needle)).map((needle) => `${what} ${needle} in ${path}`),
  );
}

/** "Our class 2" also begins "Our class 25 May": another title and its date. */
function standsIn(text: string, needle: string): boolean {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1))
    if (!/[\p{L}\p{N}]/u.test(text[at + needle.length] ?? ' ')) return true;
  return false;
}

/** The same search in the archive as it was: it does find. */
async function search(whole: OpenArchive, needles: ReadonlyMap<string, ReadonlySet<string>>): Promise<number> {
  let count = 0;
  for (const name of whole.files.sizes.keys()) {
    if (!/\.(?:html|txt|json|js|csv)$/.test(name)) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of await whole.files.open(name)) if (chunk instanceof Uint8Array) chunks.push(chunk);
    count += hits(name, Buffer.concat(chunks), needles).length;
  }
  return count;
}
