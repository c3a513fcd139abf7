import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often a process is looked at. What it used in its last moments is not seen. */
const LOOK_MS = 20;
/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick is. */
const TICKS = 100;

export interface Job {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Seconds after which it is stopped. */
  readonly limit?: number;
  /** Asked at each look; true stops the process once, politely. */
  readonly stopWhen?: () => boolean;
}

/** What one process used. Everything but time is known on Linux only. */
export interface Measured {
  readonly seconds: number;
  readonly exitCode: number | undefined;
  readonly cutShort: boolean;
  /** User and system time of the process and all its threads. */
  readonly cpuSeconds: number | undefined;
  /** The most memory that it ever held (VmHWM), in megabytes. */
  readonly peakMb: number | undefined;
  /** Bytes that it had written to a disk (`write_bytes`: whole pages of the file system, each time they were written). */
  readonly written: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

interface Look {
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly written: number;
}

/** Runs a program to its end and says what it used. */
export async function measured(job: Job): Promise<Measured> {
  const began = performance.now();
  const child = spawn(job.command, job.args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(job.cwd === undefined ? {} : { cwd: job.cwd }),
    env: { ...process.env, ...job.env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout = (stdout + text).slice(-200_000)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-200_000)));
  // A program that has ended does not read any more; its exit code says more than the broken pipe.
  child.stdin.on('error', () => undefined).end(job.input ?? '');
  let last: Look | undefined;
  let cutShort = false;
  const timer = setInterval(() => {
    last = look(child.pid) ?? last;
    const late = job.limit !== undefined && performance.now() - began > job.limit * 1000;
    if (cutShort || !(late || job.stopWhen?.() === true)) return;
    cutShort = true;
    child.kill('SIGINT');
  }, LOOK_MS);
  try {
    const exitCode = await new Promise<number | undefined>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? undefined));
    });
    const seconds = (performance.now() - began) / 1000;
    return {
      seconds,
      exitCode,
      cutShort,
      cpuSeconds: last?.cpuSeconds,
      peakMb: last?.peakMb,
      written: last?.written,
      stdout,
      stderr,
    };
  } finally {
    clearInterval(timer);
  }
}

function look(pid: number | undefined): Look | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The program's name may hold spaces and brackets; the fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    const written = /^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'latin1'))?.[1];
    if (peak === undefined) return undefined;
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
      peakMb: Number(peak) / 1024,
      written: Number(written ?? 0),
    };
  } catch {
    // It has just ended.
    return undefined;
  }
}
