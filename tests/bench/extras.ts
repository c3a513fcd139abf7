import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measured } from './measured.ts';
import { TSX, twinarkJob, type Setting } from './peers.ts';

const START = fileURLToPath(new URL('../../electron/cliStart.mjs', import.meta.url));
const SHARP = fileURLToPath(new URL('./sharpAlone.ts', import.meta.url));

export interface SharpAlone {
  readonly pictures: number;
  /** Seconds for thumbnails alone. */
  readonly thumbnails: number;
  /** Seconds for thumbnails from a decoding of every line. */
  readonly checked: number;
}

/** sharp on the pictures that the floor has fetched. */
export async function sharpAlone(floorDir: string, dir: string): Promise<SharpAlone> {
  await mkdir(dir, { recursive: true });
  const pictures = await picturesIn(join(floorDir, 'files'));
  const list = join(dir, 'pictures');
  await writeFile(list, pictures.join('\n'));
  const seconds = async (mode: string): Promise<number> => {
    const run = await measured({ command: process.execPath, args: [...TSX, SHARP, list, mode, join(dir, mode)] });
    if (run.exitCode !== 0) throw new Error(`sharp alone: ${run.stderr}`);
    return Number(run.stdout.trim());
  };
  return {
    pictures: pictures.length,
    thumbnails: await seconds('thumbnails'),
    checked: await seconds('checked'),
  };
}

/** Files that begin as pictures do. */
async function picturesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const file = await open(path);
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    await file.close();
    if (['ffd8ff', '89504e', '474946'].includes(buffer.toString('hex', 0, 3))) found.push(path);
  }
  return found;
}

export interface SecondRun {
  /** Share of the first run's requests after which it was interrupted. */
  readonly interruptedAt: number;
  /** Seconds of `--resume`. */
  readonly seconds: number;
  readonly requests: number;
}

/** Interrupts a run after nine tenths of its requests and lets `--resume` end it. */
export async function secondRun(setting: Setting, requests: number): Promise<SecondRun> {
  const { platform, latencyMs, dir } = setting;
  await mkdir(join(dir, 'out'), { recursive: true });
  await platform.begin(latencyMs);
  const cut = await measured({
    ...twinarkJob(setting),
    stopWhen: () => {
      platform.peek();
      return platform.requests >= requests * 0.9;
    },
  });
  const before = await platform.counted();
  if (cut.exitCode !== 5)
    throw new Error(`interrupted run ended with ${cut.exitCode ?? '?'}: ${cut.stderr.slice(-2000)}`);
  await platform.begin(latencyMs);
  const run = await measured(twinarkJob(setting, ['--resume']));
  const after = await platform.counted();
  if (run.exitCode !== 0) throw new Error(`--resume ended with ${run.exitCode ?? '?'}: ${run.stderr.slice(-2000)}`);
  return { interruptedAt: before.requests / requests, seconds: run.seconds, requests: after.requests };
}

/** Seconds from the start of the command line to its first request. */
export async function startToFirstRequest(dir: string): Promise<number> {
  await mkdir(join(dir, 'out'), { recursive: true });
  let heard: (at: number) => void = () => undefined;
  const first = new Promise<number>((resolve) => (heard = resolve));
  const servers = await Promise.all(
    ['portal', 'live', 'twinspace', 'groups'].map(async (role) => {
      const server = createServer((_, response) => {
        heard(performance.now());
        response.writeHead(503).end();
      });
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      return { role, server };
    }),
  );
  const origins = Object.fromEntries(servers.map(({ role, server }) => [role, `http://127.0.0.1:${portOf(server)}`]));
  const job = twinarkJob({
    platform: { origins, username: 'nobody', password: 'secret' },
    dir,
    limit: 60,
  });
  const began = performance.now();
  // As a person starts it: the process that starts the other one counts.
  const child = spawn(job.command, [START, ...job.args.slice(job.args.indexOf('export'))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...job.env },
  });
  child.stdin.end('secret');
  const gone = new Promise<number>((_, reject) => {
    child.once('exit', () => reject(new Error('the command line ended before its first request')));
  });
  try {
    return ((await Promise.race([first, gone])) - began) / 1000;
  } finally {
    gone.catch(() => undefined);
    child.kill('SIGKILL');
    for (const { server } of servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
