/**
 * The same export without a window (design.md, The command line). Thin: options, streams, signals and exit codes; the work is
 * in `app/`.
 */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { EXIT, StoppedError, TwinArkError, UsageError, type ExitCode } from '../shared/errors.ts';
import { formatsOf, type Formats } from '../shared/i18n/formats.ts';
import { createTranslate, loadLanguage, type Language } from '../shared/i18n/index.ts';
import type { ItemRecord } from '../shared/model/index.ts';
import packageJson from '../package.json' with { type: 'json' };
import { createAsker, isYes } from './app/cliAsk.ts';
import { HelpShown, parseExportOptions, parseVerifyOptions, type ExportOptions, type Say } from './app/cliOptions.ts';
import { errorText, inventoryTable, progressReporter, summary, type CliStreams } from './app/cliOutput.ts';
import { confirmProfile, profileWords, type LoadedProfile } from './app/cliProfile.ts';
import type { SchoolCommand } from './app/cliSchools.ts';
import { parseWorkshopOptions } from './app/cliWorkshopOptions.ts';
import { removeOrphan } from './app/workshopPlaces.ts';
import { checkOutFolder } from './app/outFolder.ts';
import { parsePatience } from './app/patience.ts';
import { systemLanguage } from './app/shellLanguage.ts';
import { endWithStarter } from './app/shellStarter.ts';
import type { ExportHandle, ExportResult } from './app/types.ts';
import type { Session } from './hosts/types.ts';
import { originsOf } from './platform/profile.ts';
import { defaultStateRoot, findUnfinished } from './runs/index.ts';

const TOOL = { name: 'TwinArk', version: packageJson.version };
/** Beside the bundled command line; there is none beside its sources. */
const ARCHIVE_THREAD = join(import.meta.dirname, 'archiveThread.js');
const streams: CliStreams = { out: process.stdout, err: process.stderr };

/** Whoever read our lines has gone (`| head`): what to do then. A run stops in order; all else ends by itself. */
let onReaderGone = (): void => undefined;
process.stdout.on('error', () => onReaderGone());
process.stderr.on('error', () => undefined);

interface Sayer {
  readonly say: Say;
  readonly language: Language;
}

/** The language of `--lang`, else of the system; before options are parsed, so that mistakes in them are told in it too. */
async function sayer(args: readonly string[]): Promise<Sayer> {
  const at = args.indexOf('--lang');
  const wish = at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith('--lang='))?.slice('--lang='.length);
  const language = await loadLanguage(wish ?? systemLanguage());
  return { say: createTranslate(language), language };
}

/** Writes a line of JSON; the contract of `--json`. */
function json(value: unknown): void {
  streams.out.write(`${JSON.stringify(value)}\n`);
}

/**
 * The password: all of standard input without the line's end, so that it never stands in a command line or a history.
 * @throws the signal's reason, if the person does not want to wait for it
 */
