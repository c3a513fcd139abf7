import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell as system,
  utilityProcess,
} from 'electron';
import { createTranslate, loadLanguage, pickFirst, type Language } from '../shared/i18n/index.ts';
import { createController, type Controller } from './app/controller.ts';
import { createElectronShell } from './app/shellElectron.ts';
import { createEngineProxy, type EngineProxy } from './app/shellEngineProxy.ts';
import {
  APP_ORIGIN,
  APP_PAGE,
  APP_SCHEME,
  appMayNavigate,
  isTrusted,
  logInMayNavigate,
  permissionGranted,
  SAFE_WEB_PREFERENCES,
} from './app/shellGuards.ts';
import { chosenProfile, PRODUCT, VERSION } from './app/shellLaunch.ts';
import { menuTemplate } from './app/shellMenu.ts';
import { createAppProtocol, type AppProtocol } from './app/shellProtocol.ts';
import { PROXY_PATH, type ProxyAnswer, type ProxyChallenge } from './app/shellProxy.ts';
import { createServices } from './app/shellServices.ts';
import { createToolsProxy, type ToolsProxy } from './app/shellToolsProxy.ts';
import { splitPort } from './app/shellToolsWire.ts';
import { parseWindowState, placeView, placeWindow, SMALLEST } from './app/shellWindow.ts';
import { createElectronHost, platformSession } from './hosts/electronHost.ts';
import type { NetAnswer, NetAuth } from './hosts/electronTransport.ts';
import { defaultStateRoot } from './runs/index.ts';

/**
 * Electron's entry: one window, its menu, the log-in view, the engine's process. Thin on purpose: decisions stand in
 * `app/shell*.ts`, what the person can do in `app/controller.ts`. docs/security.md has a line for each point of Electron's list.
 */
