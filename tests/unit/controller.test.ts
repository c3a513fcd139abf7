import { describe, expect, it } from 'vitest';
import { createController } from '../../electron/app/controller.ts';
import type { Controller } from '../../electron/app/controller.ts';
import { DEFAULT_SETTINGS } from '../../shared/appState.ts';
import type { Snapshot, StageName } from '../../shared/appState.ts';
import { batchSchema, requests } from '../../shared/bridge.ts';
import type { Batch, Channel, RequestOf, ResponseOf } from '../../shared/bridge.ts';
import { SignInError, StoppedError, UnreachableError, UsageError } from '../../shared/errors.ts';
import { CHOICES } from '../../shared/model/index.ts';
import { fakeApp, found, space } from '../e2e/appFakes.ts';
import type { FakeApp, FakeOptions } from '../e2e/appFakes.ts';

const OUT = '/home/marija/TwinArk';
const EVERYTHING = { choices: [...CHOICES], withoutSpaces: [] };

interface Bench {
  readonly app: FakeApp;
  readonly controller: Controller;
  readonly batches: Batch[];
  readonly ask: <C extends Channel>(channel: C, payload: RequestOf<C>) => Promise<ResponseOf<C>>;
  readonly refused: (channel: Channel, payload: unknown) => Promise<string>;
  readonly state: () => Promise<Snapshot>;
  readonly until: (stage: StageName) => Promise<void>;
  readonly toLooking: () => Promise<void>;
  readonly toSaving: () => Promise<void>;
}

async function bench(options: Partial<FakeOptions> = {}): Promise<Bench> {
  const app = fakeApp({ stopError: () => new StoppedError('interrupted'), ...options });
  const controller = await createController(app.services);
  const batches: Batch[] = [];
  controller.subscribe((batch) => batches.push(batchSchema.parse(batch)));
  const self: Bench = {
    app,
    controller,
    batches,
    ask: async (channel, payload) => {
      const reply = await controller.serve({ channel, payload });
      if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
      return requests[channel].out.parse(reply.value) as ResponseOf<typeof channel>;
    },
    refused: async (channel, payload) => {
      const reply = await controller.serve({ channel, payload });
      return reply.ok ? 'nothing' : reply.error.code;
    },
    state: () => self.ask('app.state', {}),
    until: async (stage) => {
      await expect.poll(async () => (await self.state()).shell.stage.name, { interval: 2 }).toBe(stage);
    },
    toLooking: async () => {
      await self.ask('signIn.start', {});
      await self.until('signing-in');
      await expect.poll(() => app.asked(), { interval: 2 }).toBe(true);
      app.signedIn();
      await self.until('looking');
    },
    toSaving: async () => {
      await self.toLooking();
      await self.ask('saving.start', { selection: EVERYTHING, out: OUT });
      await self.until('saving');
    },
  };
  return self;
}

describe('the way', () => {
  it('goes from the start to an archive, and remembers it', async () => {
    const { app, ask, until, toSaving, state } = await bench();
    await toSaving();
    expect(app.run.request).toMatchObject({ hold: true, resume: false, username: 'Marija Novak', out: OUT });
    expect(app.run.started?.selection.choices).toEqual(CHOICES);
    expect(app.done).toContain('awake');
    app.run.emit({ type: 'phase', phase: 'packing' });
    await until('finishing');
    app.run.finish({ saved: 4_312, missing: 3 }, ['truncated', 'not-found', 'not-found']);
    await until('done');
    const { shell } = await state();
    expect(shell.stage).toMatchObject({ result: { missingBy: { truncated: 1, 'not-found': 2 } } });
    expect(shell.earlier).toHaveLength(1);
    expect(app.done).toContain('session closed');
    expect(app.done).toContain('may sleep');
    await ask('app.toStart', {});
    expect((await state()).run).toBeUndefined();
  });

  it('tells when everything was looked through', async () => {
    const { app, toLooking, state } = await bench();
    await toLooking();
    app.run.emit({ type: 'phase', phase: 'walking' });
    expect((await state()).shell.stage).toEqual({ name: 'looking', complete: false });
    app.run.emit({ type: 'phase', phase: 'downloading' });
    expect((await state()).shell.stage).toEqual({ name: 'looking', complete: true });
  });

  it('says why nobody could be signed in, and can be given up', async () => {
    const { app, ask, until, state } = await bench();
    await ask('signIn.start', {});
    await expect.poll(() => app.asked()).toBe(true);
    app.refuse(new SignInError('wrong-password'));
    await until('start');
    expect((await state()).shell.stage).toMatchObject({ error: { code: 'wrong-password' } });

    await ask('signIn.start', {});
    await until('signing-in');
    await expect.poll(() => app.asked()).toBe(true);
    await ask('signIn.cancel', {});
    await until('start');
    expect((await state()).shell.stage).toEqual({ name: 'start' });
  });

  it('shows the true address of the log-in page, and hides the page afterwards', async () => {
    const { app, ask, state } = await bench();
    await ask('signIn.start', {});
    await expect.poll(() => app.asked()).toBe(true);
    app.address('https://www.etwinning.net/');
    expect((await state()).shell.stage).toMatchObject({ address: 'https://www.etwinning.net/' });
    await ask('signIn.place', { place: { x: 1, y: 2, width: 300, height: 200 } });
    app.signedIn();
    await expect.poll(() => app.done).toContain('view hidden');
  });

  it('starts a run only once, however often it is asked', async () => {
    const { app, ask, toSaving } = await bench();
    await toSaving();
    await ask('signIn.start', {});
    await ask('saving.start', { selection: EVERYTHING, out: OUT });
    expect(app.runs).toHaveLength(1);
    expect(app.run.calls).toEqual(['startSaving']);
  });
});

