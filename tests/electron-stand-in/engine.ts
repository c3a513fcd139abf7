import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CookieStore } from './net.ts';
import type { StandInSession } from './session.ts';

interface CookieCall {
  readonly cookies: number;
  readonly url: string;
  readonly set?: readonly string[];
}

/** Electron's `utilityProcess`: a process of its own, whose messages are structured clones and whose cookies are the session's. */
class StandInUtility extends EventEmitter {
  readonly #child: ChildProcess;

  constructor(path: string, session: StandInSession) {
    super();
    const register = fileURLToPath(new URL('./register.mjs', import.meta.url));
    this.#child = fork(path, [], {
      execArgv: ['--import', 'tsx', '--import', register],
      env: { ...process.env, TWINARK_STAND_IN: 'engine' },
      serialization: 'advanced',
    });
    this.#child.on('message', (message: { port: unknown } | CookieCall) => {
      if ('port' in message) this.emit('message', message.port);
      else void this.#cookies(message, session.store);
    });
    this.#child.once('exit', (code) => this.emit('exit', code));
    process.once('exit', () => this.#child.kill());
  }

  async #cookies({ cookies, url, set }: CookieCall, store: CookieStore): Promise<void> {
    if (set !== undefined) await store.store(url, set);
    this.#child.send({ cookies, header: set === undefined ? await store.header(url) : '' });
  }

  postMessage(message: unknown): void {
    this.#child.send({ port: message });
  }
  kill(): boolean {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (path: string, _args: readonly string[], options: { session: StandInSession }) =>
    new StandInUtility(path, options.session),
};

/** In the engine's process: cookies are asked of the main one. */
export function remoteCookies(): CookieStore {
  const waiting = new Map<number, (header: string) => void>();
  let last = 0;
  process.on('message', (message: { cookies?: number; header?: string }) => {
    if (message.cookies === undefined) return;
    waiting.get(message.cookies)?.(message.header ?? '');
    waiting.delete(message.cookies);
  });
  const ask = (rest: Omit<CookieCall, 'cookies'>): Promise<string> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      process.send?.({ cookies: last, ...rest });
    });
  return {
    header: (url) => ask({ url }),
    store: async (url, set) => {
      if (set.length > 0) await ask({ url, set });
    },
  };
}
