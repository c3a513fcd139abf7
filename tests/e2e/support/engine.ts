import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExport } from '../../../electron/app/export.ts';
import type { ExportRequest } from '../../../electron/app/types.ts';
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
  readonly finished: FinishedEvent | undefined;
  readonly archive: ReadArchive | undefined;
  readonly events: readonly EngineEvent[];
}

/** An export in this very process, over real HTTP: for the many runs of a matrix, where starting a process costs most. */
export async function runEngine(
  platform: SamplePlatform,
  wishes: Partial<Pick<ExportRequest, 'selection' | 'patience' | 'addSpaces'>> = {},
): Promise<EngineRun> {
  const base = await mkdtemp(join(tmpdir(), 'twinark-matrix-'));
  const events: EngineEvent[] = [];
  const profile = sampleProfile(platform);
  const { username, password } = platform;
  try {
    const host = createFormHost({ username, password, retryMs: 10 });
    const session = await host.signIn(profile, new AbortController().signal);
    try {
      const { done } = startExport(
        {
          ...{ profile, session, username, out: join(base, 'out'), stateRoot: join(base, 'state') },
          selection: { choices: CHOICES },
          ...{ addSpaces: [], concurrency: 6, language: 'en', inventoryOnly: false, resume: false, finish: false },
          ...{ tool: { name: 'TwinArk', version: packageJson.version }, keepUnpacked: false, patience: QUICK },
          ...wishes,
        },
        (event) => events.push(event),
      );
      const { finished } = await done;
      const archive = finished && (await readArchive(finished.zips ?? finished.zip));
      return {
        exit: (finished?.missing ?? 0) > 0 ? EXIT.missing : EXIT.ok,
        code: undefined,
        finished,
        archive,
        events,
      };
    } finally {
      await session.close();
    }
  } catch (error) {
    if (!(error instanceof TwinArkError)) throw error;
    return { exit: error.exitCode, code: error.code, finished: undefined, archive: undefined, events };
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}
