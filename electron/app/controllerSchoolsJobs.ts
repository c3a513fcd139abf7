import { StoppedError } from '../../shared/errors.ts';
import { createTranslate } from '../../shared/i18n/index.ts';
import type { ToolJob } from '../../shared/tools.ts';
import { toAppError } from './controllerBridge.ts';
import type { ControllerServices } from './controllerServices.ts';
import type { AppState } from './controllerState.ts';
import type { ToolRequest, ToolResult } from './toolWork.ts';

type Settled = Extract<ToolJob, { name: 'combined' | 'removed' }>;

/** Making an archive out of archives: one at a time, with progress and a way to stop it. */
export class ToolJobs {
  readonly #services: ControllerServices;
  readonly #state: AppState;
  #stop: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();

  constructor(services: ControllerServices, state: AppState) {
    this.#services = services;
    this.#state = state;
  }

  get working(): boolean {
    return this.#stop !== undefined;
  }

  /** Returns at once; `job` in the state tells what comes of it. Does nothing while something else is under way. */
  start(request: ToolRequest, done: (result: ToolResult) => Promise<Settled>): void {
    if (this.working || this.#state.stage.name !== 'start') return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#services.shell.keepAwake(true);
    this.#state.update({ job: { name: 'working', kind: request.kind, step: 'reading' } });
    this.#settled = this.#run(request, stop.signal, done).then((job) => {
      this.#stop = undefined;
      this.#services.shell.keepAwake(false);
      this.#services.shell.setProgress(undefined, 'normal');
      this.#state.update({ job });
      this.#notify(job);
    });
  }

  async #run(
    request: ToolRequest,
    signal: AbortSignal,
    done: (result: ToolResult) => Promise<Settled>,
  ): Promise<ToolJob | undefined> {
    const { kind } = request;
    try {
      const result = await this.#services.tools.run(
        request,
        (step, bytes, of) => {
          if (signal.aborted) return;
          const fraction = of > 0 ? Math.min(bytes / of, 1) : undefined;
          this.#services.shell.setProgress(fraction ?? 0, 'normal');
          this.#state.update({
            job: { name: 'working', kind, step, ...(fraction === undefined ? {} : { fraction }) },
          });
        },
        signal,
      );
      return await done(result);
    } catch (error) {
      // The person did not want it any more: nothing to be told.
      if (signal.aborted) return undefined;
      const told = toAppError(error);
      if (told.code === 'bug') this.#services.onBug?.(error);
      return { name: 'failed', kind, error: told };
    }
  }

  #notify(job: ToolJob | undefined): void {
    if (job === undefined || job.name === 'working') return;
    const t = createTranslate(this.#state.shell.language);
    const title = t(job.name === 'failed' ? 'tools:notify.failed' : 'tools:notify.ready');
    this.#services.shell.notify(title, t(`tools:notify.${job.kind}`));
  }

  /** Stops it; resolves once nothing of it is left on the disk. */
  async cancel(): Promise<void> {
    this.#stop?.abort(new StoppedError('interrupted'));
    await this.#settled;
  }

  /** What came of it was read. */
  dismiss(): void {
    if (!this.working) this.#state.update({ job: undefined });
  }
}
