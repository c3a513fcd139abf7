import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { verifyArchive } from '../../electron/archive/verify.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { readArchive } from './support/archive.ts';
import { originArgs, until } from './support/cli.ts';
import { freePorts, type Ports } from './support/ports.ts';
import { contentRequests } from './support/requests.ts';
import { searchBytes, searchFolder, secretsOf, type Search } from './support/secrets.ts';
import { traces } from './support/truth.ts';
import { startWorkshop, type WorkshopProcess } from './support/workshopProcess.ts';
import { SIGNAL } from './schools-support.ts';

/** Five people at the same addresses: one mistypes the password, one's program is killed twice, one's once. */
const TEACHERS = [
  { username: 'anaanic', fullName: 'Ana Anić', fate: 'good' },
  { username: 'borborstnar', fullName: 'Bor Borštnar', fate: 'wrong' },
  { username: 'cenececek', fullName: 'Cene Čeček', fate: 'killed-twice' },
  { username: 'dunjadolenc', fullName: 'Dunja Dolenc', fate: 'killed-once' },
  { username: 'evaerjavec', fullName: 'Eva Erjavec', fate: 'good' },
] as const;
type Fate = (typeof TEACHERS)[number]['fate'];
const HELPER = 'Pomočnica Petra';
const onLinux = process.platform === 'linux';

let base = '';
let ports: Ports;
beforeAll(async () => {
  ports = await freePorts();
});
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'twinark-workshop-'));
});
afterEach(() => rm(base, { recursive: true, force: true, maxRetries: 5 }));
afterAll(() => undefined);

function platformOf(index: number): Promise<SamplePlatform> {
  const { username, fullName } = TEACHERS[index]!;
  return startSamplePlatform({
    ...{ seed: 100 + index, spaces: 1, groups: 1, picturesPerSpace: 5, filesPerSpace: 3, pagesPerSpace: 2 },
    ...{
      messages: 3,
      people: 3,
      ports,
      username,
      fullName,
      password: `Skrivnost-${username}-${index}`,
      userId: 7000 + index,
    },
  });
}

/** What would give one of them away: who they are, their sign-in, what is theirs alone. */
interface Person {
  readonly names: readonly string[];
  readonly secrets: readonly string[];
  readonly hashes: ReadonlySet<string>;
}

function personOf(platform: SamplePlatform, fate: Fate): Person {
  const { username, options, password } = platform;
  const hashes = platform.truth.items.flatMap(({ sha256 }) => sha256?.() ?? []);
  return {
    names: [username, options.fullName],
    secrets: [...new Set([...secretsOf(platform), password, `${password}-${fate}`])],
    hashes: new Set(hashes),
  };
}

async function kill(workshop: WorkshopProcess, platform: SamplePlatform, after: number): Promise<void> {
  const before = contentRequests(platform);
  await until(() => contentRequests(platform) > before + after, 240_000);
  const pid = await workshop.turn();
  expect(pid).toBeGreaterThan(1);
  process.kill(pid!, 'SIGKILL');
}

const turns = (workshop: WorkshopProcess): number => workshop.events().filter(({ type }) => type === 'teacher').length;

