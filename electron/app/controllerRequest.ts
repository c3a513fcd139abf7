import type { AppShell, Finished } from '../../shared/appState.ts';
import { StoppedError } from '../../shared/errors.ts';
import { CHOICES } from '../../shared/model/index.ts';
import type { FinishedEvent } from '../../shared/progress.ts';
import type { Session } from '../hosts/types.ts';
import type { ControllerServices } from './controllerServices.ts';
import type { ExportRequest, ExportResult, Selection } from './types.ts';

/** Six at once per origin is what the platform's manners allow (issue: manners and patience). */
const CONCURRENCY = 6;
export const EVERYTHING: Selection = { choices: CHOICES };

/** For a run that is closed without signing in: it must not ask the platform for anything. */
export const NO_SESSION: Session = {
  transport: {
    send: () => Promise.reject(new StoppedError('signed-out')),
    close: () => Promise.resolve(),
  },
  userAgent: '',
  signInAgain: () => Promise.resolve('give-up'),
  close: () => Promise.resolve(),
};

/** What every run of the app asks for; the ways it can begin add to it. */
export function baseRequest(
  { profile, stateRoot, version }: ControllerServices,
  shell: AppShell,
  session: Session,
  addSpaces: readonly string[],
): ExportRequest {
  return {
    profile,
    session,
    // Known once somebody has signed in.
    username: '',
    out: shell.folder?.path ?? '',
    stateRoot,
    selection: EVERYTHING,
    addSpaces,
    concurrency: CONCURRENCY,
    language: shell.language === 'pseudo' ? 'en' : shell.language,
    inventoryOnly: false,
    resume: false,
    finish: false,
    tool: { name: 'TwinArk', version },
    keepUnpacked: true,
  };
}

/** What the last screen says, from what the engine did. */
export function summarise({ items, mentions }: ExportResult, finished: FinishedEvent, at: Date): Finished {
  const missingBy: Record<string, number> = {};
  for (const { status, reason } of items) {
    if (status === 'missing' && reason !== undefined) missingBy[reason] = (missingBy[reason] ?? 0) + 1;
  }
  const { zip, zips, folder, saved, missing, skipped, elsewhere, bytes, seconds, reduced, update } = finished;
  return {
    ...{ zip, saved, missing, skipped, elsewhere, bytes, seconds, missingBy },
    items: finished.items,
    finishedAt: at.toISOString(),
    notOpened: mentions.filter((mention) => mention.type === 'unknown-link').length,
    ...(zips === undefined ? {} : { zips }),
    ...(folder === undefined ? {} : { folder }),
    ...(reduced === undefined ? {} : { reduced }),
    ...(update === undefined ? {} : { update }),
  };
}
