import { FetchError } from '../../../electron/net/types.ts';
import { createClassifier } from '../../../electron/platform/classify.ts';
import { builtInProfile } from '../../../electron/platform/profiles/index.ts';
import { walk, type FoundItem, type WalkOptions } from '../../../electron/walk/index.ts';
import type { Reason } from '../../../shared/reasons.ts';
import { CHOICES, type Account, type Mention } from '../../../shared/model/index.ts';

/** A page of a platform made of strings: its HTML (a function where it changes), or why it cannot be had. */
export type FakePage = string | (() => string) | { readonly reason: Reason };

/** What a walk over a platform made of strings handed on. */
export interface FakeWalk {
  readonly items: FoundItem[];
  readonly mentions: Mention[];
  readonly asked: string[];
  readonly account: Account | undefined;
}

export const LIVE = 'https://live.etwinning.net';
export const TWINSPACE = 'https://twinspace.etwinning.net';
export const GROUPS = 'https://groups.etwinning.net';

/** Walks pages given by their canonical addresses; all others are not found. */
export async function walkPages(
  pages: Readonly<Record<string, FakePage>>,
  options: Partial<WalkOptions> = {},
): Promise<FakeWalk> {
  const profile = builtInProfile('etwinning-legacy');
  const classifier = createClassifier(profile);
  const items: FoundItem[] = [];
  const mentions: Mention[] = [];
  const asked: string[] = [];
  let account: Account | undefined;
  await walk(
    {
      profile,
      classifier,
      source: {
        view: (address) => {
          asked.push(address);
          const page = pages[address];
          const target = classifier.classify(address);
          if (target.type !== 'view' || target.address !== address) throw new Error(`not a view: ${address}`);
          if (page === undefined) return Promise.reject(new FetchError('not-found', address));
          if (typeof page === 'object') return Promise.reject(new FetchError(page.reason, address));
          const html = typeof page === 'string' ? page : page();
          return Promise.resolve({
            finalAddress: address,
            contentType: 'text/html',
            bytes: new TextEncoder().encode(html),
          });
        },
      },
      username: 'ana',
      choices: new Set(CHOICES),
      addSpaces: [],
      signal: new AbortController().signal,
      concurrency: 4,
      ...options,
    },
    {
      account: (found) => (account = found),
      item: (found) => {
        items.push(found);
        return Promise.resolve();
      },
      mention: (mention) => mentions.push(mention),
      space: () => undefined,
    },
  );
  items.sort((a, b) => a.item.order - b.item.order);
  return { items, mentions, asked, account };
}