it.runIf(onLinux)(
  'five teachers, a wrong password, three kills: the others are complete, and nothing of one is left for another',
  async () => {
    const began = performance.now();
    const workshop = await startWorkshop(base, [
      '--json',
      '--place',
      'Maribor',
      '--helper',
      HELPER,
      ...originArgs(
        await (async () => {
          const platform = await platformOf(0);
          await platform.close();
          return platform;
        })(),
      ),
    ]);
    const persons: Person[] = [];
    for (const [index, { username, fate }] of TEACHERS.entries()) {
      const platform = await platformOf(index);
      workshop.come(username, platform.password + (fate === 'wrong' ? '-wrong' : ''), join(base, 'sticks', username));
      if (fate === 'killed-twice' || fate === 'killed-once') await kill(workshop, platform, 40);
      if (fate === 'killed-twice') await kill(workshop, platform, 30);
      await until(() => turns(workshop) === index + 1, 240_000);
      // Before the next one sits down: nothing of this one, but in their own folder.
      expect(await readdir(join(base, 'state', 'workshop')).then((names) => names.length)).toBe(1);
      const [folder] = await readdir(join(base, 'state', 'workshop'));
      expect(await readdir(join(base, 'state', 'workshop', folder!))).toEqual([]);
      expect(traces(platform)).toEqual([]);
      persons.push(personOf(platform, fate));
      await platform.close();
    }
    workshop.end();
    // The worst of the turns that ended without an archive: the wrong password came first.
    expect(await workshop.done).toBe(4);

    const told = workshop.events().filter(({ type }) => type === 'teacher');
    expect(told.map(({ code }) => code)).toEqual([undefined, 'wrong-password', 'crashed', undefined, undefined]);
    const written: string[] = [];
    for (const [index, { username, fullName, fate }] of TEACHERS.entries()) {
      const stick = join(base, 'sticks', username);
      const names = (await readdir(stick)).sort();
      if (fate === 'wrong' || fate === 'killed-twice') {
        expect(names).toEqual([]);
        continue;
      }
      expect(names.map((name) => name.replace(/^.*\d{4}-\d\d-\d\d/, ''))).toEqual([
        '.zip',
        '.zip.sha256',
        '_receipt.html',
      ]);
      const zip = join(stick, names[0]!);
      expect(await verifyArchive(zip, { signal: SIGNAL })).toMatchObject({ ok: true });
      const search: Search = { found: [], files: 0, bytes: 0 };
      const others = persons.filter((_, other) => other !== index);
      const needles = others.flatMap(({ names: theirs, secrets, hashes }) => [...theirs, ...secrets, ...hashes]);
      const own = persons[index]!;
      const archive = await readArchive(zip, (name, bytes) =>
        searchBytes(search, [...needles.filter((needle) => !own.hashes.has(needle)), ...own.secrets], name, bytes),
      );
      expect(search.found).toEqual([]);
      const foreign = [...archive.hashes].filter(
        ([, hash]) => !own.hashes.has(hash) && others.some(({ hashes }) => hashes.has(hash)),
      );
      expect(foreign).toEqual([]);
      expect(archive.items.filter(({ status }) => status === 'missing')).toEqual([]);
      const receipt = await readFile(join(stick, names[2]!), 'utf8');
      const sum = (await readFile(join(stick, names[1]!), 'utf8')).slice(0, 64);
      for (const fact of [fullName, 'Maribor', HELPER, sum, names[0]!]) expect(receipt).toContain(fact);
      expect(receipt).not.toMatch(/<script|https?:\/\//);
      for (const needle of [...needles, ...own.secrets]) expect(receipt).not.toContain(needle);
      written.push(`${username}: ${archive.items.length} items, ${search.files} files, ${search.bytes} bytes searched`);
    }

    // Everything else that was written anywhere, and everything that was said.
    const everywhere: Search = { found: [], files: 0, bytes: 0 };
    const all = persons.flatMap(({ names, secrets, hashes }) => [...names, ...secrets, ...hashes]);
    for (const place of ['state', 'home', 'tmp']) await searchFolder(everywhere, all, join(base, place));
    searchBytes(everywhere, all, 'said', Buffer.from(workshop.said()));
    expect(everywhere.found).toEqual([]);
    expect(await readdir(join(base, 'state')).catch(() => [])).toEqual([]);
    console.log(
      [
        `workshop: ${TEACHERS.length} turns in ${((performance.now() - began) / 1000).toFixed(0)} s; ${all.length} names, secrets and checksums looked for`,
        ...written,
        `state, home, temporary folder, output: ${everywhere.files} files, ${everywhere.bytes} bytes: ${everywhere.found.length} found`,
      ].join('\n  '),
    );
  },
);

it.runIf(onLinux)(
  'a workshop that is killed itself takes along what it had; after a power cut the next one does',
  async () => {
    const platform = await platformOf(0);
    const args = ['--json', ...originArgs(platform)];
    const stick = join(base, 'sticks', 'one');
    const find = async (): Promise<Search> => {
      const search: Search = { found: [], files: 0, bytes: 0 };
      await searchFolder(search, [platform.username, ...secretsOf(platform)], join(base, 'state'));
      return search;
    };
    try {
      const first = await startWorkshop(base, args);
      first.come(platform.username, platform.password, stick);
      await until(() => contentRequests(platform) > 40, 120_000);
      first.child.kill('SIGKILL');
      await until(async () => (await readdir(join(base, 'state'))).length === 0, 60_000);
      expect((await find()).files).toBe(0);

      platform.stats.reset();
      const second = await startWorkshop(base, args);
      second.come(platform.username, platform.password, stick);
      await until(() => contentRequests(platform) > 40, 120_000);
      const turn = await second.turn();
      second.child.kill('SIGSTOP');
      process.kill(turn!, 'SIGKILL');
      second.child.kill('SIGKILL');
      await second.done;
      expect((await find()).found.length).toBeGreaterThan(0);

      const third = await startWorkshop(base, args);
      third.end();
      expect(await third.done).toBe(0);
      expect((await find()).files).toBe(0);
      expect((await readdir(stick)).filter((name) => /\.zip$/.test(name))).toEqual([]);
    } finally {
      await platform.close();
    }
  },
);
