import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { SignInError } from '../../shared/errors.ts';
import { findBrowsers, hasDisplay, type BrowserCandidate } from './chromiumFind.ts';

/** Where the window stands; left to the system where nothing is given. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
}

export interface LaunchChoice {
  /** One certain browser; without it the installed ones are tried in order. */
  readonly executablePath?: string;
  readonly find?: () => readonly BrowserCandidate[];
  /** Tests only: nobody can sign in without a window. */
  readonly headless?: boolean;
  readonly window?: WindowPlace;
  /** Further switches, e.g. the headless build of the tests. */
  readonly args?: readonly string[];
}

/**
 * Switches that playwright adds for test machines and that a person's browser does not have: without them pop-ups are
 * blocked, a hanging page can be left, and no bar says that "automated software" is at work.
 */
const NOT_FOR_PEOPLE = [
  '--enable-automation',
  '--disable-popup-blocking',
  '--disable-hang-monitor',
  '--disable-prompt-on-repost',
  '--disable-ipc-flooding-protection',
  '--unsafely-disable-devtools-self-xss-warnings',
  '--disable-client-side-phishing-detection',
];

/**
 * Chromium refuses its sandbox to root, and to root only: everywhere else it stays on (playwright would turn it off).
 */
export const isRoot = (): boolean => process.platform === 'linux' && process.getuid?.() === 0;

export function launchOptions(choice: LaunchChoice): LaunchOptions & { args: string[]; ignoreDefaultArgs: string[] } {
  const place = choice.window;
  return {
    headless: choice.headless ?? false,
    chromiumSandbox: !isRoot(),
    ignoreDefaultArgs: NOT_FOR_PEOPLE,
    args: [
      // `navigator.webdriver` would be true, and some log-in pages turn such browsers away.
      '--disable-blink-features=AutomationControlled',
      ...(place === undefined ? [] : [`--window-size=${place.width},${place.height}`]),
      ...(place?.x === undefined ? [] : [`--window-position=${place.x},${place.y ?? 0}`]),
      ...(choice.args ?? []),
    ],
    // Ctrl-C is ours: the run keeps its state first, then the browser is closed. On exit playwright kills it in any case.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 30_000,
  };
}

/** The browsers to try, or the error that says why there is none. */
export function candidates(choice: LaunchChoice): readonly BrowserCandidate[] {
  if (choice.headless !== true && !hasDisplay()) throw new SignInError('no-browser', { why: 'no-display' });
  const found: readonly BrowserCandidate[] =
    choice.executablePath === undefined
      ? (choice.find ?? findBrowsers)()
      : [{ name: 'given', path: choice.executablePath }];
  if (found.length === 0) throw new SignInError('no-browser', { why: 'none-installed' });
  return found;
}

/**
 * Runs `start` with each browser until one comes up: a school may forbid one of them to be driven by a program
 * (policy `RemoteDebuggingAllowed`), and another may be broken.
 */
export async function withFirst<T>(
  choice: LaunchChoice,
  start: (path: string) => Promise<T>,
): Promise<{ readonly result: T; readonly browser: BrowserCandidate }> {
  let cause: unknown;
  for (const candidate of candidates(choice)) {
    try {
      return { result: await start(candidate.path), browser: candidate };
    } catch (error) {
      cause = error;
    }
  }
  throw new SignInError('no-browser', { why: 'none-starts' }, { cause });
}

/** A browser with a profile of its own in the system's temporary folder, removed when it is closed. */
export async function launchBrowser(choice: LaunchChoice): Promise<Browser> {
  const { result } = await withFirst(choice, (executablePath) =>
    chromium.launch({ ...launchOptions(choice), executablePath }),
  );
  return result;
}

/** Closes without waiting for ever: what hangs is killed when our process ends. */
export async function closeWithin(closable: { close(): Promise<void> }, milliseconds = 2000): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([closable.close().catch(() => undefined), patience]);
  } finally {
    clearTimeout(timer);
  }
}
