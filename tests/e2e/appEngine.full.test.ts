import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHOICES } from '../../shared/model/index.ts';
import { startSamplePlatform } from '../sample-platform/index.ts';
import type { SamplePlatform } from '../sample-platform/index.ts';
import { newPlace, runEngine } from './support/engine.ts';

/** What the app's screens ask of the engine beyond the command line. */
describe('the engine, as the screens use it', () => {
  let platform: SamplePlatform;
  beforeAll(async () => {
    platform = await startSamplePlatform({
      spaces: 1,
      groups: 0,
      picturesPerSpace: 4,
      filesPerSpace: 2,
      pagesPerSpace: 2,
    });
  });
  afterAll(() => platform.close());

  it('leaves out messages and chats in spaces, and counts them as left out', async () => {
    const { exit, archive } = await runEngine(platform, {
      selection: { choices: CHOICES.filter((choice) => choice !== 'mailbox'), withoutKinds: ['twinmail', 'meeting'] },
    });
    expect(exit).toBe(0);
    const items = archive?.inventory.items ?? [];
    const privates = items.filter(({ kind }) => kind === 'twinmail' || kind === 'meeting');
    expect(privates.length).toBeGreaterThan(0);
    for (const item of privates) expect(item).toMatchObject({ status: 'skipped', reason: 'left-out' });
    expect(items.filter(({ kind, status }) => kind === 'image' && status === 'saved').length).toBeGreaterThan(3);
  });

  it('shows pictures of spaces and measures while the person still looks, and fetches nothing twice', async () => {
    const pictures: string[] = [];
    let measured = false;
    const before = new Map(platform.stats.requests);
    const { exit, finished } = await runEngine(platform, {
      hold: true,
      onEvent: (event, handle) => {
        if (event.type === 'space-picture') pictures.push(event.space);
        if (event.type === 'progress' && event.counts.bytes > 0) measured = true;
        // All of one space's pictures stay behind, but for the samples.
        if (pictures.length > 0 && measured) handle.startSaving({ choices: CHOICES });
      },
    });
    expect(exit).toBe(0);
    expect(new Set(pictures).size).toBe(pictures.length);
    expect(pictures[0]).toMatch(/^twinspace:\d+$/);
    expect(finished?.missing).toBe(0);
    const twice = [...platform.stats.requests].filter(
      ([address, times]) => address.includes('/files/collabspace/') && times - (before.get(address) ?? 0) > 1,
    );
    expect(twice).toEqual([]);
  });

  it('puts the archive on another disk when the first is gone', async () => {
    const place = await newPlace();
    try {
      const stopped = await runEngine(platform, {
        place,
        onEvent: (event, handle) => {
          if (event.type === 'progress' && event.counts.saved > 3) handle.stop();
        },
      });
      expect(stopped.code).toBe('interrupted');
      rmSync(place.out, { recursive: true, force: true });
      const elsewhere = join(place.state, '..', 'elsewhere');
      const { finished, exit } = await runEngine(platform, { place, resume: true, movedTo: elsewhere });
      expect(exit).toBe(0);
      expect(finished?.zip.startsWith(elsewhere)).toBe(true);
      expect(await place.written()).toEqual([]);
      expect(await place.runs()).toEqual([]);
    } finally {
      await place.clear();
    }
  });
});
