import { z } from 'zod';
import { found, space } from './appFakes.ts';
import { fillAccount, makeApp } from './appStates.ts';
import type { TestBrowser } from './appWindow.ts';
import { readMetrics, type PageMemory } from './support/devtools.ts';

const LONG_MS = 50;

export interface Smoothness {
  readonly longestFrameMs: number;
  /** Frames that a person could feel. */
  readonly longFrames: number;
  /** At the end, after clearing away. */
  readonly memory: PageMemory;
}

/**
 * The longest frame of the page with the whole tree open: in every round 400 items are found, two spaces grow, and 30 pictures
 * are saved. A hundred rounds are 40,000 items and 3,000 pictures.
 */
export async function smoothness(browser: TestBrowser, rounds: number): Promise<Smoothness> {
  const app = makeApp({ languages: ['en'] });
  const { page, screen } = await browser.open(app.services);
  await page.locator('.actions .button-primary').click();
  await screen('sign-in');
  while (!app.asked()) await page.waitForTimeout(5);
  app.signedIn();
  await screen('look');
  await page.locator('.actions .button').first().click();
  await screen('choose');
  await page.evaluate(`(() => {
    window.frames_ = [];
    let last = performance.now();
    const step = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
    requestAnimationFrame(step);
  })()`);
  fillAccount(app, { spaces: 60 });
  for (let round = 0; round < rounds; round += 1) {
    app.run.emit(...found('image', 'twinspaces', 400));
    // As the walk does it: one space after the other grows, a few at a time.
    for (const number of [round % 60, (round + 7) % 60]) {
      app.run.emit({
        type: 'space',
        space: space(190_000 + number, { title: `Rivers ${number}`, bytes: round * 1e6 }),
      });
    }
    for (let index = 0; index < 30; index += 1) {
      const saved = round * 30 + index;
      const counts = { found: 400 * rounds, saved, missing: 0, skipped: 0, bytes: saved * 1e6, requests: saved };
      app.run.emit({ type: 'progress', counts });
    }
    await page.waitForTimeout(30);
  }
  const frames = z.array(z.number()).parse(await page.evaluate('window.frames_'));
  const longestFrameMs = Math.max(...frames);
  // Numbers are shown a little later.
  await page.waitForTimeout(1_000);
  const cdp = await page.context().newCDPSession(page);
  try {
    await cdp.send('HeapProfiler.collectGarbage');
    await cdp.send('Performance.enable');
    const elements = await page.locator('*').count();
    const memory = { ...readMetrics(await cdp.send('Performance.getMetrics')), elements };
    return { longestFrameMs, longFrames: frames.filter((ms) => ms > LONG_MS).length, memory };
  } finally {
    await cdp.detach();
  }
}
