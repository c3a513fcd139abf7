/**
 * The same export without a window (design.md, The command line). Thin: options, streams, signals and exit codes; the work is
 * in `app/`.
 */
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { EXIT, StoppedError, TwinArkError, UsageError, type ExitCode } from '../shared/errors.ts';
import { createTranslate, pickLanguage } from '../shared/i18n/index.ts';
import packageJson from '../package.json' with { type: 'json' };
import { HelpShown, parseExportOptions, type ExportOptions, type Say } from './app/cliOptions.ts';
import { errorText, formatsFor, inventoryTable, progressReporter, summary, type CliStreams } from './app/cliOutput.ts';
import { startExport } from './app/export.ts';
import { checkOutFolder } from './app/outFolder.ts';
import type { ExportHandle, ExportResult } from './app/types.ts';
import { verificationText, verifyArchive } from './archive/index.ts';
import { createFormHost } from './hosts/formHost.ts';
import type { Session } from './hosts/types.ts';
import { originsOf } from './platform/profile.ts';
import { defaultStateRoot, findUnfinished } from './runs/index.ts';

const TOOL = { name: 'TwinArk', version: packageJson.version };
const streams: CliStreams = { out: process.stdout, err: process.stderr };

function wishedLanguage(args: readonly string[]): string | undefined {
  const at = args.indexOf('--lang');
  return (
    (at >= 0 ? args[at + 1] : undefined) ?? process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG']
  );
}

function sayer(args: readonly string[]): { say: Say; language: string } {
  const language = pickLanguage(wishedLanguage(args));
  return { say: createTranslate(language), language };
}

/** Writes a line of JSON; the contract of `--json`. */
function json(value: unknown): void {
  streams.out.write(`${JSON.stringify(value)}\n`);
}

/** The password: all of standard input without the line's end, so that it never stands in a command line or a history. */
async function readPassword(): Promise<string> {
  const given = (await text(process.stdin)).replace(/^\ufeff/, '').replace(/\r?\n$/, '');
  if (given === '') throw new UsageError('bad-option', { option: '--password-stdin', value: '' });
  return given;
}

/** What can be known to be wrong before anybody signs in. */
async function checkBefore(options: ExportOptions, stateRoot: string): Promise<void> {
  if (options.inventory) return;
  await checkOutFolder(options.out);
  const [unfinished] = await findUnfinished({
    stateRoot,
    out: options.out,
    username: options.username,
    origins: originsOf(options.profile),
  });
  const goesOn = options.resume || options.finish;
  if (unfinished && !goesOn) {
    throw new UsageError('unfinished-run', {
      username: options.username,
      out: options.out,
      startedAt: unfinished.header.startedAt,
    });
  }
  if (!unfinished && goesOn)
    throw new UsageError('nothing-to-resume', { username: options.username, out: options.out });
}

/** `--finish` needs no session: everything it can still save is on this computer. */
function noSession(): Session {
  const refuse = (): Promise<never> => Promise.reject(new StoppedError('interrupted'));
  return {
    transport: { send: refuse, close: () => Promise.resolve() },
    userAgent: '',
    signInAgain: () => Promise.resolve('give-up'),
    close: () => Promise.resolve(),
  };
}

