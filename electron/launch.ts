import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SignInError } from '../shared/errors.ts';
import { createTranslate, loadLanguage, type Translate } from '../shared/i18n/index.ts';
import { runInChromium } from './app/shellChromium.ts';
import { startDemo, type Demo } from './app/shellDemo.ts';
import { DEMO_ORIGINS, demoProfile } from './app/shellLaunch.ts';
import { systemLanguage } from './app/shellLanguage.ts';
import { lockApp } from './app/shellLock.ts';
import { endWithStarter } from './app/shellStarter.ts';
import { exporter } from './app/export.ts';
import { findBrowsers, hasDisplay } from './hosts/chromiumFind.ts';
import { isRoot } from './hosts/chromiumLaunch.ts';
import { electronBinary, fetchElectron } from './hosts/electronBinary.ts';
import { etwinningLegacy } from './platform/profiles/etwinningLegacy.ts';
import { defaultStateRoot } from './runs/index.ts';

/**
 * `npm start`: the app from a copy of the sources. Electron if it is here or can be fetched, else the same screens in an
 * installed Chrome, Edge or Chromium; the line it prints says which. `--demo` opens it on the sample account. Started from its
 * bundle in `out/main` (`launchStart.mjs`).
 */
const root = join(import.meta.dirname, '..', '..');
/** An Electron that ends so soon with an error never opened a window (missing libraries, a policy). */
const NEVER_CAME_UP_MS = 5000;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** One key may be heard twice: by us, and by who started us. */
const SAME_WISH_MS = 300;

/** Ctrl-C while something is fetched gives that up; afterwards it ends the program as usual. */
async function cancellable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cancel = (): void => controller.abort();
  process.on('SIGINT', cancel);
  try {
    return await work(controller.signal);
  } finally {
    // Not before the same key has been heard for the second time.
    setTimeout(() => process.off('SIGINT', cancel), SAME_WISH_MS).unref();
  }
}

async function findElectron(t: Translate): Promise<string | undefined> {
  const modules = join(root, 'node_modules');
  const found = electronBinary(modules);
  if (found !== undefined || process.env['TWINARK_NO_FETCH'] !== undefined) return found;
  say(t('shell:launch.fetching', { seconds: 5 }));
  const fetched = await cancellable((signal) => fetchElectron({ modules, signal }));
  if (!fetched) say(t('shell:launch.notFetched'));
  return fetched ? electronBinary(modules) : undefined;
}

/** Resolves with the exit code, or with nothing if Electron never came up and another host should be tried. */
function runElectron(program: string, demo: Demo | undefined): Promise<number | undefined> {
  return new Promise((resolve) => {
    const started = Date.now();
    const env = { ...process.env, ...(demo === undefined ? {} : { [DEMO_ORIGINS]: JSON.stringify(demo.origins) }) };
    const args = [...(isRoot() ? ['--no-sandbox'] : []), join(root, 'out/main/main.js')];
    const child = spawn(program, args, { stdio: 'inherit', env });
    // The window has the terminal's Ctrl-C too, and stops by itself; we only wait for it.
    process.on('SIGINT', () => undefined);
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => {
      const cameUp = code === 0 || Date.now() - started > NEVER_CAME_UP_MS;
      resolve(cameUp ? (code ?? 0) : undefined);
    });
  });
}

async function runChromium(t: Translate, demo: Demo | undefined): Promise<number> {
  const stateRoot = defaultStateRoot(process.env, process.platform, homedir());
  const unlock = lockApp(stateRoot);
  if (unlock === undefined) {
    say(t('shell:launch.running'));
    return 0;
  }
  try {
    const run = await runInChromium({
      out: join(root, 'out'),
      profile: demo === undefined ? etwinningLegacy : demoProfile(demo.origins),
      demo: demo !== undefined,
      stateRoot,
      systemLanguages: [systemLanguage()],
      startExport: exporter(join(root, 'out/main/archiveThread.js')),
      onBug: (error) => say(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    say(t('shell:launch.chromium', { browser: run.app.browserName }));
    let wished: number | undefined;
    const stop = (): void => {
      // The first wish stops in order; a second one is heard at once.
      if (wished !== undefined && Date.now() - wished > SAME_WISH_MS) process.exit(1);
      if (wished === undefined) void run.stop();
      wished ??= Date.now();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
    await run.done;
    return 0;
  } catch (error) {
    if (!(error instanceof SignInError) || error.code !== 'no-browser') throw error;
    say(t('shell:launch.noBrowser'));
    return 1;
  } finally {
    unlock();
  }
}

async function main(): Promise<number> {
  endWithStarter();
  const { values } = parseArgs({ options: { demo: { type: 'boolean' }, chromium: { type: 'boolean' } } });
  const t = createTranslate(await loadLanguage(systemLanguage()));
  if (!hasDisplay()) {
    say(t('shell:launch.noDisplay'));
    return 1;
  }
  const electron = values.chromium === true ? undefined : await findElectron(t);
  if (electron === undefined && findBrowsers().length === 0) {
    say(t('shell:launch.noBrowser'));
    return 1;
  }
  const demo = values.demo === true ? await startDemo(root) : undefined;
  if (demo !== undefined) say(t('shell:launch.demo', { username: demo.username, password: demo.password }));
  try {
    if (electron !== undefined) {
      say(t('shell:launch.electron'));
      const code = await runElectron(electron, demo);
      if (code !== undefined) return code;
    }
    return await runChromium(t, demo);
  } finally {
    demo?.stop();
  }
}

process.exitCode = await main();
