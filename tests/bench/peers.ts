import { spawnSync } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundledCli, NODE_FLAGS, NODE_SETTINGS } from '../../electron/cliBundle.mjs';
import { measured, type Job, type Measured } from './measured.ts';
import type { PeerName } from './options.ts';
import type { Platform } from './platform.ts';
import { hashesOfFolder, hashesOfZip, shareOf, type Share } from './saved.ts';

export const TSX = ['--import', import.meta.resolve('tsx')];
const CLI = await bundledCli();

/** Connections of the floor in all, of `floor-each` and of TwinArk to each origin (its default). */
export const CONNECTIONS = 6;

/**
 * What a careful person keeps wget from: links that change things on a plain GET (without this it signs itself out with its
 * first pages, and deletes what it copies), calendars, in which it would never end, and the same pages in other languages.
 */
const NEVER =
  '/logout|/(delete|archive|leave|remove|like|report|join|restore|unfollow)/?$|/(settings|edit)(/|$)|/calendar(/|$)|[?&](action|month|lang|sort)=';

export interface Outcome {
  readonly peer: PeerName;
  readonly latencyMs: number;
  readonly seconds: number;
  readonly cpuSeconds: number | undefined;
  readonly peakMb: number | undefined;
  readonly written: number | undefined;
  readonly cutShort: boolean;
  readonly requests: number;
  /** Over the wire. */
  readonly bytes: number;
  readonly repeated: number;
  readonly changing: number;
  /** Of the requests: to addresses that may be read in vain (originals that are lost, pages that a list only claims). */
  readonly inVain: number;
  /** Of the requests: to addresses of neither list. */
  readonly beyond: number;
  readonly share: Share;
  readonly entries?: number;
  readonly exitCode: number | undefined;
  /** Seconds for `zip` alone (the floor). */
  readonly zipSeconds?: number;
}

