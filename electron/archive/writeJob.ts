import { rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { InventoryItem, ItemRecord } from '../../shared/model/index.ts';
import { StoppedError } from '../../shared/errors.ts';
import { Ledger } from './bagLedger.ts';
import { createLayout } from './layout.ts';
import { reportWords } from './reportWords.ts';
import type { ReportWords } from './reportWords.ts';
import { partInfos, partNames, partSource, planParts } from './split.ts';
import type { Part } from './split.ts';
import type { PartInfo } from './startPage.ts';
import type { ArchiveLayout, ArchiveSource } from './types.ts';
import { hasRoom, makeUnpackFolder, publishFolder, readBack } from './unpack.ts';
import type { ReadBackOptions } from './unpack.ts';
import type { VerifiedPart, WriteOptions, WrittenPart } from './write.ts';
import { freeName, publish, temporaryPath, writeChecksum } from './writeNames.ts';
import { packBag } from './writePack.ts';
import type { PackedBag } from './writePack.ts';
import { PartTooLargeError } from './writeReplan.ts';
import { changedLayout } from './writeSource.ts';
import { openZipHere } from './zipOutput.ts';
import { openZipInThread } from './zipThread.ts';
import type { Written } from './zipWriter.ts';

/** A part that is verified and has no final name yet. */
interface ReadyPart extends VerifiedPart {
  readonly sha256: string;
  readonly entries: number;
  /** The unpacked copy, under a name of its own too. */
  readonly unpacked?: string;
}

/** A part with one page, picture or file cannot become smaller; spaces and albums are in each part that has something of them. */
function canBeTorn(items: Iterable<InventoryItem>): boolean {
  let torn = 0;
  for (const { status, kind } of items) if (status === 'saved' && kind !== 'space' && kind !== 'album') torn += 1;
  return torn > 1;
}

/** Writes the parts of one archive, one after the other; they get their names together. */
export class ArchiveJob {
  readonly #options: WriteOptions;
  readonly #source: ArchiveSource;
  readonly #words: ReportWords;
  #entriesBefore = 0;

  constructor(options: WriteOptions, source: ArchiveSource) {
    this.#options = options;
    this.#source = source;
    this.#words = reportWords(source.language);
  }

  /**
   * @param longest what a part may have; undefined if there is no such limit
   * @throws PartTooLargeError if one has more and could have less
   */
  async write(longest: number | undefined): Promise<WrittenPart[]> {
    const { out, split, shelf } = this.#options;
    const plan = split === undefined ? [] : planParts(this.#source.items, split);
    const isSplit = plan.length > 1;
    const layout = this.#options.layout ?? createLayout(this.#source, { split: isSplit });
    const name = await freeName(out, layout.name, (wish) => partNames(wish, plan.length));
    const names = partNames(name, plan.length);
    const infos = isSplit ? partInfos(names, plan) : [];
    const ready: ReadyPart[] = [];
    try {
      for (const [index, partName] of names.entries()) {
        const part = await this.#part(partName, layout, isSplit ? plan[index] : undefined, infos);
        ready.push(part);
        if (longest !== undefined && part.bytes > longest && canBeTorn(part.items))
          throw new PartTooLargeError(part.bytes);
        const later = new Set(plan.slice(index + 1).flatMap(({ ids }) => [...ids]));
        if (shelf && later.size > 0) ready[index] = { ...part, path: await shelf.keep(part, later) };
      }
    } catch (error) {
      for (const part of ready) await this.#drop(part);
      throw error;
    }
    const written: WrittenPart[] = [];
    for (const part of ready) written.push(await this.#publish(part));
    return written;
  }

  /** Not what lies on the shelf: that may be the only copy. */
  async #drop({ name, path, unpacked }: ReadyPart): Promise<void> {
    if (path === temporaryPath(this.#options.out, name)) await unlink(path).catch(() => undefined);
    if (unpacked !== undefined) await rm(unpacked, { recursive: true, force: true });
  }

  async #publish({ name, path, sha256, bytes, entries, items, unpacked }: ReadyPart): Promise<WrittenPart> {
    const zip = await publish(path, join(this.#options.out, `${name}.zip`));
    await writeChecksum(zip, sha256);
    const folder = unpacked === undefined ? undefined : await publishFolder(unpacked, zip.replace(/\.zip$/, ''));
    return { zip, sha256, bytes, entries, items, ...(folder !== undefined && { folder }) };
  }

  async #part(
    name: string,
    whole: ArchiveLayout,
    part: Part | undefined,
    parts: readonly PartInfo[],
  ): Promise<ReadyPart> {
    const { out, signal, renderSite, onProgress, thread } = this.#options;
    const source = part === undefined ? this.#source : partSource(this.#source, part);
    const layout = changedLayout(whole, name, part?.ids);
    const temporary = temporaryPath(out, name);
    const expected = this.#entriesBefore + expectedEntries(this.#source.items);
    const ledger = new Ledger();
    const openZip = thread === undefined ? openZipHere : openZipInThread(thread);
    // What a former attempt of this very process left.
    await unlink(temporary).catch(() => undefined);
    const zip = await openZip(temporary, layout.name, signal, (path, { bytes, sha256 }) => {
      ledger.add(path, bytes, sha256);
      const entries = this.#entriesBefore + ledger.size;
      onProgress?.({ type: 'packing', entries, of: Math.max(expected, entries) });
    });
    try {
      const job = { source, layout, renderSite, words: this.#words, parts, signal, ledger };
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

  /** Reads it back from the disk and compares it; only then may it be called by its name. */
  async #verified(
    name: string,
    temporary: string,
    packed: PackedBag,
    { bytes, sha256 }: Written,
    source: ArchiveSource,
    layout: ArchiveLayout,
  ): Promise<ReadyPart> {
    const { out, signal, onProgress } = this.#options;
    const check: ReadBackOptions = {
      zip: temporary,
      folder: name,
      ledger: packed.ledger,
      thread: this.#options.thread,
      signal,
      onProgress: (done, of) => onProgress?.({ type: 'verifying', bytes: done, of }),
    };
    const folder = (await this.#wantsUnpacked(packed.ledger.bytes)) ? await makeUnpackFolder(out, name) : undefined;
    const { items, ledger } = packed;
    const part = { name, path: temporary, sha256, bytes, entries: ledger.size, items };
    try {
      if (folder === undefined) {
        await readBack(check);
        return part;
      }
      const unpacked = await this.#readBackInto(folder, { ...check, linkFrom: blobsByPath(source, layout) });
      return { ...part, ...(unpacked === undefined ? {} : { unpacked }) };
    } catch (error) {
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
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
