import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { killAndCheck } from './runsKillCheck.ts';

it('a run survives being killed again and again while it writes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twinark-kill-'));
  try {
    let before = 0;
    for (let round = 0; round < 10; round += 1) {
      const answers = await killAndCheck(join(folder, 'state'), folder, round, (round * 137) % 400);
      expect(answers).toBeGreaterThan(before);
      before = answers;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 60_000);
