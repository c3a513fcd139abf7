import { loadLanguage } from '../../shared/i18n/index.ts';
import type { StartExport } from './types.ts';
import { ExportRun } from './exportRun.ts';
import { keepHeapSmall } from './memory.ts';

/**
 * How runs begin (or go on), and what steers them.
 *
 * @param archiveThread the built `archive/archiveThread`: then ZIPs are written in a thread of their own
 */
export function exporter(archiveThread: string | undefined): StartExport {
  return (request, observe) => {
    keepHeapSmall();
    const run = new ExportRun(request, observe, archiveThread);
    // Whatever process this is: the archive speaks the language it is asked for.
    const done = loadLanguage(request.language).then(() => run.run());
    return {
      done,
      pause: () => run.pause(),
      resume: () => run.resume(),
      startSaving: (selection: Parameters<typeof run.startSaving>[0], out?: string) => run.startSaving(selection, out),
      finishNow: () => run.finishNow(),
      stop: () => run.stop(),
    };
  };
}

/** From the sources as they are, where nothing is built. */
export const startExport: StartExport = exporter(undefined);