/** Whether a peer's programs are there. */
export function missingPrograms(peer: PeerName): string[] {
  const needed = {
    ...{ twinark: [], wget: ['wget'] },
    ...{ floor: ['curl', 'zip'], 'floor-each': ['curl', 'zip'] },
  } satisfies Record<PeerName, string[]>;
  return needed[peer].filter((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error !== undefined);
}

export interface Setting {
  readonly platform: Platform;
  readonly latencyMs: number;
  /** An empty folder. */
  readonly dir: string;
  readonly limit: number;
}

export async function runPeer(peer: PeerName, setting: Setting): Promise<Outcome> {
  const { platform, latencyMs } = setting;
  await mkdir(setting.dir, { recursive: true });
  const cookies = peer === 'twinark' ? '' : await platform.cookies();
  await platform.begin(latencyMs);
  switch (peer) {
    case 'twinark':
      return twinark(setting);
    case 'wget':
      return wget(setting, cookies);
    case 'floor':
      return floor(peer, setting, cookies, [platform.truth.mustRead]);
    case 'floor-each': {
      const roots = Object.values(platform.origins).map((origin) => `${origin}/`);
      const lists = roots.map((root) => platform.truth.mustRead.filter((url) => url.startsWith(root)));
      return floor(
        peer,
        setting,
        cookies,
        lists.filter((list) => list.length > 0),
      );
    }
  }
}

/** Where to sign in, and as whom. */
export type Place = Pick<Platform, 'origins' | 'username' | 'password'>;

/** The very process that `npm run export` starts. */
export function twinarkJob(
  { platform, dir, limit }: Pick<Setting, 'dir' | 'limit'> & { readonly platform: Place },
  more: readonly string[] = [],
): Job {
  const origins = Object.entries(platform.origins).flatMap(([role, origin]) => ['--origin', `${role}=${origin}`]);
  const who = ['--username', platform.username, '--password-stdin', '--out', join(dir, 'out')];
  return {
    command: process.execPath,
    args: [...NODE_FLAGS, CLI, 'export', ...who, ...origins, ...more],
    env: { ...NODE_SETTINGS, TWINARK_STATE: join(dir, 'state') },
    input: platform.password,
    limit,
  };
}

async function twinark(setting: Setting): Promise<Outcome> {
  await mkdir(join(setting.dir, 'out'), { recursive: true });
  const run = await measured(twinarkJob(setting));
  const [zip] = (await readdir(join(setting.dir, 'out'))).filter((name) => name.endsWith('.zip'));
  if (zip === undefined)
    throw new Error(`TwinArk wrote no ZIP (exit ${run.exitCode ?? '?'}): ${run.stderr.slice(-2000)}`);
  const { hashes, entries } = await hashesOfZip(join(setting.dir, 'out', zip));
  return { ...(await outcome('twinark', setting, [run], hashes)), entries };
}

async function wget(setting: Setting, cookies: string): Promise<Outcome> {
  const { platform, dir, limit } = setting;
  const start = `${platform.origins['live'] ?? ''}/home`;
  const run = await measured({
    command: 'wget',
    args: [
      ...['--mirror', '--page-requisites', '--no-verbose', '--execute', 'robots=off', '--tries', '2'],
      ...['--header', `Cookie: ${cookies}`, '--reject-regex', NEVER, '--directory-prefix', dir, start],
    ],
    limit,
  });
  return outcome('wget', setting, [run], (await hashesOfFolder(dir)).hashes);
}

/**
 * `curl` over everything that must be read, then `zip -0`. `floor` has six connections in all; `floor-each` has six to each
 * origin, as TwinArk has, by one `curl` for each of them.
 */
async function floor(
  peer: PeerName,
  setting: Setting,
  cookies: string,
  lists: readonly (readonly string[])[],
): Promise<Outcome> {
  const { dir, limit } = setting;
  const folder = join(dir, 'files');
  await mkdir(folder, { recursive: true });
  const began = performance.now();
  const gets = await Promise.all(
    lists.map(async (urls, which) => {
      const list = join(dir, `list-${which}`);
      const lines = urls.map((url, index) => `url = "${url}"\noutput = "${join(folder, `${which}-${index}`)}"\n`);
      await writeFile(list, lines.join(''));
      return measured({
        command: 'curl',
        args: [
          ...['--parallel', '--parallel-max', String(CONNECTIONS), '--silent', '--compressed'],
          ...['--header', `Cookie: ${cookies}`, '--config', list],
        ],
        limit,
      });
    }),
  );
  const zip = await measured({ command: 'zip', args: ['-0', '-q', '-r', join(dir, 'floor.zip'), 'files'], cwd: dir });
  const seconds = (performance.now() - began) / 1000;
  const { hashes } = await hashesOfFolder(folder);
  return { ...(await outcome(peer, setting, [...gets, zip], hashes)), seconds, zipSeconds: zip.seconds };
}

async function outcome(
  peer: PeerName,
  { platform, latencyMs }: Setting,
  runs: readonly Measured[],
  hashes: ReadonlySet<string>,
): Promise<Outcome> {
  const { requests, bytes, repeated, changing, addresses } = await platform.counted();
  const must = shortened(platform, platform.truth.mustRead);
  const may = shortened(platform, platform.truth.mayRead);
  const count = (wanted: (address: string) => boolean): number =>
    addresses.reduce((sum, [address, times]) => sum + (wanted(address) ? times : 0), 0);
  const sum = (of: (run: Measured) => number | undefined): number | undefined =>
    runs.some((run) => of(run) === undefined) ? undefined : runs.reduce((total, run) => total + (of(run) ?? 0), 0);
  const peaks = runs.flatMap(({ peakMb }) => (peakMb === undefined ? [] : [peakMb]));
  return {
    peer,
    latencyMs,
    seconds: runs.reduce((total, { seconds }) => total + seconds, 0),
    cpuSeconds: sum(({ cpuSeconds }) => cpuSeconds),
    peakMb: peaks.length === 0 ? undefined : Math.max(...peaks),
    written: sum(({ written }) => written),
    cutShort: runs.some((run) => run.cutShort),
    requests,
    bytes,
    repeated,
    changing,
    inVain: count((address) => !must.has(address) && may.has(address)),
    beyond: count((address) => !must.has(address) && !may.has(address)),
    share: shareOf(platform.truth, hashes),
    exitCode: runs[0]?.exitCode,
  };
}

/** Addresses as the platform counts them: role and path. */
function shortened({ origins }: Pick<Platform, 'origins'>, addresses: readonly string[]): Set<string> {
  const roles = Object.entries(origins);
  return new Set(
    addresses.map((address) => {
      const [role = '', origin = ''] = roles.find(([, known]) => address.startsWith(`${known}/`)) ?? [];
      return `${role} ${address.slice(origin.length)}`;
    }),
  );
}
