import type { AppShell } from '../../shared/appState.ts';
import type { RunView } from '../../shared/runView.ts';
import type { Profile } from '../platform/profile.ts';
import { makeSupportReport, supportText } from './supportReport.ts';

type Setting = string | number | boolean;

/**
 * The report for support out of the app: the same one as the command line's, with what the screens know instead of an archive.
 * What the screens never had cannot be in it: of a run they know counts and codes.
 */
export function supportReport(
  shell: AppShell,
  run: RunView | undefined,
  codes: readonly string[],
  profile: Profile,
): string {
  const { stage } = shell;
  return supportText(
    makeSupportReport({
      version: shell.version,
      profile,
      items: [],
      mentions: [],
      isPlatform: () => false,
      codes,
      settings: {
        host: shell.host,
        demo: shell.demo,
        language: shell.language,
        look: shell.settings.look,
        screen: stage.name === 'held' ? `held: ${stage.cause}` : stage.name,
        unfinishedRuns: shell.unfinished.length,
        earlierArchives: shell.earlier.length,
        workshop: shell.settings.workshop?.on === true,
        ownProfile: shell.profile !== undefined,
        ...describeFolder(shell),
      },
      ...(run === undefined ? {} : { run: figuresOf(run), counted: countedOf(run) }),
    }),
  );
}

function figuresOf({ phase, counts, expectedBytes = 0, spaces, warnings }: RunView): Record<string, Setting> {
  return {
    phase: phase ?? 'none',
    ...counts,
    expectedBytes,
    spaces: Object.keys(spaces).length,
    warnings: warnings.map(({ code }) => code).join(' '),
  };
}

/** By kind what was found, and by reason what is missing: which kinds those are, the screens don't know. */
function countedOf({ found, missingBy }: RunView): Record<string, Record<string, number>> {
  const kinds = Object.entries(found.kinds).map(([kind, count]) => [kind, { found: count }] as const);
  const missing = Object.entries(missingBy).map(([reason, count]) => [`missing: ${reason}`, count] as const);
  return { ...Object.fromEntries(kinds), ...(missing.length > 0 ? { all: Object.fromEntries(missing) } : {}) };
}

/** What kind of folder it is, and not which. */
function describeFolder({ folder }: AppShell): Record<string, Setting> {
  if (folder === undefined) return {};
  return {
    folderWritable: folder.writable,
    folderSynced: folder.synced !== undefined,
    folderLongPath: folder.longPath,
    folderFat32: folder.fat32,
    ...(folder.freeBytes === undefined ? {} : { folderFreeBytes: folder.freeBytes }),
  };
}
