import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ensureBuilt } from '../../../electron/shellBuild.mjs';
import { testBrowser } from '../../unit/support/testBrowser.ts';
import { openDevTools, type DevTools } from './devtools.ts';
import { processTree, type Process } from './processMemory.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const START = z
  .object({ scripts: z.object({ start: z.string().regex(/^node /) }) })
  .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))).scripts.start;
/** Begins the folder of a profile that the app's window uses. */
const WINDOW = 'twinark-window-';

/** A checkout of its own, built, so that no other build or test comes between; it starts as `npm start` would. */
export interface Checkout {
  readonly root: string;
  /** What a start reads, for `forget`. */
  readonly reads: readonly string[];
  /** Programs of its own, which no other process has in memory. */
  readonly browser: string;
  readonly node: string;
  remove(): void;
}

/**
 * @param account what `--demo` opens: the line that the sample platform says of itself
 */
export async function makeCheckout(account?: object): Promise<Checkout> {
  await ensureBuilt(project, AbortSignal.timeout(100_000));
  const root = mkdtempSync(join(tmpdir(), 'twinark-figures-'));
  const parts = ['out', 'electron', 'shared', 'package.json'];
  // With their times, or the build would seem older than its sources.
  for (const part of parts)
    cpSync(join(project, part), join(root, part), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  if (account !== undefined) {
    const platform = join(root, 'tests', 'sample-platform');
    mkdirSync(platform, { recursive: true });
    const line = JSON.stringify(JSON.stringify(account));
    writeFileSync(join(platform, 'main.ts'), `console.log(${line});\nsetInterval(() => undefined, 60_000);\n`);
  }
  const { executablePath: program = '', args = [] } = await testBrowser();
  const executablePath = join(root, 'chromium');
  copyFileSync(program, executablePath);
  const node = join(root, 'node');
  copyFileSync(process.execPath, node);
  const browser = join(root, 'browser');
  // As a person's browser, but without a screen; it opens a port for us and says when it was started.
  const script = [
    '#!/bin/sh',
    'date +%s%3N >> "$TWINARK_FIGURES_STARTED"',
    `exec ${[executablePath, '--headless', ...args].join(' ')} --remote-debugging-port=0 "$@"`,
  ];
  writeFileSync(browser, `${script.join('\n')}\n`, { mode: 0o755 });
  const modules = ['playwright-core', 'sharp', '@img'];
  return {
    root,
    browser,
    node,
    reads: [root, ...modules.map((name) => join(project, 'node_modules', name))],
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Takes files out of the system's memory, as after switching the computer on. What others have in use stays. */
export function forget(paths: readonly string[]): void {
  const each = 'for file do dd if="$file" iflag=nocache count=0 status=none; done';
  const one = (path: string): void =>
    void execFileSync('find', [path, '-type', 'f', '-exec', 'sh', '-c', each, 'sh', '{}', '+'], { stdio: 'ignore' });
  paths.forEach(one);
}

/** Something started with a window, from outside. */
export interface Started {
  /** Milliseconds since 1970, as are all moments here. */
  readonly at: number;
  /** When its browser was started. */
  browserAt(): number;
  /** A page of one of its browsers; waited for until it is there. */
  page(profile: string, isPage: (address: string) => boolean): Promise<DevTools>;
  /** The processes of its window's browser. */
  window(): readonly Process[];
  /** The process behind the window: controller and engine. */
  engine(): readonly Process[];
  /** What it said of itself so far. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
  /** Ends it as Ctrl-C does. @returns its exit code */
  stop(): Promise<number | null>;
}

/** Starts the app by the project's own line, in a home and a temporary folder of its own. */
export function startApp(checkout: Checkout, args: readonly string[]): Started {
  const [, ...line] = START.split(' ');
  return start(checkout.node, [...line, '--chromium', ...args], checkout);
}

/** The same browser with the same switches and an empty page with one button: what no app can be quicker than. */
export function startBlank(checkout: Checkout, switches: readonly string[]): Started {
  const page = `data:text/html,<title>Blank</title><div class=actions><button class=button-primary>Begin</button></div>`;
  return start(checkout.browser, [...switches, page], checkout, WINDOW);
}

/** The switches that an app's browser was given, but for those that belong to that one start. */
export function switchesOf(started: Started): readonly string[] {
  const [browser] = started.window();
  return (browser?.command ?? [])
    .slice(1)
    .filter((part) => /^--/.test(part) && !/^--(user-data-dir|remote-debugging|app|headless)/.test(part));
}

function start(program: string, args: readonly string[], checkout: Checkout, ownProfile?: string): Started {
  const folder = mkdtempSync(join(tmpdir(), 'twinark-started-'));
  const temporary = join(folder, 'tmp');
  const said = join(folder, 'started');
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name));
  const profile = ownProfile === undefined ? [] : [`--user-data-dir=${join(temporary, ownProfile)}`];
  const at = Date.now();
  const child = spawn(program, [...profile, ...args], {
    cwd: checkout.root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      ...{ HOME: join(folder, 'home'), TMPDIR: temporary, LANG: 'en', LC_ALL: 'en', DISPLAY: ':0' },
      ...{ XDG_STATE_HOME: '', XDG_DOCUMENTS_DIR: join(folder, 'home'), TWINARK_STATE: join(folder, 'state') },
      ...{ TWINARK_BROWSER: checkout.browser, TWINARK_FIGURES_STARTED: said },
    },
  });
  const signal = AbortSignal.timeout(60_000);
  let words = '';
  child.stderr.on('data', (text: Buffer) => (words += text.toString()));
  const pid = child.pid ?? 0;
  return {
    at,
    browserAt: () => Number(readFileSync(said, 'utf8').split('\n')[0]),
    async page(prefix, isPage) {
      return openDevTools(await portIn(temporary, prefix, signal, () => ended(child, words)), isPage, signal);
    },
    window: () => windowIn(processTree(pid)),
    engine: () => {
      const all = processTree(pid);
      const [browser] = windowIn(all);
      // A browser that was started by itself has nobody behind it.
      return all.filter((one) => one.pid === browser?.parent);
    },
    said: () => words,
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGINT');
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('exit', resolve));
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
      return child.exitCode;
    },
  };
}

