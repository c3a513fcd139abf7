import { writeFile } from 'node:fs/promises';
import type { Language } from '../../shared/i18n/index.ts';
import type { Shell } from './controllerServices.ts';

/** What of Electron's modules the shell uses, by shape: this file must not import `electron` (and runs in tests without). */
export interface ElectronParts {
  readonly openPath: (path: string) => Promise<string>;
  readonly showItemInFolder: (path: string) => void;
  readonly openDialog: (options: {
    defaultPath?: string;
    properties: ('openDirectory' | 'createDirectory' | 'openFile' | 'multiSelections')[];
    filters?: { name: string; extensions: string[] }[];
  }) => Promise<{ readonly filePaths: readonly string[] }>;
  readonly saveDialog: (options: {
    defaultPath: string;
  }) => Promise<{ readonly canceled: boolean; readonly filePath: string }>;
  readonly speak: (language: Language) => void;
  readonly notify: (title: string, body: string) => void;
  readonly blocker: { start(type: 'prevent-app-suspension'): number; stop(id: number): boolean };
  readonly setProgressBar: (fraction: number, options: { mode: 'none' | 'normal' | 'paused' | 'error' }) => void;
}

/** The controller's `Shell` over Electron. Paths come from the controller, which only knows archives of its own making. */
export function createElectronShell(parts: ElectronParts): Shell {
  let blocked: number | undefined;
  return {
    async openPath(path) {
      const problem = await parts.openPath(path);
      if (problem !== '') throw new Error(problem);
    },
    showItem(path) {
      parts.showItemInFolder(path);
      return Promise.resolve();
    },
    async chooseFolder(start) {
      const at = start === '' ? {} : { defaultPath: start };
      const { filePaths } = await parts.openDialog({ ...at, properties: ['openDirectory', 'createDirectory'] });
      return filePaths[0];
    },
    async chooseFiles({ type, several }) {
      const { filePaths } = await parts.openDialog({
        properties: several ? ['openFile', 'multiSelections'] : ['openFile'],
        filters: [{ name: type.toUpperCase(), extensions: [type] }],
      });
      return filePaths;
    },
    async chooseFile(suggestion) {
      const { canceled, filePath } = await parts.saveDialog({ defaultPath: suggestion });
      return canceled ? undefined : filePath;
    },
    writeText: (path, text) => writeFile(path, text),
    speak: (language) => parts.speak(language),
    notify: (title, body) => parts.notify(title, body),
    keepAwake(on) {
      if (on) blocked ??= parts.blocker.start('prevent-app-suspension');
      else if (blocked !== undefined) {
        parts.blocker.stop(blocked);
        blocked = undefined;
      }
    },
    setProgress: (fraction, mode) =>
      parts.setProgressBar(fraction ?? -1, { mode: fraction === undefined ? 'none' : mode }),
  };
}