async function runExport(args: readonly string[], stateRoot: string): Promise<ExitCode> {
  const { say, language } = sayer(args);
  const options = await parseExportOptions(args, say);
  const formats = formatsFor(language);
  await checkBefore(options, stateRoot);
  const stopping = new AbortController();
  let handle: ExportHandle | undefined;
  const stop = (): void => {
    // The first wish stops in order; a second one is heard at once.
    if (stopping.signal.aborted) process.exit(EXIT.stopped);
    stopping.abort(new StoppedError('interrupted'));
    handle?.stop();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const report = options.json ? json : progressReporter(streams, say, formats);
  let session: Session | undefined;
  try {
    if (options.finish) session = noSession();
    else {
      const secret = await readPassword();
      report({ type: 'phase', phase: 'signing-in' });
      session = await createFormHost({ username: options.username, password: secret }).signIn(
        options.profile,
        stopping.signal,
      );
    }
    handle = startExport(
      {
        profile: options.profile,
        session,
        username: options.username,
        out: resolve(options.out),
        stateRoot,
        selection: { choices: options.choices, onlyAtRisk: options.onlyAtRisk },
        addSpaces: options.spaces,
        concurrency: options.concurrency,
        language: pickLanguage(options.lang ?? language),
        inventoryOnly: options.inventory,
        resume: options.resume,
        finish: options.finish,
        tool: TOOL,
        keepUnpacked: false,
        ...(options.split === undefined ? {} : { split: options.split }),
      },
      report,
    );
    return tell(await handle.done, options, say, formats);
  } catch (error) {
    throw stopping.signal.aborted && !(error instanceof TwinArkError) ? stopping.signal.reason : error;
  } finally {
    await session?.close();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function tell(
  result: ExportResult,
  options: ExportOptions,
  say: Say,
  formats: ReturnType<typeof formatsFor>,
): ExitCode {
  const missing = result.items.filter(({ status }) => status === 'missing').length;
  if (!result.finished) {
    if (options.json) {
      for (const item of result.items) json({ type: 'item', item });
      for (const mention of result.mentions) json({ type: 'mention', mention });
      json({ type: 'inventory', items: result.items.length, missing });
    } else streams.out.write(`${inventoryTable(result.items, result.mentions, say, formats)}\n`);
    return missing > 0 ? EXIT.missing : EXIT.ok;
  }
  if (options.json) json(result.finished);
  else streams.out.write(`${summary(result.finished, result.items, say, formats)}\n`);
  return result.finished.missing > 0 ? EXIT.missing : EXIT.ok;
}

async function runVerify(args: readonly string[]): Promise<ExitCode> {
  const { say, language } = sayer(args);
  const files = args.filter((arg, index) => !arg.startsWith('--') && args[index - 1] !== '--lang');
  const [file] = files;
  if (args.includes('--help') || args.includes('-h')) {
    streams.out.write(`${say('cli:verifyHelp')}\n`);
    return EXIT.ok;
  }
  if (file === undefined || files.length > 1)
    throw new UsageError('bad-option', { option: 'FILE.zip', value: files.join(' ') });
  const result = await verifyArchive(file, { signal: new AbortController().signal });
  if (args.includes('--json')) json({ type: 'verified', ...result });
  else streams.out.write(`${verificationText(result, language).join('\n')}\n`);
  return result.ok ? EXIT.ok : EXIT.missing;
}

function help(say: Say): ExitCode {
  streams.out.write(`${say('cli:help')}\n`);
  return EXIT.ok;
}

async function main(args: readonly string[]): Promise<ExitCode> {
  const [command, ...rest] = args;
  const { say } = sayer(args);
  const stateRoot = process.env['TWINARK_STATE'] ?? defaultStateRoot(process.env, process.platform, homedir());
  try {
    switch (command) {
      case 'export':
        return await runExport(rest, stateRoot);
      case 'verify':
        return await runVerify(rest);
      case undefined:
      case 'help':
      case '--help':
      case '-h':
        return help(say);
      default:
        throw new UsageError('bad-option', { option: command, value: '' });
    }
  } catch (error) {
    if (error instanceof HelpShown) return EXIT.ok;
    const exitCode = error instanceof TwinArkError ? error.exitCode : EXIT.bug;
    if (rest.includes('--json'))
      json({ type: 'error', code: error instanceof TwinArkError ? error.code : 'bug', exitCode });
    streams.err.write(`\n${errorText(error, say, rest.includes('--verbose'))}\n`);
    return exitCode;
  }
}

process.exitCode = await main(process.argv.slice(2));
// Idle connections and timers of a run that was cut short must not keep the process.
if (process.stdout.writableLength === 0) process.exit();
else process.stdout.once('drain', () => process.exit());
