import { describe, expect, it } from 'vitest';
import { startSamplePlatform } from '../sample-platform/index.ts';
import { faultsOf } from './support/archive.ts';
import { QUICK } from './support/cli.ts';
import { newPlace, runEngine } from './support/engine.ts';
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
        filesPerSpace: 4,
        pagesPerSpace: 1,
        messages: 1,
        people: 1,
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
    const place = await newPlace();
    const began = performance.now();
    // The platform is in this process too: while a hostile page is read, it cannot answer either.
    const patience = { ...QUICK, headMs: 60_000, stallMs: 30_000 };
    const { exit, code, archive, finished } = await runEngine(platform, { place, patience });
    // Spaces of "My projects" that refuse are lost, and that is said.
    expect(exit, code).toBe(3);
    expect(performance.now() - began).toBeLessThan(120_000);
    if (!archive || !finished) throw new Error('no archive');
    expect(await faultsOf(finished.zip, archive)).toEqual([]);
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
    await place.clear();
    await platform.close();
  });
});
