import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { EXIT, UsageError, type ExitCode } from '../../shared/errors.ts';
import type { Formats } from '../../shared/i18n/formats.ts';
import { openArchive } from '../archive/read/index.ts';
import { parseSize } from '../archive/splitSize.ts';
import type { Say } from './cliOptions.ts';
import type { CliStreams } from './cliOutput.ts';
import { combineArchives } from './combine.ts';
import { PARTS, type SchoolPart } from './combineParts.ts';
import { removeItems } from './remove.ts';
import type { SchoolEvents } from './schoolArchive.ts';
import { supportReportOf, supportText } from './supportReport.ts';

/** What the commands for schools need of the command line. */
export interface SchoolCli {
  readonly streams: CliStreams;
  readonly say: Say;
  readonly language: string;
  readonly formats: Formats;
  readonly tool: { readonly name: string; readonly version: string };
  readonly signal: AbortSignal;
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** Several in one go: `--item A,B`, and `--item A --item B`. */
function collectAll(value: string, before: readonly string[]): string[] {
  return [...before, ...value.split(',')];
}

function command(name: string): Command {
  return new Command(name)
    .helpOption(false)
    .option('--lang <CODE>')
    .option('--json')
    .option('--verbose')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

function parse<T>(
  made: Command,
  args: readonly string[],
  schema: z.ZodType<T>,
): { readonly files: string[]; readonly options: T } {
  try {
    made.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new UsageError('unknown-option', { message: error.message.replace(/^error: /, '') }, { cause: error });
  }
  return { files: made.args, options: schema.parse(made.opts()) };
}

function wantsHelp(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

function line(cli: SchoolCli, text: string): void {
  cli.streams.out.write(`${text}\n`);
}

/** One JSON object a line while it works, or a line on stderr for a person at a terminal. */
function eventsOf(cli: SchoolCli, json: boolean): SchoolEvents {
  let last = 0;
  const tell = (type: string, done: number, of: number): void => {
    if (Date.now() - last < 250 && done < of) return;
    last = Date.now();
    if (json) line(cli, JSON.stringify({ type, done, of }));
  };
  return {
    onReading: (bytes, of) => tell('reading', bytes, of),
    onPacking: (entries, of) => tell('packing', entries, of),
    onVerifying: (bytes, of) => tell('verifying', bytes, of),
  };
}

const removeOptions = z.object({
  item: z.array(z.string()),
  list: z.string().optional(),
  identical: z.boolean().optional(),
  out: z.string().optional(),
  json: z.boolean().optional(),
});

/** `remove`: a new archive without some items. */
export async function runRemove(args: readonly string[], cli: SchoolCli): Promise<ExitCode> {
  const { say, formats } = cli;
  if (wantsHelp(args)) {
    line(cli, say('schools:removeHelp'));
    return EXIT.ok;
  }
  const made = command('remove')
    .argument('<FILE.zip>')
    .option('--item <ID>', '', collectAll, [])
    .option('--list <FILE>')
    .option('--identical')
    .option('--out <DIR>');
  const { files, options } = parse(made, args, removeOptions);
  const file = existing(files[0] ?? '');
  const listed = options.list === undefined ? [] : await readList(options.list);
  const result = await removeItems({
    file,
    items: [...new Set([...options.item, ...listed].map((id) => id.trim()).filter((id) => id !== ''))],
    identical: options.identical === true,
    out: resolve(options.out ?? dirname(file)),
    tool: cli.tool,
    signal: cli.signal,
    events: eventsOf(cli, options.json === true),
  });
  if (options.json === true) line(cli, JSON.stringify({ type: 'removed', ...result }));
  else {
    const count = result.removed.length;
    line(cli, say('schools:removed', { count, n: formats.number(count) }));
    if (result.identical.length > 0) {
      line(
        cli,
        say('schools:identical', { count: result.identical.length, n: formats.number(result.identical.length) }),
      );
      for (const { id, path } of result.identical) line(cli, `  ${id}  ${path}`);
    }
    line(cli, `${say('schools:newArchive')}\n  ${result.zip}`);
    line(cli, say('schools:oldStays', { file }));
  }
  return result.identical.length > 0 ? EXIT.missing : EXIT.ok;
}

/** Ids one a line; what stands behind a blank or in a line with `#` is a note of the person's. */
async function readList(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError('no-such-file', { path }, { cause });
  });
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((one) => !one.startsWith('#'))
    .map((one) => one.trim().split(/[\s;,]/)[0] ?? '');
}

const combineOptions = z.object({
  out: z.string().optional(),
  name: z.string().optional(),
  with: z.array(z.string()),
  split: z.string().optional(),
  json: z.boolean().optional(),
});

/** `combine`: one school archive of several. */
export async function runCombine(args: readonly string[], cli: SchoolCli): Promise<ExitCode> {
  const { say, formats } = cli;
  if (wantsHelp(args)) {
    line(cli, say('schools:combineHelp', { parts: PARTS.join(', ') }));
    return EXIT.ok;
  }
  const made = command('combine')
    .argument('<FILES...>')
    .option('--out <DIR>')
    .option('--name <NAME>')
    .option('--with <PART,...>', '', collect, [])
    .option('--split <SIZE>');
  const { files, options } = parse(made, args, combineOptions);
  if (options.out === undefined) throw new UsageError('bad-option', { option: '--out', value: '' });
  const split = options.split === undefined ? undefined : parseSize(options.split);
  if (options.split !== undefined && split === undefined)
    throw new UsageError('bad-option', { option: '--split', value: options.split, allowed: '4GB, 700MB' });
  const result = await combineArchives({
    files: files.map(existing),
    out: resolve(options.out),
    name: options.name ?? say('schools:school'),
    parts: partsOf(options.with),
    language: cli.language,
    split,
    tool: cli.tool,
    signal: cli.signal,
    events: eventsOf(cli, options.json === true),
  });
  if (options.json === true) line(cli, JSON.stringify({ type: 'combined', ...result }));
  else {
    const archives = say('schools:archives', { count: files.length, n: formats.number(files.length) });
    line(cli, say('schools:combined', { count: result.spaces, n: formats.number(result.spaces), archives }));
    const total = formats.number(result.saved + result.missing);
    const sizes = { bytes: formats.bytes(result.bytes), before: formats.bytes(result.fromBytes) };
    line(cli, say('schools:combinedItems', { saved: formats.number(result.saved), total, ...sizes }));
    if (result.leftOut > 0)
      line(cli, say('schools:leftOut', { count: result.leftOut, n: formats.number(result.leftOut) }));
    line(cli, `${say('schools:newArchive')}\n${result.zips.map((zip) => `  ${zip}`).join('\n')}`);
    line(cli, say('cli:pupils'));
  }
  return result.missing > 0 ? EXIT.missing : EXIT.ok;
}

function partsOf(wishes: readonly string[]): SchoolPart[] {
  return wishes
    .flatMap((wish) => wish.split(','))
    .map((wish) => wish.trim())
    .filter((wish) => wish !== '')
    .map((wish) => {
      const part = PARTS.find((known) => known === wish);
      if (part === undefined)
        throw new UsageError('bad-option', { option: '--with', value: wish, allowed: PARTS.join(', ') });
      return part;
    });
}

const supportOptions = z.object({ page: z.array(z.string()), out: z.string().optional() });

/** `support-report`: on an archive, to be read before it is sent to anybody. */
export async function runSupportReport(args: readonly string[], cli: SchoolCli): Promise<ExitCode> {
  const { say, streams } = cli;
  if (wantsHelp(args)) {
    line(cli, say('schools:supportHelp'));
    return EXIT.ok;
  }
  const made = command('support-report')
    .argument('<FILE.zip>')
    .option('--page <ID>', '', collect, [])
    .option('--out <FILE.json>');
  const { files, options } = parse(made, args, supportOptions);
  const archive = await openArchive(existing(files[0] ?? ''), cli.signal);
  try {
    const text = supportText(await supportReportOf(archive, cli.tool.version, options.page));
    streams.out.write(text);
    if (options.out !== undefined) await writeFile(options.out, text, { flag: 'wx' }).catch(refused(options.out));
    streams.err.write(`${say('schools:supportShown')}\n`);
  } finally {
    archive.close();
  }
  return EXIT.ok;
}

function refused(path: string): (cause: unknown) => never {
  return (cause) => {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new UsageError('out-unusable', { path, reason }, { cause });
  };
}

/** @throws UsageError `no-such-file` */
function existing(file: string): string {
  if (!existsSync(file)) throw new UsageError('no-such-file', { path: file });
  return resolve(file);
}

/** The commands by their names. */
export const schoolCommands = { combine: runCombine, remove: runRemove, 'support-report': runSupportReport } as const;
export type SchoolCommand = keyof typeof schoolCommands;
