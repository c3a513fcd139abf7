import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { lasting, readArchive } from './support/archive.ts';
import { newDesk, until } from './support/cli.ts';
import { canMakeDisks, smallDisk } from './support/disk.ts';
import { newPlace, runEngine } from './support/engine.ts';
import { undisturbed, type Undisturbed } from './support/interrupt.ts';
import { contentRequests } from './support/requests.ts';

// Locks, and disks that fill up; more of it is in resilience-disk.full.test.ts.
let platform: SamplePlatform;
let whole: Undisturbed;
beforeAll(async () => {
  platform = await startSamplePlatform({
    ...{
      seed: 43,
      spaces: 1,
      groups: 0,
      picturesPerSpace: 6,
      filesPerSpace: 2,
      pagesPerSpace: 1,
      messages: 1,
      people: 1,
    },
    ...{ pictureBytes: 400_000, latencyMs: 3, oddLists: false },
  });
  whole = await undisturbed(platform);
});
afterAll(() => platform.close());

describe('two at once', () => {
  it('the second one is refused and disturbs nothing', async () => {
    const desk = await newDesk();
    const running = desk.startExport(platform, ['--json']);
    await until(() => contentRequests(platform) > 0 && running.out().includes('"type":"account"'));
    const second = await desk.export(platform, ['--resume', '--json']);
    expect(second.code).toBe(2);
    expect(second.events().at(-1)).toMatchObject({ code: 'run-locked' });
    expect(second.err).toContain(`process ${running.child.pid}`);
    const first = await running.done;
    expect(first.code, first.err).toBe(0);
    expect(lasting((await readArchive(first.finished().zip)).items)).toEqual(whole.inventory);
    await desk.clear();
  });
});

describe.skipIf(!(await canMakeDisks()))('a full disk (needs root on Linux)', () => {
  it('of the run’s state: exit 5, and it goes on when there is room', async () => {
    const disk = await smallDisk(2);
    if (!disk) throw new Error('no disk');
    const place = await newPlace({ state: join(disk.path, 'state') });
    const full = await runEngine(platform, { place });
    expect([full.exit, full.code]).toEqual([5, 'disk-full']);
    expect(await place.written()).toEqual([]);
    disk.grow(200);
    const resumed = await runEngine(platform, { place, resume: true });
    expect(resumed.exit, resumed.code).toBe(0);
    expect(lasting(resumed.archive?.items ?? [])).toEqual(whole.inventory);
    await place.clear();
    await disk.remove();
  });

  it('of the ZIP’s folder: exit 5, no half ZIP, nothing fetched again', async () => {
    const disk = await smallDisk(1);
    if (!disk) throw new Error('no disk');
    const place = await newPlace({ out: disk.path });
    const full = await runEngine(platform, { place });
    expect([full.exit, full.code]).toEqual([5, 'disk-full']);
    expect(full.error?.params['path'] ?? full.error?.params['file']).toContain(disk.path);
    expect(readdirSync(disk.path)).toEqual([]);
    const before = contentRequests(platform);
    disk.grow(200);
    const resumed = await runEngine(platform, { place, resume: true });
    expect(resumed.exit, resumed.code).toBe(0);
    expect(contentRequests(platform)).toBe(before);
    await place.clear();
    await disk.remove();
  });
});
