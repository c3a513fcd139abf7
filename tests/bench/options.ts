import { parseArgs } from 'node:util';
import type { SampleOptions } from '../sample-platform/index.ts';

/** The tools that are compared. */
export const PEERS = ['twinark', 'wget', 'floor', 'floor-each'] as const;
export type PeerName = (typeof PEERS)[number];

export interface BenchOptions {
  readonly size: 'small' | 'large' | 'huge';
  readonly account: Partial<SampleOptions>;
  /** Milliseconds that each answer waits. */
  readonly latencies: readonly number[];
  readonly runs: number;
  readonly peers: readonly PeerName[];
  /** Longest time of one run of a peer, in seconds; what it has by then counts. */
  readonly limit: number;
  /** Whether the goals beside the table are measured too: sharp alone, a second run, the start. */
  readonly extras: boolean;
  /** Where everything is put; a temporary folder, removed at the end, if not given. */
  readonly dir: string | undefined;
  /** File for all figures as JSON. */
  readonly json: string | undefined;
}

export const HELP = `npm run bench -- [options]
  --large             3,000 pictures of a megabyte (default: some 60; about two minutes)
  --huge              1,000 items against 40,000, by TwinArk alone
  --runs N            runs of everything; median and spread are printed (default 1)
  --latency A,B       milliseconds that each answer waits (default 0,50,200; --large 0,50)
  --only A,B          of ${PEERS.join(', ')}
  --limit SECONDS     longest run of a peer (default 300; --large 1800)
  --no-extras         the table only
  --dir FOLDER        where to work (it stays); else a temporary folder
  --json FILE         all figures`;

/**
 * Accounts that look like real ones, as far as the replica goes: many pages, and pictures that make up the bytes. Without the
 * list that never ends: TwinArk notices it, wget would not come home.
 */
const ACCOUNTS: Readonly<Record<BenchOptions['size'], Partial<SampleOptions>>> = {
  small: {
    seed: 5,
    oddLists: false,
    spaces: 2,
    groups: 1,
    picturesPerSpace: 20,
    filesPerSpace: 8,
    pagesPerSpace: 4,
    pageSize: 24,
    messages: 10,
    people: 10,
    pictureBytes: 500_000,
    fileBytes: 200_000,
  },
  large: {
    seed: 7,
    oddLists: false,
    spaces: 12,
    groups: 3,
    picturesPerSpace: 200,
    filesPerSpace: 30,
    pagesPerSpace: 20,
    pageSize: 24,
    messages: 60,
    people: 60,
    pictureBytes: 1_000_000,
    fileBytes: 300_000,
  },
  huge: { seed: 11, oddLists: false, pageSize: 48, messages: 60, people: 60, pictureBytes: 0, fileBytes: 20_000 },
};

/** @throws Error with words for the command line */
export function parseBenchOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      large: { type: 'boolean' },
      huge: { type: 'boolean' },
      runs: { type: 'string' },
      latency: { type: 'string' },
      only: { type: 'string' },
      limit: { type: 'string' },
      'no-extras': { type: 'boolean' },
      dir: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const size = values.huge ? 'huge' : values.large ? 'large' : 'small';
  const wished = values.only?.split(',') ?? PEERS;
  for (const name of wished) if (!PEERS.some((peer) => peer === name)) throw new Error(`--only: no ${name}`);
  return {
    size,
    account: ACCOUNTS[size],
    latencies: numbers('--latency', values.latency ?? (size === 'large' ? '0,50' : '0,50,200')),
    runs: Math.max(1, numbers('--runs', values.runs ?? '1')[0] ?? 1),
    peers: PEERS.filter((peer) => wished.includes(peer)),
    limit: numbers('--limit', values.limit ?? (size === 'small' ? '300' : '1800'))[0] ?? 300,
    extras: values['no-extras'] !== true,
    dir: values.dir,
    json: values.json,
  };
}

function numbers(option: string, list: string): number[] {
  return list.split(',').map((part) => {
    if (!/^\d+$/.test(part)) throw new Error(`${option} wants whole numbers, not ${part}`);
    return Number(part);
  });
}
