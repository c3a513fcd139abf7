import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { EXIT, UsageError, type ExitCode } from '../../shared/errors.ts';
import { parseSize } from '../archive/splitSize.ts';
import type { Say } from './cliOptions.ts';
import type { CliStreams, Formats } from './cliOutput.ts';
import { combineArchives } from './combine.ts';
import { PARTS, type SchoolPart } from './combineParts.ts';
import { removeItems } from './remove.ts';
import type { SchoolEvents } from './schoolArchive.ts';

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

function command(name: string): Command {
  return new Command(name)
    .helpOption(false)
    .option('--lang <CODE>')
    .option('--json')
    .option('--verbose')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
}

function parse<T extends object>(
  made: Command,
  args: readonly string[],
): { readonly files: string[]; readonly options: T } {
  try {
    made.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new UsageError('unknown-option', { message: error.message.replace(/^error: /, '') }, { cause: error });
  }
  return { files: made.args, options: made.opts<T>() };
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

interface RemoveOptions {
  readonly item: readonly string[];
  readonly list?: string;
  readonly identical?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

/** `remove`: a new archive without some items. */
export async function runRemove(args: readonly string[], cli: SchoolCli): Promise<ExitCode> {
  const { say, formats } = cli;
  if (wantsHelp(args)) {
    line(cli, say('schools:removeHelp'));
    return EXIT.ok;
  }
  const made = command('remove')
    .argument('<FILE.zip>')
    .option('--item <ID...>', '', (value, before: string[]) => [...before, ...value.split(',')], [])
    .option('--list <FILE>')
    .option('--identical')
    .option('--out <DIR>');
  const { files, options } = parse<RemoveOptions>(made, args);
  const file = resolve(files[0] ?? '');
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

interface CombineOptions {
  readonly out?: string;
  readonly name?: string;
  readonly with: readonly string[];
  readonly split?: string;
  readonly json?: boolean;
}

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
  const { files, options } = parse<CombineOptions>(made, args);
  if (options.out === undefined) throw new UsageError('bad-option', { option: '--out', value: '' });
  const split = options.split === undefined ? undefined : parseSize(options.split);
  if (options.split !== undefined && split === undefined)
    throw new UsageError('bad-option', { option: '--split', value: options.split, allowed: '4GB, 700MB' });
  const result = await combineArchives({
    files: files.map((file) => resolve(file)),
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

/** The commands by their names. */
export const schoolCommands = { combine: runCombine, remove: runRemove } as const;
export type SchoolCommand = keyof typeof schoolCommands;
