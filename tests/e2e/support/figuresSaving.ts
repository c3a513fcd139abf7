import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { DevTools } from './devtools.ts';
import { isApp, processMemory, WINDOW_PROFILE, type WindowMemory } from './figuresStart.ts';
import { startPlatformProcess } from './platformProcess.ts';
import { processorSeconds } from './processMemory.ts';
import { makeCheckout, startApp, whenReady, type Started } from './startedApp.ts';

/** What one whole way in the window needed. */
export interface SavingFigures {
  readonly items: number;
  readonly seconds: number;
  /** The most of each while it was looked and saved; the page with what nobody has cleared away yet. */
  readonly peak: WindowMemory;
  /** At the end; the page after clearing away. */
  readonly end: WindowMemory;
  /** While it is saved. */
  readonly longestFrameMs: number;
  /** Processor time of the window and of what is behind it, while it is saved. */
  readonly windowSeconds: number;
  readonly engineSeconds: number;
}

const LOOK_EVERY_MS = 500;
const LONGEST_MS = 300_000;

/** The whole way in the window: an account with so many pictures is looked through and saved. */
export async function savingFigures(pictures: number): Promise<SavingFigures> {
  const platform = await startPlatformProcess([
    ...['--seed', '71', '--spaces', '3', '--groups', '0', '--pictures', String(pictures / 3)],
    ...['--files', '4', '--pages', '4', '--page-size', '48'],
  ]);
  const { origins, username, password } = platform;
  const checkout = await makeCheckout({ origins, username, password });
  const started = startApp(checkout, ['--demo']);
  try {
    const page = await started.page(WINDOW_PROFILE, isApp);
    await whenReady(page);
    await press(page, 'start');
    await logIn(started, username, password);
    await onScreen(page, 'look');
    const peaks = watchPeaks(started, page);
    await press(page, 'look');
    await press(page, 'notice');
    await onScreen(page, 'saving');
    await countFrames(page);
    const at = Date.now();
    const used = { window: processorSeconds(started.window()), engine: processorSeconds(started.engine()) };
    await onScreen(page, 'done');
    const seconds = (Date.now() - at) / 1000;
    const windowSeconds = processorSeconds(started.window()) - used.window;
    const engineSeconds = processorSeconds(started.engine()) - used.engine;
    const peak = await peaks.stop();
    const longestFrameMs = await page.evaluate(z.number(), 'Math.max(...window.frames_)');
    const end = { ...processMemory(started), ...(await page.memory(true)) };
    const items = await page.evaluate(
      z.number(),
      `window.twinark.request('app.state', {}).then(({ value }) => value.shell.stage.result.items)`,
    );
    return { items, seconds, peak, end, longestFrameMs, windowSeconds, engineSeconds };
  } finally {
    await started.stop();
    await platform.stop();
    checkout.remove();
  }
}

/** Waits for a screen; a run that stopped says why. */
async function onScreen(page: DevTools, name: string): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  for (;;) {
    const shown = await page.evaluate(z.string(), `document.querySelector('[data-screen]')?.dataset.screen ?? ''`);
    if (shown === name) return;
    if (shown === 'stopped' || Date.now() > end)
      throw new Error(await page.evaluate(z.string(), 'document.body.innerText'));
    await wait(100);
  }
}

/** Presses the primary button of a screen. */
async function press(page: DevTools, screen: string): Promise<void> {
  await onScreen(page, screen);
  await whenReady(page);
  await page.evaluate(z.undefined(), `document.querySelector('.actions .button-primary').click()`);
}

/** The person at the platform's own page, in the window beside. */
async function logIn(started: Started, username: string, password: string): Promise<void> {
  const page = await started.page('playwright_', (address) => address.startsWith('http://127.0.0.1:'));
  await page.evaluate(
    z.undefined(),
    `new Promise((resolve) => {
      const fill = () => {
        const secret = document.querySelector('input[type=password]');
        if (secret === null) return setTimeout(fill, 50);
        document.querySelector('input[autocomplete=username]').value = ${JSON.stringify(username)};
        secret.value = ${JSON.stringify(password)};
        resolve();
        setTimeout(() => secret.form.requestSubmit(), 20);
      };
      fill();
    })`,
  );
  page.close();
}

/** From now on the page counts how long each of its frames takes. */
async function countFrames(page: DevTools): Promise<void> {
  await page.evaluate(
    z.undefined(),
    `(() => {
      window.frames_ = [];
      let last = performance.now();
      const step = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
      requestAnimationFrame(step);
    })()`,
  );
}

function watchPeaks(started: Started, page: DevTools): { stop(): Promise<WindowMemory> } {
  const seen: WindowMemory[] = [];
  let over = false;
  const watching = (async () => {
    while (!over) {
      seen.push({ ...processMemory(started), ...(await page.memory(false)) });
      await wait(LOOK_EVERY_MS);
    }
  })();
  return {
    async stop() {
      over = true;
      await watching;
      const most = (pick: (one: WindowMemory) => number): number => Math.max(...seen.map(pick));
      return {
        heapMb: most(({ heapMb }) => heapMb),
        nodes: most(({ nodes }) => nodes),
        elements: most(({ elements }) => elements),
        rendererPss: most(({ rendererPss }) => rendererPss),
        rendererRss: most(({ rendererRss }) => rendererRss),
        windowPss: most(({ windowPss }) => windowPss),
        windowRss: most(({ windowRss }) => windowRss),
        enginePss: most(({ enginePss }) => enginePss),
        engineRss: most(({ engineRss }) => engineRss),
      };
    },
  };
}
