import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { newDesk } from './support/cli.ts';
import { startPlatformProcess } from './support/platformProcess.ts';

/** Largest resident size of a process so far, in megabytes. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

describe.skipIf(process.platform !== 'linux')('memory (Linux: /proc)', () => {
  // Of four pictures three have an original of that size.
  it('stays below 250 MB with 3,000 pictures of 1 MB', { timeout: 1_800_000 }, async () => {
    const platform = await startPlatformProcess([
      ...['--seed', '71', '--spaces', '1', '--groups', '0', '--pictures', '4000', '--files', '20', '--pages', '10'],
      ...['--page-size', '48', '--picture-bytes', '1000000'],
    ]);
    const desk = await newDesk();
    const running = desk.startExport(platform, ['--json'], { patience: {} });
    let peak = 0;
    const { pid = 0 } = running.child;
    const watch = setInterval(() => void peakOf(pid).then((now) => (peak = Math.max(peak, now))), 500);
    const result = await running.done;
    clearInterval(watch);
    const seen = await platform.stop();
    const finished = result.finished();
    console.log(
      `memory: ${finished.items} items, ${(finished.bytes / 1e9).toFixed(2)} GB, ${finished.seconds} s, ${finished.requests} requests, peak ${peak.toFixed(0)} MB`,
    );
    expect(result.code, result.err).toBe(0);
    expect(finished.bytes).toBeGreaterThan(2.5e9);
    expect(seen).toMatchObject({ stateChanging: [], foreign: [] });
    expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(250);
    await desk.clear();
  });
});
