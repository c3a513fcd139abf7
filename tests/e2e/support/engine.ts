import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExport } from '../../../electron/app/export.ts';
import type { ExportHandle, ExportRequest } from '../../../electron/app/types.ts';
import { createFormHost } from '../../../electron/hosts/formHost.ts';
import { EXIT, TwinArkError } from '../../../shared/errors.ts';
import { CHOICES } from '../../../shared/model/index.ts';
import type { EngineEvent, FinishedEvent } from '../../../shared/progress.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import type { SamplePlatform } from '../../sample-platform/index.ts';
import { sampleProfile } from '../../unit/support/walkSample.ts';
import { readArchive, type ReadArchive } from './archive.ts';
import { QUICK } from './cli.ts';

/** What came of an export, as the command line would tell it. */
export interface EngineRun {
  readonly exit: number;
  readonly code: string | undefined;
  readonly error: TwinArkError | undefined;
  readonly finished: FinishedEvent | undefined;
  readonly archive: ReadArchive | undefined;
  readonly events: readonly EngineEvent[];
}

/** Where a run keeps its state and its ZIP, for tests that look at them or go on with them. */
export interface EnginePlace {
  readonly out: string;
  readonly state: string;
  /** Names in the folder for the ZIP. */
  written(): Promise<string[]>;
  /** Folders of unfinished runs. */
  runs(): Promise<string[]>;
  clear(): Promise<void>;
}

/** @param places other folders than below one of its own */
export async function newPlace(places: { readonly out?: string; readonly state?: string } = {}): Promise<EnginePlace> {
  const base = await mkdtemp(join(tmpdir(), 'twinark-engine-'));
  const out = places.out ?? join(base, 'out');
  const state = places.state ?? join(base, 'state');
  return {
    out,
    state,
    written: async () => (await readdir(out).catch(() => [])).sort(),
    runs: () => readdir(join(state, 'runs')).catch(() => []),
    clear: () => rm(base, { recursive: true, force: true }),
  };
}

export interface EngineOptions extends Partial<
  Pick<ExportRequest, 'selection' | 'patience' | 'addSpaces' | 'resume' | 'finish' | 'split' | 'movedTo' | 'hold'>
> {
  /** One of its own, removed at the end, if not given. */
  readonly place?: EnginePlace;
  readonly onEvent?: (event: EngineEvent, handle: ExportHandle) => void;
}

/** An export in this very process, over real HTTP: for the many runs of a matrix, where starting a process costs most. */
export async function runEngine(platform: SamplePlatform, options: EngineOptions = {}): Promise<EngineRun> {
  const { place: given, onEvent, ...wishes } = options;
  const place = given ?? (await newPlace());
  const events: EngineEvent[] = [];
  const profile = sampleProfile(platform);
  const { username, password } = platform;
  try {
    const host = createFormHost({ username, password, retryMs: 10 });
    const session = await host.signIn(profile, new AbortController().signal);
    try {
      const handle: ExportHandle = startExport(
        {
          ...{ profile, session, username, out: place.out, stateRoot: place.state },
          selection: { choices: CHOICES },
          ...{ addSpaces: [], concurrency: 6, language: 'en', inventoryOnly: false, resume: false, finish: false },
          ...{ tool: { name: 'TwinArk', version: packageJson.version }, keepUnpacked: false, patience: QUICK },
          ...wishes,
        },
        (event) => {
          events.push(event);
          onEvent?.(event, handle);
        },
      );
      const { finished } = await handle.done;
      const archive = finished && (await readArchive(finished.zips ?? finished.zip));
      const exit = (finished?.missing ?? 0) > 0 ? EXIT.missing : EXIT.ok;
      return { exit, code: undefined, error: undefined, finished, archive, events };
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof TwinArkError)) throw error;
    return { exit: error.exitCode, code: error.code, error, finished: undefined, archive: undefined, events };
  } finally {
    if (given === undefined) await place.clear();
  }
}
