import { readdirSync, readFileSync } from 'node:fs';

/** Linux only: what `/proc` says of processes. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: readonly string[];
}

/** Megabytes of a process. What it shares with others counts by its share in `pss`, and whole in `rss`. */
export interface ProcessMemory {
  readonly pss: number;
  readonly rss: number;
}

/** A process and all that it has started; those that ended meanwhile are left out. */
export function processTree(root: number): readonly Process[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []));
  const tree = all.filter(({ pid }) => pid === root);
  // Grows while it is gone through.
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

function readProcess(pid: number): Process[] {
  try {
    // The name stands in brackets and may hold anything.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .filter((part) => part !== '');
    return [{ pid, parent: Number(parent), command }];
  } catch {
    return [];
  }
}

export function memoryOf(processes: readonly Process[]): ProcessMemory {
  let pss = 0;
  let rss = 0;
  for (const { pid } of processes) {
    try {
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      pss += kilobytes(text, 'Pss');
      rss += kilobytes(text, 'Rss');
    } catch {
      // It has ended.
    }
  }
  return { pss: pss / 1024, rss: rss / 1024 };
}

/** Linux counts a process's time in hundredths of a second, whatever its clock does. */
const TICKS_A_SECOND = 100;

/** Seconds of processor time that processes have used so far. */
export function processorSeconds(processes: readonly Process[]): number {
  return processes.reduce((sum, { pid }) => sum + ticks(pid), 0) / TICKS_A_SECOND;
}

function ticks(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
