import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Patience } from '../../../electron/net/index.ts';
import type { SamplePlatform } from '../../sample-platform/index.ts';
import { bundledCli, NODE_FLAGS, NODE_SETTINGS } from '../../../electron/cliBundle.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Delays that a test can wait for: the same rules as in real life, a hundred times quicker. */
export const QUICK: Partial<Patience> = {
  attempts: 4,
  firstDelayMs: 15,
  maxDelayMs: 60,
  retryAfterCapMs: 300,
  headMs: 4000,
  stallMs: 1500,
  viewMs: 20_000,
  firstProbeMs: 60,
  maxProbeMs: 250,
  outageMs: 60_000,
};

const eventSchema = z.looseObject({ type: z.string() });
export type CliEvent = z.infer<typeof eventSchema>;

/** What a finished command line run left behind. */
export interface CliResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
  /** Lines of `--json`, parsed; a line that is no JSON object fails the test. */
  events(): CliEvent[];
  /** The last line, which must be `finished`. */
  finished(): z.infer<typeof finishedSchema>;
}

const finishedSchema = z.object({
  type: z.literal('finished'),
  zip: z.string().min(1),
  zips: z.array(z.string()).optional(),
  items: z.number().int(),
  saved: z.number().int(),
  missing: z.number().int(),
  skipped: z.number().int(),
  elsewhere: z.number().int(),
  bytes: z.number().int(),
  seconds: z.number(),
  requests: z.number().int(),
});

export interface CliOptions {
  /** Standard input; nothing by default. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly patience?: Partial<Patience>;
}

/** A command line run under way. */
export interface RunningCli {
  readonly child: ChildProcess;
  readonly done: Promise<CliResult>;
  /** What was written so far. */
  out(): string;
  err(): string;
}

/** Folders of one test: where the ZIP goes and where the run keeps its state. */
export interface Desk {
  readonly base: string;
  readonly out: string;
  readonly state: string;
  /** Starts the command line with this state folder. */
  start(args: readonly string[], options?: CliOptions): RunningCli;
  run(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** `export` of a sample account, with the password on standard input. */
  startExport(platform: Account, args?: readonly string[], options?: CliOptions): RunningCli;
  export(platform: Account, args?: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Names in the folder for the ZIP. */
  written(): Promise<string[]>;
  /** Folders of unfinished runs. */
  runs(): Promise<string[]>;
  clear(): Promise<void>;
}

export type Account = Pick<SamplePlatform, 'origins' | 'username' | 'password'>;

/** @param places other folders than below one of its own */
export async function newDesk(places: { readonly out?: string; readonly state?: string } = {}): Promise<Desk> {
  const program = await commandLine();
  const folder = await mkdtemp(join(tmpdir(), 'twinark-e2e-'));
  const out = places.out ?? join(folder, 'out');
  const state = places.state ?? join(folder, 'state');
  const start = (args: readonly string[], options: CliOptions = {}): RunningCli =>
    startCli([...program, ...args], state, options);
  const exportArgs = (platform: Account, args: readonly string[]): string[] => [
    'export',
    '--username',
    platform.username,
    '--password-stdin',
    '--out',
    out,
    ...originArgs(platform),
    ...args,
  ];
  const startExport: Desk['startExport'] = (platform, args = [], options = {}) =>
    start(exportArgs(platform, args), { input: platform.password, ...options });
  return {
    base: folder,
    out,
    state,
    start,
    startExport,
    run: (args, options) => start(args, options).done,
    export: (platform, args, options) => startExport(platform, args, options).done,
    written: async () => (await readdir(out).catch(() => [])).sort(),
    runs: () => readdir(join(state, 'runs')).catch(() => []),
    clear: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

export function originArgs({ origins }: Account): string[] {
  return Object.entries(origins).flatMap(([role, origin]) => ['--origin', `${role}=${origin}`]);
}

/** What Node is to run: the bundle, as `npm run export` does. */
async function commandLine(): Promise<readonly string[]> {
  return [...NODE_FLAGS, await bundledCli()];
}

function startCli(args: readonly string[], state: string, options: CliOptions): RunningCli {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...NODE_SETTINGS,
      LC_ALL: 'C.UTF-8',
      TWINARK_STATE: state,
      TWINARK_PATIENCE: JSON.stringify(options.patience ?? QUICK),
      ...options.env,
    },
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const done = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const ms = performance.now() - began;
      resolve({ code, signal, out, err, ms, events: () => eventsIn(out), finished: () => lastOf(out, err) });
    });
  });
  return { child, done, out: () => out, err: () => err };
}

function eventsIn(out: string): CliEvent[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => eventSchema.parse(JSON.parse(line)));
}

function lastOf(out: string, err: string): z.infer<typeof finishedSchema> {
  const parsed = finishedSchema.safeParse(eventsIn(out).at(-1));
  if (!parsed.success) throw new Error(`no finished event at the end: ${out.slice(-600)}\n${err.slice(-1200)}`);
  return parsed.data;
}

/** Waits until something is so. */
export async function until(what: () => boolean | Promise<boolean>, milliseconds = 60_000): Promise<void> {
  for (const end = performance.now() + milliseconds; ;) {
    if (await what()) return;
    if (performance.now() > end) throw new Error('it did not come to that in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
