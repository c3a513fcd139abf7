import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseExportOptions, parseVerifyOptions } from '../../electron/app/cliOptions.ts';
import { errorText } from '../../electron/app/cliOutput.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import { TwinArkError } from '../../shared/errors.ts';
import { formatsOf } from '../../shared/i18n/formats.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { newDesk, originArgs, type Desk } from './support/cli.ts';
import { serve } from './support/serve.ts';
import { expectRefusal, wrongArguments, wrongBeginnings } from './support/wrongUsage.ts';

// Bad input and platforms that cannot be used: the exit code, one sentence that says what to do, never a stack trace. What the
// arguments alone tell is tried without a process; the long suite starts one for each.
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

/** What the command line says to arguments, as `cli.ts` says it. */
async function read(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const say = createTranslate('en');
  const [command, ...rest] = args;
  try {
    await (command === 'verify' ? parseVerifyOptions(rest, say) : parseExportOptions(rest, say));
    return { code: 0, out: '', err: '' };
  } catch (error) {
    const code = error instanceof TwinArkError ? error.exitCode : 1;
    return { code, out: '', err: errorText(error, say, formatsOf('en'), false) };
  }
}

describe('wrong usage', () => {
  it.each(wrongArguments('/somewhere'))('%s', async (_, args, words) => {
    expectRefusal(await read(args), 2, words);
  });

  it('a profile that is no JSON, with the place', async () => {
    const file = join(desk.base, 'broken.json');
    await writeFile(file, '{ "schemaVersion": 1,\n "id": }');
    const words = /broken\.json cannot be used: .*(?:line 2|position 2\d|token)/;
    expectRefusal(await read(['export', ...base(), '--profile', file]), 2, words);
  });

  it('a profile that breaks its schema, with the place', async () => {
    const file = join(desk.base, 'wrong.json');
    const profile = structuredClone(etwinningLegacy);
    await writeFile(file, JSON.stringify({ ...profile, origins: { ...profile.origins, live: 'live' }, surplus: 1 }));
    const result = await read(['export', ...base(), '--profile', file]);
    expectRefusal(result, 2, /origins\.live: must be an origin/);
    expect(result.err).toMatch(/surplus/);
  });
});

describe.concurrent('in a process', { timeout: 120_000 }, () => {
  it('what is seen only when it is about to begin', async () => {
    const cases = wrongBeginnings(desk.base, originArgs(platform));
    for (const name of ['an unknown command', 'nothing to resume']) {
      const [, args, words] = cases.find(([what]) => what === name)!;
      expectRefusal(await desk.run(args, { input: 'secret' }), 2, words);
    }
  });

  it('with --json says it to scripts too', async () => {
    const result = await desk.run(['export', ...base(), '--json', '--bogus']);
    expect(result.code).toBe(2);
    expect(result.events()).toEqual([{ type: 'error', code: 'unknown-option', exitCode: 2 }]);
    expect(result.err).toMatch(/unknown option/);
  });

  it('in Slovenian where that is asked for', async () => {
    const result = await desk.run(['export', ...base(), '--finish', '--lang', 'sl', ...originArgs(platform)]);
    expect(result.code).toBe(2);
    expect(result.err).toMatch(/[čšž]/);
    expect(result.err).not.toMatch(/There is no/);
  });

  it('a wrong password: exit 4', async () => {
    const result = await desk.export(platform, [], { input: 'wrong' });
    expectRefusal(result, 4, /did not accept this user name and password[^]*EU Login[^]*support organisation/);
    expect(result.err).not.toMatch(/reset/i);
  });

  it('a platform that leads to another server: exit 6, and that server gets nothing', async () => {
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

  it('help is printed on stdout and names kinds, examples and exit codes', async () => {
    const result = await desk.run(['export', '--help']);
    expect(result).toMatchObject({ code: 0, err: '' });
    for (const word of ['--username', '--finish', 'twinspaces', 'Examples', 'Exit codes', '5 stopped'])
      expect(result.out).toContain(word);
  });
});

it('nothing was begun by any of this', async () => {
  expect(await desk.runs()).toEqual([]);
  expect(await desk.written()).toEqual([]);
});
