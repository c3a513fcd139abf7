import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { findUnfinished, openRun } from '../../electron/runs/index.ts';

const writer = fileURLToPath(new URL('runsWriter.ts', import.meta.url));

/**
 * Starts the writer, kills it hard after some milliseconds of writing, and checks the run that it leaves: everything that it
 * called durable is there, and every answer's bytes have their hash.
 *
 * @returns the number of answers in the run
 */
export async function killAndCheck(
  stateRoot: string,
  out: string,
  seed: number,
  milliseconds: number,
): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, stateRoot, out, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      resolve();
    });
    child.once('close', () => reject(new Error('the writer ended by itself')));
  });
  await delay(milliseconds);
  child.kill('SIGKILL');
  await ended;

  const [run] = await findUnfinished({ stateRoot, out });
  expect(run?.lockedBy).toBeUndefined();
  const store = await openRun(run?.directory ?? '');
  try {
    expect(store.lost).toEqual([]);
    // The last line may be torn by the kill.
    for (const address of said.slice(0, said.lastIndexOf('\n')).split('\n'))
      expect(store.get(address), address).toBeDefined();
    let answers = 0;
    for (const answer of store.answers()) {
      answers += 1;
      if (answer.outcome === 'failed') continue;
      const body = await readFile(store.blobPath(answer.sha256));
      expect(body.length).toBe(answer.bytes);
      expect(createHash('sha256').update(body).digest('hex')).toBe(answer.sha256);
    }
    return answers;
  } finally {
    await store.close();
  }
}
