import {
  itemContentSchema,
  type Account,
  type ItemContent,
  type ItemRecord,
  type Mention,
} from '../../shared/model/index.ts';
import type { ArchiveSource, Change, ReceivedView } from '../archive/types.ts';
import type { Fetcher } from '../download/index.ts';
import { FetchError, type Gate } from '../net/index.ts';
import type { Classifier } from '../platform/classify.ts';
import type { RunStore } from '../runs/index.ts';
import type { WalkSource } from '../walk/index.ts';
import type { ExportRequest } from './types.ts';

/** Pages for a walk from a run: from its memory, else from the network. */
export function sourceOf(fetcher: Fetcher): WalkSource {
  return {
    async view(address, signal) {
      const view = await fetcher.view(address, signal);
      return { finalAddress: view.finalAddress, contentType: view.headers['content-type'], bytes: view.bytes };
    },
  };
}

/** Pages straight from the network, for an inventory that leaves nothing on disk. */
export function directSource(gate: Gate): WalkSource {
  return {
    async view(address, signal) {
      const view = await gate.view(address, { signal });
      return { finalAddress: view.finalAddress, contentType: view.headers['content-type'], bytes: view.bytes };
    },
  };
}

/** A gate without a network: whatever is not known is missing, because the run was finished early. */
export function offlineGate(): Gate {
  const refuse = (address: string): Promise<never> => Promise.reject(new FetchError('finished-early', address));
  return { view: refuse, binary: refuse, requests: 0, pause: () => undefined, resume: () => undefined };
}

/** A settled run as the archive reads it. */
export function archiveSource(
  store: RunStore,
  classifier: Classifier,
  request: ExportRequest,
  run: {
    readonly account: Account;
    readonly items: readonly ItemRecord[];
    readonly mentions: readonly Mention[];
    readonly resolve: (address: string) => string | undefined;
    readonly addresses: ReadonlyMap<string, readonly string[]>;
    readonly changes?: readonly Change[] | undefined;
  },
): ArchiveSource {
  const views = new Map(run.items.map(({ id, views: addresses }) => [id, addresses]));
  return {
    account: run.account,
    exportedAt: new Date().toISOString(),
    tool: request.tool,
    language: request.language,
    items: run.items,
    mentions: run.mentions,
    content: (id) => readContent(store, id),
    received: (id) => (views.get(id) ?? []).flatMap((address) => receivedView(store, address)),
    blob: ({ sha256 }) => store.blobPath(sha256),
    resolve: (address) => {
      const target = classifier.classify(address);
      return run.resolve('address' in target ? target.address : address);
    },
    isPlatform: (address) => classifier.isPlatform(address),
    addresses: (id) => run.addresses.get(id) ?? [],
    ...(run.changes === undefined ? {} : { changes: run.changes }),
  };
}

export async function readContent(store: RunStore, id: string): Promise<ItemContent> {
  return itemContentSchema.parse(JSON.parse(await store.content(id)));
}

function receivedView(store: RunStore, address: string): ReceivedView[] {
  const answer = store.get(address);
  if (answer?.outcome !== 'ok') return [];
  return [{ address, contentType: answer.headers['content-type'] ?? 'text/html', path: store.blobPath(answer.sha256) }];
}
