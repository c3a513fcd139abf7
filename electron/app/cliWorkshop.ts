import type { Readable } from 'node:stream';
import { EXIT, type ErrorCode, type ExitCode, TwinArkError } from '../../shared/errors.ts';
import type { Formats } from '../../shared/i18n/formats.ts';
import type { EngineEvent } from '../../shared/progress.ts';
import { createAsker, isYes, type Asker } from './cliAsk.ts';
import type { Say } from './cliOptions.ts';
import { errorText, plain, progressReporter, withoutGaps, type CliStreams } from './cliOutput.ts';
import type { WorkshopCliOptions } from './cliWorkshopOptions.ts';
import { runTurnApart } from './cliTurn.ts';
import { Workshop, type Teacher, type TurnResult } from './workshop.ts';

export interface WorkshopCli {
  readonly streams: CliStreams;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly say: Say;
  readonly language: string;
  readonly formats: Formats;
  readonly stateRoot: string;
  readonly stopping: AbortController;
  /** Ends the program's work in order. */
  readonly stop: () => void;
}

/** Clears the screen and what can be scrolled back to. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

/**
 * `export --workshop`: teachers one after the other. At a terminal each is asked for user name, password and folder; else three
 * lines a teacher are read. What is written here, to stay on the computer, are numbers only.
 */
export async function runWorkshop(options: WorkshopCliOptions, cli: WorkshopCli): Promise<ExitCode> {
  const { streams, say, language, stopping } = cli;
  const { signal } = stopping;
  const asker = createAsker(cli.input, streams.err, cli.stop);
  const workshop = await Workshop.open({
    ...{ stateRoot: cli.stateRoot, place: options.place, helper: options.helper, language },
    runTurn: runTurnApart(options.shared),
    ...(asker.isPerson ? { goesOn: (code) => askToGoOn(code, asker, cli) } : {}),
  });
  const codes: ExitCode[] = [];
  try {
    for (let number = 1; !signal.aborted; number += 1) {
      const teacher = await askTeacher(number, asker, say, streams);
      if (teacher === undefined) break;
      codes.push(await oneTurn(number, teacher, workshop, options, cli));
      if (!asker.isPerson) continue;
      await asker.ask(say('cli:workshop.next'));
      streams.err.write(CLEAR);
    }
  } finally {
    await workshop.close();
    asker.close();
  }
  if (options.json) write(cli, { type: 'workshop', teachers: codes.length, saved: codes.filter(isDone).length });
  else
    streams.out.write(
      `${say('cli:workshop.end', { count: codes.length, n: cli.formats.number(codes.length), done: cli.formats.number(codes.filter(isDone).length) })}\n`,
    );
  if (signal.aborted) return EXIT.stopped;
  return codes.find((code) => !isDone(code)) ?? (codes.includes(EXIT.missing) ? EXIT.missing : EXIT.ok);
}

function isDone(code: ExitCode): boolean {
  return code === EXIT.ok || code === EXIT.missing;
}

function write(cli: WorkshopCli, value: unknown): void {
  cli.streams.out.write(`${JSON.stringify(value)}\n`);
}

async function askTeacher(number: number, asker: Asker, say: Say, streams: CliStreams): Promise<Teacher | undefined> {
  if (asker.isPerson) streams.err.write(`${say('cli:workshop.teacher', { n: number })}\n`);
  const username = (await asker.ask(say('cli:workshop.username')))?.trim();
  if (username === undefined || username === '') return undefined;
  const password = await asker.ask(say('cli:workshop.password'), true);
  const out = (await asker.ask(say('cli:workshop.out')))?.trim();
  return password === undefined || out === undefined || out === '' ? undefined : { username, password, out };
}

async function askToGoOn(code: ErrorCode | 'crashed', asker: Asker, { say, streams }: WorkshopCli): Promise<boolean> {
  streams.err.write(`\n${failure(code, say)}\n`);
  const answer = (await asker.ask(say('cli:workshop.goOn')))?.trim() ?? '';
  return isYes(answer, say);
}

async function oneTurn(
  number: number,
  teacher: Teacher,
  workshop: Workshop,
  options: WorkshopCliOptions,
  cli: WorkshopCli,
): Promise<ExitCode> {
  const observe = options.json ? (event: EngineEvent) => countsOnly(number, event, cli) : reporter(cli);
  try {
    const result = await workshop.turn(teacher, observe, cli.stopping.signal);
    return options.json ? tellScript(result, cli) : tellPerson(result, cli);
  } catch (error) {
    // Whatever it is, it is this teacher's turn alone.
    const known = error instanceof TwinArkError ? error : undefined;
    if (options.json) write(cli, { type: 'teacher', number, code: known?.code ?? 'bug' });
    cli.streams.err.write(`${errorText(error, cli.say, cli.formats, false)}\n`);
    return known?.exitCode ?? EXIT.bug;
  }
}

/** A log outlives the teacher's turn: names and titles are for a screen only, which is cleared. */
function reporter(cli: WorkshopCli): (event: EngineEvent) => void {
  const report = progressReporter(cli.streams, cli.say, cli.formats);
  const isScreen = cli.streams.err.isTTY === true;
  return (event) => {
    if (isScreen || (event.type !== 'account' && event.type !== 'problem')) report(event);
  };
}

function countsOnly(number: number, event: EngineEvent, cli: WorkshopCli): void {
  if (event.type === 'phase' || event.type === 'paused' || event.type === 'resumed') write(cli, { ...event, number });
  else if (event.type === 'progress') write(cli, { type: 'progress', number, counts: event.counts });
}

function tellScript({ number, finished, code, receipt }: TurnResult, cli: WorkshopCli): ExitCode {
  if (finished === undefined) write(cli, { type: 'teacher', number, code });
  else {
    const { items, saved, missing, skipped, bytes, seconds, requests } = finished;
    const counts = { items, saved, missing, skipped, bytes, seconds, requests };
    write(cli, { type: 'teacher', number, ...counts, receipt: receipt !== undefined });
  }
  return exitOf({ number, ...(finished ? { finished } : {}), ...(code ? { code } : {}) });
}

function tellPerson(result: TurnResult, cli: WorkshopCli): ExitCode {
  const { say, streams, formats } = cli;
  const { number, finished, code, receipt } = result;
  const lines: string[] = [];
  if (finished === undefined) lines.push(say('cli:workshop.failed', { n: number }), failure(code ?? 'crashed', say));
  else {
    const { saved, missing } = finished;
    const total = formats.number(saved + missing);
    lines.push(
      say('cli:workshop.saved', { n: number, saved: formats.number(saved), total, missing: formats.number(missing) }),
    );
    lines.push(say(receipt === undefined ? 'cli:workshop.noReceipt' : 'cli:workshop.receipt'));
    if (streams.out.isTTY === true)
      lines.push(...[...(finished.zips ?? [finished.zip]), receipt ?? ''].map((path) => `  ${plain(path)}`));
  }
  streams.out.write(`${lines.join('\n')}\n`);
  return exitOf(result);
}

function failure(code: ErrorCode | 'crashed', say: Say): string {
  if (code === 'crashed' || code === 'interrupted') return say('cli:workshop.crashed');
  return withoutGaps(say(`common:errors.${code}.title`));
}

function exitOf({ finished, code }: TurnResult): ExitCode {
  if (finished !== undefined) return finished.missing > 0 ? EXIT.missing : EXIT.ok;
  if (code === 'wrong-password' || code === 'no-log-in-form' || code === 'sign-in-loop') return EXIT.signIn;
  if (code === 'platform-unreachable' || code === 'platform-gone') return EXIT.unreachable;
  return EXIT.stopped;
}
