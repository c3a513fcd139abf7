import { describe, expect, it } from 'vitest';
import { startSamplePlatform } from '../sample-platform/index.ts';
import { faultsOf, readArchive } from './support/archive.ts';
import { newDesk } from './support/cli.ts';
import { compare, fetchedTwice, traces } from './support/truth.ts';

// A space full of hostile content, and others that refuse: bounded, safe, and told.
describe('hostile content', () => {
  it('ends in time, in a valid archive with safe names, and says what is not there', { timeout: 180_000 }, async () => {
    const platform = await startSamplePlatform({
      ...{
        seed: 13,
        spaces: 1,
        groups: 0,
        picturesPerSpace: 3,
        filesPerSpace: 8,
        pagesPerSpace: 2,
        messages: 2,
        people: 2,
      },
      ...{
        markup: 'lazy',
        hostile: true,
        refusedSpace: true,
        unauthorizedSpace: true,
        rolePage: true,
        rotateCookies: 40,
      },
    });
    const desk = await newDesk();
    const result = await desk.export(platform, ['--json', '--verbose']);
    // Spaces of "My projects" that refuse are lost, and that is said.
    expect(result.code, result.err).toBe(3);
    expect(result.ms).toBeLessThan(120_000);
    const { zip } = result.finished();
    const archive = await readArchive(zip);
    expect(await faultsOf(zip, archive)).toEqual([]);
    const missing = archive.items.filter(({ status }) => status === 'missing');
    expect(new Set(missing.map(({ kind, reason }) => `${kind} ${reason ?? ''}`))).toEqual(
      new Set(['space space-refused']),
    );
    expect(missing).toHaveLength(2);

    const top = archive.names[0]?.split('/')[0] ?? '';
    expect(top).toMatch(/^eTwinning_majanovak_/);
    for (const name of archive.names) {
      expect(name.startsWith(`${top}/`), name).toBe(true);
      expect(name.length, name).toBeLessThanOrEqual(140);
      expect(name, name).toBe(name.normalize('NFC'));
      // eslint-disable-next-line no-control-regex -- they are what is looked for
      expect(name, name).not.toMatch(/[<>:"|?*\\\u0000-\u001f]|\/\/|\.\.(?:\/|$)|[. ](?:\/|$)/);
      for (const part of name.split('/')) {
        expect(part, name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
        expect(Buffer.byteLength(part), name).toBeLessThanOrEqual(255);
      }
    }
    expect(new Set(archive.names.map((name) => name.toLowerCase())).size).toBe(archive.names.length);

    const found = compare(platform, archive.items);
    expect(found).toMatchObject({ silentlyLost: [], wronglySaved: [], notOriginal: [], missing: 0 });
    expect(traces(platform)).toEqual([]);
    expect(fetchedTwice(platform)).toEqual([]);
    await desk.clear();
    await platform.close();
  });
});
