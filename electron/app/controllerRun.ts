import type { Finished, Stage, UnfinishedRun } from '../../shared/appState.ts';
import { EXIT, TwinArkError, UsageError } from '../../shared/errors.ts';
import type { Session } from '../hosts/types.ts';
import { toAppError } from './controllerBridge.ts';
import type { ControllerServices, RunHandle } from './controllerServices.ts';
import { baseRequest, NO_SESSION, summarise } from './controllerRequest.ts';
import { SignInDesk } from './controllerSignIn.ts';
import { RunStages } from './controllerStages.ts';
import type { AppState } from './controllerState.ts';
import type { ExportRequest, ExportResult, Selection } from './types.ts';

/** How long a stop may take before the person is not kept waiting any longer. */
const STOP_PATIENCE_MS = 5_000;

/** What a sign-in leads to. */
export type Intent =
  | { readonly type: 'look' }
  | { readonly type: 'continue'; readonly run: UnfinishedRun; readonly movedTo?: string | undefined }
  | { readonly type: 'update'; readonly zip: string };

interface Active {
  readonly handle: RunHandle;
  readonly request: ExportRequest;
  readonly settled: Promise<void>;
  /** The person, not a fault, ended it. */
  stopping: boolean;
  /** It is being replaced by the same run with another request; its end means nothing. */
  replaced: boolean;
  saving: boolean;
}

export interface RunHooks {
  /** A run ended with an archive. */
  readonly onFinished: (result: Finished) => Promise<void>;
  /** Unfinished runs may have appeared or gone. */
  readonly onRunsChanged: () => Promise<void>;
}

/** Session and engine of one window: signing in, looking, saving, holding, ending. Moves the stage on. */
export class RunControl {
  readonly #services: ControllerServices;
  readonly #state: AppState;
  readonly #hooks: RunHooks;
  readonly #desk: SignInDesk;
  readonly #stages: RunStages;
  #session: Session | undefined;
  #active: Active | undefined;
  #added: readonly string[] = [];

  constructor(services: ControllerServices, state: AppState, hooks: RunHooks) {
    this.#services = services;
    this.#state = state;
    this.#hooks = hooks;
    this.#desk = new SignInDesk(services, state);
    this.#stages = new RunStages(state);
  }

  /** Returns at once; the stage tells what comes of it. */
  signIn(intent: Intent): void {
    if (this.#desk.again() || this.#desk.isOpen || this.#active !== undefined) return;
    void this.#firstSignIn(intent);
  }

  cancelSignIn(): void {
    this.#desk.cancel();
  }

  async #firstSignIn(intent: Intent): Promise<void> {
    try {
      this.#session = await this.#desk.signIn();
    } catch (error) {
      this.#state.setStage({ name: 'start', error: this.#report(error) });
      return;
    }
    if (this.#session === undefined) {
      this.#state.setStage({ name: 'start' });
      return;
    }
    this.#begin(intent, await this.#desk.nameOf(this.#session));
  }

  #begin(intent: Intent, username: string): void {
    const base = { ...this.#request(), username };
    switch (intent.type) {
      case 'look':
        this.#start({ ...base, hold: true }, { name: 'looking', complete: false });
        break;
      case 'continue':
        this.#start(continued(base, intent.run, intent.movedTo), { name: 'saving' });
        break;
      case 'update':
        this.#start({ ...base, updateFrom: intent.zip }, { name: 'saving' });
        break;
    }
  }

  /** Closes an unfinished run with what is there. Needs no session: the platform may be gone. */
  finishRun(run: UnfinishedRun, movedTo?: string): void {
    if (this.#active !== undefined) return;
    const request = { ...continued(this.#request(), run, movedTo), finish: true };
    this.#start(request, { name: 'finishing', early: true, step: 'packing' });
  }

  readonly #interruption = {
    hold: () => this.#stages.holdForSignIn(),
    goOn: () => this.#stages.goOn(),
  };

  #request(): ExportRequest {
    const session = this.#session === undefined ? NO_SESSION : this.#desk.asking(this.#session, this.#interruption);
    return baseRequest(this.#services, this.#state.shell, session, this.#added);
  }

  #start(request: ExportRequest, stage: Stage): void {
    this.#state.beginRun();
    this.#state.setStage(stage);
    this.#services.shell.keepAwake(true);
    this.#run(request, stage.name !== 'looking');
  }

  #run(request: ExportRequest, saving: boolean): void {
    let handle: RunHandle;
    try {
      handle = this.#services.startExport(request, (event) => this.#stages.observe(event));
    } catch (error) {
      void this.#ended({ name: 'stopped', error: this.#report(error), resumable: false });
      return;
    }
    const settled = handle.done.then(
      (result) => this.#finished(active, result),
      (error: unknown) => this.#failed(active, error),
    );
    const active: Active = { handle, request, settled, stopping: false, replaced: false, saving };
    this.#active = active;
  }

