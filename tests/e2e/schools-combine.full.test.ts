import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { combineArchives, type CombineResult } from '../../electron/app/combine.ts';
import { divide } from '../../electron/app/combineParts.ts';
import { hashOf, openArchive, type OpenArchive } from '../../electron/archive/read/index.ts';
import { verifyArchive } from '../../electron/archive/verify.ts';
import { startSamplePlatform } from '../sample-platform/index.ts';
import { freePorts } from './support/ports.ts';
import { exportSample, SIGNAL, unpacked } from './schools-support.ts';

/**
 * Five teachers of one school: the same platform (one seed, the same addresses) under five names, who are members of one to four
 * of its spaces; one of them may not open a page.
 */
const TEACHERS = [
  { username: 'anaanic', fullName: 'Ana Anić', spaces: 2 },
  { username: 'borborstnar', fullName: 'Bor Borštnar', spaces: 3, refused: true },
  { username: 'cenececek', fullName: 'Cene Čeček', spaces: 1 },
  { username: 'dunjadolenc', fullName: 'Dunja Dolenc', spaces: 4 },
  { username: 'evaerjavec', fullName: 'Eva Erjavec', spaces: 3 },
];
let folder = '';
const zips: string[] = [];
const archives: OpenArchive[] = [];
let result: CombineResult;
let school: OpenArchive;
let files: Map<string, Buffer>;

/** A page that the first teacher could open. */
async function somePage(zip: string): Promise<string> {
  const archive = await openArchive(zip, SIGNAL);
  archive.close();
  const page = archive.items.find(
    ({ kind, status, space }) => kind === 'page' && status === 'saved' && space === '197644',
  );
  return new URL(page!.sourceUrl).pathname;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-combine-'));
  const ports = await freePorts();
  for (const { refused, ...teacher } of TEACHERS) {
    const platform = await startSamplePlatform({
      ...{
        seed: 5,
        groups: 1,
        picturesPerSpace: 6,
        filesPerSpace: 4,
        pagesPerSpace: 3,
        pageSize: 4,
        messages: 6,
        people: 5,
      },
      ...{ ports, ...teacher },
    });
    if (refused === true) platform.faults.add({ kind: 'status', status: 403, match: await somePage(zips[0]!) });
    try {
      zips.push((await exportSample(platform, join(folder, teacher.username))).zip);
    } finally {
      await platform.close();
    }
  }
  result = await combineArchives({
    files: zips,
    out: join(folder, 'school'),
    name: 'OŠ Lipa',
    parts: [],
    language: 'sl',
    tool: { name: 'TwinArk', version: '0.0.0' },
    signal: SIGNAL,
  });
  for (const zip of zips) archives.push(await openArchive(zip, SIGNAL));
  school = await openArchive(result.zips[0]!, SIGNAL);
  files = await unpacked(result.zips[0]!);
}, 900_000);

afterAll(async () => {
  for (const archive of [...archives, school]) archive.close();
  await rm(folder, { recursive: true, force: true });
});

it('is a verified bag that says where it comes from', async () => {
  expect(await verifyArchive(result.zips[0]!, { signal: SIGNAL })).toMatchObject({ ok: true });
  const info = files.get('bag-info.txt')?.toString().replace(/\n\t/g, ' ') ?? '';
  for (const zip of zips) {
    const sum = await hashOf(createReadStream(zip), SIGNAL);
    expect(info).toContain(`Source-Archive: ${basename(zip)} sha256:${sum}`);
  }
  expect(basename(result.zips[0]!)).toMatch(/^eTwinning_OŠ_Lipa_\d{4}-\d\d-\d\d\.zip$/);
});