function ended({ exitCode }: ChildProcess, words: string): void {
  if (exitCode !== null) throw new Error(`it has ended: ${words}`);
}

/** The browser with the window's profile first, then what it has started. */
function windowIn(all: readonly Process[]): readonly Process[] {
  const found = all.filter(({ command }) =>
    command.some((part) => part.includes(`--user-data-dir=`) && part.includes(WINDOW)),
  );
  for (const { pid } of found)
    found.push(...all.filter(({ parent, pid: own }) => parent === pid && found.every((one) => one.pid !== own)));
  return found;
}

/** A browser writes into its profile on which port it listens. */
async function portIn(folder: string, prefix: string, signal: AbortSignal, check: () => void): Promise<number> {
  for (;;) {
    signal.throwIfAborted();
    check();
    for (const name of readdirSync(folder).filter((name) => name.startsWith(prefix))) {
      try {
        const port = Number(readFileSync(join(folder, name, 'DevToolsActivePort'), 'utf8').split('\n')[0]);
        if (port > 0) return port;
      } catch {
        // Not yet.
      }
    }
    await wait(10);
  }
}

const readySchema = z.object({ opened: z.number(), ready: z.number() });

/** Waits until the primary button can be seen and pressed, and was painted. */
export async function whenReady(page: DevTools): Promise<z.infer<typeof readySchema>> {
  for (;;) {
    try {
      return await page.evaluate(readySchema, WHEN_READY);
    } catch (error) {
      // Asked while the browser was still turning from its first empty page to ours.
      if (!(error instanceof Error && error.message.includes('context was destroyed'))) throw error;
    }
  }
}

const WHEN_READY = `new Promise((resolve) => {
  const look = () => {
    const button = document.querySelector('.actions .button-primary');
    const { x, y, width, height } = button?.getBoundingClientRect() ?? { x: 0, y: 0, width: 0, height: 0 };
    const there = document.elementFromPoint(x + width / 2, y + height / 2);
    const pressable = button !== null && !button.disabled && width > 0 && button.contains(there);
    if (!pressable) requestAnimationFrame(look);
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve({
      opened: performance.timeOrigin,
      ready: performance.timeOrigin + performance.now(),
    })));
  };
  look();
})`;