const here = import.meta.dirname;
const stateRoot = defaultStateRoot(process.env, process.platform, homedir());
const windowFile = join(stateRoot, 'window.json');
const log = (error: unknown): void =>
  void process.stderr.write(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`);

protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }]);
app.enableSandbox();

function createWindow(): BrowserWindow {
  const place = placeWindow(parseWindowState(readOr(windowFile)), screens());
  const { maximised, ...bounds } = place;
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: 'TwinArk',
    webPreferences: { ...SAFE_WEB_PREFERENCES, preload: join(here, '../preload/preload.cjs') },
  });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    mkdirSync(stateRoot, { recursive: true, mode: 0o700 });
    const state = { ...window.getNormalBounds(), maximised: window.isMaximized() };
    writeFileSync(windowFile, JSON.stringify(state), { mode: 0o600 });
  });
  return window;
}

const screens = (): Electron.Rectangle[] => {
  const main = screen.getPrimaryDisplay();
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea);
};

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Everything that any page of this app may do; set before the first one exists. */
function lockDown(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(permissionGranted()));
  session.defaultSession.setPermissionCheckHandler(permissionGranted);
  session.defaultSession.setDevicePermissionHandler(permissionGranted);
  session.defaultSession.on('will-download', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // The log-in view has guards of its own (electronHost.ts); everything else is a page of ours.
    if (contents.session !== session.defaultSession) return;
    contents.on('will-frame-navigate', (event) => {
      if (!appMayNavigate(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
  });
}

/** A school's proxy wants an account: asked in a small window of its own. */
function askProxy(
  pages: AppProtocol,
  parent: BrowserWindow,
  challenge: ProxyChallenge,
): Promise<ProxyAnswer | undefined> {
  return pages.ask(challenge, (cancel) => {
    const window = new BrowserWindow({
      ...{ parent, modal: true, width: 520, height: 560, minimizable: false, maximizable: false },
      webPreferences: { ...SAFE_WEB_PREFERENCES },
    });
    window.setMenu(null);
    window.once('closed', cancel);
    void window.loadURL(APP_ORIGIN + PROXY_PATH);
    return () => {
      if (!window.isDestroyed()) window.close();
    };
  });
}

const createShell = (
  window: BrowserWindow,
  speak: (language: Language) => void,
): ReturnType<typeof createElectronShell> =>
  createElectronShell({
    speak,
    openPath: (path) => system.openPath(path),
    showItemInFolder: (path) => system.showItemInFolder(path),
    openDialog: (options) => dialog.showOpenDialog(window, options),
    saveDialog: (options) => dialog.showSaveDialog(window, options),
    notify: (title, body) => new Notification({ title, body }).show(),
    blocker: powerSaveBlocker,
    setProgressBar: (fraction, options) => window.setProgressBar(fraction, options),
  });

type ProxyLogIn = (auth: NetAuth, answer: NetAnswer) => void;

/** Starts the engine's process when it is first needed, and again should it ever die. */
function createEngine(logIn: ProxyLogIn): {
  readonly startExport: EngineProxy['startExport'];
  readonly runTool: ToolsProxy['run'];
} {
  let engine: { readonly runs: EngineProxy; readonly tools: ToolsProxy } | undefined;
  const running = (): NonNullable<typeof engine> => {
    if (engine === undefined) {
      const child = utilityProcess.fork(join(here, 'engineProcess.js'), [], {
        serviceName: 'TwinArk engine',
        session: platformSession(PRODUCT),
        respondToAuthRequestsFromMainProcess: true,
      });
      const ports = splitPort({
        post: (message) => child.postMessage(message),
        onMessage: (listener) => child.on('message', listener),
      });
      const proxies = { runs: createEngineProxy(ports.runs, log), tools: createToolsProxy(ports.tools, log) };
      engine = proxies;
      // With a session of its own, the engine's process asks here and not at `app`.
      child.on('login', (event, _details, auth, answer) => {
        event.preventDefault();
        logIn(auth, answer);
      });
      child.once('exit', () => {
        engine = undefined;
        proxies.runs.lost();
        proxies.tools.lost();
      });
    }
    return engine;
  };
  return {
    startExport: (request, observe) => running().runs.startExport(request, observe),
    runTool: (request, onProgress, signal) => running().tools.run(request, onProgress, signal),
  };
}

async function start(): Promise<void> {
  lockDown();
  let spoken: Language = 'en';
  const speak = (language: Language): void => {
    spoken = language;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, createTranslate(language))));
  };
  // The person may have chosen another one, which the controller will tell.
  speak(await loadLanguage(pickFirst(app.getPreferredSystemLanguages())));
  const pages = createAppProtocol(join(here, '../renderer'), () => spoken);
  protocol.handle(APP_SCHEME, (request) => pages.answer(request));
  const { profile, demo } = chosenProfile(process.env, app.isPackaged);
  const secureOnly = Object.values(profile.origins).every((origin) => origin.startsWith('https:'));
  const window = createWindow();

  // Name and password go to proxies only; a page that asks for them by HTTP is not the platform's log-in form.
  let asked: Promise<ProxyAnswer | undefined> | undefined;
  const logIn: ProxyLogIn = (auth, answer) => {
    if (!auth.isProxy) {
      answer();
      return;
    }
    // Many requests meet the proxy at once: the person is asked once for all of them.
    asked ??= askProxy(pages, window, auth).finally(() => (asked = undefined));
    void asked.then((account) => answer(account?.username, account?.password));
  };
  const host = createElectronHost({
    window,
    logInToProxy: logIn,
    product: PRODUCT,
    webPreferences: SAFE_WEB_PREFERENCES,
    mayNavigate: (address, classifier) => logInMayNavigate(address, (a) => classifier.isPlatform(a), secureOnly),
    toWindow: (place) => placeView(place, window.getContentBounds(), window.webContents.getZoomFactor()),
  });
  const controller = await createController(
    createServices({
      ...{
        host,
        signInView: host.view,
        shell: createShell(window, speak),
        ...createEngine(logIn),
        profile,
        demo,
        stateRoot,
      },
      ...{ version: VERSION, systemLanguages: app.getPreferredSystemLanguages(), onBug: log },
    }),
  );
  connect(window, controller);

  app.on('login', (event, _contents, _details, auth, answer) => {
    event.preventDefault();
    logIn(auth, answer);
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  await window.loadURL(APP_PAGE);
}

/** A start that fails must not leave a process without a window. */
function fatal(error: unknown): void {
  log(error);
  dialog.showErrorBox('TwinArk', error instanceof Error ? error.message : String(error));
  app.exit(1);
}

/** Page and app: requests one way, batches the other; and the window closes only when the app says so. */
function connect(window: BrowserWindow, controller: Controller): void {
  ipcMain.handle('twinark', (event, message: unknown) => {
    const frame = event.senderFrame;
    const trusted = isTrusted({
      frameAddress: frame?.url,
      isMainFrame: frame !== null && frame.parent === null,
      isAppWindow: event.sender === window.webContents,
    });
    if (!trusted) throw new Error('not the app’s page');
    return controller.serve(message);
  });
  controller.subscribe((batch) => {
    if (!window.isDestroyed()) window.webContents.send('twinark-batch', batch);
  });
  let sure = false;
  window.on('close', (event) => {
    if (sure) return;
    event.preventDefault();
    void controller.mayClose().then(async (close) => {
      if (!close) return;
      await controller.dispose();
      sure = true;
      window.close();
    });
  });
  window.once('closed', () => app.quit());
  // A page that crashed shows itself again from the app's state; the run does not depend on it.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
}

if (process.argv.includes('--cli')) {
  // The command line inside the installed app: the same program without a window.
  process.argv = [process.execPath, 'twinark', ...process.argv.slice(process.argv.indexOf('--cli') + 1)];
  await import('./cli.ts');
  app.exit(Number(process.exitCode ?? 0));
} else if (app.requestSingleInstanceLock()) {
  app.setName('TwinArk');
  // Not awaited: Electron is not ready before this module has been evaluated.
  void app.whenReady().then(start).catch(fatal);
} else {
  app.quit();
}
