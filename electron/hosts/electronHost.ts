import { net, session as sessions, WebContentsView, type Session as ElectronSession } from 'electron';
import { SignInError, StoppedError, UnreachableError } from '../../shared/errors.ts';
import type { Transport } from '../net/types.ts';
import { createClassifier, type Classifier } from '../platform/classify.ts';
import { logInAddresses, type Profile } from '../platform/profile.ts';
import { createElectronTransport, type NetAnswer, type NetAuth } from './electronTransport.ts';
import { askThrough, createSignInDetector, hasPasswordField, type Ask } from './signedIn.ts';
import type { Host, Session } from './types.ts';
import { withProduct } from './userAgent.ts';

/** Without `persist:` it lives in memory only: cookies, cache and storage are gone with the process. */
export const SESSION_PARTITION = 'twinark-session';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ElectronHostOptions {
  readonly window: { readonly contentView: Pick<Electron.View, 'addChildView' | 'removeChildView'> };
  readonly product: string;
  /** Web preferences of the view; from `app/shellGuards.ts`, which this room may not know. */
  readonly webPreferences: Electron.WebPreferences;
  /** Whether the view may go to an address. */
  readonly mayNavigate: (address: string, classifier: Classifier, profile: Profile) => boolean;
  /** CSS pixels of the page to pixels of the window (the page may be zoomed). */
  readonly toWindow: (place: Rectangle) => Rectangle;
  /** Asks the person for a proxy's account: requests of our own do not reach `app`'s `login` event. */
  readonly logInToProxy: (auth: NetAuth, answer: NetAnswer) => void;
}

export interface ElectronHost extends Host {
  /** The part of the window in which the platform's own page is shown; matches `SignInView` of the controller. */
  readonly view: {
    readonly embedded: true;
    place(rectangle: Rectangle | undefined): void;
    navigate(action: 'back' | 'reload' | 'focus'): void;
    onAddress(listener: (address: string) => void): () => void;
  };
}

/** The session of the platform: in memory, asks for nothing, saves nothing by itself. Certificate errors stay errors. */
export function platformSession(product: string): ElectronSession {
  const session = sessions.fromPartition(SESSION_PARTITION, { cache: false });
  session.setUserAgent(withProduct(session.getUserAgent(), product));
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.removeAllListeners('will-download');
  session.on('will-download', (event) => event.preventDefault());
  return session;
}

