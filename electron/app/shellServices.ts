import { join } from 'node:path';
import type { Host } from '../hosts/types.ts';
import { createClassifier } from '../platform/classify.ts';
import type { Profile } from '../platform/profile.ts';
import type { ControllerServices, Shell, SignInView } from './controllerServices.ts';
import { createArchives } from './shellArchives.ts';
import { createFolders } from './shellFolders.ts';
import { runsOnDisk } from './shellRuns.ts';
import { createSettingsStore } from './shellStore.ts';
import { createTools } from './shellTools.ts';
import type { RunTool } from './toolWork.ts';

/** What differs between the two hosts; everything else is the same. */
export interface HostParts {
  readonly host: Host;
  readonly signInView: SignInView;
  readonly shell: Shell;
  readonly startExport: ControllerServices['startExport'];
  /** Where archives are made of archives; in this process unless said otherwise. */
  readonly runTool?: RunTool;
  readonly profile: Profile;
  readonly version: string;
  readonly stateRoot: string;
  readonly demo: boolean;
  readonly systemLanguages: readonly string[];
  readonly onBug: (error: unknown) => void;
}

/** The controller's services over the real disk, for Electron and for the Chromium host alike. */
export function createServices(parts: HostParts): ControllerServices {
  return {
    ...parts,
    folders: createFolders(),
    runs: runsOnDisk,
    archives: createArchives(),
    tools: createTools(parts.runTool),
    store: createSettingsStore(join(parts.stateRoot, 'settings.json')),
    readSpace: (address, profile) => spaceReader(profile)(address),
  };
}

/** A space by its address, or by its number alone (then a TwinSpace, since that is what people note down). */
export function spaceReader(profile: Profile): (address: string) => string | undefined {
  const classifier = createClassifier(profile);
  return (address) => {
    if (/^\d{1,18}$/.test(address)) return `twinspace:${address}`;
    const target = classifier.classify(/^https?:/i.test(address) ? address : `https://${address}`);
    if (target.type !== 'view' && target.type !== 'binary' && target.type !== 'unknown') return undefined;
    const { role, space } = target;
    return space !== undefined && (role === 'twinspace' || role === 'groups') ? `${role}:${space}` : undefined;
  };
}
