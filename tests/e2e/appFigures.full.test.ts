import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { median } from '../bench/numbers.ts';
import { makePackage } from '../unit/support/package.ts';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';
import { smoothness, type Smoothness } from './appSmooth.ts';
import { buildPage, startBrowser } from './appWindow.ts';
import { savingFigures, type SavingFigures } from './support/figuresSaving.ts';
import {
  browserSwitches,
  memoryAtRest,
  timeStart,
  type StartTimes,
  type WindowMemory,
} from './support/figuresStart.ts';
import { figureTable, type FigureColumn } from './support/figuresTable.ts';
import { makeCheckout, type Checkout } from './support/startedApp.ts';

/**
 * What the window costs (docs/performance.md, "The window"): each figure several times, in a table with median and spread.
 * Bounds are generous, since tests share the machine; what they hold is that nothing grows with what there is.
 */
const STARTS = 5;
const REPEATS = 3;
const REST_MS = 30_000;

const START: readonly FigureColumn<StartTimes>[] = [
  { head: 'until the browser starts', of: ({ ours }) => ours },
  { head: 'until it opens the page', of: ({ browser }) => browser },
  { head: 'until the button', of: ({ page }) => page },
  { head: 'all, ms', of: ({ all }) => all },
];
const MEMORY: readonly FigureColumn<WindowMemory>[] = [
  { head: 'page: heap', of: ({ heapMb }) => heapMb, digits: 1 },
  { head: 'nodes', of: ({ nodes }) => nodes },
  { head: 'elements', of: ({ elements }) => elements },
  { head: 'renderer PSS', of: ({ rendererPss }) => rendererPss },
  { head: 'renderer RSS', of: ({ rendererRss }) => rendererRss },
  { head: 'browser PSS', of: ({ windowPss }) => windowPss },
  { head: 'browser RSS', of: ({ windowRss }) => windowRss },
  { head: 'engine PSS', of: ({ enginePss }) => enginePss },
  { head: 'engine RSS', of: ({ engineRss }) => engineRss },
];
const SAVING: readonly FigureColumn<SavingFigures>[] = [
  { head: 'items', of: ({ items }) => items },
  { head: 'seconds', of: ({ seconds }) => seconds },
  { head: 'processor, window', of: ({ windowSeconds }) => windowSeconds, digits: 1 },
  { head: 'processor, engine', of: ({ engineSeconds }) => engineSeconds, digits: 1 },
  { head: 'longest frame, ms', of: ({ longestFrameMs }) => longestFrameMs },
];
const TREE: readonly FigureColumn<Smoothness>[] = [
  { head: 'longest frame, ms', of: ({ longestFrameMs }) => longestFrameMs },
  { head: 'frames over 50 ms', of: ({ longFrames }) => longFrames },
  { head: 'elements', of: ({ memory }) => memory.elements },
  { head: 'nodes', of: ({ memory }) => memory.nodes },
  { head: 'heap, MB', of: ({ memory }) => memory.heapMb, digits: 1 },
];

async function repeated<T>(count: number, measure: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let round = 0; round < count; round += 1) all.push(await measure());
  return all;
}
function middle<T>(runs: readonly T[], of: (run: T) => number): number {
  return median(runs.map(of));
}
const show = (table: string): void => void process.stdout.write(`\n${table}\n`);

