import type { FolderInfo, UnfinishedRun } from '../../shared/appState.ts';
import type { Choice, ItemKind, ItemRecord, Mention } from '../../shared/model/index.ts';
import type { EngineEvent, FinishedEvent, SpaceSummary } from '../../shared/progress.ts';
import type { MissingReason } from '../../shared/reasons.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import type { ControllerServices, KeptState, RunHandle } from '../../electron/app/controllerServices.ts';
import type { WireResponse } from '../../electron/net/types.ts';
import type { ExportRequest, ExportResult, Selection } from '../../electron/app/types.ts';
import type { Host, Session } from '../../electron/hosts/types.ts';

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}
/** `Promise.withResolvers` of later Nodes. */
function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** A run of the scripted engine: the test says what happens in it. */
export class FakeRun {
  readonly request: ExportRequest;
  readonly calls: string[] = [];
  started: { selection: Selection; out: string | undefined } | undefined;
  readonly #observe: (event: EngineEvent) => void;
  readonly #settle = deferred<ExportResult>();
  readonly #whenStopped: () => Error;

  constructor(request: ExportRequest, observe: (event: EngineEvent) => void, whenStopped: () => Error) {
    this.request = request;
    this.#observe = observe;
    this.#whenStopped = whenStopped;
    this.#settle.promise.catch(() => undefined);
  }

  get handle(): RunHandle {
    return {
      done: this.#settle.promise,
      pause: () => {
        this.calls.push('pause');
        this.emit({ type: 'paused', cause: 'person' });
      },
      resume: () => {
        this.calls.push('resume');
        this.emit({ type: 'resumed' });
      },
      startSaving: (selection, out) => {
        this.calls.push('startSaving');
        this.started = { selection, out };
      },
      finishNow: () => void this.calls.push('finishNow'),
      stop: () => {
        this.calls.push('stop');
        this.fail(this.#whenStopped());
      },
    };
  }

  emit(...events: readonly EngineEvent[]): void {
    for (const event of events) this.#observe(event);
  }
  fail(error: Error): void {
    this.#settle.reject(error);
  }
  finish(
    finished: Partial<FinishedEvent>,
    reasons: readonly MissingReason[] = [],
    mentions: readonly Mention[] = [],
  ): void {
    const event: FinishedEvent = { ...FINISHED, ...finished };
    this.emit({ type: 'phase', phase: 'finished' }, event);
    this.#settle.resolve({
      account: { userId: '4711', username: 'mnovak', displayName: 'Marija Novak' },
      items: reasons.map((reason, index) => missingItem(reason, index)),
      mentions,
      finished: event,
    });
  }
}

const FINISHED: FinishedEvent = {
  type: 'finished',
  zip: '/home/marija/TwinArk/eTwinning_mnovak_2026-11-24.zip',
  items: 4_315,
  saved: 4_315,
  missing: 0,
  skipped: 0,
  elsewhere: 43,
  reduced: 2,
  bytes: 3_412_000_000,
  seconds: 9_400,
  requests: 9_100,
};

function missingItem(reason: MissingReason, index: number): ItemRecord {
  return {
    id: `twinspace-image-197644-${index}`,
    kind: 'image',
    role: 'twinspace',
    space: '197644',
    number: String(index),
    title: `Picture ${index}`,
    sourceUrl: `https://twinspace.etwinning.net/197644/materials/images/1/${index}`,
    folder: [],
    order: index,
    verdict: 'deleted',
    rule: 'twinspace-old',
    status: 'missing',
    reason,
    views: [],
    hasContent: false,
  };
}

/** Everything the controller needs, under the test's control. */
export interface FakeApp {
  readonly services: ControllerServices;
  readonly runs: FakeRun[];
  /** The newest run. */
  readonly run: FakeRun;
  readonly done: string[];
  readonly address: (address: string) => void;
  /** Answers the sign-in under way. */
  readonly signedIn: () => void;
  readonly refuse: (error: Error) => void;
  /** Whether a log-in page is waiting for the person. */
  readonly asked: () => boolean;
  folder: FolderInfo;
  unfinished: UnfinishedRun[];
  chosen: string | undefined;
  /** What the dialog for opening files answers. */
  files: readonly string[];
  kept: KeptState | undefined;
  intact: boolean;
}

export interface FakeOptions {
  readonly host?: Host['name'];
  readonly embedded?: boolean;
  readonly languages?: readonly string[];
  readonly demo?: boolean;
  readonly kept?: KeptState;
  readonly unfinished?: UnfinishedRun[];
  readonly folder?: Partial<FolderInfo>;
  /** Folders on disks that are plugged in. */
  readonly disks?: Readonly<Record<string, Partial<FolderInfo>>>;
  readonly stopError: () => Error;
  /** Who signs in, by the profile page. */
  readonly person?: string;
  readonly now?: () => number;
  /** See `appSchoolFakes.ts`. */
  readonly tools?: ControllerServices['tools'];
}

const refuse = (): Promise<never> => Promise.reject(new Error('this test has no tools'));
const NO_TOOLS: ControllerServices['tools'] = {
  run: refuse,
  facts: refuse,
  browse: refuse,
  checksums: refuse,
  areApart: refuse,
  support: refuse,
  readProfile: refuse,
};

