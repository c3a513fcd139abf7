import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { lasting, readArchive } from './support/archive.ts';
import { newDesk, until, type Desk } from './support/cli.ts';
import { canMakeDisks, smallDisk } from './support/disk.ts';
import { runEngine } from './support/engine.ts';
import { undisturbed, type Undisturbed } from './support/interrupt.ts';
import { contentRequests } from './support/requests.ts';
import { compare, fetchedTwice } from './support/truth.ts';

// Locks, states of another version, and disks that fill up, by the command line.
let platform: SamplePlatform;
let whole: Undisturbed;
beforeAll(async () => {
  platform = await startSamplePlatform({
    ...{
      seed: 43,
      spaces: 1,
      groups: 0,
      picturesPerSpace: 8,
      filesPerSpace: 3,
      pagesPerSpace: 1,
      messages: 2,
      people: 2,
    },
    ...{ pictureBytes: 400_000, latencyMs: 3 },
  });
  whole = await undisturbed(platform);
});
afterAll(() => platform.close());

describe('two at once', () => {
  let desk: Desk;
  afterEach(() => desk.clear());

  it('the second one is refused, whatever it wants, and disturbs nothing', async () => {
    desk = await newDesk();
    const running = desk.startExport(platform, ['--json']);
    await until(() => contentRequests(platform) > 0 && running.out().includes('"type":"account"'));
    for (const args of [[], ['--resume'], ['--finish']]) {
      const second = await desk.export(platform, [...args, '--json']);
      expect(second.code).toBe(2);
      expect(second.events().at(-1)).toMatchObject({ code: 'run-locked' });
      expect(second.err).toContain(`process ${running.child.pid}`);
    }
    const first = await running.done;
    expect(first.code, first.err).toBe(0);
    expect(lasting((await readArchive(first.finished().zip)).items)).toEqual(whole.inventory);
  });

  it('the state of a newer version is refused and left alone', async () => {
    desk = await newDesk();
    const running = desk.startExport(platform, ['--json']);
    await until(() => running.out().includes('"type":"account"'));
    running.child.kill('SIGKILL');
    await running.done;
    const [run = ''] = await desk.runs();
    const header = join(desk.state, 'runs', run, 'run.json');
    const text = await readFile(header, 'utf8');
    const newer = text.replace(/"version":\d+/, '"version":99');
    await writeFile(header, newer);
    for (const args of [[], ['--resume'], ['--finish']]) {
      const refused = await desk.export(platform, args);
      expect(refused.code).toBe(2);
      expect(refused.err).toMatch(/newer version of TwinArk/);
    }
    expect(await readFile(header, 'utf8')).toBe(newer);
    await writeFile(header, text);
    expect((await desk.export(platform, ['--resume'])).code).toBe(0);
  });
});

describe.skipIf(!(await canMakeDisks()))('a full disk (needs root on Linux)', () => {
  it.each([1, 2, 3])('of the run’s state, %s MB: exit 5, and it goes on when there is room', async (megabytes) => {
    const disk = await smallDisk(megabytes);
    if (!disk) throw new Error('no disk');
    const desk = await newDesk({ state: join(disk.path, 'state') });
    const full = await desk.export(platform, ['--json', '--verbose']);
    expect(full.code, full.err).toBe(5);
    expect(full.events().at(-1)).toMatchObject({ code: 'disk-full' });
    expect(full.err).toMatch(/disk is full.*\n.*--resume/);
    expect(await desk.written()).toEqual([]);
    disk.grow(200);
    const resumed = await desk.export(platform, ['--json', '--resume']);
    expect(resumed.code, resumed.err).toBe(0);
    expect(lasting((await readArchive(resumed.finished().zip)).items)).toEqual(whole.inventory);
    await desk.clear();
    await disk.remove();
  });

  it.each([1, 5])('of the ZIP’s folder, %s MB: exit 5, no half ZIP, nothing fetched again', async (megabytes) => {
    const disk = await smallDisk(megabytes);
    if (!disk) throw new Error('no disk');
    const desk = await newDesk({ out: disk.path });
    const full = await desk.export(platform, ['--json']);
    expect(full.code, full.err).toBe(5);
    expect(full.events().at(-1)).toMatchObject({ code: 'disk-full' });
    expect(full.err).toContain(disk.path);
    expect(readdirSync(disk.path)).toEqual([]);
    const before = contentRequests(platform);
    disk.grow(200);
    const resumed = await desk.export(platform, ['--json', '--resume']);
    expect(resumed.code, resumed.err).toBe(0);
    expect(contentRequests(platform)).toBe(before);
    await desk.clear();
    await disk.remove();
  });

  it('with room for little more than the content once: in parts, each released as it is verified', async () => {
    const large = await startSamplePlatform({
      ...{ seed: 47, spaces: 1, groups: 0, picturesPerSpace: 60, filesPerSpace: 3, pagesPerSpace: 1, messages: 2 },
      ...{ people: 2, pictureBytes: 2_000_000, oddLists: false },
    });
    const content = (await undisturbedBytes(large)) / 1e6;
    const megabytes = Math.ceil(content * 1.15 + 50);
    expect(megabytes).toBeLessThan(content * 1.6);
    const disk = await smallDisk(megabytes);
    if (!disk) throw new Error('no disk');
    const desk = await newDesk({ state: join(disk.path, 'state'), out: join(disk.path, 'out') });
    const running = desk.startExport(large, ['--json']);
    await until(() => /"type":"verifying"/.test(running.out()), 120_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    running.child.kill('SIGKILL');
    await running.done;
    expect((await desk.written()).filter((name) => name.endsWith('.zip'))).toEqual([]);
    const before = fetchedTwice(large);
    const result = await desk.export(large, ['--json', '--resume']);
    expect(result.code, result.err).toBe(0);
    expect(fetchedTwice(large)).toEqual(before);
    expect(result.events().some(({ type, code }) => type === 'warning' && code === 'space-parts')).toBe(true);
    const { zips = [], missing } = result.finished();
    expect(zips.length).toBeGreaterThan(1);
    expect(missing).toBe(0);
    const archive = await readArchive(zips);
    expect(compare(large, archive.items)).toMatchObject({ silentlyLost: [], wronglySaved: [], missing: 0 });
    for (const zip of zips) expect((await desk.run(['verify', zip])).code).toBe(0);
    console.log(`little room: ${content.toFixed(0)} MB of content on a disk of ${megabytes} MB: ${zips.length} parts`);
    await desk.clear();
    await disk.remove();
    await large.close();
  });
});

async function undisturbedBytes(of: SamplePlatform): Promise<number> {
  const { finished } = await runEngine(of);
  of.stats.reset();
  return finished?.bytes ?? 0;
}
