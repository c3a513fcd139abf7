import { createHash } from 'node:crypto';
import { TwinArkError } from '../../shared/errors.ts';
import { BAG_ALGORITHMS, manifestAlgorithm, parseBagInfo, parseManifestLine } from './bag.ts';
import type { BagAlgorithm } from './bag.ts';
import { openBag } from './verifySource.ts';
import type { BagFile, BagSource } from './verifySource.ts';
import { interrupted, unreadable } from './zipErrors.ts';
import { hashBytes } from './zipRead.ts';

export interface VerifyOptions {
  readonly signal: AbortSignal;
  /** Called after each file; bytes are unpacked content, `of` all of it. */
  readonly onProgress?: (bytes: number, of: number) => void;
}

export interface Verification {
  /** Nothing damaged, missing or extra, and the sums agree. */
  readonly ok: boolean;
  /** Paths below the bag's folder whose bytes are not those of the manifest. */
  readonly damaged: readonly string[];
  readonly missing: readonly string[];
  /** In `data/`, but in no manifest. What Windows and macOS put there by themselves is not counted. */
  readonly extra: readonly string[];
  /** Files and bytes that were read. */
  readonly files: number;
  readonly bytes: number;
  /** Whether Payload-Oxum (RFC 8493, 2.2.2) agrees; `absent` where the bag does not give it. */
  readonly oxum: 'agrees' | 'differs' | 'absent';
}

/** Largest tag file that is read into memory: a manifest of a million lines is about 200 MB. */
const MAX_TAG_BYTES = 512 * 1024 * 1024;

interface Expected {
  /** Checksums by algorithm; more than one where a bag has several manifests. */
  readonly sums: Map<BagAlgorithm, string>;
  seen: boolean;
}

interface Tags {
  readonly expected: Map<string, Expected>;
  readonly oxum: readonly [bytes: number, files: number] | undefined;
  readonly totalBytes: number;
}

async function textOf(file: BagFile): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of await file.open()) {
    if (chunk instanceof Uint8Array) text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Reads the bag's own files: manifests (all that there are) and Payload-Oxum. */
async function readTags(bag: BagSource, path: string, signal: AbortSignal): Promise<Tags> {
  const expected = new Map<string, Expected>();
  let oxum: readonly [number, number] | undefined;
  let payload = false;
  let totalBytes = 0;
  for await (const file of bag.files(signal)) {
    totalBytes += file.bytes;
    const manifest = manifestAlgorithm(file.path);
    if (manifest === undefined && file.path !== 'bag-info.txt') continue;
    if (file.bytes > MAX_TAG_BYTES) throw unreadable(path, `${file.path} is too large`);
    const content = await textOf(file).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    if (manifest === undefined) {
      const [, bytes, files] = /^(\d+)\.(\d+)$/.exec(parseBagInfo(content).get('payload-oxum') ?? '') ?? [];
      if (bytes !== undefined && files !== undefined) oxum = [Number(bytes), Number(files)];
      continue;
    }
    payload ||= !manifest.tag;
    for (const line of content.split('\n')) {
      const parsed = parseManifestLine(line);
      if (parsed === undefined) continue;
      const name = parsed.path.normalize('NFC');
      const known = expected.get(name) ?? { sums: new Map<BagAlgorithm, string>(), seen: false };
      known.sums.set(manifest.algorithm, parsed.checksum);
      expected.set(name, known);
    }
  }
  if (!payload) throw unreadable(path, `no manifest in it that can be read (${BAG_ALGORITHMS.join(', ')})`);
  return { expected, oxum, totalBytes };
}

/** Whether a file's bytes are those of every manifest that names it. A file that cannot be read to its end is damaged. */
async function isWhole(file: BagFile, wanted: Expected, signal: AbortSignal): Promise<boolean> {
  const hashes = [...wanted.sums].map(([algorithm, sum]) => ({ hash: createHash(algorithm), sum }));
  try {
    await hashBytes(
      await file.open(),
      hashes.map(({ hash }) => hash),
      signal,
    );
  } catch (error) {
    if (error instanceof TwinArkError) throw error;
    return false;
  }
  return hashes.every(({ hash, sum }) => hash.digest('hex') === sum);
}

/**
 * Checks any bag (RFC 8493, 3), in a ZIP or unpacked, on any machine: reads every file and compares it with the manifests.
 * Bags made by others are fine too, with SHA-512, SHA-256, SHA-1 or MD5.
 *
 * @throws ArchiveError `archive-unreadable`: no ZIP, cut off, no bag; StoppedError `interrupted`
 */
export async function verifyArchive(path: string, options: VerifyOptions): Promise<Verification> {
  const { signal } = options;
  const bag = await openBag(path, signal);
  const { expected, oxum, totalBytes } = await readTags(bag, path, signal);
  const damaged: string[] = [];
  const extra: string[] = [];
  let files = 0;
  let bytes = 0;
  let payloadBytes = 0;
  let payloadFiles = 0;
  for await (const file of bag.files(signal)) {
    if (signal.aborted) throw interrupted(signal);
    files += 1;
    bytes += file.bytes;
    const inPayload = file.path.startsWith('data/');
    const wanted = expected.get(file.path);
    if (inPayload && wanted !== undefined) {
      payloadBytes += file.bytes;
      payloadFiles += 1;
    }
    if (wanted === undefined) {
      if (inPayload) extra.push(file.path);
    } else if (wanted.seen) {
      // The same name twice in one ZIP: which of them would be unpacked?
      extra.push(file.path);
    } else {
      wanted.seen = true;
      if (!(await isWhole(file, wanted, signal))) damaged.push(file.path);
    }
    options.onProgress?.(bytes, totalBytes);
  }
  const missing = [...expected].filter(([, { seen }]) => !seen).map(([name]) => name);
  const sum =
    oxum === undefined ? 'absent' : oxum[0] === payloadBytes && oxum[1] === payloadFiles ? 'agrees' : 'differs';
  const ok = damaged.length === 0 && missing.length === 0 && extra.length === 0 && sum !== 'differs';
  return { ok, damaged, missing, extra, files, bytes, oxum: sum };
}