/** The platform's own log-in page in a `WebContentsView` over the app's window; the engine's requests use the same session. */
export function createElectronHost(options: ElectronHostOptions): ElectronHost {
  const listeners = new Set<(address: string) => void>();
  let current: WebContentsView | undefined;
  let place: Rectangle | undefined;

  function arrange(): void {
    current?.setVisible(place !== undefined);
    if (place !== undefined) current?.setBounds(options.toWindow(place));
  }

  async function open(profile: Profile, signal: AbortSignal): Promise<ElectronSession> {
    signal.throwIfAborted();
    const session = platformSession(options.product);
    // An older session of this process must not be mistaken for a new one, nor another person's be gone on with.
    await session.clearStorageData();
    const transport = transportOver(session, options);
    const ask = askThrough(transport, session.getUserAgent());
    const detector = createSignInDetector(profile);
    const view = new WebContentsView({ webPreferences: { ...options.webPreferences, session } });
    try {
      await detector.baseline(ask, signal);
      const address = await logInAddress(profile, ask, signal);
      const guard = guardView(view, profile, options.mayNavigate);
      view.webContents.on('did-navigate', (_event, url) => listeners.forEach((tell) => tell(url)));
      view.webContents.on('did-navigate-in-page', (_event, url, main) => {
        if (main) listeners.forEach((tell) => tell(url));
      });
      current = view;
      options.window.contentView.addChildView(view);
      arrange();
      await view.webContents.loadURL(address).catch((error: unknown) => {
        throw loadError(error, guard.leftPlatform(), profile.origins.live);
      });
      view.webContents.focus();
      await untilSignedIn(view, session, (s) => detector.check(ask, s), signal);
      return session;
    } finally {
      current = undefined;
      options.window.contentView.removeChildView(view);
      // The view's page is not closed with the view: a signed-in page must not go on running behind the app.
      view.webContents.close({ waitForBeforeUnload: false });
      await transport.close();
    }
  }

  return {
    name: 'electron',
    view: {
      embedded: true,
      place(rectangle) {
        place = rectangle;
        arrange();
      },
      navigate(action) {
        const contents = current?.webContents;
        if (action === 'back' && contents?.navigationHistory.canGoBack() === true) contents.navigationHistory.goBack();
        else if (action === 'reload') contents?.reload();
        else contents?.focus();
      },
      onAddress(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    async signIn(profile, signal) {
      const session = await open(profile, signal);
      return createSession(session, transportOver(session, options), (s) => open(profile, s));
    },
  };
}

const transportOver = (session: ElectronSession, { logInToProxy }: ElectronHostOptions): Transport =>
  createElectronTransport({ request: (request) => net.request({ ...request, session }) }, logInToProxy);

/** The engine's process has the same partition; this transport serves whatever the main process itself asks for. */
function createSession(
  session: ElectronSession,
  transport: Transport,
  open: (signal: AbortSignal) => Promise<unknown>,
): Session {
  return {
    transport,
    userAgent: session.getUserAgent(),
    async signInAgain(signal) {
      try {
        await open(signal);
        return 'signed-in';
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof SignInError || error instanceof StoppedError) return 'give-up';
        throw error;
      }
    },
    async close() {
      await transport.close();
      await session.closeAllConnections();
      await session.clearStorageData();
      await session.clearAuthCache();
    },
  };
}

/** The first log-in page that has a form, else the first; read over the network, so that no code of ours runs in the page. */
async function logInAddress(profile: Profile, ask: Ask, signal: AbortSignal): Promise<string> {
  const addresses = logInAddresses(profile);
  for (const address of addresses) {
    const answer = await ask(address, signal).catch(() => undefined);
    if (answer?.status === 200 && hasPasswordField(answer.text)) return address;
  }
  signal.throwIfAborted();
  const [first] = addresses;
  if (first === undefined) throw new SignInError('no-log-in-form', { origin: profile.origins.live });
  return first;
}

function guardView(
  view: WebContentsView,
  profile: Profile,
  mayNavigate: ElectronHostOptions['mayNavigate'],
): { leftPlatform(): boolean } {
  const classifier = createClassifier(profile);
  let left = false;
  const guard = (event: { preventDefault(): void; readonly url: string; readonly isMainFrame: boolean }): void => {
    if (mayNavigate(event.url, classifier, profile)) return;
    event.preventDefault();
    left ||= event.isMainFrame;
  };
  view.webContents.on('will-navigate', guard);
  view.webContents.on('will-redirect', guard);
  view.webContents.on('will-frame-navigate', guard);
  view.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  return { leftPlatform: () => left };
}

function loadError(error: unknown, leftPlatform: boolean, origin: string): Error {
  if (leftPlatform) return new UnreachableError('platform-gone', { origin }, { cause: error });
  const message = error instanceof Error ? error.message : '';
  if (message.includes('ERR_TOO_MANY_REDIRECTS')) return new SignInError('sign-in-loop', { origin }, { cause: error });
  return new UnreachableError('platform-unreachable', { origin }, { cause: error });
}

/** Asks after each page that has finished, and after each change of cookies (a form sent by script). */
function untilSignedIn(
  view: WebContentsView,
  session: ElectronSession,
  check: (signal: AbortSignal) => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let due = false;
    let asking = false;
    let asked = 0;
    const changed = (): void => void (due = true);
    // Our own probes may change cookies too; only what comes without one of them tells of the person.
    const cookieChanged = (): void => {
      if (!asking && Date.now() - asked > 1000) due = true;
    };
    const end = (): void => {
      clearInterval(timer);
      session.cookies.off('changed', cookieChanged);
      signal.removeEventListener('abort', stop);
    };
    const stop = (): void => {
      end();
      reject(signal.reason instanceof Error ? signal.reason : new Error('The sign-in was given up.'));
    };
    const look = async (): Promise<void> => {
      // Not while a page is loading: an answer of ours must not cross with the one that signs the person in.
      if (!due || asking || view.webContents.isLoading()) return;
      due = false;
      asking = true;
      const signedIn = await check(signal).catch(() => false);
      asking = false;
      asked = Date.now();
      if (!signedIn || signal.aborted) return;
      end();
      resolve();
    };
    const timer = setInterval(() => void look(), 400);
    signal.addEventListener('abort', stop, { once: true });
    session.cookies.on('changed', cookieChanged);
    view.webContents.on('did-stop-loading', changed);
    if (signal.aborted) stop();
  });
}
