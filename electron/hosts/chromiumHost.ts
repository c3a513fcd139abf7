import type { BrowserContext, Page } from 'playwright-core';
import { SignInError, StoppedError } from '../../shared/errors.ts';
import type { Transport } from '../net/types.ts';
import { createUndiciTransport } from '../net/undiciTransport.ts';
import { originsOf, type Profile } from '../platform/profile.ts';
import { jarFrom, type BrowserCookie } from './browserCookies.ts';
import { openLogInPage } from './chromiumLogIn.ts';
import { createLogInWindow, type LogInWindow, type LogInWindowControl } from './chromiumWindow.ts';
import { closeWithin, launchBrowser, type LaunchChoice } from './chromiumLaunch.ts';
import { askThrough, createSignInDetector } from './signedIn.ts';
import type { Host, Session } from './types.ts';
import { withProduct } from './userAgent.ts';

export interface ChromiumHostOptions extends LaunchChoice {
  /** `TwinArk/{version}`: said to the platform after the browser's own user agent. */
  readonly product: string;
  /** Tests only: acts like the person in the log-in window. */
  readonly automate?: (page: Page, signal: AbortSignal) => Promise<void>;
}

/** How often the window is looked at. Only addresses and cookies are compared; the page itself is never touched. */
const LOOK_EVERY = 500;

interface SignedIn {
  readonly transport: Transport;
  readonly userAgent: string;
}
type Open = (profile: Profile, signal: AbortSignal) => Promise<SignedIn>;

export interface ChromiumHost extends Host {
  readonly window: LogInWindow;
}

/**
 * The platform's own log-in page in an installed Chrome, Edge or Chromium, as a person's browser would show it. TwinArk runs
 * no code in the page and never sees the password: it compares the window's address and cookies, and asks the platform's own
 * pages whether they open now. Once they do, the cookies are handed over, the browser is closed, and our jar is authoritative.
 */
export function createChromiumHost(options: ChromiumHostOptions): ChromiumHost {
  const window = createLogInWindow();
  const open: Open = (profile, signal) => signInWithBrowser(options, window, profile, signal);
  return {
    name: 'chromium',
    window,
    async signIn(profile, signal) {
      return createSession(open, profile, await open(profile, signal));
    },
  };
}

function createSession(open: Open, profile: Profile, first: SignedIn): Session {
  let { transport } = first;
  return {
    // The same object for the whole run; what is behind it changes with a new sign-in.
    transport: { send: (request) => transport.send(request), close: () => transport.close() },
    userAgent: first.userAgent,
    async signInAgain(signal) {
      try {
        const again = await open(profile, signal);
        const old = transport;
        transport = again.transport;
        await old.close();
        return 'signed-in';
      } catch (error) {
        signal.throwIfAborted();
        // The person closed the window, or there is no browser any more: the run stops and can be gone on with later.
        if (error instanceof StoppedError || error instanceof SignInError) return 'give-up';
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

async function signInWithBrowser(
  options: ChromiumHostOptions,
  window: LogInWindowControl,
  profile: Profile,
  signal: AbortSignal,
): Promise<SignedIn> {
  signal.throwIfAborted();
  const browser = await launchBrowser(options);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeWithin(browser));
  // An abort during a long wait inside playwright must not leave a window behind.
  const closeNow = (): void => void close();
  signal.addEventListener('abort', closeNow, { once: true });
  try {
    signal.throwIfAborted();
    const cdp = await browser.newBrowserCDPSession();
    const { userAgent: own } = await cdp.send('Browser.getVersion');
    const userAgent = withProduct(own, options.product);
    // A context of its own is off the record: nothing of it is written to the profile.
    const context = await browser.newContext({ viewport: null, acceptDownloads: false });
    window.attach(context);
    return { transport: await waitForPerson(options, profile, context, userAgent, signal), userAgent };
  } catch (error) {
    signal.throwIfAborted();
    if (!browser.isConnected()) throw new StoppedError('interrupted', {}, { cause: error });
    throw error;
  } finally {
    window.attach(undefined);
    signal.removeEventListener('abort', closeNow);
    await close();
  }
}

async function waitForPerson(
  options: ChromiumHostOptions,
  profile: Profile,
  context: BrowserContext,
  userAgent: string,
  signal: AbortSignal,
): Promise<Transport> {
  const detector = createSignInDetector(profile);
  const visitor = await connect(profile, []);
  try {
    await detector.baseline(askThrough(visitor, userAgent), signal);
  } finally {
    await visitor.close();
  }

  const page = await context.newPage();
  await openLogInPage(page, profile, signal);
  const failed = new Promise<never>((_, reject) => {
    options.automate?.(page, signal).catch(reject);
  });
  failed.catch(() => undefined);

  let seen = '';
  for (;;) {
    await Promise.race([delay(LOOK_EVERY, signal), failed]);
    if (context.pages().length === 0) throw new StoppedError('interrupted', { why: 'window-closed' });
    const cookies = await context.cookies();
    const now = JSON.stringify([context.pages().map((open) => open.url()), cookies.map((c) => [c.name, c.value])]);
    if (now === seen) continue;
    // The probe uses a copy: an answer must never disturb the session in which the person is just signing in. The copy with
    // which it succeeds is the session from then on.
    const transport = await connect(profile, cookies);
    let signedIn = false;
    try {
      signedIn = await detector.check(askThrough(transport, userAgent), signal);
    } finally {
      if (!signedIn) await transport.close();
    }
    if (signedIn) return transport;
    seen = now;
  }
}

async function connect(profile: Profile, cookies: readonly BrowserCookie[]): Promise<Transport> {
  return createUndiciTransport({ origins: originsOf(profile), jar: await jarFrom(profile, cookies) });
}

function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
