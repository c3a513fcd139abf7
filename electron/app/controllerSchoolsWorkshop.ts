import { basename, dirname } from 'node:path';
import type { FolderInfo } from '../../shared/appState.ts';
import { ArchiveError, UsageError } from '../../shared/errors.ts';
import { NO_WORKSHOP } from '../../shared/tools.ts';
import type { ResponseOf, RequestOf } from '../../shared/bridge.ts';
import type { Kept } from './controllerKept.ts';
import type { RunControl } from './controllerRun.ts';
import type { ControllerServices, KeptState } from './controllerServices.ts';
import type { AppState } from './controllerState.ts';
import { receiptHtml } from './receipt.ts';

export interface WorkshopParts {
  readonly services: ControllerServices;
  readonly state: AppState;
  readonly kept: Kept;
  readonly run: RunControl;
  /** Looks at a folder and allows the page to name it. */
  readonly inspect: (path: string) => Promise<FolderInfo>;
  /** What of the app knows of the person besides: folders they chose, archives they opened. */
  readonly forgetPerson: () => void;
}

/** One computer, one teacher after the other: nothing of one is left for the next. */
export class WorkshopDesk {
  readonly #parts: WorkshopParts;

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
  }

  /** @throws UsageError `unfinished-run`: what somebody has not finished must not be wiped by turning a switch */
  async set(part: RequestOf<'workshop.set'>): Promise<void> {
    const { kept, state } = this.#parts;
    const before = kept.settings.workshop ?? NO_WORKSHOP;
    const { on = before.on, place = before.place, helper = before.helper } = part;
    const workshop = { on, place, helper };
    if (workshop.on && !before.on && state.shell.unfinished.length > 0) throw new UsageError('unfinished-run');
    // The last teacher's things go while it is still known that they are theirs.
    if (before.on && !workshop.on) await this.handOver();
    await kept.setSettings({ workshop });
    state.update({ settings: kept.settings });
    if (workshop.on !== before.on) await this.#fresh(undefined);
  }

  /** Sign-in, unfinished savings, list, folder, run and errors of the person who sat here. Their archive stays where it is. */
  async handOver(): Promise<void> {
    const { services, run, kept, state } = this.#parts;
    if (!kept.inWorkshop) return;
    await run.stop();
    await services.runs.removeAll(services.stateRoot);
    kept.forgetPerson();
    state.endRun();
    await this.#fresh(false);
  }

  /**
   * The start as somebody finds it who has never been here.
   *
   * @param someoneHere false once somebody has handed over
   */
  async #fresh(someoneHere: false | undefined): Promise<void> {
    const { services, kept, state } = this.#parts;
    this.#parts.forgetPerson();
    state.update({
      settings: kept.settings,
      earlier: await kept.list(),
      unfinished: [...(await services.runs.list(services.stateRoot))],
      folder: kept.inWorkshop
        ? undefined
        : await this.#parts.inspect(kept.settings.folder ?? (await services.folders.standard())),
      someoneHere,
    });
    state.setStage({ name: 'start' });
  }

  async receiptFacts(archive: KeptState['earlier'][number]): Promise<ResponseOf<'receipt.facts'>> {
    const { services, kept } = this.#parts;
    return {
      archives: await services.tools.checksums(archive.zips ?? [archive.zip]),
      // The session has ended and the run's state is gone since the archive was verified; a folder on this disk stays here.
      wiped: kept.inWorkshop && (await services.tools.areApart(dirname(archive.zip), services.stateRoot)),
    };
  }

  /** The receipt on the archive that was just made, where the person wants it. */
  async saveReceipt(archive: KeptState['earlier'][number]): Promise<ResponseOf<'receipt.save'>> {
    const { services, state, kept } = this.#parts;
    const { stage, language } = state.shell;
    if (stage.name !== 'done' || stage.result.zip !== archive.zip)
      throw new ArchiveError('no-such-file', { file: basename(archive.zip) });
    const file = await services.shell.chooseFile(`${basename(archive.zip, '.zip')}_receipt.html`);
    if (file === undefined) return {};
    const facts = await this.receiptFacts(archive);
    const { place, helper } = kept.settings.workshop ?? NO_WORKSHOP;
    const { saved, missing, skipped, missingBy, finishedAt } = stage.result;
    const person = state.run?.account?.displayName ?? '';
    const html = receiptHtml({
      ...{ language, person, place, helper, when: finishedAt, saved, missing, skipped, missingBy, ...facts },
    });
    await services.shell.writeText(file, html);
    return { receipt: file };
  }
}
