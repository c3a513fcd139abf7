/**
 * `npm run bench`: TwinArk beside wget and beside the floor (curl over the list of everything that must be read, and `zip -0`),
 * on the same account, served by a process of its own. docs/performance.md says how to read the figures.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { secondRun, sharpAlone, startToFirstRequest } from './extras.ts';
import { goals, type Extras } from './goals.ts';
import { huge } from './huge.ts';
import { HELP, parseBenchOptions, type BenchOptions } from './options.ts';
import { missingPrograms, runPeer, type Outcome } from './peers.ts';
import { Platform } from './platform.ts';
import { resultTable } from './table.ts';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

async function rounds(options: BenchOptions, platform: Platform, dir: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const peers = options.peers.filter((peer) => {
    const missing = missingPrograms(peer);
    if (missing.length > 0) say(`${peer}: skipped, ${missing.join(' and ')} not installed`);
    return missing.length === 0;
  });
  for (let run = 1; run <= options.runs; run += 1) {
    for (const latencyMs of options.latencies) {
      for (const peer of peers) {
        const place = join(dir, `${peer}-${latencyMs}-${run}`);
        const outcome = await runPeer(peer, { platform, latencyMs, dir: place, limit: options.limit });
        outcomes.push(outcome);
        say(`run ${run}, ${latencyMs} ms, ${peer}: ${outcome.seconds.toFixed(1)} s, ${outcome.requests} requests`);
        // The floor's files are the pictures for sharp alone; everything else is looked at and goes.
        if (!(peer === 'floor' && run === 1 && latencyMs === options.latencies[0]))
          await rm(place, { recursive: true, force: true });
      }
    }
  }
  return outcomes;
}

async function extras(
  options: BenchOptions,
  platform: Platform,
  outcomes: readonly Outcome[],
  dir: string,
): Promise<Extras> {
  const found: Extras = { start: [], seconds: [] };
  const [latency = 0] = options.latencies;
  if (outcomes.some(({ peer }) => peer === 'floor')) {
    found.sharp = await sharpAlone(join(dir, `floor-${latency}-1`), join(dir, 'sharp'));
  }
  if (!options.peers.includes('twinark')) return found;
  for (let run = 1; run <= Math.max(3, options.runs); run += 1)
    found.start.push(await startToFirstRequest(join(dir, `start-${run}`)));
  const at = options.latencies.includes(50) ? 50 : latency;
  const first = outcomes.find(({ peer, latencyMs }) => peer === 'twinark' && latencyMs === at);
  for (let run = 1; first && run <= options.runs; run += 1) {
    const place = join(dir, `second-${run}`);
    const setting = { platform, latencyMs: at, dir: place, limit: options.limit };
    found.seconds.push({ latencyMs: at, ...(await secondRun(setting, first.requests)) });
    await rm(place, { recursive: true, force: true });
  }
  return found;
}

async function compare(options: BenchOptions, dir: string): Promise<unknown> {
  say(`the account is made (${options.size}) …`);
  const platform = await Platform.start(options.account, join(dir, 'truth.json'));
  try {
    const { items, mustRead } = platform.truth;
    const content = new Map(items.map(({ sha256, bytes }) => [sha256, bytes ?? 0]));
    const contentBytes = [...content.values()].reduce((sum, bytes) => sum + bytes, 0);
    const facts = `${items.length} items, ${mustRead.length} addresses that must be read, ${content.size} binaries, ${(contentBytes / 1e6).toFixed(0)} MB`;
    say(facts);
    const outcomes = await rounds(options, platform, dir);
    const more = options.extras ? await extras(options, platform, outcomes, dir) : undefined;
    console.log(`\n${machine()}\n${facts}; ${options.runs} run(s), median (spread)\n`);
    console.log(resultTable(outcomes, mustRead.length, contentBytes));
    if (more) console.log(`\n${goals(outcomes, more, mustRead.length, contentBytes)}`);
    return { machine: machine(), facts, outcomes, extras: more };
  } finally {
    await platform.end();
  }
}

function machine(): string {
  const [first] = cpus();
  const memory = (totalmem() / 1024 ** 3).toFixed(0);
  return `${cpus().length} × ${first?.model.trim() ?? 'processor'}, ${memory} GB, ${process.platform}, Node ${process.versions.node}`;
}

async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(HELP);
    return;
  }
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'twinark-bench-')));
  await mkdir(dir, { recursive: true });
  try {
    const result = options.size === 'huge' ? await huge(options, dir, say) : await compare(options, dir);
    if (options.json !== undefined) await writeFile(options.json, JSON.stringify(result, undefined, 2));
  } finally {
    if (options.dir === undefined) await rm(dir, { recursive: true, force: true });
  }
}

await main();
