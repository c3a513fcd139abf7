import type { Writable } from 'node:stream';
import { TwinArkError } from '../../shared/errors.ts';
import type { Formats } from '../../shared/i18n/formats.ts';
import { ITEM_KINDS, VERDICTS, type ItemRecord, type Mention } from '../../shared/model/index.ts';
import type { EngineEvent, FinishedEvent } from '../../shared/progress.ts';
import type { Say } from './cliOptions.ts';

/** Where the command line writes to; a test passes its own. */
export interface CliStreams {
  readonly out: Writable & { readonly isTTY?: boolean };
  readonly err: Writable & { readonly isTTY?: boolean };
}

/** Control characters out of names that others chose must not steer the terminal. */
export function plain(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').slice(0, 160);
}

/** Tells a person on stderr what is going on: one line that changes in a terminal, a line now and then elsewhere. */
export function progressReporter(streams: CliStreams, say: Say, formats: Formats): (event: EngineEvent) => void {
  const live = streams.err.isTTY === true;
  let last = 0;
  const line = (text: string): void => {
    if (live) streams.err.write(`\r\u001b[2K${text.slice(0, 110)}`);
    else streams.err.write(`${text}\n`);
  };
  const lasting = (text: string): void => void streams.err.write(live ? `\r\u001b[2K${text}\n` : `${text}\n`);
  return (event) => {
    switch (event.type) {
      case 'phase':
        if (event.phase !== 'finished') lasting(say(`cli:phases.${event.phase}`));
        else if (live) streams.err.write('\r\u001b[2K');
        break;
      case 'account':
        lasting(say('cli:signedInAs', { name: plain(event.displayName) }));
        break;
      case 'progress': {
        const now = Date.now();
        if (!live && now - last < 5_000) break;
        last = now;
        const { counts } = event;
        const numbers = {
          found: formats.number(counts.found),
          saved: formats.number(counts.saved),
          bytes: formats.bytes(counts.bytes),
          missing: formats.number(counts.missing),
        };
        line(say('cli:progress', numbers));
        break;
      }
      case 'problem':
        lasting(say('cli:problem', { title: plain(event.title), reason: say(`common:reasons.${event.reason}`) }));
        break;
      case 'paused':
        lasting(say(`cli:paused.${event.cause}`));
        break;
      case 'resumed':
        lasting(say('cli:resumed'));
        break;
      case 'warning':
        lasting(say(`cli:warnings.${event.code}`, inBytes(event.params, formats)));
        break;
      case 'space':
      case 'space-picture':
      case 'found':
      case 'packing':
      case 'verifying':
      case 'finished':
        break;
    }
  };
}

/** The numbers of a warning are bytes. */
function inBytes(
  params: Readonly<Record<string, string | number>>,
  { bytes }: Formats,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, typeof value === 'number' ? bytes(value) : plain(value)]),
  );
}

/** What a person must know at the end: never "all saved" where something is missing. */
export function summary(finished: FinishedEvent, items: readonly ItemRecord[], say: Say, formats: Formats): string {
  const { number, bytes } = formats;
  const lines =
    finished.missing === 0
      ? [say('cli:allSaved', { count: finished.saved, number: number(finished.saved) })]
      : [
          say('cli:someSaved', {
            count: finished.missing,
            saved: number(finished.saved),
            total: number(finished.saved + finished.missing),
            missing: number(finished.missing),
          }),
          ...missingLines(items, say, number),
          say('cli:tryAgain'),
        ];
  const { reduced = 0 } = finished;
  if (reduced > 0) lines.push(say('cli:reduced', { count: reduced, number: number(reduced) }));
  if (finished.skipped > 0)
    lines.push(say('cli:skipped', { count: finished.skipped, number: number(finished.skipped) }));
  if (finished.elsewhere > 0)
    lines.push(say('cli:elsewhere', { count: finished.elsewhere, number: number(finished.elsewhere) }));
  lines.push(...updateLines(finished, say, formats));
  lines.push(
    '',
    say('cli:zipIs', { bytes: bytes(finished.bytes) }),
    ...(finished.zips ?? [finished.zip]).map((zip) => `  ${zip}`),
  );
  lines.push('', say('cli:howToOpen'), say('cli:pupils'));
  return lines.join('\n');
}

