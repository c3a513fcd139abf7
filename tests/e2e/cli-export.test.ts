import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { faultsOf, readArchive, type ReadArchive } from './support/archive.ts';
import { newDesk, type CliResult, type Desk } from './support/cli.ts';
import { binariesOf, compare, fetchedTwice, traces } from './support/truth.ts';

// A whole export of a small account, all kinds, compared with the platform's own list.
describe('a whole export by the command line', () => {
  let platform: SamplePlatform;
  let desk: Desk;
  let result: CliResult;
  let archive: ReadArchive;

  beforeAll(async () => {
    platform = await startSamplePlatform({
      seed: 41,
      spaces: 2,
      groups: 1,
      picturesPerSpace: 6,
      filesPerSpace: 8,
      pagesPerSpace: 3,
      messages: 6,
      people: 5,
    });
    desk = await newDesk();
    result = await desk.export(platform, ['--json']);
    archive = await readArchive(result.finished().zip);
  });
  afterAll(async () => {
    await platform.close();
    await desk.clear();
  });

  it('saves every file and every original, byte for byte', () => {
    const found = compare(platform, archive.items);
    expect(found.silentlyLost).toEqual([]);
    expect(found.wronglySaved).toEqual([]);
    expect(found.notOriginal).toEqual([]);
    expect(found.saved).toBe(found.wanted);
    expect(found.wanted).toBeGreaterThan(60);
    expect(binariesOf(platform).length).toBeGreaterThan(found.wanted - 1);
  });

  it('exits with 0 only because nothing is missing', () => {
    expect(archive.items.filter(({ status }) => status === 'missing')).toEqual([]);
    expect(result.code, result.err).toBe(0);
    expect(result.finished()).toMatchObject({ missing: 0, items: archive.items.length });
  });

  it('is valid in itself: manifest, checksums, paths', async () => {
    expect(await faultsOf(result.finished().zip, archive)).toEqual([]);
  });

  it('changes nothing, asks nobody else, fetches nothing twice', () => {
    expect(traces(platform)).toEqual([]);
    expect(fetchedTwice(platform)).toEqual([]);
    expect(platform.stats.methods.get('POST')).toBe(1);
    expect([...platform.stats.userAgents].every((agent) => /TwinArk\/\d/.test(agent))).toBe(true);
    for (const count of platform.stats.maxConcurrentOf.values()) expect(count).toBeLessThanOrEqual(6);
  });

  it('leaves nothing behind but the ZIP and its checksum', async () => {
    expect(await desk.runs()).toEqual([]);
    expect(await desk.written()).toEqual([
      expect.stringMatching(/^eTwinning_majanovak_\d{4}-\d\d-\d\d\.zip$/),
      expect.stringMatching(/^eTwinning_majanovak_\d{4}-\d\d-\d\d\.zip\.sha256$/),
    ]);
  });
});