describe('holds', () => {
  it('pauses and goes on', async () => {
    const { app, ask, toSaving, until } = await bench();
    await toSaving();
    await ask('saving.pause', {});
    await until('held');
    await ask('saving.resume', {});
    await until('saving');
    expect(app.run.calls).toEqual(['startSaving', 'pause', 'resume']);
  });

  it.each(['outage', 'blocked-by-filter', 'disk-full'] as const)('%s goes on by itself', async (cause) => {
    const { app, toSaving, until, state } = await bench();
    await toSaving();
    app.run.emit({ type: 'paused', cause });
    expect((await state()).shell.stage).toEqual({ name: 'held', cause });
    await expect.poll(() => app.done.some((line) => line.startsWith('notify'))).toBe(true);
    app.run.emit({ type: 'resumed' });
    await until('saving');
  });

  it('waits for the person after a sign-out, as long as they stay away, and however often they give it up', async () => {
    const { app, ask, toSaving, until, state } = await bench();
    await toSaving();
    const again = app.run.request.session.signInAgain(new AbortController().signal);
    await until('held');
    expect(app.asked()).toBe(false);
    await ask('signIn.start', {});
    await until('signing-in');
    expect((await state()).shell.stage).toMatchObject({ again: true });
    await expect.poll(() => app.asked()).toBe(true);
    await ask('signIn.cancel', {});
    await until('held');
    await ask('signIn.start', {});
    await expect.poll(() => app.asked()).toBe(true);
    app.signedIn();
    await expect(again).resolves.toBe('signed-in');
    await until('saving');
  });

  it('gives up waiting for a sign-in when the run is stopped', async () => {
    const { app, toSaving, until } = await bench();
    await toSaving();
    const stop = new AbortController();
    const again = app.run.request.session.signInAgain(stop.signal);
    await until('held');
    stop.abort();
    await expect(again).resolves.toBe('give-up');
  });

  it('finishes now, and early', async () => {
    const { app, ask, toSaving, state } = await bench();
    await toSaving();
    await ask('saving.finishNow', {});
    app.run.emit({ type: 'phase', phase: 'verifying' });
    expect((await state()).shell.stage).toEqual({ name: 'finishing', early: true, step: 'verifying' });
  });

  it('stops with nothing lost, back at the start', async () => {
    const { app, ask, toSaving, until } = await bench();
    await toSaving();
    app.unfinished = [{ id: 'r', username: 'Marija Novak', out: OUT, startedAt: '2026-11-24T20:00:00Z' }];
    await ask('saving.stop', {});
    await until('start');
    expect(app.run.calls).toContain('stop');
    expect(app.done).toContain('session closed');
  });
});

