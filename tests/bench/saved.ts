import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import type { BenchTruth } from './platform.ts';

/** How much of what should be saved was, by the bytes themselves. */
export interface Share {
  /** Pictures of which the platform holds an original apart from what its pages show. */
  readonly originals: number;
  /** All pictures and files. */
  readonly binaries: number;
  /** Bytes of all pictures and files. */
  readonly bytes: number;
}

/** @param hashes SHA-256 of every file that a tool brought home */
export function shareOf(truth: BenchTruth, hashes: ReadonlySet<string>): Share {
  const all = { originals: [0, 0], binaries: [0, 0], bytes: [0, 0] } satisfies Record<keyof Share, [number, number]>;
  const seen = new Set<string>();
  for (const { sha256, bytes = 0, status, hasOriginal } of truth.items) {
    if (sha256 === undefined || status !== 'saved' || seen.has(sha256)) continue;
    seen.add(sha256);
    const got = Number(hashes.has(sha256));
    add(all.binaries, 1, got);
    add(all.bytes, bytes, got * bytes);
    if (hasOriginal === true) add(all.originals, 1, got);
  }
  return { originals: ratio(all.originals), binaries: ratio(all.binaries), bytes: ratio(all.bytes) };
}

function add(pair: [number, number], all: number, got: number): void {
  pair[0] += got;
  pair[1] += all;
}

function ratio([got, all]: [number, number]): number {
  return all === 0 ? 1 : got / all;
}

export async function hashesOfZip(file: string): Promise<{ hashes: Set<string>; entries: number }> {
  const hashes = new Set<string>();
  let entries = 0;
  const zip = await openPromise(file, { autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      entries += 1;
      const hash = createHash('sha256');
      await pipeline(await zip.openReadStreamPromise(entry), hash);
      hashes.add(hash.digest('hex'));
    }
  } finally {
    zip.close();
  }
  return { hashes, entries };
}

export async function hashesOfFolder(folder: string): Promise<{ hashes: Set<string>; files: string[] }> {
  const hashes = new Set<string>();
  const files: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.push(path);
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    hashes.add(hash.digest('hex'));
  }
  return { hashes, files };
}
