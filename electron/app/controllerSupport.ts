import type { AppShell } from '../../shared/appState.ts';
import type { RunView } from '../../shared/runView.ts';

/**
 * What support needs and nothing personal: no names, titles, addresses, paths or account. In English, since whoever helps by
 * telephone should read the same words everywhere; the codes are those that the screens show.
 */
export function supportReport(shell: AppShell, run: RunView | undefined, codes: readonly string[]): string {
  const { stage } = shell;
  const lines = [
    `TwinArk ${shell.version} (${shell.host}${shell.demo ? ', demo' : ''})`,
    `System: ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `Language: ${shell.language}, look: ${shell.settings.look}`,
    `Screen: ${stage.name}${stage.name === 'held' ? ` (${stage.cause})` : ''}`,
    `Error codes since the start: ${codes.length === 0 ? 'none' : codes.join(', ')}`,
    `Unfinished runs: ${shell.unfinished.length}, earlier archives: ${shell.earlier.length}`,
    `Folder: ${describeFolder(shell)}`,
  ];
  if (run !== undefined) {
    const { found, saved, missing, skipped, bytes, requests } = run.counts;
    lines.push(
      `Phase: ${run.phase ?? 'none'}`,
      `Items: found ${found}, saved ${saved}, missing ${missing}, skipped ${skipped}`,
      `Bytes: ${bytes}, expected ${run.expectedBytes ?? 'unknown'}, requests: ${requests}`,
      `Spaces: ${Object.keys(run.spaces).length}`,
      ...Object.entries(run.missingBy).map(([reason, count]) => `Missing, ${reason}: ${count}`),
      ...run.warnings.map(({ code }) => `Warning: ${code}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

function describeFolder({ folder }: AppShell): string {
  if (folder === undefined) return 'none';
  const traits = [
    folder.writable ? 'writable' : 'not writable',
    folder.synced === undefined ? undefined : 'synced',
    folder.longPath ? 'long path' : undefined,
    folder.fat32 ? 'FAT32' : undefined,
    folder.freeBytes === undefined ? undefined : `${folder.freeBytes} bytes free`,
  ];
  return traits.filter((trait) => trait !== undefined).join(', ');
}
