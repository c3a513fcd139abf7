import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAsker, isYes } from '../../electron/app/cliAsk.ts';
import { withoutGaps } from '../../electron/app/cliOutput.ts';
import { confirmProfile, loadProfile, profileWords } from '../../electron/app/cliProfile.ts';
import { parseWorkshopOptions } from '../../electron/app/cliWorkshopOptions.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import { ERROR_CODES } from '../../shared/errors.ts';
import { createTranslate, LANGUAGES, loadLanguage } from '../../shared/i18n/index.ts';

// A profile that was handed out: told, confirmed, and never wider than https and reading.
const say = createTranslate('en');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twinark-profile-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(change: Partial<typeof etwinningLegacy>): Promise<string> {
  const path = join(folder, 'profile.json');
  await writeFile(path, JSON.stringify({ ...etwinningLegacy, ...change }));
  return path;
}
const elsewhere = { origins: { ...etwinningLegacy.origins, live: 'https://live.example.net' } };

it('needs no word where the addresses are those that are built in', async () => {
  const { handedOut } = await loadProfile(await file({ name: 'Corrected' }), []);
  expect(handedOut?.unconfirmed).toEqual([]);
  await expect(confirmProfile(handedOut, false, undefined)).resolves.toBeUndefined();
  expect((await loadProfile('etwinning-legacy', [])).handedOut).toBeUndefined();
});

it('is refused with other addresses unless they are confirmed by a person, --yes, or --origin', async () => {
  const path = await file(elsewhere);
  const { handedOut } = await loadProfile(path, []);
  expect(handedOut?.unconfirmed).toEqual(['https://live.example.net']);
  const refused = { code: 'profile-unconfirmed', exitCode: 2 };
  await expect(confirmProfile(handedOut, false, undefined)).rejects.toMatchObject(refused);
  await expect(confirmProfile(handedOut, false, () => Promise.resolve(false))).rejects.toMatchObject(refused);
  await expect(confirmProfile(handedOut, false, () => Promise.resolve(true))).resolves.toBeUndefined();
  await expect(confirmProfile(handedOut, true, undefined)).resolves.toBeUndefined();
  const own = await loadProfile(path, ['live=http://127.0.0.1:81']);
  expect(own.handedOut?.unconfirmed).toEqual([]);
});

it('is told in words: where the sign-in goes, and what is new', async () => {
  const shapes = [
    ...etwinningLegacy.shapes,
    { name: 'new-list', roles: ['live' as const], path: '/newlist', type: 'view' as const },
  ];
  const { handedOut } = await loadProfile(await file({ ...elsewhere, shapes, name: 'Bent\u202e name' }), []);
  const words = profileWords(handedOut!.facts, say).join('\n');
  expect(words).toContain('live  https://live.example.net  (instead of https://live.etwinning.net)');
  expect(words).toContain('live: /newlist');
  expect(words).not.toMatch(/\u202e|\{\{/);
});

it('never widens beyond https, nor to what changes something', async () => {
  const http = { origins: { ...etwinningLegacy.origins, live: 'http://127.0.0.1:8080' } };
  await expect(loadProfile(await file(http), [])).rejects.toMatchObject({ code: 'origin-invalid' });
  for (const origin of ['http://example.net', 'http://127.0.0.1.example.net'])
    await expect(loadProfile('etwinning-legacy', [`live=${origin}`])).rejects.toMatchObject({ code: 'origin-invalid' });
  const { profile } = await loadProfile(await file({ unsafeWords: [] }), []);
  expect(profile.unsafeWords).toEqual(etwinningLegacy.unsafeWords);
});

it('a workshop takes what is for everybody, and nothing that is one person’s', async () => {
  const options = await parseWorkshopOptions(
    ['--workshop', '--place', 'Maribor', '--helper', 'Petra', '--exclude', 'mailbox', '--split', '4GB', '--json'],
    say,
  );
  expect(options).toMatchObject({ place: 'Maribor', helper: 'Petra', json: true });
  expect(options.shared).toEqual(expect.arrayContaining(['--exclude', 'mailbox', '--split', '4GB', '--yes']));
  expect(options.shared).not.toContain('--json');
  for (const args of [['--username', 'x'], ['--out', 'x'], ['--resume'], ['--update-from', 'x.zip']])
    await expect(parseWorkshopOptions(['--workshop', ...args], say)).rejects.toMatchObject({
      code: 'bad-option',
      params: { option: args[0] },
    });
});

it('reads lines of a stream in order, without its mark, to its end', async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const asker = createAsker(input, output, () => undefined);
  input.end('\ufeffana\npass word \n/stick\n');
  expect([await asker.ask('Who? '), await asker.ask('', true), await asker.ask('')]).toEqual([
    'ana',
    'pass word ',
    '/stick',
  ]);
  expect(await asker.ask('')).toBeUndefined();
  expect(output.read()).toBeNull();
});

it.each(LANGUAGES)(
  'a yes is a yes in the language of the question (%s) and in English, and nothing else is',
  async (code) => {
    const t = createTranslate(await loadLanguage(code));
    for (const key of ['cli:profile.confirm', 'cli:workshop.goOn']) {
      const [, yes = '', no = ''] = /\((\p{L}+)\/(\p{L}+)\) $/u.exec(t(key)) ?? [];
      expect(
        ['y', 'Yes', yes, ` ${yes.slice(0, 1).toUpperCase()} `, yes.normalize('NFD')].filter((word) => !isYes(word, t)),
      ).toEqual([]);
      expect(['', no, no.slice(0, 1), 'n', 'no', 'yesterday', `${yes} ${no}`].filter((word) => isYes(word, t))).toEqual(
        [],
      );
    }
  },
);

it.each(LANGUAGES)('an error without its details leaves no empty brackets (%s)', async (code) => {
  const t = createTranslate(await loadLanguage(code));
  for (const error of ERROR_CODES)
    expect(withoutGaps(t(`common:errors.${error}.title`)), error).not.toMatch(/\{\{|\(\s*\)|\s[.,;)]/);
});

it('hides a password at a terminal, and forgets what was typed', async () => {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  let said = '';
  output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const asker = createAsker(input, output, () => undefined);
  const name = asker.ask('Name: ');
  input.write('ana\r');
  expect(await name).toBe('ana');
  const password = asker.ask('Password: ', true);
  input.write('geslo-1\r');
  expect(await password).toBe('geslo-1');
  // Arrow up, then Enter: the line before does not come back.
  const next = asker.ask('Name: ');
  input.write('\u001b[A\r');
  expect(await next).toBe('');
  expect(said).toContain('Password: ');
  expect(said).not.toContain('geslo');
});
