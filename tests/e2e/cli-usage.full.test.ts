import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { newDesk, originArgs, type Desk } from './support/cli.ts';
import { serve } from './support/serve.ts';
import { expectRefusal, wrongArguments, wrongBeginnings } from './support/wrongUsage.ts';

// Bad input and platforms that cannot be used, each in a process of its own: the exit code, one sentence that says what to do,
// never a stack trace.
let desk: Desk;
let platform: SamplePlatform;
beforeAll(async () => {
  desk = await newDesk();
  platform = await startSamplePlatform({ seed: 5, spaces: 1, groups: 0, picturesPerSpace: 1, filesPerSpace: 1 });
  await mkdir(desk.out, { recursive: true });
});
afterAll(async () => {
  await platform.close();
  await desk.clear();
});

const base = (): string[] => ['--username', platform.username, '--password-stdin', '--out', desk.out];

describe.concurrent('wrong usage', { timeout: 120_000 }, () => {
  const named = [...wrongArguments('').keys(), ...wrongBeginnings('', []).keys()];
  it.each(named.map((_, index) => index))('case %i of the list', async (index) => {
    const cases = [...wrongArguments(desk.base), ...wrongBeginnings(desk.base, originArgs(platform))];
    const [what, args, words] = cases[index]!;
    expect(what).not.toBe('');
    expectRefusal(await desk.run(args, { input: 'secret' }), 2, words);
  });

  it('a profile that is no JSON, with the place', async () => {
    const file = join(desk.base, 'broken.json');
    await writeFile(file, '{ "schemaVersion": 1,\n "id": }');
    expectRefusal(
      await desk.run(['export', ...base(), '--profile', file]),
      2,
      /broken\.json cannot be used: .*(?:line 2|position 2\d|token)/,
    );
  });

  it('a profile that breaks its schema, with the place', async () => {
    const file = join(desk.base, 'wrong.json');
    const profile = structuredClone(etwinningLegacy);
    await writeFile(file, JSON.stringify({ ...profile, origins: { ...profile.origins, live: 'live' }, surplus: 1 }));
    const result = await desk.run(['export', ...base(), '--profile', file]);
    expectRefusal(result, 2, /origins\.live: must be an origin/);
    expect(result.err).toMatch(/surplus/);
  });

  it.skipIf(process.platform === 'win32')('a folder that cannot be made', async () => {
    await writeFile(join(desk.base, 'a-file'), '');
    const out = join(desk.base, 'a-file', 'out');
    const result = await desk.run(['export', '--username', 'x', '--password-stdin', '--out', out], { input: 'y' });
    expectRefusal(result, 2, /a-file.*cannot be written to/);
  });

  it('a patience that is none (tests only, but still told)', async () => {
    const result = await desk.run(['export', ...base()], { env: { TWINARK_PATIENCE: '{"attempts":0}' } });
    expectRefusal(result, 2, /TWINARK_PATIENCE.*\n.*attempts/);
  });

  it('an empty password', async () => {
    expectRefusal(
      await desk.run(['export', ...base(), ...originArgs(platform)], { input: '\n' }),
      2,
      /--password-stdin/,
    );
  });

  it('with --json says it to scripts too', async () => {
    const result = await desk.run(['export', ...base(), '--json', '--bogus']);
    expect(result.code).toBe(2);
    expect(result.events()).toEqual([{ type: 'error', code: 'unknown-option', exitCode: 2 }]);
    expect(result.err).toMatch(/unknown option/);
  });

  it('in Slovenian where that is asked for', async () => {
    const result = await desk.run(['export', ...base(), '--resume', '--lang', 'sl', ...originArgs(platform)]);
    expect(result.code).toBe(2);
    expect(result.err).toMatch(/[čšž]/);
    expect(result.err).not.toMatch(/There is no/);
  });
});

describe.concurrent('a platform that cannot be used', { timeout: 120_000 }, () => {
  it('a wrong password: exit 4', async () => {
    const result = await desk.export(platform, [], { input: 'wrong' });
    expectRefusal(result, 4, /did not accept this user name and password[^]*EU Login[^]*support organisation/);
    expect(result.err).not.toMatch(/reset/i);
  });

  it('a dead server: exit 6', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const origin = `http://127.0.0.1:${port}`;
    const dead = { ...platform, origins: { portal: origin, live: origin, twinspace: origin, groups: origin } };
    expectRefusal(await desk.export(dead), 6, /cannot be reached|does not answer/i);
  });

  it('one that leads to another server: exit 6, and that server gets nothing', async () => {
    const asked: string[] = [];
    const elsewhere = await serve((url) => {
      asked.push(url);
      return { status: 200, body: '<form method="post"><input type="password" name="p"></form>' };
    });
    const gone = await serve(() => ({ status: 302, location: `${elsewhere.origin}/new` }));
    const { origin } = gone;
    const account = { ...platform, origins: { portal: origin, live: origin, twinspace: origin, groups: origin } };
    const result = await desk.export(account);
    expectRefusal(result, 6, /./);
    expect(asked).toEqual([]);
    await Promise.all([elsewhere.close(), gone.close()]);
  });

  it('one without a log-in form: exit 4', async () => {
    const site = await serve(() => ({ status: 200, body: '<h1>Hello</h1>' }));
    const { origin } = site;
    const account = { ...platform, origins: { portal: origin, live: origin, twinspace: origin, groups: origin } };
    expectRefusal(await desk.export(account), 4, /log-in form/);
    await site.close();
  });
});

describe('help', () => {
  it('is printed on stdout and names kinds, examples and exit codes', async () => {
    for (const args of [
      ['export', '--help'],
      ['export', '-h'],
    ]) {
      const result = await desk.run(args);
      expect(result).toMatchObject({ code: 0, err: '' });
      for (const word of ['--username', '--finish', 'twinspaces', 'Examples', 'Exit codes', '5 stopped'])
        expect(result.out).toContain(word);
    }
    expect(await desk.run([])).toMatchObject({ code: 0, err: '' });
    expect((await desk.run(['verify', '--help'])).out).toContain('FILE.zip');
  });

  it('nothing was begun by any of this', async () => {
    expect(await desk.runs()).toEqual([]);
    expect(await desk.written()).toEqual([]);
  });
});