function profilePage(person: string): WireResponse {
  const html = `<!doctype html><title>${person} | eTwinning Live</title><a href="/home">Home</a>
    <a href="/projects">Projects</a> <a href="/groups">Groups</a> <a href="/messages/inbox">Mailbox</a><h1>${person}</h1>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    // eslint-disable-next-line @typescript-eslint/require-await -- a body is a stream, even one of one chunk
    body: (async function* () {
      yield Buffer.from(html);
    })(),
    cancel: () => undefined,
  };
}

export function fakeApp(options: FakeOptions): FakeApp {
  const runs: FakeRun[] = [];
  const done: string[] = [];
  let listener: (address: string) => void = () => undefined;
  let waiting: Deferred<boolean> | undefined;

  const ask = async (signal: AbortSignal): Promise<void> => {
    waiting = deferred<boolean>();
    const { promise, reject } = waiting;
    signal.addEventListener('abort', () => reject(new Error('cancelled')), { once: true });
    await promise.finally(() => {
      waiting = undefined;
    });
  };
  const session: Session = {
    transport: {
      send: () => Promise.resolve(profilePage(options.person ?? 'Marija Novak')),
      close: () => Promise.resolve(),
    },
    userAgent: 'test',
    signInAgain: async (signal) => {
      await ask(signal);
      return 'signed-in';
    },
    close: () => {
      done.push('session closed');
      return Promise.resolve();
    },
  };

  const app: FakeApp = {
    runs,
    done,
    get run() {
      const last = runs.at(-1);
      if (last === undefined) throw new Error('no run has begun');
      return last;
    },
    address: (address) => listener(address),
    signedIn: () => waiting?.resolve(true),
    refuse: (error) => waiting?.reject(error),
    asked: () => waiting !== undefined,
    folder: {
      path: '/home/marija/TwinArk',
      writable: true,
      freeBytes: 212_000_000_000,
      longPath: false,
      fat32: false,
      ...options.folder,
    },
    unfinished: options.unfinished ?? [],
    chosen: undefined,
    files: [],
    kept: options.kept,
    intact: true,
    services: {
      startExport: (request, observe) => {
        const run = new FakeRun(request, observe, options.stopError);
        runs.push(run);
        return run.handle;
      },
      host: {
        name: options.host ?? 'electron',
        signIn: async (_profile, signal) => {
          await ask(signal);
          return session;
        },
      },
      profile: etwinningLegacy,
      version: '1.0.0',
      stateRoot: '/state',
      demo: options.demo ?? false,
      systemLanguages: options.languages ?? ['en-GB'],
      signInView: {
        embedded: options.embedded ?? true,
        place: (place) => void done.push(place === undefined ? 'view hidden' : 'view placed'),
        navigate: (action) => void done.push(`navigate ${action}`),
        onAddress: (next) => {
          listener = next;
          return () => {
            listener = () => undefined;
          };
        },
      },
      shell: {
        openPath: (path) => Promise.resolve(void done.push(`open ${path}`)),
        showItem: (path) => Promise.resolve(void done.push(`show ${path}`)),
        chooseFolder: () => Promise.resolve(app.chosen),
        chooseFiles: () => Promise.resolve(app.files),
        chooseFile: (suggestion) =>
          Promise.resolve(app.chosen === undefined ? undefined : `${app.chosen}/${suggestion}`),
        writeText: (path) => Promise.resolve(void done.push(`write ${path}`)),
        speak: (language) => void done.push(`speak ${language}`),
        notify: (title) => void done.push(`notify ${title}`),
        keepAwake: (on) => void done.push(on ? 'awake' : 'may sleep'),
        setProgress: () => undefined,
      },
      folders: {
        standard: () => Promise.resolve('/home/marija/TwinArk'),
        inspect: (path) => Promise.resolve({ ...app.folder, ...options.disks?.[path], path }),
        onOtherDisks: () => Promise.resolve(Object.keys(options.disks ?? {})),
      },
      runs: {
        list: () => Promise.resolve(app.unfinished),
        removeAll: () => {
          app.unfinished = [];
          return Promise.resolve();
        },
      },
      archives: {
        exists: (zip) => Promise.resolve(!zip.includes('gone')),
        startPage: ({ zip }) => Promise.resolve(zip.replace(/\.zip$/, '/0-START-HERE.html')),
        verify: () =>
          Promise.resolve({ intact: app.intact, files: 8_201, problems: app.intact ? [] : ['data/index.html'] }),
        copyTo: (zip, folder) => Promise.resolve(`${folder}/${zip.split('/').at(-1) ?? ''}`),
        saveReport: (_zip, file) => Promise.resolve(void done.push(`report ${file}`)),
      },
      tools: options.tools ?? NO_TOOLS,
      store: {
        load: () => Promise.resolve(app.kept),
        save: (kept) => {
          app.kept = kept;
          return Promise.resolve();
        },
        remove: () => {
          app.kept = undefined;
          return Promise.resolve();
        },
      },
      readSpace: (address) => {
        const number = /(\d{4,})/.exec(address)?.[1];
        return number === undefined ? undefined : `twinspace:${number}`;
      },
      batchMs: 20,
      ...(options.now === undefined ? {} : { now: options.now }),
    },
  };
  return app;
}

/** A space as the engine tells it. */
export function space(number: number, part: Partial<SpaceSummary> = {}): SpaceSummary {
  const role = part.role ?? 'twinspace';
  return {
    id: `${role}-space-${number}`,
    role,
    space: String(number),
    title: `Space ${number}`,
    verdict: 'deleted',
    rule: 'twinspace-old',
    counts: { page: 12, image: 240, file: 18 },
    bytes: 96_000_000,
    done: true,
    ...part,
  };
}

/** Items found, one event each, as the engine tells them. */
export function found(kind: ItemKind, choice: Choice, count: number): EngineEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'found' as const,
    kind,
    choice,
    id: `${kind}-${choice}-${index}`,
    title: `${kind} ${index}`,
  }));
}
