import { useState } from 'react';
import type { AppError, EarlierExport } from '../../../shared/appState.ts';
import type { ArchiveFacts } from '../../../shared/tools.ts';
import { useApp, useAsk } from '../../state/context.tsx';
import type { Asking } from '../../state/context.tsx';

/** Archives to choose from: those that the app knows, and those that the person picked. */
export interface Picked {
  readonly known: readonly EarlierExport[];
  readonly archives: readonly ArchiveFacts[];
  /** Files that were picked and are no archives. */
  readonly refused: readonly { readonly file: string; readonly error: AppError }[];
  /** The system's dialog; answers what came of it. */
  readonly pick: (several: boolean) => Promise<readonly ArchiveFacts[]>;
  readonly asking: Asking;
}

export function usePicked(): Picked {
  const { shell } = useApp();
  const asking = useAsk();
  const [archives, setArchives] = useState<readonly ArchiveFacts[]>([]);
  const [refused, setRefused] = useState<Picked['refused']>([]);
  const known = shell.earlier.filter(({ present }) => present);
  const pick = async (several: boolean): Promise<readonly ArchiveFacts[]> => {
    const answer = await asking.ask('archives.pick', { several });
    if (answer === undefined) return [];
    setRefused(answer.refused);
    setArchives((before) => [
      ...before,
      ...answer.archives.filter(
        ({ file }) => !before.some((one) => one.file === file) && !known.some(({ zip }) => zip === file),
      ),
    ]);
    return answer.archives;
  };
  return { known, archives, refused, pick, asking };
}

/** The last part of a path, on any system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