describe('what was begun earlier', () => {
  const run = { id: 'run-1', username: 'Marija Novak', out: '/media/stick', startedAt: '2026-11-23T19:05:00Z' };

  it('is gone on with', async () => {
    const { app, ask, until } = await bench({ unfinished: [run] });
    await ask('signIn.start', { continueRun: 'run-1' });
    await expect.poll(() => app.asked()).toBe(true);
    app.signedIn();
    await until('saving');
    expect(app.run.request).toMatchObject({ resume: true, username: 'Marija Novak', out: '/media/stick' });
    expect(app.run.request.hold).toBeUndefined();
  });

  it('is taken up again by itself when the same person begins anew', async () => {
    const { app, toLooking, state } = await bench();
    await toLooking();
    app.run.fail(new UsageError('unfinished-run'));
    await expect.poll(() => app.runs.length).toBe(2);
    expect(app.run.request).toMatchObject({ resume: true, hold: true });
    expect((await state()).shell.stage.name).toBe('looking');
  });

  it('is closed without signing in, since the platform may be gone', async () => {
    const { app, ask } = await bench({ unfinished: [run] });
    await ask('saving.finishRun', { run: 'run-1' });
    expect(app.run.request).toMatchObject({ finish: true, username: 'Marija Novak' });
    await expect(app.run.request.session.signInAgain(new AbortController().signal)).resolves.toBe('give-up');
  });

  it('goes on with its archive on another disk, one that the app has told', async () => {
    const disks = {
      '/media/small/TwinArk': { freeBytes: 1e9 },
      '/media/large/TwinArk': { freeBytes: 2e12 },
      '/media/locked/TwinArk': { writable: false },
    };
    const { app, ask, refused, until } = await bench({ unfinished: [run], disks });
    expect(await refused('signIn.start', { continueRun: 'run-1', movedTo: '/media/large/TwinArk' })).toBe(
      'out-unusable',
    );
    const { folders } = await ask('folder.disks', {});
    expect(folders.map(({ path }) => path)).toEqual(['/media/large/TwinArk', '/media/small/TwinArk']);
    await ask('signIn.start', { continueRun: 'run-1', movedTo: '/media/large/TwinArk' });
    await expect.poll(() => app.asked()).toBe(true);
    app.signedIn();
    await until('saving');
    expect(app.run.request).toMatchObject({ resume: true, out: run.out, movedTo: '/media/large/TwinArk' });
  });

  it.each([
    ['/state/runs/1', 'staging'],
    ['/home/marija/TwinArk', undefined],
  ])('says which disk is full: %s', async (path, at) => {
    const { app, toSaving, until, state } = await bench();
    await toSaving();
    app.run.fail(new StoppedError('disk-full', { path }));
    await until('stopped');
    const { stage } = (await state()).shell;
    expect(stage.name === 'stopped' && stage.error.params['at']).toBe(at);
  });

  it('ends as a stop that can be continued, unless the platform is gone', async () => {
    const first = await bench();
    await first.toSaving();
    first.app.run.fail(new StoppedError('out-gone'));
    await first.until('stopped');
    expect((await first.state()).shell.stage).toMatchObject({ resumable: true, error: { code: 'out-gone' } });

    const second = await bench();
    await second.toSaving();
    second.app.run.fail(new UnreachableError('platform-gone'));
    await second.until('stopped');
    expect((await second.state()).shell.stage).toMatchObject({ resumable: false });
  });

  it('tries again what is missing, over the archive that there is', async () => {
    const { app, ask, toSaving, until } = await bench();
    await toSaving();
    app.run.finish({ zip: '/a.zip', missing: 3 });
    await until('done');
    await ask('saving.tryAgain', { zip: '/a.zip' });
    await expect.poll(() => app.asked()).toBe(true);
    app.signedIn();
    await until('saving');
    expect(app.run.request.updateFrom).toBe('/a.zip');
  });
});

describe('a space that no list shows', () => {
  it('is added by replaying the walk', async () => {
    const { app, ask, toLooking, refused } = await bench();
    await toLooking();
    expect(await ask('spaces.add', { address: 'https://twinspace.etwinning.net/12345/home' })).toEqual({
      space: 'twinspace:12345',
    });
    expect(app.runs).toHaveLength(2);
    expect(app.run.request).toMatchObject({
      resume: true,
      hold: true,
      chosenAnew: true,
      addSpaces: ['twinspace:12345'],
    });
    expect(await refused('spaces.add', { address: 'nonsense' })).toBe('bad-option');
  });
});

