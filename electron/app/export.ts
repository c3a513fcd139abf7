import type { StartExport } from './types.ts';
import { ExportRun } from './exportRun.ts';
import { keepHeapSmall } from './memory.ts';

/** Begins a run (or goes on with one) and hands out what steers it. */
export const startExport: StartExport = (request, observe) => {
  keepHeapSmall();
  const run = new ExportRun(request, observe);
  const done = run.run();
  return {
    done,
    pause: () => run.pause(),
    resume: () => run.resume(),
    startSaving: (selection: Parameters<typeof run.startSaving>[0], out?: string) => run.startSaving(selection, out),
    finishNow: () => run.finishNow(),
    stop: () => run.stop(),
  };
};