/** What an update found since the earlier archive. */
function updateLines({ update }: FinishedEvent, say: Say, { number, bytes }: Formats): string[] {
  if (update === undefined) return [];
  const counted = (['new', 'changed', 'gone'] as const).filter((key) => update[key] > 0);
  return [
    say('schools:update.taken', { count: update.taken, n: number(update.taken), bytes: bytes(update.takenBytes) }),
    ...counted.map((key) => say(`schools:update.${key}`, { count: update[key], n: number(update[key]) })),
    ...(counted.length === 0 ? [say('schools:update.same')] : []),
  ];
}

function missingLines(items: readonly ItemRecord[], say: Say, number: (value: number) => string): string[] {
  const counts = new Map<string, number>();
  for (const { status, reason } of items)
    if (status === 'missing' && reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([reason, count]) => `  ${number(count)} × ${say(`common:reasons.${reason}`)} (${reason})`);
}

/** The inventory as a table: kinds by verdict, then spaces. */
export function inventoryTable(
  items: readonly ItemRecord[],
  mentions: readonly Mention[],
  say: Say,
  formats: Formats,
): string {
  const rows = ITEM_KINDS.flatMap((kind) => {
    const of = items.filter((item) => item.kind === kind);
    if (of.length === 0) return [];
    return [
      [
        say(`common:kinds.${kind}`, { count: of.length }),
        of.length,
        ...VERDICTS.map((verdict) => of.filter((item) => item.verdict === verdict).length),
      ],
    ];
  });
  const head = [
    say('cli:inventory.kind'),
    say('cli:inventory.count'),
    ...VERDICTS.map((verdict) => say(`common:verdicts.${verdict}`)),
  ];
  const spaces = items
    .filter(({ kind }) => kind === 'space')
    .map((space) => [
      `${plain(space.title).slice(0, 60)} (${space.space ?? ''})`,
      items.filter((item) => item.space === space.space && item.role === space.role).length,
      say(`common:verdicts.${space.verdict}`),
    ]);
  const elsewhere = mentions.filter(({ type }) => type === 'embed' || type === 'picture' || type === 'link').length;
  const unknown = mentions.filter(({ type }) => type === 'unknown-link').length;
  return [
    table([head, ...rows], formats),
    '',
    table([[say('cli:inventory.space'), say('cli:inventory.count'), say('cli:inventory.verdict')], ...spaces], formats),
    '',
    say('cli:inventory.elsewhere', { elsewhere: formats.number(elsewhere), unknown: formats.number(unknown) }),
  ].join('\n');
}

function table(rows: readonly (readonly (string | number)[])[], { number }: Formats): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? number(cell) : cell)));
  const widths = cells.reduce<number[]>(
    (most, row) => row.map((cell, index) => Math.max(most[index] ?? 0, cell.length)),
    [],
  );
  return cells
    .map((row, line) =>
      row
        .map((cell, index) =>
          typeof rows[line]?.[index] === 'number' ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
        )
        .join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Takes out places that nothing filled, with the brackets they stand in: `(process {{pid}})`. */
export function withoutGaps(text: string): string {
  return text.replace(/\s*\([^()]*\{\{\w+\}\}[^()]*\)|\s*\{\{\w+\}\}/g, '');
}

/** An error in words: what happened, what to do, and a short code for the telephone. Never a stack trace. */
export function errorText(error: unknown, say: Say, formats: Formats, verbose: boolean): string {
  const known = error instanceof TwinArkError ? error : undefined;
  const code = known?.code ?? 'bug';
  const params: Record<string, string | number> = Object.fromEntries(
    Object.entries(known?.params ?? {}).map(([key, value]) => [key, typeof value === 'string' ? plain(value) : value]),
  );
  if (typeof params['startedAt'] === 'string') params['startedAt'] = formats.dateTime(params['startedAt']);
  // Errors of archives speak of a file, those of runs of a path.
  params['path'] ??= params['file'] ?? '';
  const lines = [
    say(`common:errors.${code}.title`, params),
    say(`common:errors.${code}.todo`, params),
    `[TA-${code.toUpperCase()}]`,
  ];
  if (verbose && error instanceof Error) lines.push('', error.stack ?? error.message);
  // A place that nothing fills would look like a fault of ours on top of the other.
  return lines
    .map((line) => withoutGaps(line).trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}
