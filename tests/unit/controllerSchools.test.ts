import { describe, expect, it } from 'vitest';
import { createController } from '../../electron/app/controller.ts';
import { createClassifier } from '../../electron/platform/classify.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import { DEFAULT_SETTINGS } from '../../shared/appState.ts';
import type { Snapshot } from '../../shared/appState.ts';
import type { Channel, RequestOf, ResponseOf } from '../../shared/bridge.ts';
import { requests } from '../../shared/bridge.ts';
import { StoppedError } from '../../shared/errors.ts';
import { CHOICES } from '../../shared/model/index.ts';
import { fakeApp } from '../e2e/appFakes.ts';
import type { FakeApp, FakeOptions } from '../e2e/appFakes.ts';
import { fakeTools } from '../e2e/appSchoolFakes.ts';
import type { FakeTools } from '../e2e/appSchoolFakes.ts';

const OUT = '/home/marija/TwinArk';
const ZIP = `${OUT}/eTwinning_mnovak_2026-11-20.zip`;
const entry = { zip: ZIP, finishedAt: '2026-11-20T06:12:00Z', items: 10, saved: 10, missing: 0, bytes: 1e6 };
const kept = { settings: { ...DEFAULT_SETTINGS, folder: OUT, noticeSeen: true }, earlier: [entry] };
const WORKSHOP = { on: true, place: 'Kranj', helper: 'CMEPIUS' };

interface Bench {
  readonly app: FakeApp;
  readonly fake: FakeTools;
  readonly ask: <C extends Channel>(channel: C, payload: RequestOf<C>) => Promise<ResponseOf<C>>;
  readonly refused: (channel: Channel, payload: unknown) => Promise<string>;
  readonly state: () => Promise<Snapshot>;
  readonly until: (name: string) => Promise<void>;
  readonly mayClose: () => Promise<boolean>;
  /** Signs in, saves and finishes. */
  readonly save: () => Promise<void>;
}

async function bench(options: Partial<FakeOptions> = {}): Promise<Bench> {
  const fake = fakeTools();
  const app = fakeApp({
    stopError: () => new StoppedError('interrupted'),
    tools: fake.tools,
    kept: structuredClone(kept),
    ...options,
  });
  const controller = await createController(app.services);
  const ask: Bench['ask'] = async (channel, payload) => {
    const reply = await controller.serve({ channel, payload });
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
    return requests[channel].out.parse(reply.value) as ResponseOf<typeof channel>;
  };
  const state = () => ask('app.state', {});
  const until: Bench['until'] = async (name) => {
    const names = async () => {
      const { stage, job } = (await state()).shell;
      return [stage.name, job?.name ?? 'no job'];
    };
    await expect.poll(names, { interval: 2 }).toContain(name);
  };
  return {
    ...{ app, fake, ask, state, until },
    refused: async (channel, payload) => {
      const reply = await controller.serve({ channel, payload });
      return reply.ok ? 'nothing' : reply.error.code;
    },
    mayClose: () => controller.mayClose(),
    save: async () => {
      app.chosen = '/media/stick';
      await ask('folder.choose', {});
      await ask('signIn.start', {});
      await expect.poll(() => app.asked(), { interval: 2 }).toBe(true);
      app.signedIn();
      await until('looking');
      app.run.emit({ type: 'account', username: 'akovac', displayName: 'Ana Kovač' });
      await ask('settings.set', { noticeSeen: true });
      await ask('saving.start', { selection: { choices: [...CHOICES], withoutSpaces: [] }, out: '/media/stick' });
      app.run.finish({ zip: '/media/stick/eTwinning_akovac_2026-11-24.zip' });
      await until('done');
    },
  };
}