  startSaving(selection: Selection, out: string): void {
    const active = this.#active;
    if (active === undefined || this.#state.stage.name !== 'looking') return;
    active.saving = true;
    this.#state.setStage({ name: 'saving' });
    // The pace of looking says nothing about that of saving: it is measured afresh.
    this.#state.engine({ type: 'resumed' });
    if (out === active.request.out) active.handle.startSaving(selection);
    else active.handle.startSaving(selection, out);
  }

  pause(): void {
    this.#active?.handle.pause();
    this.#stages.hold('person');
  }

  resume(): void {
    if (this.#state.stage.name !== 'held' || this.#state.stage.cause === 'signed-out') return;
    this.#active?.handle.resume();
    // What is not over (a full disk, an outage) will be said again by the engine.
    this.#stages.goOn();
  }

  finishNow(): void {
    if (this.#active === undefined || !this.#state.underWay) return;
    this.#active.handle.finishNow();
    this.#stages.finishEarly();
  }

  /** Stops what is under way, keeps its state, ends the session. Resolves within seconds whatever happens. */
  async stop(): Promise<void> {
    this.#desk.cancel();
    const active = this.#active;
    if (active === undefined) {
      await this.#closeSession();
      return;
    }
    active.stopping = true;
    active.handle.stop();
    await Promise.race([active.settled, new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref())]);
  }

  /** Adds a space that no list showed. An engine that cannot do so under way is started again: its pages are remembered. */
  async addSpace(space: string): Promise<void> {
    const active = this.#active;
    if (active === undefined || this.#state.stage.name !== 'looking')
      throw new UsageError('bad-option', { option: 'space' });
    this.#added = [...this.#added, space];
    if (active.handle.addSpace !== undefined) {
      active.handle.addSpace(space);
      return;
    }
    active.replaced = true;
    active.handle.stop();
    await active.settled;
    this.#state.beginRun();
    this.#run({ ...active.request, resume: true, addSpaces: this.#added, chosenAnew: true }, false);
  }

  async #finished(active: Active, result: ExportResult): Promise<void> {
    if (active.replaced) return;
    const { finished } = result;
    if (finished === undefined) {
      await this.#ended({ name: 'start' });
      return;
    }
    const done = summarise(result, finished, new Date(this.#services.now?.() ?? Date.now()));
    await this.#hooks.onFinished(done);
    await this.#ended({ name: 'done', result: done });
  }

  async #failed(active: Active, error: unknown): Promise<void> {
    if (active.replaced) return;
    if (active.stopping) {
      await this.#ended({ name: 'start' });
      return;
    }
    // An earlier run of the same person waits in this folder: going on with it loses nothing and asks nothing. Whoever has no
    // name (a closed profile page) might be somebody else, and is asked.
    const known = active.request.username !== '';
    if (known && error instanceof TwinArkError && error.code === 'unfinished-run' && !active.request.resume) {
      this.#state.beginRun();
      // What is wished for now counts, not what was wished for then.
      this.#run({ ...active.request, resume: true, chosenAnew: true }, active.saving);
      return;
    }
    const resumable = active.saving && !(error instanceof TwinArkError && error.exitCode === EXIT.unreachable);
    await this.#ended({ name: 'stopped', error: this.#report(error), resumable });
  }

  async #ended(stage: Stage): Promise<void> {
    this.#active = undefined;
    this.#added = [];
    this.#services.shell.keepAwake(false);
    this.#services.shell.setProgress(undefined, 'normal');
    await this.#closeSession();
    await this.#hooks.onRunsChanged();
    this.#state.setStage(stage);
    if (stage.name === 'start') this.#state.endRun();
  }

  async #closeSession(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await session?.close().catch((error: unknown) => this.#services.onBug?.(error));
  }

  #report(error: unknown): ReturnType<typeof toAppError> {
    if (!(error instanceof TwinArkError)) this.#services.onBug?.(error);
    const told = toAppError(error);
    const { path } = told.params;
    // Where the disk is full decides what helps: another place for the ZIP, or room on this computer's own disk.
    const staging = told.code === 'disk-full' && typeof path === 'string' && path.startsWith(this.#services.stateRoot);
    return staging ? { ...told, params: { ...told.params, at: 'staging' } } : told;
  }
}

/** Going on with a run that was begun earlier; it is known by the folder that it was begun for. */
function continued(base: ExportRequest, { username, out }: UnfinishedRun, movedTo: string | undefined): ExportRequest {
  return { ...base, username, out, resume: true, ...(movedTo === undefined ? {} : { movedTo }) };
}
