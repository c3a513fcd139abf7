import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UsageError } from '../../shared/errors.ts';
import { CHOICES } from '../../shared/model/index.ts';
import type { Binary, ItemContent, ItemRecord } from '../../shared/model/index.ts';
import type { FinishedEvent } from '../../shared/progress.ts';
import { copyOut, openArchive } from '../archive/read/index.ts';
import type { OpenArchive } from '../archive/read/index.ts';
import { thumbnailPath } from '../archive/site/thumbs.ts';
import type { Change } from '../archive/types.ts';
import type { Earlier, EarlierBytes } from '../download/index.ts';
import type { Classifier } from '../platform/classify.ts';
import type { OkAnswer } from '../runs/index.ts';
import type { Selection } from './types.ts';

/** An earlier archive of the same person: gives its bytes to a new run, and tells afterwards what is different now. */
export interface EarlierArchive extends Earlier {
  /** What is new, changed and gone, by the items of the new run. */
  changes(
    items: readonly ItemRecord[],
    selection: Selection,
    content: (id: string) => Promise<ItemContent>,
  ): Promise<Change[]>;
  summary(changes: readonly Change[]): NonNullable<FinishedEvent['update']>;
  close(): void;
}

interface Stored {
  readonly binary: Binary;
  readonly path: string;
}

/**
 * Opens the archive that an export updates.
 *
 * @param username whose archive it must be; empty where nobody knows yet
 * @throws UsageError `run-other-person`; ArchiveError if it cannot be read
 */
export async function openEarlier(
  file: string,
  classifier: Classifier,
  username: string,
  signal: AbortSignal,
): Promise<EarlierArchive> {
  const archive = await openArchive(file, signal);
  const { account } = archive.inventory;
  if (username !== '' && account.username !== '' && account.username !== username) {
    archive.close();
    throw new UsageError('run-other-person', { username: account.username });
  }
  return new Update(archive, classifier);
}

class Update implements EarlierArchive {
  readonly #archive: OpenArchive;
  readonly #classifier: Classifier;
  readonly #stored = new Map<string, Stored>();
  /** Addresses whose bytes were taken over: one that is asked for twice counts once. */
  readonly #taken = new Map<string, number>();

  constructor(archive: OpenArchive, classifier: Classifier) {
    this.#archive = archive;
    this.#classifier = classifier;
    const paths = new Map(archive.inventory.items.map(({ id, path }) => [id, path]));
    for (const { id, binary } of archive.items) {
      const path = paths.get(id);
      if (binary !== undefined && path !== undefined && !this.#stored.has(binary.url))
        this.#stored.set(binary.url, { binary, path });
    }
  }

  find(address: string): EarlierBytes | undefined {
    const stored = this.#stored.get(address);
    if (stored === undefined) return undefined;
    const { binary, path } = stored;
    const { etag, lastModified } = binary;
    const target = this.#classifier.classify(address);
    return {
      answer: answerOf(binary),
      // What was damaged may have been mended since.
      immutable: target.type === 'binary' && target.stored !== undefined && binary.damaged !== true,
      conditional:
        etag === undefined && lastModified === undefined
          ? undefined
          : {
              ...(etag === undefined ? {} : { etag }),
              ...(lastModified === undefined ? {} : { lastModified }),
            },
      copyTo: async (part, signal) => {
        const sha256 = await copyOut(this.#archive, path, part, signal).catch((error: unknown) => {
          signal.throwIfAborted();
          if (error instanceof Error && 'code' in error && error.code === 'archive-damaged') return '';
          throw error;
        });
        if (sha256 !== binary.sha256) return false;
        this.#taken.set(address, binary.bytes);
        return true;
      },
      copyThumbnail: (to, signal) => this.#copyThumbnail(binary.sha256, to, signal),
    };
  }

