import { basename } from 'node:path';
import type { AppShell, FolderInfo } from '../../shared/appState.ts';
import type { Batch, Reply } from '../../shared/bridge.ts';
import { ArchiveError, UsageError } from '../../shared/errors.ts';
import { loadLanguage, pickFirst } from '../../shared/i18n/index.ts';
import type { Language } from '../../shared/i18n/index.ts';
import { createBridgeServer, toAppError } from './controllerBridge.ts';
import type { Handlers } from './controllerBridge.ts';
import { Kept } from './controllerKept.ts';
import { RunControl } from './controllerRun.ts';
import type { Intent } from './controllerRun.ts';
import { createSchoolDesk } from './controllerSchools.ts';
import { Profiles } from './controllerSchoolsProfile.ts';
import type { ControllerServices, KeptState } from './controllerServices.ts';
import { AppState } from './controllerState.ts';
import { supportReport } from './controllerSupport.ts';
import { watchState } from './controllerWatch.ts';

/** What a host needs of the app: pass messages on, carry batches to the page, ask before the window closes. */
export interface Controller {
  /** Answers a raw message from the page, whose sender the host has checked. */
  serve(message: unknown): Promise<Reply>;
  subscribe(listener: (batch: Batch) => void): () => void;
  /** Asked when the window is to be closed. True: close it. While a run is under way the person decides first. */
  mayClose(): Promise<boolean>;
  /** Stops what is under way within seconds and ends the session; nothing on disk is lost. */
  dispose(): Promise<void>;
}

