import type { EarlierExport, FolderInfo, Settings, UnfinishedRun } from '../../shared/appState.ts';
import type { Language } from '../../shared/i18n/index.ts';
import type { Host } from '../hosts/types.ts';
import type { Profile } from '../platform/profile.ts';
import type { ArchiveFacts } from '../../shared/tools.ts';
import type { BrowsedArchive } from './toolBrowse.ts';
import type { RunTool } from './toolWork.ts';
import type { ExportHandle, ExportRequest, ExportResult, Observer, Selection } from './types.ts';

/**
 * What the controller needs from outside: everything that touches a window, a disk or the network is injected, so that the
 * same controller runs in Electron's main process, beside the Chromium host, and in tests.
 */
export interface ControllerServices {
  /** `StartExport` itself, or a proxy of it that lives in the engine's process. */
  readonly startExport: (request: ExportRequest, observe: Observer) => RunHandle;
  readonly host: Host;
  readonly profile: Profile;
  readonly version: string;
  /** Owner-only folder for the state of runs. */
  readonly stateRoot: string;
  readonly demo: boolean;
  /** The system's languages, first wish first (`sl-SI`). */
  readonly systemLanguages: readonly string[];
  readonly signInView: SignInView;
  readonly shell: Shell;
  readonly folders: Folders;
  readonly runs: RunsOnDisk;
  readonly archives: Archives;
  readonly tools: Tools;
  readonly store: SettingsStore;
  /** The space that an address or a number stands for, as `twinspace:197644`; undefined if it is none. From `platform/`. */
  readonly readSpace: (address: string, profile: Profile) => string | undefined;
  /** Milliseconds; a test passes its own clock. */
  readonly now?: () => number;
  /** How long events are gathered before they go to the page. */
  readonly batchMs?: number;
  /** Told of errors that are our own fault; a host writes them to its log. */
  readonly onBug?: (error: unknown) => void;
}

/** An `ExportHandle` that may know two things more; an engine without them is worked round. */
export interface RunHandle extends ExportHandle {
  /** `out` where the person chose another folder while looking. */
  startSaving(selection: Selection, out?: string): void;
  /** Adds a space (`twinspace:197644` or its number) to a walk under way. Without it the walk is replayed with the space. */
  addSpace?(space: string): void;
}

/** The window, or part of the window, with the platform's own log-in page. */
export interface SignInView {
  /** True: laid over the app's own window (Electron). False: a window beside it (Chromium), or none (form). */
  readonly embedded: boolean;
  /** CSS pixels of the app's page; undefined hides it. */
  place(rectangle: { x: number; y: number; width: number; height: number } | undefined): void;
  navigate(action: 'back' | 'reload' | 'focus'): void;
  /** Tells the page's true address as it changes; returns the function that ends it. */
  onAddress(listener: (address: string) => void): () => void;
}

export interface Shell {
  /** Opens a file or folder with what the system opens it with. */
  openPath(path: string): Promise<void>;
  /** Shows it in Explorer, Finder or the file manager. */
  showItem(path: string): Promise<void>;
  chooseFolder(start: string): Promise<string | undefined>;
  /** The system's dialog for opening; empty if cancelled. */
  chooseFiles(wish: { readonly type: 'zip' | 'json'; readonly several: boolean }): Promise<readonly string[]>;
  /** The system's dialog for saving; undefined if cancelled. */
  chooseFile(suggestion: string): Promise<string | undefined>;
  writeText(path: string, text: string): Promise<void>;
  /** The language that is spoken from now on, for what has texts beside the page: menu, proxy log-in. */
  speak?(language: Language): void;
  /** A system notification; the texts are in the person's language already. */
  notify(title: string, body: string): void;
  /** No sleep while a run is under way. */
  keepAwake(on: boolean): void;
  /** Task-bar progress, 0 to 1; undefined removes it. */
  setProgress(fraction: number | undefined, mode: 'normal' | 'paused' | 'error'): void;
}

export interface Folders {
  /** A good default: outside synced folders, creatable. */
  standard(): Promise<string>;
  inspect(path: string): Promise<FolderInfo>;
  /** A folder on every other disk that is plugged in, whether it is there yet or not. */
  onOtherDisks(): Promise<readonly string[]>;
}

export interface RunsOnDisk {
  /** Unfinished runs below `stateRoot`, newest first. */
  list(stateRoot: string): Promise<readonly UnfinishedRun[]>;
  removeAll(stateRoot: string): Promise<void>;
}

export interface Archives {
  exists(zip: string): Promise<boolean>;
  /** The page to open, unpacking the ZIP beside itself first where it is not unpacked yet. */
  startPage(archive: { readonly zip: string; readonly folder?: string | undefined }): Promise<string>;
  verify(
    zip: string,
  ): Promise<{ readonly intact: boolean; readonly files: number; readonly problems: readonly string[] }>;
  /** Copies ZIP and checksum into `folder`, verified; answers the copy's path. */
  copyTo(zip: string, folder: string): Promise<string>;
  /** Takes the report (`report.xlsx`) out of the ZIP into `file`. */
  saveReport(zip: string, file: string): Promise<void>;
}

/** Archives as what other archives are made of, and files that support hands out. */
export interface Tools {
  readonly run: RunTool;
  facts(file: string): Promise<ArchiveFacts>;
  browse(file: string): Promise<BrowsedArchive>;
  checksums(
    zips: readonly string[],
  ): Promise<{ readonly name: string; readonly bytes: number; readonly sha256: string }[]>;
  /** Whether two places lie on different disks: a stick beside the computer's own. */
  areApart(one: string, other: string): Promise<boolean>;
  /** What support needs to know of an archive, and nothing personal: counts, reasons, shapes of pages that were not understood. */
  support(zip: string, version: string): Promise<string>;
  /** The text of a profile; refuses what is far too long for one. */
  readProfile(file: string): Promise<string>;
}

/** Settings and the list of earlier exports, kept between starts. */
export interface KeptState {
  readonly settings: Settings;
  /** A corrected profile that the person has confirmed. */
  readonly profile?: Profile | undefined;
  readonly earlier: readonly Omit<EarlierExport, 'present'>[];
}
export interface SettingsStore {
  load(): Promise<KeptState | undefined>;
  save(kept: KeptState): Promise<void>;
  remove(): Promise<void>;
}

export type { ExportResult };