  async changes(
    items: readonly ItemRecord[],
    selection: Selection,
    content: (id: string) => Promise<ItemContent>,
  ): Promise<Change[]> {
    const before = new Map(this.#archive.items.map((item) => [item.id, item]));
    const changes: Change[] = [];
    for (const item of items) {
      if (item.status !== 'saved') continue;
      const known = before.get(item.id);
      if (known?.status !== 'saved') changes.push(changeOf('new', item));
      else if (await this.#isChanged(item, known, content)) changes.push(changeOf('changed', item));
    }
    const now = new Set(items.map(({ id }) => id));
    const isLooked = lookedAt(items, selection);
    for (const item of this.#archive.items)
      if (item.status === 'saved' && !now.has(item.id) && isLooked(item)) changes.push(changeOf('gone', item));
    return changes;
  }

  summary(changes: readonly Change[]): NonNullable<FinishedEvent['update']> {
    const count = (kind: Change['change']): number => changes.filter(({ change }) => change === kind).length;
    return {
      from: basename(this.#archive.path),
      taken: this.#taken.size,
      takenBytes: [...this.#taken.values()].reduce((sum, bytes) => sum + bytes, 0),
      new: count('new'),
      changed: count('changed'),
      gone: count('gone'),
    };
  }

  close(): void {
    this.#archive.close();
  }

  async #copyThumbnail(sha256: string, to: string, signal: AbortSignal): Promise<void> {
    const path = thumbnailPath(sha256);
    const wanted = this.#archive.checksum(path);
    if (wanted === undefined || !this.#archive.files.sizes.has(path)) return;
    const part = `${to}.earlier`;
    try {
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      if ((await copyOut(this.#archive, path, part, signal)) === wanted) await rename(part, to);
    } catch {
      signal.throwIfAborted();
    } finally {
      await rm(part, { force: true });
    }
  }

  async #isChanged(
    item: ItemRecord,
    known: ItemRecord,
    content: (id: string) => Promise<ItemContent>,
  ): Promise<boolean> {
    if (item.binary?.sha256 !== known.binary?.sha256) return true;
    if (item.title !== known.title || item.description !== known.description) return true;
    // A picture's comments are kept only where there are some; what an older archive does not have is no change.
    if (!item.hasContent || !known.hasContent) return false;
    const [now, before] = [await content(item.id), await this.#archive.content(item.id)];
    return before !== undefined && said(now) !== said(before);
  }
}

/** What a person reads, without addresses and mark-up, in which a server may put something new every time. */
function said({ text, fields, entries, embeds }: ItemContent): string {
  return JSON.stringify([text, fields, entries, embeds.map(({ address }) => address)]);
}

function changeOf(change: Change['change'], item: ItemRecord): Change {
  const { id, kind, title, space, sourceUrl } = item;
  return { change, id, kind, title, sourceUrl, ...(space === undefined ? {} : { space }) };
}

/**
 * Whether the new run looked where an item was: what was not chosen this time, or could not be opened, is not gone. Of a space
 * it knows by the space itself, else by other things of the kind.
 */
function lookedAt(items: readonly ItemRecord[], selection: Selection): (item: ItemRecord) => boolean {
  const whole = selection.onlySpaces === undefined && selection.withoutSpaces === undefined;
  const all = whole && CHOICES.every((choice) => selection.choices.includes(choice));
  const key = ({ role, space }: ItemRecord): string => `${role}:${space ?? ''}`;
  const trouble = new Set(items.filter((item) => item.status === 'missing' && item.binary === undefined).map(key));
  const spaces = new Set(items.filter(({ kind, status }) => kind === 'space' && status === 'saved').map(key));
  const kinds = new Set(
    items.filter(({ space, status }) => space === undefined && status === 'saved').map(({ kind }) => kind),
  );
  return (item) => {
    if (item.space !== undefined && spaces.has(key(item))) return true;
    return (all && !trouble.has(key(item))) || (item.space === undefined && kinds.has(item.kind));
  };
}

/** Bytes of an archive as a run remembers an answer: what the headers said stands in the inventory. */
function answerOf(binary: Binary): OkAnswer {
  const { url, sha256, bytes, mediaType, fetchedAt, originalName, etag, lastModified, damaged } = binary;
  return {
    outcome: 'ok',
    address: url,
    finalAddress: url,
    status: 200,
    sha256,
    bytes,
    mediaType,
    fetchedAt,
    attempts: 0,
    headers: {
      'content-type': mediaType,
      ...(originalName === undefined
        ? {}
        : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(originalName)}` }),
      ...(etag === undefined ? {} : { etag }),
      ...(lastModified === undefined ? {} : { 'last-modified': lastModified }),
    },
    ...(damaged === true ? { damaged: true } : {}),
  };
}
