import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { StandInContents } from './contents.ts';
import { session, type StandInSession } from './session.ts';

/** `app:` is no scheme that a Chromium of somebody else's knows: its pages are served under this origin instead. */
const PAGES = 'https://app.invalid';

type Handler = (request: Request) => Promise<Response>;
let serve: Handler | undefined;
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (_scheme: string, handler: Handler) => (serve = handler),
};

type Invoked = (event: unknown, message: unknown) => unknown;
const invoked = new Map<string, Invoked>();
export const ipcMain = { handle: (channel: string, handler: Invoked) => invoked.set(channel, handler) };

/** Runs the preload bundle in the page, with the two modules of Electron that a sandboxed preload has. */
const preloadScript = (bundle: string): string => `(() => {
  if (location.origin !== '${PAGES}') return;
  const heard = new Map();
  window.standIn = { hear: (channel, data) => (heard.get(channel) ?? []).forEach((listener) => listener({}, data)) };
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => { window[name] = Object.freeze(api); } },
    ipcRenderer: {
      invoke: (channel, message) => window.standInInvoke(channel, message),
      on: (channel, listener) => heard.set(channel, [...(heard.get(channel) ?? []), listener]),
      off: (channel, listener) => heard.set(channel, (heard.get(channel) ?? []).filter((one) => one !== listener)),
    },
  };
  const module = { exports: {} };
  ((require, module, exports) => {${bundle}
  })((name) => { if (name !== 'electron') throw new Error('a sandboxed preload may not require ' + name); return electron; }, module, module.exports);
})();`;

interface WindowOptions {
  readonly webPreferences?: { readonly preload?: string };
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly webContents: StandInContents;
  readonly contentView = { addChildView: () => undefined, removeChildView: () => undefined };
  readonly options: WindowOptions;
  readonly progress: number[] = [];
  #destroyed = false;

  constructor(options: WindowOptions = {}) {
    super();
    this.options = options;
    this.webContents = new StandInContents(session.defaultSession, (page) => this.#prepare(page));
    BrowserWindow.all.push(this);
    created.forEach((tell) => tell(this.webContents));
    queueMicrotask(() => this.emit('ready-to-show'));
  }

  async #prepare(page: Page): Promise<void> {
    await page.route(`${PAGES}/**`, async (route) => {
      const request = route.request();
      const answer = await serve?.(
        new Request(request.url().replace(PAGES, 'app://twinark'), { method: request.method() }),
      );
      if (answer === undefined) return route.abort();
      const body = Buffer.from(await answer.arrayBuffer());
      return route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
    });
    const preload = this.options.webPreferences?.preload;
    if (preload === undefined) return;
    await page.exposeBinding('standInInvoke', ({ frame }, channel: string, message: unknown) => {
      const senderFrame = {
        url: frame.url().replace(PAGES, 'app://twinark'),
        parent: frame.parentFrame(),
      };
      return invoked.get(channel)?.({ sender: this.webContents, senderFrame }, message);
    });
    await page.addInitScript(preloadScript(await readFile(preload, 'utf8')));
  }

  loadURL = (address: string): Promise<void> => this.webContents.loadURL(address.replace('app://twinark', PAGES));
  show = (): void => undefined;
  maximize = (): void => undefined;
  isMaximized = (): boolean => false;
  isMinimized = (): boolean => false;
  restore = (): void => undefined;
  focus = (): void => undefined;
  setMenu = (): void => undefined;
  getNormalBounds = (): object => ({ x: 0, y: 0, width: 1200, height: 800 });
  getContentBounds = (): object => ({ x: 0, y: 0, width: 1200, height: 800 });
  isDestroyed = (): boolean => this.#destroyed;
  setProgressBar(fraction: number): void {
    this.progress.push(fraction);
  }
  close(): void {
    const answer = { refused: false };
    this.emit('close', { preventDefault: () => (answer.refused = true) });
    if (answer.refused) return;
    this.#destroyed = true;
    this.webContents.close();
    this.emit('closed');
  }
}

/** The view with the platform's own page; where it lies in the window is not shown here. */
export class WebContentsView {
  static readonly all: WebContentsView[] = [];
  readonly webContents: StandInContents;
  readonly preferences: Readonly<Record<string, unknown>>;
  constructor({ webPreferences }: { webPreferences: Record<string, unknown> & { session: StandInSession } }) {
    this.preferences = webPreferences;
    this.webContents = new StandInContents(webPreferences.session, () => Promise.resolve());
    WebContentsView.all.push(this);
    created.forEach((tell) => tell(this.webContents));
  }
  setVisible = (): void => undefined;
  setBounds = (): void => undefined;
}

/** Who wants to hear of new web contents (`app`). */
export const created: ((contents: StandInContents) => void)[] = [];
