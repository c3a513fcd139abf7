import { bundledCli, NODE_FLAGS } from '../../../electron/cliBundle.mjs';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { QUICK } from './cli.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const eventSchema = z.looseObject({ type: z.string() });

/** A workshop of the command line, whose teachers come while it runs. */
export interface WorkshopProcess {
  readonly child: ChildProcess;
  readonly done: Promise<number | null>;
  /** Three lines of one teacher. */
  come(username: string, password: string, out: string): void;
  /** Nobody comes any more. */
  end(): void;
  said(): string;
  events(): z.infer<typeof eventSchema>[];
  /** The process that saves for one teacher (Linux). */
  turn(): Promise<number | undefined>;
}

/**
 * @param base everything that the program can think of writing to lies below it: state, home, temporary files
 */
export async function startWorkshop(base: string, args: readonly string[]): Promise<WorkshopProcess> {
  const [state, home, temporary] = [join(base, 'state'), join(base, 'home'), join(base, 'tmp')];
  for (const folder of [home, temporary]) await mkdir(folder, { recursive: true });
  const child = spawn(process.execPath, [...NODE_FLAGS, await bundledCli(), 'export', '--workshop', ...args], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      LC_ALL: 'C.UTF-8',
      ...{ HOME: home, XDG_STATE_HOME: home, XDG_CACHE_HOME: home, TMPDIR: temporary },
      TWINARK_STATE: state,
      TWINARK_PATIENCE: JSON.stringify(QUICK),
    },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.on('error', () => undefined);
  const done = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    done,
    come: (...lines) => void child.stdin.write(`${lines.join('\n')}\n`),
    end: () => void child.stdin.end(),
    said: () => out + err,
    events: () =>
      out
        .split('\n')
        .slice(0, -1)
        .map((line) => eventSchema.parse(JSON.parse(line))),
    async turn() {
      const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '');
      for (const pid of children.trim().split(' ').filter(Boolean).map(Number)) {
        const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
        if (command.includes('--password-stdin')) return pid;
      }
      return undefined;
    },
  };
}