describe('workshop', () => {
  it('needs a folder of the teacher’s own, and keeps nothing of theirs after handing over', async () => {
    const { app, ask, refused, save, state } = await bench();
    await ask('workshop.set', WORKSHOP);
    let { shell } = await state();
    expect(shell).toMatchObject({ earlier: [], settings: { noticeSeen: false } });
    expect(shell.folder).toBeUndefined();
    expect(await refused('signIn.start', {})).toBe('out-unusable');

    await save();
    const zip = '/media/stick/eTwinning_akovac_2026-11-24.zip';
    await ask('archive.verify', { zip });
    app.chosen = '/media/stick';
    const { receipt } = await ask('receipt.save', { zip });
    expect(receipt).toContain('_receipt.html');
    expect(app.done).toContain(`write ${receipt ?? ''}`);
    expect(app.done).toContain('session closed');

    app.unfinished = [{ id: 'run-9', username: 'akovac', out: '/media/stick', startedAt: '2026-11-24T10:00:00Z' }];
    await ask('workshop.handOver', {});
    ({ shell } = await state());
    const told = JSON.stringify([await state(), app.kept, await ask('support.preview', {})]);
    expect(told).not.toMatch(/akovac|Ana Kovač|media\/stick/);
    expect(shell).toMatchObject({ stage: { name: 'start' }, unfinished: [], earlier: [] });
    expect((await state()).run).toBeUndefined();
    // Neither the archive nor the folder of the one before may be reached any more.
    expect(await refused('archive.open', { zip })).toBe('no-such-file');
    expect(await refused('folder.inspect', { path: '/media/stick' })).toBe('out-unusable');
    expect(await refused('receipt.facts', { zip })).toBe('no-such-file');
  });

  it('gives the computer’s own list and folder back when it is turned off, without the last teacher’s archive', async () => {
    const { ask, save, state } = await bench();
    await ask('workshop.set', WORKSHOP);
    await save();
    await ask('workshop.set', { ...WORKSHOP, on: false });
    const { shell } = await state();
    expect(shell.earlier.map(({ zip }) => zip)).toEqual([ZIP]);
    expect(shell.folder?.path).toBe(OUT);
    expect(shell.settings.noticeSeen).toBe(true);
  });

  it('keeps place and helper that were told one by one', async () => {
    const { ask, app } = await bench();
    await ask('workshop.set', { on: true });
    await Promise.all([ask('workshop.set', { place: 'Kranj' }), ask('workshop.set', { helper: 'CMEPIUS' })]);
    expect(app.kept?.settings.workshop).toEqual(WORKSHOP);
  });

  it('is not turned on over somebody’s unfinished saving', async () => {
    const run = { id: 'run-1', username: 'mnovak', out: OUT, startedAt: '2026-11-24T10:00:00Z' };
    const { refused, app } = await bench({ unfinished: [run] });
    expect(await refused('workshop.set', WORKSHOP)).toBe('unfinished-run');
    expect(app.unfinished).toHaveLength(1);
  });

  it('comes up as a workshop after the power was gone, and the half-done saving can be continued or wiped', async () => {
    const run = { id: 'run-1', username: 'mnovak', out: '/media/stick', startedAt: '2026-11-24T10:00:00Z' };
    const { ask, app, state } = await bench({
      kept: { ...kept, settings: { ...kept.settings, workshop: WORKSHOP } },
      unfinished: [run],
    });
    expect((await state()).shell).toMatchObject({ earlier: [], unfinished: [{ id: 'run-1' }] });
    await ask('workshop.handOver', {});
    expect(app.unfinished).toEqual([]);
  });
});

describe('school archive', () => {
  it('is made of known and picked archives only, and stands in the list afterwards', async () => {
    const { app, ask, fake, refused, state, until } = await bench();
    const other = '/media/stick/eTwinning_kovac.zip';
    const wish = { files: [ZIP, other], name: 'Kranj', parts: ['meetings' as const], out: OUT };
    expect(await refused('combine.start', wish)).toBe('no-such-file');
    app.files = [other, '/media/stick/holiday.zip'];
    const picked = await ask('archives.pick', { several: true });
    expect(picked.archives.map(({ person }) => person)).toEqual(['Ana Kovač']);
    expect(picked.refused).toMatchObject([{ file: 'holiday.zip', error: { code: 'archive-unreadable' } }]);
    expect(await refused('combine.start', { ...wish, out: '/etc' })).toBe('out-unusable');

    await ask('combine.start', wish);
    await until('working');
    expect(fake.requests).toMatchObject([{ kind: 'combine', files: [ZIP, other], parts: ['meetings'], name: 'Kranj' }]);
    // One thing at a time.
    await ask('combine.start', wish);
    expect(fake.requests).toHaveLength(1);
    fake.progress('packing', 1, 4);
    expect((await state()).shell.job).toMatchObject({ step: 'packing', fraction: 0.25 });
    const figures = { bytes: 5, fromBytes: 9, items: 7, saved: 6, missing: 1, spaces: 2, leftOut: 3 };
    fake.finish({ kind: 'combine', zips: [`${OUT}/eTwinning_Kranj.zip`], ...figures });
    await until('combined');
    const { shell } = await state();
    expect(shell.job).toMatchObject({ archives: 2, leftOut: 3, zip: `${OUT}/eTwinning_Kranj.zip` });
    expect(shell.earlier[0]).toMatchObject({ made: 'combined', missing: 1 });
    await ask('archive.open', { zip: `${OUT}/eTwinning_Kranj.zip` });
    await ask('tool.dismiss', {});
    expect((await state()).shell.job).toBeUndefined();
  });

  it('can be given up, may fail, and holds the window until the person has decided', async () => {
    const { ask, fake, mayClose, state, until } = await bench();
    const wish = { files: [ZIP], name: 'Kranj', parts: [], out: OUT };
    await ask('combine.start', wish);
    await ask('tool.cancel', {});
    expect((await state()).shell.job).toBeUndefined();

    await ask('combine.start', wish);
    fake.fail(new StoppedError('disk-full'));
    await until('failed');
    expect((await state()).shell.job).toMatchObject({ error: { code: 'disk-full' } });

    await ask('combine.start', wish);
    const closed = mayClose();
    await expect.poll(async () => (await state()).shell.closing, { interval: 2 }).toBe(true);
    await ask('app.close', { close: true });
    expect(await closed).toBe(true);
    expect((await state()).shell.job).toBeUndefined();
  });
});

