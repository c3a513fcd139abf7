import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { newDesk, originArgs, type CliResult, type Desk } from './support/cli.ts';

// Bad input and platforms that cannot be used: the exit code, one sentence that says what to do, never a stack trace.
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

/** Says something to people on stderr, nothing on stdout, and shows nothing of its inside. */
function expectRefusal(result: CliResult, code: number, words: RegExp): void {
  expect(result.err).toMatch(words);
  expect(result.code).toBe(code);
  expect(result.out).toBe('');
  expect(result.err).not.toMatch(/^\s+at |node:internal|\.ts:\d+|\{\{|undefined/m);
  expect(result.err).toMatch(/\[TA-[A-Z-]+\]/);
  // What happened, what to do, a code for the telephone.
  const lines = result.err
    .trim()
    .split('\n')
    .filter((line) => !/^(?:Signing in|Podpisovanje|Prijav)/.test(line));
  expect(lines).toHaveLength(3);
}

const base = (): string[] => ['--username', platform.username, '--password-stdin', '--out', desk.out];

describe.concurrent('wrong usage', { timeout: 120_000 }, () => {
  const cases: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    ['an unknown command', () => ['exprot'], /unknown command 'exprot'/],
    ['an unknown option', () => ['export', ...base(), '--bogus'], /unknown option '--bogus'/],
    ['a surplus argument', () => ['export', ...base(), 'surplus'], /too many arguments/],
    ['no user name', () => ['export', '--password-stdin', '--out', desk.out], /--username/],
    ['no folder', () => ['export', '--username', 'x', '--password-stdin'], /--out/],
    ['no password', () => ['export', '--username', 'x', '--out', desk.out], /--password-stdin/],
    ['an unknown profile', () => ['export', ...base(), '--profile', 'nova'], /“nova”.*\n.*etwinning-legacy/],
    ['a profile that is not there', () => ['export', ...base(), '--profile', './nova.json'], /“\.\/nova\.json”/],
    [
      'an unknown origin',
      () => ['export', ...base(), '--origin', 'moon=http://x.org'],
      /“moon=http:\/\/x\.org”.*\n.*portal/,
    ],
    ['an origin that is none', () => ['export', ...base(), '--origin', 'live=ftp://x.org'], /live=ftp/],
    ['an unknown kind', () => ['export', ...base(), '--include', 'groups,cakes'], /--include.*“cakes”.*\n.*twinspaces/],
    ['an unknown kind to leave out', () => ['export', ...base(), '--exclude', 'cakes'], /--exclude.*“cakes”/],
    ['a space that is none', () => ['export', ...base(), '--space', 'https://example.org/1/home'], /--space/],
    ['too many at once', () => ['export', ...base(), '--concurrency', '500'], /--concurrency.*“500”.*\n.*1–32/],
    ['a size that is none', () => ['export', ...base(), '--split', 'big'], /--split.*“big”/],
    ['an unknown language', () => ['export', ...base(), '--lang', 'xx'], /--lang.*“xx”/],
    [
      'an earlier archive that is not there',
      () => ['export', ...base(), '--update-from', join(desk.base, 'old.zip')],
      /no file .*old\.zip/,
    ],
    ['nothing to resume', () => ['export', ...base(), '--resume', ...originArgs(platform)], /no interrupted export/],
    ['nothing to finish', () => ['export', ...base(), '--finish', ...originArgs(platform)], /no interrupted export/],
    ['verify without a file', () => ['verify'], /missing required argument/],
    ['verify with an unknown option', () => ['verify', '--bogus', 'x.zip'], /unknown option '--bogus'/],
    ['verify of nothing', () => ['verify', join(desk.base, 'none.zip')], /no file .*none\.zip/],
  ];
  it.each(cases)('%s', async (_, args, words) => {
    expectRefusal(await desk.run(args(), { input: 'secret' }), 2, words);
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

async function serve(
  answer: (url: string) => { status: number; body?: string; location?: string },
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { status, body, location } = answer(request.url ?? '');
    response
      .writeHead(status, { 'content-type': 'text/html', ...(location === undefined ? {} : { location }) })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
