import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { readArchive } from './support/archive.ts';
import { newDesk, until, type Desk } from './support/cli.ts';
import { contentRequests } from './support/requests.ts';
import { searchBytes, searchFolder, secretsOf, type Search } from './support/secrets.ts';
import { traces } from './support/truth.ts';

// Nothing leaked: what was planted is nowhere on disk and nowhere in what is said.
let platform: SamplePlatform;
let desk: Desk;
beforeAll(async () => {
  platform = await startSamplePlatform({
    ...{
      seed: 37,
      spaces: 1,
      groups: 0,
      picturesPerSpace: 4,
      filesPerSpace: 3,
      pagesPerSpace: 1,
      messages: 2,
      people: 2,
    },
    ...{ password: 'Zelo-Skrivno Geslo&7=ž%', rotateCookies: 40 },
  });
});
afterAll(() => platform.close());
beforeEach(async () => {
  desk = await newDesk();
});
afterEach(() => desk.clear());

describe('secrets', { timeout: 120_000 }, () => {
  it('are nowhere: neither in the state of a run, nor in the archive, nor in anything that is said', async () => {
    const search: Search = { found: [], files: 0, bytes: 0 };
    const modes: string[] = [];
    // Signed out half-way, so that log-in pages come, also in place of pictures; then killed.
    platform.faults.signOutAfter(60);
    platform.faults.add({ kind: 'login-page', match: /\/files\//, times: 2, skip: 5 });
    const running = desk.startExport(platform, ['--json', '--verbose']);
    await until(() => platform.stats.logins > 1 && contentRequests(platform) > 90);
    running.child.kill('SIGKILL');
    const killed = await running.done;
    // The search itself works: what may stand there is found.
    const harmless: Search = { found: [], files: 0, bytes: 0 };
    await searchFolder(harmless, [platform.username], desk.state);
    expect(harmless.found.length).toBeGreaterThan(0);
    await searchFolder(search, secretsOf(platform), desk.base, (path, mode, isFolder) => {
      if (path.startsWith(desk.state) && mode !== (isFolder ? 0o700 : 0o600)) modes.push(`${mode.toString(8)} ${path}`);
    });
    expect(search.files).toBeGreaterThan(20);
    if (process.platform !== 'win32') expect(modes).toEqual([]);

    const failing = platform.faults.add({ kind: 'status', match: /twinmail/, status: 500 });
    const resumed = await desk.export(platform, ['--json', '--verbose', '--resume']);
    failing();
    expect(resumed.code, resumed.err).toBe(3);
    const wrong = await desk.export(platform, ['--verbose'], { input: `${platform.password}-but-wrong` });
    expect(wrong.code).toBe(4);
    const secrets = secretsOf(platform);
    expect(secrets.length).toBeGreaterThan(10);
    for (const { out, err } of [killed, resumed, wrong]) searchBytes(search, secrets, 'said', Buffer.from(out + err));
    await readArchive(resumed.finished().zip, (name, bytes) => searchBytes(search, secrets, name, bytes));
    await searchFolder(search, secrets, desk.base);
    expect(search.found).toEqual([]);
    expect(await desk.runs()).toEqual([]);
    console.log(`secrets: ${secrets.length} looked for in ${search.files} files, ${search.bytes} bytes: 0 found`);
  });

  it('cookies go to the platform only, and no Referer to anybody', () => {
    expect(traces(platform)).toEqual([]);
    expect(platform.stats.referers).toEqual([]);
  });
});
