import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sweepWorkshops, Workshop, type RunTurn, type Turn } from '../../electron/app/workshop.ts';

// Turns one after the other, with what saves in a turn played by the test.
let base = '';
const seen: Turn[] = [];
const { signal } = new AbortController();
const nobody = (): void => undefined;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'twinark-turns-'));
  seen.length = 0;
});
afterEach(() => rm(base, { recursive: true, force: true }));

function workshop(runTurn: RunTurn): Promise<Workshop> {
  const remember: RunTurn = async (turn, observe, at) => {
    seen.push(turn);
    await writeFile(join(turn.stateRoot, 'pages'), turn.username);
    return runTurn(turn, observe, at);
  };
  return Workshop.open({ stateRoot: join(base, 'state'), place: '', helper: '', language: 'en', runTurn: remember });
}
const teacher = (username: string, out: string) => ({ username, password: `of ${username}`, out: join(base, out) });
const left = async (): Promise<string[]> =>
  (await readdir(join(base, 'state'), { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

it('wipes the state of each turn, whatever came of it, and everything at the end', async () => {
  const one = await workshop(({ username }) =>
    username === 'bor' ? Promise.reject(new Error('a bug')) : Promise.resolve({ code: 'wrong-password' }),
  );
  expect(await one.turn(teacher('ana', 'a'), nobody, signal)).toEqual({ number: 1, code: 'wrong-password' });
  expect(await left()).toEqual([]);
  await expect(one.turn(teacher('bor', 'b'), nobody, signal)).rejects.toThrow('a bug');
  expect(await left()).toEqual([]);
  expect(new Set(seen.map(({ stateRoot }) => stateRoot)).size).toBe(2);
  await one.close();
  expect(await readdir(join(base, 'state'))).toEqual([]);
});

it('goes on once by itself after a crash, then gives up and takes half an archive away', async () => {
  const one = await workshop(async ({ out }) => {
    await mkdir(out, { recursive: true });
    await writeFile(join(out, '.eTwinning_ana_2026-11-25.4711.zip.part'), 'half');
    return { code: 'crashed' };
  });
  expect(await one.turn(teacher('ana', 'a'), nobody, signal)).toEqual({ number: 1, code: 'crashed' });
  expect(seen).toHaveLength(2);
  expect(await readdir(join(base, 'a'))).toEqual([]);
  await one.close();
});

it("gives nobody another one's folder, nor one of TwinArk's own; who mistyped may come again", async () => {
  const one = await workshop(() => Promise.resolve({ code: 'wrong-password' }));
  await one.turn(teacher('ana', 'stick/ana'), nobody, signal);
  await one.turn(teacher('ana', 'stick/ana'), nobody, signal);
  for (const out of ['stick/ana', 'stick/ana/inside', 'stick', 'state/mine'])
    await expect(one.turn(teacher('bor', out), nobody, signal), out).rejects.toMatchObject({
      code: 'out-other-person',
    });
  await one.turn(teacher('bor', 'stick/bor'), nobody, signal);
  expect(seen.map(({ username }) => username)).toEqual(['ana', 'ana', 'bor']);
  await one.close();
});

it('removes what a workshop left whose program is gone, and leaves one alone that goes on', async () => {
  const dead = join(base, 'state', 'workshop', '999999999-x', '1');
  const living = join(base, 'state', 'workshop', `${process.ppid}-x`, '1');
  for (const folder of [dead, living]) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'pages'), 'ana');
  }
  await sweepWorkshops(join(base, 'state'));
  expect(await readdir(join(base, 'state', 'workshop'))).toEqual([`${process.ppid}-x`]);
});
