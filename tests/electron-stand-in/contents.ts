import { EventEmitter } from 'node:events';
import type { Page, Route } from 'playwright-core';
import type { StandInSession } from './session.ts';

/** Electron's `WebContents` as far as TwinArk uses it, over a page of a real Chromium. */
export class StandInContents extends EventEmitter {
  readonly session: StandInSession;
  readonly page: Promise<Page>;
  readonly navigationHistory = { canGoBack: () => true, goBack: () => void this.page.then((page) => page.goBack()) };
  #loading = 0;
  #address = '';
  #closed = false;
  /** The address that `loadURL` itself asks for: no guard is asked about it. */
  #asked = '';

  constructor(session: StandInSession, prepare: (page: Page) => Promise<void>) {
    super();
    this.session = session;
    this.page = session.context.then(async (context) => {
      const page = await context.newPage();
      page.on('framenavigated', (frame) => {
        if (frame !== page.mainFrame()) return;
        this.#address = frame.url();
        this.emit('did-navigate', {}, this.#address);
      });
      page.on('load', () => this.emit('did-stop-loading'));
      await page.route('**/*', (route) => this.#guard(route, page));
      await prepare(page);
      return page;
    });
  }

  /** Navigation guards are asked as Electron asks them; what they refuse is aborted. */
  async #guard(route: Route, page: Page): Promise<void> {
    const request = route.request();
    if (request.isNavigationRequest() && request.url() !== this.#asked) {
      const answer = { refused: false };
      const isMainFrame = request.frame() === page.mainFrame();
      this.emit('will-navigate', { url: request.url(), isMainFrame, preventDefault: () => (answer.refused = true) });
      if (answer.refused) return route.abort('blockedbyclient');
    }
    return route.fallback();
  }

  async loadURL(address: string): Promise<void> {
    this.#asked = address;
    this.#loading += 1;
    try {
      await (await this.page).goto(address, { waitUntil: 'load' });
    } finally {
      this.#loading -= 1;
      this.emit('did-stop-loading');
    }
  }

  getURL = (): string => this.#address;
  isLoading = (): boolean => this.#loading > 0;
  getZoomFactor = (): number => 1;
  focus = (): void => undefined;
  setWindowOpenHandler = (): void => undefined;
  reload(): void {
    void this.page.then((page) => page.reload());
  }
  send(channel: string, value: unknown): void {
    if (this.#closed) return;
    void this.page.then((page) =>
      page
        .evaluate(
          ([name, data]) =>
            (window as unknown as { standIn?: { hear(n: unknown, d: unknown): void } }).standIn?.hear(name, data),
          [channel, value],
        )
        .catch(() => undefined),
    );
  }
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    void this.page.then((page) => page.close()).catch(() => undefined);
  }
}
