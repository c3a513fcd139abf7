import { rm, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleOptions } from '../sample-platform/index.ts';
import type { BenchOptions } from './options.ts';
import { runPeer, type Outcome } from './peers.ts';
import { Platform } from './platform.ts';
import { aligned } from './table.ts';

/** Accounts of the same make in two sizes: some 1,000 items, and more than 40,000, which are more than 100,000 entries of the ZIP. */
const SIZES: readonly (readonly [name: string, account: Partial<SampleOptions>])[] = [
  ['1,000', { spaces: 1, groups: 0, picturesPerSpace: 500, filesPerSpace: 150, pagesPerSpace: 60 }],
  ['40,000', { spaces: 40, groups: 3, picturesPerSpace: 500, filesPerSpace: 150, pagesPerSpace: 60 }],
];

/** Whether time and memory stay flat as the account grows. Everything is served without being stored. */
export async function huge(options: BenchOptions, dir: string, say: (text: string) => void): Promise<unknown> {
  const found: { name: string; items: number; outcome: Outcome }[] = [];
  for (const [name, account] of SIZES) {
    say(`the account of ${name} items is made …`);
    const place = join(dir, name.replace(',', ''));
    await mkdir(place, { recursive: true });
    const platform = await Platform.start({ ...options.account, ...account }, join(place, 'truth.json'));
    try {
      const items = platform.truth.items.length;
      for (let run = 1; run <= options.runs; run += 1) {
        const outcome = await runPeer('twinark', { platform, latencyMs: 0, dir: join(place, 'run'), limit: 4 * 3600 });
        say(`run ${run}, ${items} items: ${outcome.seconds.toFixed(0)} s, ${outcome.peakMb?.toFixed(0) ?? '–'} MB`);
        found.push({ name, items, outcome });
        await rm(join(place, 'run'), { recursive: true, force: true });
      }
    } finally {
      await platform.end();
    }
  }
  const heads = ['items', 'ZIP entries', 'GB', 'wall s', 'ms an item', 'CPU ms an item', 'peak MB', 'all files'];
  const rows = found.map(({ items, outcome }) => [
    String(items),
    String(outcome.entries ?? '–'),
    (outcome.bytes / 1e9).toFixed(2),
    outcome.seconds.toFixed(0),
    ((outcome.seconds / items) * 1000).toFixed(1),
    (((outcome.cpuSeconds ?? Number.NaN) / items) * 1000).toFixed(1),
    outcome.peakMb?.toFixed(0) ?? '–',
    `${(outcome.share.binaries * 100).toFixed(1)} %`,
  ]);
  console.log(aligned([heads, ...rows]));
  return found;
}
