import type { Account, Choice, ItemKind, ItemRecord, Mention } from '../../shared/model/index.ts';
import type { EngineEvent, FinishedEvent } from '../../shared/progress.ts';
import type { Session } from '../hosts/types.ts';
import type { Patience } from '../net/index.ts';
import type { Profile } from '../platform/profile.ts';

/** What of the inventory is to be saved; everything by default. */
export interface Selection {
  readonly choices: readonly Choice[];
  /** If given: only these spaces (`twinspace:197644`, `groups:812`) of the chosen kinds. */
  readonly onlySpaces?: readonly string[];
  /** Spaces to leave out. */
  readonly withoutSpaces?: readonly string[];
  /** Kinds to leave out wherever they stand: what others wrote in confidence (`twinmail`, `meeting`). */
  readonly withoutKinds?: readonly ItemKind[];
  /** Only what is *deleted* or *uncertain*. */
  readonly onlyAtRisk?: boolean;
}

export interface ExportRequest {
  readonly profile: Profile;
  readonly session: Session;
  readonly username: string;
  /** Folder for the ZIP; must exist or be creatable. */
  readonly out: string;
  /** With `resume` or `finish`: the ZIP goes here from now on, since there is no room in `out`, or `out` is no longer there. */
  readonly movedTo?: string;
  /** Where runs keep their state (owner-only, outside synced folders). */
  readonly stateRoot: string;
  readonly selection: Selection;
  /** Spaces added by number or address although no list shows them. */
  readonly addSpaces: readonly string[];
  /** Requests at once per origin. */
  readonly concurrency: number;
  /** Bytes per part, if the archive is to be split. */
  readonly split?: number;
  readonly language: string;
  /** Walk to the end, download nothing, write nothing. */
  readonly inventoryOnly: boolean;
  /** Go on with the unfinished run of this user in `out`. */
  readonly resume: boolean;
  /** Close the unfinished run with what is there. */
  readonly finish: boolean;
  /** Walk at once, but download only after `startSaving` (the person looks and chooses first). */
  readonly hold?: boolean;
  /** Earlier archive whose unchanged bytes are taken over. */
  readonly updateFrom?: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** Leave the unpacked archive beside the ZIP where there is room. */
  readonly keepUnpacked: boolean;
  /**
   * With `resume` or `finish`: `selection` was given anew and replaces what the run remembers. Without it the selection with which
   * the run was begun counts; `addSpaces` and `split` always add to it.
   */
  readonly chosenAnew?: boolean;
  /** Other delays than the gate's own; tests shorten them. */
  readonly patience?: Partial<Patience>;
}

export interface ExportResult {
  readonly account: Account;
  readonly items: readonly ItemRecord[];
  readonly mentions: readonly Mention[];
  /** Absent after `inventoryOnly`; what waits for its bytes is then `saved` without a `binary`. */
  readonly finished?: FinishedEvent;
}

/** A run under way. `done` rejects with a `TwinArkError` (`StoppedError` if it can be resumed). */
export interface ExportHandle {
  readonly done: Promise<ExportResult>;
  pause(): void;
  resume(): void;
  /** With `hold`: begin to download, by this selection. */
  startSaving(selection: Selection, out?: string): void;
  /** Close with what is there: a valid bag, the rest *missing: finished-early*. */
  finishNow(): void;
  /** Stop within two seconds and keep the state. */
  stop(): void;
}

export type Observer = (event: EngineEvent) => void;
/** Implemented by `app/export.ts`. */
export type StartExport = (request: ExportRequest, observe: Observer) => ExportHandle;