/** The app controller: what a person can do, for any host. No Electron, no disk, no network of its own. */
export async function createController(given: ControllerServices): Promise<Controller> {
  const kept = new Kept(given);
  await kept.load();
  const profiles = new Profiles(given.profile, kept.profile);
  const services: ControllerServices = {
    ...given,
    get profile() {
      return profiles.current;
    },
  };
  const allowed = new Set<string>();

  const language = (): Language =>
    kept.settings.language === 'system' ? pickFirst(services.systemLanguages) : kept.settings.language;
  /** With its texts at hand: notifications come without a warning. */
  const nextLanguage = (): Promise<Language> => loadLanguage(language());
  async function inspect(path: string): Promise<FolderInfo> {
    const folder = await services.folders.inspect(path);
    allowed.add(folder.path);
    return folder;
  }

  const shell: AppShell = {
    version: services.version,
    host: services.host.name,
    embedsSignIn: services.signInView.embedded,
    language: await nextLanguage(),
    demo: services.demo,
    settings: kept.settings,
    stage: { name: 'start' },
    // In a workshop everybody chooses their own.
    ...(kept.inWorkshop ? {} : { folder: await inspect(kept.settings.folder ?? (await services.folders.standard())) }),
    ...(profiles.facts === undefined ? {} : { profile: profiles.facts }),
    unfinished: [...(await services.runs.list(services.stateRoot))],
    earlier: await kept.list(),
    closing: false,
  };
  const state = new AppState(shell, { now: services.now ?? Date.now, batchMs: services.batchMs ?? 100 });
  const run = new RunControl(services, state, {
    onFinished: async (result) => {
      await kept.add(result);
      state.update({ earlier: await kept.list() });
    },
    onRunsChanged: async () => state.update({ unfinished: [...(await services.runs.list(services.stateRoot))] }),
  });
  const codes = watchState(state, services, language);
  let answerClose: ((close: boolean) => void) | undefined;

  /** Only archives that this app has made may be touched on the page's word. */
  function own(zip: string): KeptState['earlier'][number] {
    const archive = kept.find(zip);
    if (archive === undefined) throw new ArchiveError('no-such-file', { file: basename(zip) });
    return archive;
  }
  /** Only folders that the app has told may be written to on the page's word. */
  function told(folder: string | undefined): string | undefined {
    if (folder !== undefined && !allowed.has(folder))
      throw new UsageError('out-unusable', { folder: basename(folder) });
    return folder;
  }
  function unfinished(id: string): AppShell['unfinished'][number] {
    const found = state.shell.unfinished.find((one) => one.id === id);
    if (found === undefined) throw new UsageError('nothing-to-resume');
    return found;
  }
  /** As it was shown last: what is saved must be what was read. */
  let shown: string | undefined;
  const support = (): string => supportReport(state.shell, state.run, codes(), services.profile);
  /** What was missing in the newest archive, and what its pages look like where they were not understood. */
  async function aboutLastArchive(): Promise<string> {
    const last = state.shell.earlier.find(({ present, made }) => present && made === undefined);
    if (last === undefined) return '';
    const text = await services.tools.support(last.zip, services.version).catch((error: unknown) => {
      return `not readable (${toAppError(error).code})\n`;
    });
    return `\nNewest archive: ${text}`;
  }
  const desk = createSchoolDesk({ services, state, kept, run, profiles, folders: allowed, inspect, own });

  const handlers: Handlers = {
    'app.state': () => Promise.resolve(state.snapshot()),
    'app.close': async ({ close }) => {
      state.update({ closing: false });
      if (close) await Promise.all([desk.stop(), run.stop()]);
      answerClose?.(close);
      answerClose = undefined;
      return {};
    },
    'app.toStart': async () => {
      await run.stop();
      state.endRun();
      state.setStage({ name: 'start' });
      return {};
    },
    'settings.set': async (part) => {
      await kept.setSettings(part);
      state.update({ settings: kept.settings, language: await nextLanguage() });
      return {};
    },
    'signIn.start': ({ continueRun, movedTo }) => {
      const intent: Intent =
        continueRun === undefined
          ? { type: 'look' }
          : { type: 'continue', run: unfinished(continueRun), movedTo: told(movedTo) };
      // Without a folder of their own, a teacher's archive would stay on somebody else's computer.
      if (kept.inWorkshop && intent.type === 'look' && state.shell.folder === undefined)
        throw new UsageError('out-unusable');
      if (kept.inWorkshop) state.update({ someoneHere: true });
      return act(() => run.signIn(intent));
    },
    'signIn.cancel': () => act(() => run.cancelSignIn()),
    'signIn.place': ({ place }) => act(() => services.signInView.place(place ?? undefined)),
    'signIn.navigate': ({ action }) => act(() => services.signInView.navigate(action)),
    'saving.start': async ({ selection, out }) => {
      told(out);
      const folder = await inspect(out);
      if (!folder.writable) throw new UsageError('out-unusable', { folder: basename(out) });
      await kept.setSettings({ folder: out });
      state.update({ folder, settings: kept.settings });
      run.startSaving(selection, out);
      return {};
    },
    'saving.pause': () => act(() => run.pause()),
    'saving.resume': () => act(() => run.resume()),
    'saving.finishNow': () => act(() => run.finishNow()),
    'saving.stop': async () => {
      await run.stop();
      return {};
    },
    'saving.finishRun': (request) => act(() => run.finishRun(unfinished(request.run), told(request.movedTo))),
    'saving.tryAgain': ({ zip }) => act(() => run.signIn({ type: 'update', zip: own(zip).zip })),
    'folder.choose': async () => {
      const path = await services.shell.chooseFolder(state.shell.folder?.path ?? '');
      if (path === undefined) return {};
      const folder = await inspect(path);
      state.update({ folder });
      return { folder };
    },
    'folder.disks': async () => {
      const paths = await services.folders.onOtherDisks();
      const folders = await Promise.all(paths.slice(0, 30).map(inspect));
      const usable = folders.filter(({ writable }) => writable);
      return { folders: usable.sort((a, b) => (b.freeBytes ?? 0) - (a.freeBytes ?? 0)) };
    },
    'folder.inspect': async ({ path }) => {
      told(path);
      return { folder: await inspect(path) };
    },
    'archive.open': async ({ zip }) => {
      await services.shell.openPath(await services.archives.startPage(own(zip)));
      return {};
    },
    'archive.show': async ({ zip }) => {
      await services.shell.showItem(own(zip).zip);
      return {};
    },
    'archive.verify': async ({ zip }) => {
      const { intact, files, problems } = await services.archives.verify(own(zip).zip);
      return { intact, files, problems: problems.slice(0, 50) };
    },
    'archive.copyTo': async ({ zip }) => {
      const archive = own(zip);
      const folder = await services.shell.chooseFolder('');
      return folder === undefined ? {} : { copy: await services.archives.copyTo(archive.zip, folder) };
    },
    'archive.forget': async ({ zip }) => {
      await kept.forget(zip);
      state.update({ earlier: await kept.list() });
      return {};
    },
    'report.save': async ({ zip }) => {
      const archive = own(zip);
      const report = await services.shell.chooseFile(`${basename(zip, '.zip')}_report.xlsx`);
      if (report === undefined) return {};
      await services.archives.saveReport(archive.zip, report);
      return { report };
    },
    'spaces.add': async ({ address }) => {
      const space = services.readSpace(address.trim(), services.profile);
      if (space === undefined) throw new UsageError('bad-option', { option: 'space' });
      await run.addSpace(space);
      return { space };
    },
    'keep.removeAll': async () => {
      await run.stop();
      await desk.stop();
      await services.runs.removeAll(services.stateRoot);
      await kept.removeAll();
      profiles.reset();
      state.endRun();
      const folder = await inspect(await services.folders.standard());
      state.update({ settings: kept.settings, language: await nextLanguage(), earlier: [], unfinished: [], folder });
      state.update({ profile: undefined, job: undefined, someoneHere: false });
      state.setStage({ name: 'start' });
      return {};
    },
    'support.preview': async () => {
      shown = support() + (await aboutLastArchive());
      return { text: shown };
    },
    'support.save': async () => {
      const report = await services.shell.chooseFile('TwinArk_support.txt');
      if (report === undefined) return {};
      await services.shell.writeText(report, shown ?? support());
      return { report };
    },
    ...desk.handlers,
  };

  return {
    serve: createBridgeServer(handlers, services.onBug),
    subscribe: (listener) => state.subscribe(listener),
    mayClose: () => {
      if (!state.underWay && !desk.working()) return run.stop().then(() => true);
      answerClose?.(false);
      state.update({ closing: true });
      return new Promise((resolve) => {
        answerClose = resolve;
      });
    },
    dispose: async () => {
      await Promise.all([desk.stop(), run.stop()]);
    },
  };
}

/** Does what shows in the state rather than in an answer. */
function act(work: () => void): Promise<Record<string, never>> {
  work();
  return Promise.resolve({});
}