async function readPassword(signal: AbortSignal, say: Say, stop: () => void): Promise<string> {
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason instanceof Error ? signal.reason : new StoppedError('interrupted'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  // At a terminal it is typed, and not shown.
  const read = async (): Promise<string> => {
    const asker = createAsker(process.stdin, process.stderr, stop);
    if (asker.isPerson) return (await asker.ask(say('cli:workshop.password'), true)) ?? '';
    asker.close();
    return text(process.stdin);
  };
  const given = (await Promise.race([read(), aborted])).replace(/^\ufeff/, '').replace(/\r?\n$/, '');
  if (given === '') throw new UsageError('bad-option', { option: '--password-stdin', value: '' });
  return given;
}

/** What can be known to be wrong before anybody signs in. */
async function checkBefore(options: ExportOptions, stateRoot: string): Promise<void> {
  if (options.updateFrom !== undefined && !existsSync(options.updateFrom))
    throw new UsageError('no-such-file', { path: options.updateFrom });
  if (options.inventory) return;
  await checkOutFolder(options.out);
  const [unfinished] = await findUnfinished({
    stateRoot,
    out: options.out,
    username: options.username,
    origins: originsOf(options.profile),
  });
  const goesOn = options.resume || options.finish;
  if (unfinished?.lockedBy !== undefined) throw new UsageError('run-locked', { pid: unfinished.lockedBy });
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

/** Tells what a profile out of a file would ask for, and has its addresses confirmed. */
async function aboutProfile(
  { handedOut, yes, json: quiet }: { handedOut: LoadedProfile['handedOut']; yes: boolean; json: boolean },
  say: Say,
  stop: () => void,
): Promise<void> {
  if (handedOut === undefined) return;
  if (!quiet) streams.err.write(`${profileWords(handedOut.facts, say).join('\n')}\n`);
  const isPerson = process.stdin.isTTY && process.stderr.isTTY;
  const ask = async (): Promise<boolean> =>
    isYes((await createAsker(process.stdin, process.stderr, stop).ask(say('cli:profile.confirm'))) ?? '', say);
  await confirmProfile(handedOut, yes, isPerson ? ask : undefined);
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

/** The person's wish to stop, from the keyboard, from the system, or because the window is closed. */
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const SAME_WISH_MS = 300;

async function runExport(args: readonly string[], { say, language }: Sayer, stateRoot: string): Promise<ExitCode> {
  const options = await parseExportOptions(args, say);
  const patience = parsePatience(process.env['TWINARK_PATIENCE']);
  const formats = formatsOf(language);
  await checkBefore(options, stateRoot);
  const stopping = new AbortController();
  let handle: ExportHandle | undefined;
  let wished = 0;
  const stop = (): void => {
    // The first wish stops in order; a second one is heard at once. One key may be heard twice: by us, and by who started us.
    if (stopping.signal.aborted && Date.now() - wished < SAME_WISH_MS) return;
    if (stopping.signal.aborted) process.exit(EXIT.stopped);
    wished = Date.now();
    stopping.abort(new StoppedError('interrupted'));
    handle?.stop();
  };
  for (const signal of STOPPING) process.on(signal, stop);
  onReaderGone = () => {
    if (!stopping.signal.aborted) stop();
  };
  // One turn of a workshop: whoever started it is gone, and what it has must go with it.
  if (process.env['TWINARK_APART'] === '1')
    process.once('disconnect', () => {
      process.once('exit', () => removeOrphan(stateRoot));
      onReaderGone();
    });
  const report = options.json ? json : progressReporter(streams, say, formats);
  // The engine is loaded when it is needed: help and mistakes are answered at once, on slow machines too.
  const { exporter } = await import('./app/export.ts');
  const startExport = exporter(existsSync(ARCHIVE_THREAD) ? ARCHIVE_THREAD : undefined);
  const { createCommandLineHost } = await import('./app/cliHost.ts');
  let session: Session | undefined;
  try {
    await aboutProfile(options, say, stop);
    if (options.finish) session = noSession();
    else {
      const secret = await readPassword(stopping.signal, say, stop);
      report({ type: 'phase', phase: 'signing-in' });
      session = await createCommandLineHost({
        username: options.username,
        password: secret,
        onBrowser: () => report({ type: 'warning', code: 'log-in-in-browser', params: {} }),
        ...(patience?.firstDelayMs === undefined ? {} : { retryMs: patience.firstDelayMs }),
      }).signIn(options.profile, stopping.signal);
    }
    stopping.signal.throwIfAborted();
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
        language: language,
        inventoryOnly: options.inventory,
        resume: options.resume,
        finish: options.finish,
        chosenAnew: options.chosenAnew,
        tool: TOOL,
        keepUnpacked: false,
        ...(options.split === undefined ? {} : { split: options.split }),
        ...(options.updateFrom === undefined ? {} : { updateFrom: resolve(options.updateFrom) }),
        ...(patience === undefined ? {} : { patience }),
      },
      report,
    );
    return tell(await handle.done, options, say, formats);
  } catch (error) {
    throw stopping.signal.aborted && !(error instanceof TwinArkError) ? stopping.signal.reason : error;
  } finally {
    await session?.close();
    for (const signal of STOPPING) process.off(signal, stop);
    onReaderGone = () => undefined;
  }
}

function tell(result: ExportResult, options: ExportOptions, say: Say, formats: Formats): ExitCode {
  const missing = result.items.filter(({ status }) => status === 'missing').length;
  if (!result.finished) {
    if (options.json) {
      for (const item of result.items) json({ type: 'item', item: inInventory(item) });
      for (const mention of result.mentions) json({ type: 'mention', mention });
      json({ type: 'inventory', items: result.items.length, missing });
    } else streams.out.write(`${inventoryTable(result.items, result.mentions, say, formats)}\n`);
    return missing > 0 ? EXIT.missing : EXIT.ok;
  }
  if (options.json) json(result.finished);
  else streams.out.write(`${summary(result.finished, result.items, say, formats)}\n`);
  return result.finished.missing > 0 ? EXIT.missing : EXIT.ok;
}

/** Nothing was downloaded, so nothing is called saved. */
function inInventory(item: ItemRecord): Record<string, unknown> {
  return item.status === 'saved' ? { ...item, status: 'found' } : item;
}

/** `export --workshop`: everybody's turn is this same command line, in a process of its own. */
async function runTurns(args: readonly string[], { say, language }: Sayer, stateRoot: string): Promise<ExitCode> {
  const options = await parseWorkshopOptions(args, say);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new StoppedError('interrupted'));
  for (const signal of STOPPING) process.on(signal, stop);
  onReaderGone = stop;
  try {
    await aboutProfile(options, say, stop);
    stopping.signal.throwIfAborted();
    const { runWorkshop } = await import('./app/cliWorkshop.ts');
    const cli = { streams, input: process.stdin, say, language, formats: formatsOf(language) };
    return await runWorkshop(options, { ...cli, stateRoot, stopping, stop });
  } finally {
    for (const signal of STOPPING) process.off(signal, stop);
  }
}

