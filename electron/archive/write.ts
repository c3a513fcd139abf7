import { rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { InventoryItem, ItemRecord } from '../../shared/model/index.ts';
import type { EngineEvent } from '../../shared/progress.ts';
import { StoppedError } from '../../shared/errors.ts';
import { createLayout } from './layout.ts';
import { reportWords } from './reportWords.ts';
import type { ReportWords } from './reportWords.ts';
import { partInfos, partNames, partSource, planParts } from './split.ts';
import type { Part } from './split.ts';
import type { PartInfo } from './startPage.ts';
import type { ArchiveLayout, ArchiveSource } from './types.ts';
import { hasRoom, makeUnpackFolder, publishFolder, readBack } from './unpack.ts';
import type { ReadBackOptions } from './unpack.ts';
import { freeName, publish, removeStale, temporaryPath, writeChecksum } from './writeNames.ts';
import { packBag } from './writePack.ts';
import type { PackedBag, RenderSite } from './writePack.ts';
import { changedLayout } from './writeSource.ts';
import { vanished, without } from './writeVanished.ts';
import { SourceChangedError, ZipWriter } from './zipWriter.ts';
import type { Written } from './zipWriter.ts';

/** How often packing starts again because a blob was taken away while it was read. */
const MAX_RESTARTS = 3;

export interface WriteOptions {
  readonly source: ArchiveSource;
  readonly renderSite: RenderSite;
  /** Where the ZIP goes: an existing folder. */
  readonly out: string;
  /** Made from the items if it is not given. */
  readonly layout?: ArchiveLayout;
  /** Upper limit of one ZIP in bytes. */
  readonly split?: number;
  /** Leave the unpacked archive beside the ZIP: `if-room` by default. */
  readonly keepUnpacked?: boolean | 'if-room';
  readonly signal: AbortSignal;
  readonly onProgress?: (event: Extract<EngineEvent, { type: 'packing' | 'verifying' }>) => void;
  /** Called after each ZIP is verified and has its name: what it holds may now be released from the staging folder. */
  readonly onPart?: (part: WrittenPart) => Promise<void> | void;
}

export interface WrittenPart {
  readonly zip: string;
  readonly sha256: string;
  /** Length of the ZIP. */
  readonly bytes: number;
  readonly entries: number;
  readonly folder?: string;
  readonly items: readonly InventoryItem[];
}

export interface WrittenArchive {
  readonly zips: readonly string[];
  /** The unpacked archive (of the first part), if it was kept. */
  readonly folder?: string;
  /** Of the first ZIP. */
  readonly sha256: string;
  /** Length of all ZIPs. */
  readonly bytes: number;
  readonly entries: number;
  readonly items: readonly InventoryItem[];
  readonly parts: readonly WrittenPart[];
  /** Ids of items whose bytes had vanished from the staging folder: `missing`, `removed-by-security-software`. */
  readonly lost: readonly string[];
}

/** Writes the parts of one archive, one after the other. */
class ArchiveJob {
  readonly #options: WriteOptions;
  readonly #source: ArchiveSource;
  readonly #words: ReportWords;
  #entriesBefore = 0;

  constructor(options: WriteOptions, source: ArchiveSource) {
    this.#options = options;
    this.#source = source;
    this.#words = reportWords(source.language);
  }

  async write(): Promise<WrittenPart[]> {
    const { out, split } = this.#options;
    const plan = split === undefined ? [] : planParts(this.#source.items, split);
    const isSplit = plan.length > 1;
    const layout = this.#options.layout ?? createLayout(this.#source, { split: isSplit });
    const name = await freeName(out, layout.name, (wish) => partNames(wish, plan.length));
    const names = partNames(name, plan.length);
    const infos = isSplit ? partInfos(names, plan) : [];
    const written: WrittenPart[] = [];
    for (const [index, partName] of names.entries()) {
      const part = isSplit ? plan[index] : undefined;
      const done = await this.#part(partName, layout, part, infos);
      written.push(done);
      await this.#options.onPart?.(done);
    }
    return written;
  }

  async #part(
    name: string,
    whole: ArchiveLayout,
    part: Part | undefined,
    parts: readonly PartInfo[],
  ): Promise<WrittenPart> {
    const { out, signal, renderSite, onProgress } = this.#options;
    const source = part === undefined ? this.#source : partSource(this.#source, part);
    const layout = changedLayout(whole, name, part?.ids);
    const temporary = temporaryPath(out, name);
    // What a former attempt of this very process left.
    await unlink(temporary).catch(() => undefined);
    const zip = await ZipWriter.create(temporary, signal);
    try {
      const expected = this.#entriesBefore + expectedEntries(this.#source.items);
      const onEntry = (count: number) => {
        const entries = this.#entriesBefore + count;
        onProgress?.({ type: 'packing', entries, of: Math.max(expected, entries) });
      };
      const job = { source, layout, renderSite, words: this.#words, parts, signal, onEntry };
      const packed = await packBag(job, zip);
      const length = await zip.finish();
      this.#entriesBefore += packed.ledger.size;
      return await this.#verified(name, temporary, packed, length, source, layout);
    } catch (error) {
      await zip.abort();
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
  }

  /** Read back from the disk, compared, and only then called by its name. */
  async #verified(
    name: string,
    temporary: string,
    packed: PackedBag,
    { bytes, sha256 }: Written,
    source: ArchiveSource,
    layout: ArchiveLayout,
  ): Promise<WrittenPart> {
    const { out, signal, onProgress } = this.#options;
    const check: ReadBackOptions = {
      zip: temporary,
      folder: name,
      ledger: packed.ledger,
      signal,
      onProgress: (done, of) => onProgress?.({ type: 'verifying', bytes: done, of }),
    };
    const unpacked = (await this.#wantsUnpacked(packed.ledger.bytes)) ? await makeUnpackFolder(out, name) : undefined;
    let kept = unpacked;
    try {
      if (unpacked === undefined) await readBack(check);
      else kept = await this.#readBackInto(unpacked, { ...check, linkFrom: blobsByPath(source, layout) });
      const zip = await publish(temporary, join(out, `${name}.zip`));
      await writeChecksum(zip, sha256);
      const folder = kept === undefined ? undefined : await publishFolder(kept, zip.replace(/\.zip$/, ''));
      const { items, ledger } = packed;
      return { zip, sha256, bytes, entries: ledger.size, items, ...(folder !== undefined && { folder }) };
    } catch (error) {
      if (unpacked !== undefined) await rm(unpacked, { recursive: true, force: true });
      throw error;
    }
  }

  /** A disk that fills up while unpacking costs the unpacked copy, not the archive. */
  async #readBackInto(folder: string, check: ReadBackOptions): Promise<string | undefined> {
    try {
      await readBack({ ...check, unpackTo: folder });
      return folder;
    } catch (error) {
      if (!(error instanceof StoppedError) || error.code === 'interrupted') throw error;
      await rm(folder, { recursive: true, force: true });
      await readBack(check);
      return undefined;
    }
  }

  async #wantsUnpacked(bytes: number): Promise<boolean> {
    const { keepUnpacked = 'if-room', out } = this.#options;
    return keepUnpacked === 'if-room' ? hasRoom(out, bytes) : keepUnpacked;
  }
}

/** A guess for the progress bar: pictures with a thumbnail each, texts with page, data and the page as received. */
function expectedEntries(items: readonly ItemRecord[]): number {
  return items.reduce((sum, item) => sum + (item.status === 'saved' ? (item.binary === undefined ? 3 : 2) : 0), 40);
}

/**
 * The blob for each path, once each: two places of one picture must not become one file with two names, which would share
 * their date and every later change.
 */
function blobsByPath(source: ArchiveSource, layout: ArchiveLayout): (path: string) => string | undefined {
  const blobs = new Map<string, string>();
  const linked = new Set<string>();
  for (const item of source.items) {
    const path = layout.pathOf(item.id);
    if (item.binary === undefined || path === undefined || linked.has(item.binary.sha256)) continue;
    linked.add(item.binary.sha256);
    blobs.set(path, source.blob(item.binary));
  }
  return (path) => blobs.get(path);
}

/**
 * Packs a run into one ZIP (or, with `split`, several): written under a temporary name, synced, read back from the disk and
 * compared entry by entry, and only then renamed to `eTwinning_{username}_{YYYY-MM-DD}.zip` (`_2`, `_3` …), its checksum and
 * (where there is room) the unpacked archive beside it. Never overwrites; leaves nothing under a final name if it fails.
 *
 * Measured with 40,040 items, 118,492 entries (Node 20, one core's time, reading back included): 28 s, and 250 MB above what the
 * items themselves take; 10,010 items: 8 s, 90 MB.
 *
 * @throws StoppedError `interrupted`, `disk-full`, `file-too-large-for-disk`, `out-gone`; ArchiveError `archive-damaged` if the
 * disk does not give back what was written
 */
export async function writeArchive(options: WriteOptions): Promise<WrittenArchive> {
  // Not made anew: the folder of a USB stick that was pulled out would become one on the computer's own disk.
  const found = await stat(options.out).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new StoppedError('out-gone', { file: options.out });
  await removeStale(options.out);
  const lost = await vanished(options.source, options.signal);
  for (let restarts = 0; ; restarts += 1) {
    const { source, ids } = without(options.source, lost);
    try {
      const parts = await new ArchiveJob(options, source).write();
      const [first] = parts;
      return {
        zips: parts.map(({ zip }) => zip),
        sha256: first?.sha256 ?? '',
        bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
        entries: parts.reduce((sum, part) => sum + part.entries, 0),
        items: parts.flatMap((part) => part.items),
        parts,
        lost: ids,
        ...(first?.folder !== undefined && { folder: first.folder }),
      };
    } catch (error) {
      // Taken away between the check and the reading: begin again without it, for pages that point at it are written already.
      if (!(error instanceof SourceChangedError) || restarts >= MAX_RESTARTS || lost.has(error.path)) throw error;
      lost.add(error.path);
    }
  }
}
