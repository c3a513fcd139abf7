import { EventEmitter } from 'node:events';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { launchOptions } from '../../electron/hosts/chromiumLaunch.ts';
import { testBrowser } from '../unit/support/testBrowser.ts';
import type { CookieStore } from './net.ts';

let browser: Promise<Browser> | undefined;
export const theBrowser = (): Promise<Browser> =>
  (browser ??= testBrowser().then((choice) =>
    chromium.launch({ ...launchOptions(choice), executablePath: choice.executablePath ?? '' }),
  ));

/** Electron's `Session` as far as TwinArk uses it: a browser context of its own, so in memory and apart from the others. */
export class StandInSession extends EventEmitter {
  readonly partition: string;
  readonly cookies = new EventEmitter();
  #context: Promise<BrowserContext> | undefined;
  #userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/147.0.0.0 Electron/45.4.0 Safari/537.36';
  /** What was asked of it, for the smoke test's report. */
  readonly calls: string[] = [];

  constructor(partition: string) {
    super();
    this.partition = partition;
  }

  get context(): Promise<BrowserContext> {
    return (this.#context ??= theBrowser().then((running) => running.newContext({ userAgent: this.#userAgent })));
  }

  getUserAgent = (): string => this.#userAgent;
  setUserAgent(value: string): void {
    this.#userAgent = value;
  }
  setPermissionRequestHandler = (): void => void this.calls.push('permission-request');
  setPermissionCheckHandler = (): void => void this.calls.push('permission-check');
  setDevicePermissionHandler = (): void => void this.calls.push('device-permission');
  closeAllConnections = (): Promise<void> => Promise.resolve();
  clearAuthCache = (): Promise<void> => Promise.resolve();
  async clearStorageData(): Promise<void> {
    await (await this.context).clearCookies();
  }

  readonly store: CookieStore = {
    header: async (url) => {
      const cookies = await (await this.context).cookies(url);
      return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    },
    store: async (url, setCookies) => {
      const { hostname } = new URL(url);
      for (const line of setCookies) {
        const [pair = '', ...attributes] = line.split(';');
        const at = pair.indexOf('=');
        const path = attributes.map((one) => /^\s*path=(.*)$/i.exec(one)?.[1]).find((one) => one !== undefined) ?? '/';
        const gone = attributes.some((one) => /max-age=0|expires=.*1970/i.test(one));
        await (
          await this.context
        ).addCookies([
          {
            name: pair.slice(0, at).trim(),
            value: pair.slice(at + 1).trim(),
            domain: hostname,
            path,
            httpOnly: attributes.some((one) => /httponly/i.test(one)),
            expires: gone ? 0 : -1,
          },
        ]);
      }
      if (setCookies.length > 0) this.cookies.emit('changed');
    },
  };
}

const sessions = new Map<string, StandInSession>();
export const session = {
  fromPartition(partition: string): StandInSession {
    const known = sessions.get(partition) ?? new StandInSession(partition);
    sessions.set(partition, known);
    return known;
  },
  get defaultSession(): StandInSession {
    return session.fromPartition('');
  },
};
