import { setTimeout as wait } from 'node:timers/promises';
import type { PageMemory } from './devtools.ts';
import { memoryOf } from './processMemory.ts';
import { forget, startApp, startBlank, switchesOf, whenReady, type Checkout, type Started } from './startedApp.ts';

/** One start, in milliseconds from the start of the process. */
export interface StartTimes {
  /** Until our process has started the browser; nothing where there is only the browser. */
  readonly ours: number;
  /** From there until the page is asked for. */
  readonly browser: number;
  /** From there until its button can be pressed. */
  readonly page: number;
  readonly all: number;
}

/** Memory of a window and of the process behind it, in megabytes. */
export interface WindowMemory extends PageMemory {
  readonly rendererPss: number;
  readonly rendererRss: number;
  /** All processes of the window's browser. */
  readonly windowPss: number;
  readonly windowRss: number;
  /** Controller and engine. */
  readonly enginePss: number;
  readonly engineRss: number;
}

export const isApp = (address: string): boolean => address.startsWith('https://app.invalid/');
export const WINDOW_PROFILE = 'twinark-window-';
const isBlank = (address: string): boolean => address.startsWith('data:');

/** The switches of the app's browser, for its peer. */
export async function browserSwitches(checkout: Checkout): Promise<readonly string[]> {
  const started = startApp(checkout, []);
  try {
    await whenReady(await started.page(WINDOW_PROFILE, isApp));
    return switchesOf(started);
  } finally {
    await started.stop();
  }
}

/**
 * @param blank the switches of a browser that shows an empty page; without them the app is started
 * @param cold what was read by earlier starts has to be fetched from the disk again
 */
export async function timeStart(
  checkout: Checkout,
  cold: boolean,
  blank: readonly string[] | undefined,
): Promise<StartTimes> {
  if (cold) forget(checkout.reads);
  const started = blank === undefined ? startApp(checkout, []) : startBlank(checkout, blank);
  try {
    const page = await started.page(WINDOW_PROFILE, blank === undefined ? isApp : isBlank);
    const { opened, ready } = await whenReady(page);
    page.close();
    const from = started.browserAt();
    return { ours: from - started.at, browser: opened - from, page: ready - opened, all: ready - started.at };
  } finally {
    await started.stop();
  }
}

/** What a window needs that has stood still for a while. */
export async function memoryAtRest(
  checkout: Checkout,
  milliseconds: number,
  blank: readonly string[] | undefined,
): Promise<WindowMemory> {
  const started = blank === undefined ? startApp(checkout, []) : startBlank(checkout, blank);
  try {
    const page = await started.page(WINDOW_PROFILE, blank === undefined ? isApp : isBlank);
    await whenReady(page);
    await wait(milliseconds);
    // The processes first: clearing away is a change.
    const processes = processMemory(started);
    return { ...processes, ...(await page.memory(true)) };
  } finally {
    await started.stop();
  }
}

/** Of all processes at this moment. */
export function processMemory(started: Started): Omit<WindowMemory, keyof PageMemory> {
  const all = started.window();
  const renderer = memoryOf(all.filter(({ command }) => command.some((part) => part.includes('--type=renderer'))));
  const window = memoryOf(all);
  const engine = memoryOf(started.engine());
  return {
    ...{ rendererPss: renderer.pss, rendererRss: renderer.rss },
    ...{ windowPss: window.pss, windowRss: window.rss },
    ...{ enginePss: engine.pss, engineRss: engine.rss },
  };
}