describe('taking something out', () => {
  it('knows the things of the open archive only, and shows the old one afterwards', async () => {
    const { app, ask, fake, refused, state, until } = await bench();
    expect(await refused('remove.look', { what: 'pictures', search: '', offset: 0, limit: 5 })).toBe('no-such-file');
    expect(await refused('remove.open', { file: '/etc/passwd' })).toBe('no-such-file');
    await ask('remove.open', { file: ZIP });
    const { rows, total } = await ask('remove.look', { what: 'pictures', search: 'class', offset: 0, limit: 2 });
    expect(total).toBeGreaterThan(rows.length);
    const items = rows.map(({ id }) => id);
    expect(Object.keys((await ask('remove.thumbnails', { ids: items })).pictures).length).toBeGreaterThan(0);
    expect(await refused('remove.start', { items: ['stranger'], identical: true, out: OUT })).toBe('bad-option');
    await ask('remove.start', { items: [...items, ...items], identical: true, out: OUT });
    expect(fake.requests).toMatchObject([{ kind: 'remove', file: ZIP, items, identical: true }]);
    fake.finish({ kind: 'remove', zip: `${OUT}/without.zip`, bytes: 4, removed: 5, identical: [] });
    await until('removed');
    expect((await state()).shell.earlier[0]).toMatchObject({ made: 'reduced', zip: `${OUT}/without.zip` });
    await ask('remove.showOld', {});
    expect(app.done).toContain(`show ${ZIP}`);
  });
});

describe('profile', () => {
  const other = { ...etwinningLegacy.origins, twinspace: 'https://spaces.example' };
  const text = (part: object) => JSON.stringify({ ...etwinningLegacy, id: 'corrected', origins: other, ...part });

  it('is used after its very origins were confirmed, by the engine too, and is there at the next start', async () => {
    const { app, ask, fake, refused, save, state } = await bench();
    app.files = ['/media/stick/profile.json'];
    fake.profile = text({});
    const { profile } = await ask('profile.pick', {});
    expect(profile?.origins.filter(({ instead }) => instead !== undefined)).toMatchObject([
      { role: 'twinspace', origin: 'https://spaces.example' },
    ]);
    expect((await state()).shell.profile).toBeUndefined();
    expect(await refused('profile.use', { origins: Object.values(etwinningLegacy.origins) })).toBe('origin-invalid');
    await ask('profile.use', { origins: Object.values(other) });
    expect((await state()).shell.profile?.id).toBe('corrected');
    await save();
    expect(app.run.request.profile.origins.twinspace).toBe('https://spaces.example');

    const next = await bench({ kept: app.kept ?? kept });
    expect((await next.state()).shell.profile?.id).toBe('corrected');
    await next.ask('profile.reset', {});
    expect((await next.state()).shell.profile).toBeUndefined();
    expect(next.app.kept?.profile).toBeUndefined();
  });

  it.each([
    ['no JSON', 'hello', 'profile-invalid'],
    ['a missing part', text({ shapes: [] }), 'profile-invalid'],
    ['an address without https', text({ origins: { ...other, portal: 'http://www.etwinning.net' } }), 'origin-invalid'],
  ])('is refused: %s', async (_name, profile, code) => {
    const { app, fake, refused, state } = await bench();
    app.files = ['/media/stick/profile.json'];
    fake.profile = profile;
    expect(await refused('profile.pick', {})).toBe(code);
    expect(await refused('profile.use', { origins: Object.values(other) })).toBe('origin-invalid');
    expect((await state()).shell.profile).toBeUndefined();
  });

  it('never requests what the built-in one refuses, whatever it says', async () => {
    const { app, ask, fake, save } = await bench();
    app.files = ['/media/stick/profile.json'];
    const shapes = etwinningLegacy.shapes.filter(({ type }) => type !== 'unsafe');
    fake.profile = text({ unsafeWords: [], shapes });
    await ask('profile.pick', {});
    await ask('profile.use', { origins: Object.values(other) });
    await save();
    const [mine, theirs] = [app.run.request.profile, etwinningLegacy].map((profile) => createClassifier(profile));
    expect(etwinningLegacy.unsafeWords.length).toBeGreaterThan(3);
    for (const word of etwinningLegacy.unsafeWords) {
      const path = `/1234/pages/page/5/${word}`;
      expect(theirs?.classify(`${etwinningLegacy.origins.twinspace}${path}`).type).toBe('unsafe');
      expect(mine?.classify(`https://spaces.example${path}`).type).toBe('unsafe');
    }
  });
});

it('saves the report for support as it was shown, whatever has happened since', async () => {
  const { app, ask, until, save } = await bench();
  const texts: string[] = [];
  app.services.shell.writeText = (_path, text) => Promise.resolve(void texts.push(text));
  const shown = await ask('support.preview', {});
  expect(shown.text).toContain('Newest archive: {');
  expect(shown.text).toContain('"missing: not-found": 1');
  await save();
  await until('done');
  app.chosen = '/media/stick';
  await ask('support.save', {});
  expect(texts).toEqual([shown.text]);
});
