/**
 * A stand-in for the `electron` module: just enough, over a real Chromium, that our unmodified bundles of the main process,
 * the preload and the engine's process run once from start to end. README.md lists what it cannot prove.
 */
import { EventEmitter } from 'node:events';
import { remoteCookies } from './engine.ts';
import { createNet } from './net.ts';
import { session, StandInSession } from './session.ts';
import { created } from './window.ts';

export { utilityProcess } from './engine.ts';
export { session } from './session.ts';
export { BrowserWindow, ipcMain, protocol, WebContentsView } from './window.ts';

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly calls: string[] = [];
  enableSandbox = (): void => void this.calls.push('sandbox');
  requestSingleInstanceLock = (): boolean => true;
  setName = (): void => undefined;
  whenReady = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  getPreferredSystemLanguages = (): string[] => ['en-GB'];
  getLocale = (): string => 'en-GB';
  quit = (): void => void this.emit('will-quit');
  exit = (code: number): void => process.exit(code);
}
export const app = new App();
created.push((contents) => app.emit('web-contents-created', {}, contents));

const engine = process.env['TWINARK_STAND_IN'] === 'engine';
const remote = engine ? remoteCookies() : undefined;
export const net = createNet((of) => remote ?? (of instanceof StandInSession ? of : session.defaultSession).store);

export const screen = {
  getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1440, height: 900 } }),
  getAllDisplays: () => [screen.getPrimaryDisplay()],
};
export const powerSaveBlocker = { start: () => 1, stop: () => true };
export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: () => undefined };
export const dialog = {
  showErrorBox: (title: string, text: string) => void process.stderr.write(`${title}: ${text}\n`),
  showOpenDialog: () => Promise.resolve({ filePaths: [] }),
  showSaveDialog: () => Promise.resolve({ canceled: true, filePath: '' }),
};
export const shell = { openPath: () => Promise.resolve(''), showItemInFolder: () => undefined };
export class Notification {
  show = (): void => undefined;
}
/** A preload never runs here (it runs in the page), but a bundle may name these. */
export const contextBridge = { exposeInMainWorld: () => undefined };
export const ipcRenderer = { invoke: () => Promise.resolve(), on: () => undefined, off: () => undefined };