async function runVerify(args: readonly string[], { say, language }: Sayer): Promise<ExitCode> {
  const options = parseVerifyOptions(args, say);
  if (!existsSync(options.file)) throw new UsageError('no-such-file', { path: options.file });
  const { verificationText, verifyArchive } = await import('./archive/index.ts');
  const result = await verifyArchive(options.file, { signal: new AbortController().signal });
  if (options.json) json({ type: 'verified', ...result });
  else streams.out.write(`${verificationText(result, language).join('\n')}\n`);
  return result.ok ? EXIT.ok : EXIT.missing;
}

/** What works on archives that are there already: interrupted, it leaves nothing behind. */
async function runSchools(
  command: SchoolCommand,
  args: readonly string[],
  { say, language }: Sayer,
): Promise<ExitCode> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort(new StoppedError('interrupted'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const { schoolCommands } = await import('./app/cliSchools.ts');
  const cli = { streams, say, language, formats: formatsOf(language), tool: TOOL, signal: stopping.signal };
  return schoolCommands[command](args, cli);
}

function help(say: Say): ExitCode {
  streams.out.write(`${say('cli:help')}\n`);
  return EXIT.ok;
}

/** The one way in which an error is told: words for people, a line for scripts, an exit code for both. */
function tellError(error: unknown, args: readonly string[], { say, language }: Sayer): ExitCode {
  const exitCode = error instanceof TwinArkError ? error.exitCode : EXIT.bug;
  if (args.includes('--json'))
    json({ type: 'error', code: error instanceof TwinArkError ? error.code : 'bug', exitCode });
  const line = streams.err.isTTY === true ? '\n' : '';
  streams.err.write(`${line}${errorText(error, say, formatsOf(language), args.includes('--verbose'))}\n`);
  return exitCode;
}

async function main(args: readonly string[]): Promise<ExitCode> {
  endWithStarter();
  const [command, ...rest] = args;
  const spoken = await sayer(args);
  const stateRoot = process.env['TWINARK_STATE'] ?? defaultStateRoot(process.env, process.platform, homedir());
  // A bug of ours must not show its inside either; the run's state is safe at any moment.
  process.on('uncaughtException', (error) => process.exit(tellError(error, rest, spoken)));
  try {
    switch (command) {
      case 'export':
        return await (rest.includes('--workshop')
          ? runTurns(rest, spoken, stateRoot)
          : runExport(rest, spoken, stateRoot));
      case 'verify':
        return await runVerify(rest, spoken);
      case 'combine':
      case 'remove':
      case 'support-report':
        return await runSchools(command, rest, spoken);
      case undefined:
      case 'help':
      case '--help':
      case '-h':
        return help(spoken.say);
      default:
        throw new UsageError('unknown-option', { message: `unknown command '${command}'` });
    }
  } catch (error) {
    return error instanceof HelpShown ? EXIT.ok : tellError(error, rest, spoken);
  }
}

const exitCode = await main(process.argv.slice(2));
// Idle connections and timers of a run that was cut short must not keep the process; what was written must be out before.
const end = (): void => process.exit(exitCode);
process.stdout.on('error', end);
process.stderr.write('', () => process.stdout.write('', end));
