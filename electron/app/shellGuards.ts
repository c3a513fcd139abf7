/**
 * Decisions of the Electron shell, as pure functions: what the page may do, where a view may go, whose messages are heard.
 * `main.ts` only asks. The default everywhere is no.
 */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://twinark`;
export const APP_PAGE = `${APP_ORIGIN}/`;

const parse = (address: string): URL | undefined => (URL.canParse(address) ? new URL(address) : undefined);

/** Whether an address is the app's own page. Custom schemes have an opaque `origin`, so the parts are compared. */
export function isAppPage(address: string): boolean {
  const url = parse(address);
  return url !== undefined && url.protocol === `${APP_SCHEME}:` && url.host === 'twinark' && url.username === '';
}

/** The sender of an IPC message, as far as Electron tells it. */
export interface Sender {
  /** Undefined once the frame is gone. */
  readonly frameAddress: string | undefined;
  readonly isMainFrame: boolean;
  /** Whether it is the web contents of the app's own window (not of the log-in view). */
  readonly isAppWindow: boolean;
}

/** Point 17 of Electron's list: only the app's page, in the main frame of the app's window, is listened to. */
export function isTrusted(sender: Sender): boolean {
  return (
    sender.isAppWindow && sender.isMainFrame && sender.frameAddress !== undefined && isAppPage(sender.frameAddress)
  );
}

/** The app's window shows its one page and never anything else; screens change without navigating. */
export const appMayNavigate = isAppPage;

/**
 * Where the view with the platform's own page may go: the platform's origins. Its links to help pages and social networks
 * are not needed to sign in, and a password should not be typed anywhere else.
 *
 * @param isPlatform whether an address lies on one of the profile's origins
 * @param secureOnly false only where the profile itself names an `http:` origin (the sample platform)
 */
export function logInMayNavigate(
  address: string,
  isPlatform: (address: string) => boolean,
  secureOnly: boolean,
): boolean {
  const url = parse(address);
  if (url === undefined) return false;
  if (url.protocol !== 'https:' && (secureOnly || url.protocol !== 'http:')) return false;
  return url.username === '' && isPlatform(address);
}

/** No camera, microphone, place, notification, clipboard or anything else, for any page: nothing here needs one. */
export const permissionGranted = (): boolean => false;

/** Web preferences of every window and view; written out although most are Electron's defaults, so that none is forgotten. */
export const SAFE_WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  disableDialogs: false,
} as const;