it('has each space once, with the union of what each teacher could see', async () => {
  /** Ids with the bytes: a certificate has its teacher's name in it, so each teacher's is another. */
  const union = new Map<string, string>();
  for (const { items } of archives) {
    for (const { id, status, binary } of divide(items, new Set()).kept)
      if (status === 'saved') union.set(`${id} ${binary?.sha256 ?? ''}`, id);
  }
  const saved = school.items.filter(({ status }) => status === 'saved');
  const now = new Set(saved.map(({ id, binary }) => `${id.replace(/~a\d+$/, '')} ${binary?.sha256 ?? ''}`));
  expect([...union.keys()].filter((one) => !now.has(one))).toEqual([]);
  expect(saved).toHaveLength(union.size);
  expect(result.spaces).toBe(5);
  // The page that one of them may not open comes from the others, whole.
  const [, second] = archives;
  const refused = second!.items.filter(({ kind, status }) => kind === 'page' && status !== 'saved');
  expect(refused.length).toBeGreaterThan(0);
  for (const { id } of refused) expect((await school.content(id))?.text.length).toBeGreaterThan(0);
  console.log(
    `combined: ${TEACHERS.length} archives of ${(result.fromBytes / 1e6).toFixed(1)} MB become one of ${(result.bytes / 1e6).toFixed(1)} MB ` +
      `(${((100 * result.bytes) / result.fromBytes).toFixed(0)} %); ${result.spaces} spaces, ${saved.length} items saved, the union has ${union.size}; ${result.leftOut} left out`,
  );
  expect(result.bytes).toBeLessThan(result.fromBytes * 0.5);
});

it('says the same in every text as the teacher whose page said most', async () => {
  for (const item of school.items) {
    if (!item.hasContent || item.kind === 'home' || item.kind === 'space') continue;
    const said = await school.content(item.id);
    const theirs = await Promise.all(archives.map((archive) => archive.content(item.id)));
    const longest = Math.max(...theirs.map((content) => content?.text.join('').length ?? 0));
    expect(said?.text.join('').length, item.id).toBe(longest);
  }
});

it('holds nothing personal and nothing that was for teachers only', async () => {
  // What space pages say themselves is not personal, though the sample's sentences repeat.
  let kept = '';
  const personal = new Set<string>();
  for (const archive of archives) {
    const { left, kept: stays } = divide(archive.items, new Set());
    for (const item of stays)
      if (item.kind !== 'home' && item.kind !== 'space')
        kept += JSON.stringify([
          item.title,
          item.description,
          item.binary?.originalName,
          await archive.content(item.id),
        ]);
    for (const item of left) {
      personal.add(item.id);
      for (const address of archive.addresses(item.id)) personal.add(new URL(address).pathname);
      const content = await archive.content(item.id);
      for (const text of [
        item.title,
        ...(content?.text ?? []),
        ...(content?.entries ?? []).flatMap(({ text }) => text),
      ])
        if (text.length > 20) personal.add(text);
    }
    personal.add(archive.inventory.account.username);
  }
  const searched = [...personal].filter((text) => text.length > 6 && !kept.includes(JSON.stringify(text).slice(1, -1)));
  expect(searched.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const [name, bytes] of files) {
    const text = bytes.toString('utf8');
    // The names of the archives it was made from stand in bag-info.txt by design.
    for (const needle of searched)
      if (text.includes(needle) && !(name === 'bag-info.txt' && zips.some((zip) => zip.includes(needle))))
        found.push(`${needle.slice(0, 80)} in ${name}`);
  }
  console.log(
    `personal: ${searched.length} names, texts, ids and addresses looked for in ${files.size} files: ${found.length} found`,
  );
  expect(found).toEqual([]);
  expect(
    [...files.keys()].filter((name) => /mailbox|twinmail|people|portfolio|bulletin|\.html\.txt/.test(name)),
  ).toEqual([]);
});

it('has an overview by school year, project and teacher, linked from the cover', () => {
  const page = files.get('data/school.html')?.toString() ?? '';
  for (const { fullName } of TEACHERS) expect(page).toContain(fullName);
  const links = [...page.matchAll(/href="([^"]+\/index\.html)"/g)].map(([, href]) => decodeURIComponent(href ?? ''));
  expect(new Set(links).size).toBe(5);
  for (const link of links) expect(files.has(`data/${link}`)).toBe(true);
  expect(files.get('data/index.html')?.toString()).toContain('href="school.html"');
  expect(page).toContain('Po šolskih letih');
});
