/**
 * A process to be killed: writes pages, pictures and failures into a run as fast as it can, and says on stdout which of them
 * are durable. Started by runsKill tests: `tsx runsWriter.ts STATE_ROOT OUT SEED`.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createRun, findUnfinished, openRun } from '../../electron/runs/index.ts';

const [stateRoot = '', out = '', seed = '0'] = process.argv.slice(2);
const [unfinished] = await findUnfinished({ stateRoot, out });
const store = await (unfinished === undefined
  ? createRun({ stateRoot, out, username: 'ana', profile: 'p', origins: {} })
  : openRun(unfinished.directory));

/** Lengths vary, and every seventh body comes twice. */
function bodyOf(number: number): Buffer {
  const content = number % 7 === 0 ? 'shared' : `body ${number}`;
  return Buffer.from(content.repeat(1 + ((number * 7919) % 3000)));
}

async function one(number: number): Promise<void> {
  const address = `http://a/${seed}/${number}`;
  const body = bodyOf(number);
  const answer = {
    outcome: 'ok',
    address,
    finalAddress: address,
    status: 200,
    headers: {},
    fetchedAt: '',
    attempts: 1,
  } as const;
  if (number % 5 === 0) await store.putFailure({ outcome: 'failed', address, reason: 'gone', attempts: 1 });
  else if (number % 2 === 0) await store.putBytes(answer, body);
  else {
    const part = store.partPath(address);
    await writeFile(part, body);
    await store.putPart(
      { ...answer, sha256: createHash('sha256').update(body).digest('hex'), bytes: body.length },
      part,
    );
  }
  process.stdout.write(`${address}\n`);
}

let next = 0;
await Promise.all(
  Array.from({ length: 12 }, async () => {
    for (;;) await one(next++);
  }),
);
