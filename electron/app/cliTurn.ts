import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { ERROR_CODES } from '../../shared/errors.ts';
import { engineEventSchema } from '../../shared/progress.ts';
import type { RunTurn, TurnEnd } from './workshop.ts';

/** What a process that saves writes: the events of the run, or why it ended without an archive. */
const lineSchema = z.union([engineEventSchema, z.object({ type: z.literal('error'), code: z.enum(ERROR_CODES) })]);

/** This very program, as it was started. */
function program(): string[] {
  if ('electron' in process.versions) return ['--cli'];
  return [...process.execArgv, process.argv[1] ?? ''];
}

/**
 * Saves in a process of its own, by the same command line: sign-in, password and pages of one person are never in the memory of
 * the program that the next one uses, and whatever happens to it happens to it alone. The channel is there to be closed: when
 * this program is gone, the other one stops and takes its state along.
 *
 * @param options of `export` that are the same for everybody
 */
export function runTurnApart(options: readonly string[]): RunTurn {
  return ({ username, password, out, stateRoot, resume }, observe, signal) => {
    const args = ['export', '--username', username, '--password-stdin', '--out', out, '--json', ...options];
    const child = spawn(process.execPath, [...program(), ...args, ...(resume ? ['--resume'] : [])], {
      stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
      env: { ...process.env, TWINARK_STATE: stateRoot, TWINARK_APART: '1' },
    });
    let end: TurnEnd = { code: 'crashed' };
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on('line', (line) => {
        const event = read(line);
        if (event?.type === 'error') end = { code: event.code };
        else if (event?.type === 'finished') end = { finished: event };
        else if (event !== undefined) observe(event);
      });
    child.stdin?.on('error', () => undefined).end(password);
    const stop = (): void => void child.kill('SIGTERM');
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    return new Promise((resolve) => {
      child.once('error', () => resolve({ code: 'crashed' }));
      child.once('close', () => {
        signal.removeEventListener('abort', stop);
        resolve(end);
      });
    });
  };
}

function read(line: string): z.infer<typeof lineSchema> | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    // Half a line of a program that was ended.
    return undefined;
  }
}