describe('the bridge', () => {
  it.each([
    ['an unknown channel', { channel: 'shell.run', payload: {} }],
    ['a channel of Object', { channel: 'constructor', payload: {} }],
    ['a payload of another shape', { channel: 'saving.start', payload: { selection: {}, out: 7 } }],
    ['fields too many', { channel: 'app.state', payload: { path: '/etc/passwd' } }],
    ['no message at all', 'app.state'],
  ])('refuses %s', async (_what, message) => {
    const { controller } = await bench();
    expect(await controller.serve(message)).toEqual({ ok: false, error: { code: 'bug', params: {} } });
  });

  it('touches no file on the page’s word alone', async () => {
    const { refused, toLooking, app } = await bench();
    for (const channel of [
      'archive.open',
      'archive.show',
      'archive.verify',
      'archive.copyTo',
      'report.save',
    ] as const) {
      expect(await refused(channel, { zip: '/etc/passwd' })).toBe('no-such-file');
    }
    await toLooking();
    expect(await refused('saving.start', { selection: EVERYTHING, out: '/etc' })).toBe('out-unusable');
    expect(await refused('folder.inspect', { path: '/root' })).toBe('out-unusable');
    expect(app.run.calls).toEqual([]);
  });

  it('refuses a folder that became read-only', async () => {
    const { app, refused, toLooking } = await bench();
    await toLooking();
    app.folder = { ...app.folder, writable: false };
    expect(await refused('saving.start', { selection: EVERYTHING, out: OUT })).toBe('out-unusable');
  });

  it('gathers events: 40,000 items found are a few counts, and the snapshot has them', async () => {
    const { app, batches, toLooking, state } = await bench();
    await toLooking();
    const before = batches.length;
    app.run.emit(...found('image', 'twinspaces', 40_000));
    app.run.emit({ type: 'space', space: space(1) }, { type: 'space', space: space(1, { bytes: 7 }) });
    const { run, seq } = await state();
    expect(run?.found.kinds.image).toBe(40_000);
    const sent = batches.slice(before).flatMap(({ events }) => events);
    expect(sent.length).toBeLessThan(50);
    expect(sent.filter(({ type }) => type === 'space')).toHaveLength(1);
    expect(seq).toBe(batches.at(-1)?.seq);
  });
});

describe('closing the window', () => {
  it('is free while nothing runs', async () => {
    const { controller } = await bench();
    expect(await controller.mayClose()).toBe(true);
  });

  it('asks while something runs: stays, or stops and closes', async () => {
    const { app, ask, controller, toSaving, state } = await bench();
    await toSaving();
    const first = controller.mayClose();
    expect((await state()).shell.closing).toBe(true);
    await ask('app.close', { close: false });
    expect(await first).toBe(false);
    const second = controller.mayClose();
    await ask('app.close', { close: true });
    expect(await second).toBe(true);
    expect(app.run.calls).toContain('stop');
  });
});

describe('settings', () => {
  it('are kept, and the language follows at once', async () => {
    const { app, ask, state } = await bench({ languages: ['nb-NO', 'sl-SI'] });
    expect((await state()).shell.language).toBe('sl');
    await ask('settings.set', { language: 'el' });
    expect((await state()).shell.language).toBe('el');
    await ask('settings.set', { look: 'dark', language: 'en' });
    await ask('settings.set', { look: 'system' });
    expect((await state()).shell.language).toBe('en');
    // The menu, too, each time once.
    expect(app.done.filter((line) => line.startsWith('speak'))).toEqual(['speak sl', 'speak el', 'speak en']);
    expect(app.kept?.settings).toEqual({ ...DEFAULT_SETTINGS, language: 'en' });
  });

  it('are removed with everything else that is kept, but no archive is', async () => {
    const { app, ask, state } = await bench({
      unfinished: [{ id: 'r', username: 'x', out: OUT, startedAt: '2026-11-24T20:00:00Z' }],
    });
    await ask('settings.set', { look: 'dark' });
    await ask('keep.removeAll', {});
    expect(app.kept).toBeUndefined();
    expect((await state()).shell).toMatchObject({ unfinished: [], earlier: [], settings: DEFAULT_SETTINGS });
  });

  it('the report for support names nobody and nothing', async () => {
    const { app, ask, toSaving } = await bench();
    await toSaving();
    app.run.emit(
      { type: 'account', username: 'mnovak', displayName: 'Marija Novak' },
      { type: 'problem', id: 'p', title: 'Secret diary', reason: 'truncated', address: 'https://live.etwinning.net/x' },
    );
    const { text } = await ask('support.preview', {});
    const report: unknown = JSON.parse(text);
    expect(report).toMatchObject({
      settings: { screen: 'saving', folderWritable: true, folderSynced: false },
      items: { all: { 'missing: truncated': 1 } },
    });
    for (const secret of ['mnovak', 'Marija', 'Secret', 'etwinning.net', '/home']) expect(text).not.toContain(secret);
  });
});