describe.skipIf(!testBrowserRuns)('the window', () => {
  describe('as it is started from a copy of the sources', () => {
    let checkout: Checkout;
    let switches: readonly string[];
    beforeAll(async () => {
      checkout = await makeCheckout();
      switches = await browserSwitches(checkout);
    });
    afterAll(() => checkout.remove());

    it('can be used soon: start to the first button', async () => {
      const app = { warm: [] as StartTimes[], cold: [] as StartTimes[] };
      const blank = { warm: [] as StartTimes[], cold: [] as StartTimes[] };
      // In turns, so that all meet the same weather.
      for (let round = 0; round < STARTS; round += 1) {
        for (const weather of ['warm', 'cold'] as const) {
          app[weather].push(await timeStart(checkout, weather === 'cold', undefined));
          blank[weather].push(await timeStart(checkout, weather === 'cold', switches));
        }
      }
      const rows = (['warm', 'cold'] as const).flatMap((weather) => [
        [`start, ${weather}`, app[weather]] as const,
        [`empty page, ${weather}`, blank[weather]] as const,
      ]);
      show(figureTable('start', START, rows));
      expect(middle(app.warm, ({ all }) => all)).toBeLessThan(5_000);
      expect(middle(app.cold, ({ all }) => all)).toBeLessThan(8_000);
    });

    it('is small at rest', async () => {
      const app = await repeated(REPEATS, () => memoryAtRest(checkout, REST_MS, undefined));
      const blank = await repeated(REPEATS, () => memoryAtRest(checkout, REST_MS, switches));
      const rows = [['start screen', app] as const, ['empty page', blank] as const];
      show(figureTable(`at rest, after ${REST_MS / 1000} s, MB`, MEMORY, rows));
      expect(middle(app, ({ nodes }) => nodes)).toBeLessThan(1_000);
      expect(middle(app, ({ heapMb }) => heapMb)).toBeLessThan(20);
      // From its sources, with their translator, it was 230.
      expect(middle(app, ({ enginePss }) => enginePss)).toBeLessThan(150);
    });
  });

  it('does not grow with what is saved', { timeout: 1_800_000 }, async () => {
    const few = await repeated(REPEATS, () => savingFigures(300));
    const many = await repeated(REPEATS, () => savingFigures(3_000));
    const named = [['300 pictures', few] as const, ['3,000 pictures', many] as const];
    show(figureTable('saving', SAVING, named));
    const rows = named.flatMap(([name, runs]) => [
      [`${name}, at most`, runs.map(({ peak }) => peak)] as const,
      [`${name}, at the end`, runs.map(({ end }) => end)] as const,
    ]);
    show(figureTable('saving, MB', MEMORY, rows));
    expect(middle(many, ({ peak }) => peak.elements)).toBeLessThan(middle(few, ({ peak }) => peak.elements) + 50);
    expect(middle(many, ({ end }) => end.nodes)).toBeLessThan(middle(few, ({ end }) => end.nodes) + 50);
    expect(middle(many, ({ end }) => end.heapMb)).toBeLessThan(middle(few, ({ end }) => end.heapMb) + 2);
    expect(middle(many, ({ peak }) => peak.rendererPss)).toBeLessThan(middle(few, ({ peak }) => peak.rendererPss) + 40);
    expect(middle(many, ({ peak }) => peak.enginePss)).toBeLessThan(350);
    expect(middle(many, ({ windowSeconds, seconds }) => windowSeconds / seconds)).toBeLessThan(0.3);
    expect(middle(many, ({ longestFrameMs }) => longestFrameMs)).toBeLessThan(1_500);
  });

  it('stays as it is while 40,000 items are found with the tree open', async () => {
    const built = await buildPage();
    const browser = await startBrowser(built);
    try {
      const few = await repeated(REPEATS, () => smoothness(browser, 10));
      const many = await repeated(REPEATS, () => smoothness(browser, 100));
      const rows = [['4,000 items found', few] as const, ['40,000 found, 3,000 saved', many] as const];
      show(figureTable('choosing, 60 spaces', TREE, rows));
      expect(middle(many, ({ memory }) => memory.nodes)).toBeLessThan(middle(few, ({ memory }) => memory.nodes) + 50);
      expect(middle(many, ({ memory }) => memory.heapMb)).toBeLessThan(middle(few, ({ memory }) => memory.heapMb) + 3);
      expect(middle(many, ({ longestFrameMs }) => longestFrameMs)).toBeLessThan(1_000);
      // A tree that is drawn anew with every message: every frame is one.
      expect(middle(many, ({ longFrames }) => longFrames)).toBeLessThan(25);
    } finally {
      await browser.close();
      built.remove();
    }
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the package', () => {
  it('is small, by folder', async () => {
    const made = await makePackage(fileURLToPath(new URL('../..', import.meta.url)));
    try {
      const sums = new Map<string, number>();
      for (const path of made.contents) {
        const folder = folderOf(path);
        sums.set(folder, (sums.get(folder) ?? 0) + made.size(path) / 1e6);
      }
      const all = [...sums.values()].reduce((sum, megabytes) => sum + megabytes, 0);
      const largest = [...sums].sort(([, a], [, b]) => b - a).filter(([, megabytes]) => megabytes > 0.005);
      const rows = [...largest, ['all', all] as const].map(([name, megabytes]) => [name, [megabytes]] as const);
      show(figureTable('package for Linux x64, beside Electron', [{ head: 'MB', of: (mb) => mb, digits: 2 }], rows));
      expect(all).toBeLessThan(40);
      expect(sums.get('out/renderer')).toBeLessThan(3);
      expect(sums.get('out/main')).toBeLessThan(8);
    } finally {
      made.remove();
    }
  });
});

/** `out/main`, `node_modules/sharp`, `node_modules/@img/colour`: a bundle or a package. */
function folderOf(path: string): string {
  const parts = path.split('/').slice(1);
  if (parts.length === 1) return parts[0] ?? '';
  return parts.slice(0, parts[1]?.startsWith('@') === true ? 3 : 2).join('/');
}
