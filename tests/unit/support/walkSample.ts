import { createGate } from '../../../electron/net/index.ts';
import { createFormHost } from '../../../electron/hosts/formHost.ts';
import { createClassifier } from '../../../electron/platform/classify.ts';
import { probeAddresses, withOrigins } from '../../../electron/platform/profile.ts';
import { builtInProfile } from '../../../electron/platform/profiles/index.ts';
import { createPageSigns } from '../../../electron/platform/signs.ts';
import { decodeHtml } from '../../../electron/platform/read/decode.ts';
import { walk, type FoundItem, type WalkOptions } from '../../../electron/walk/index.ts';
import { CHOICES, type Mention } from '../../../shared/model/index.ts';
import type { SamplePlatform } from '../../sample-platform/index.ts';

/** Everything a walk handed on, without downloading. */
export interface Walked {
  readonly items: FoundItem[];
  readonly mentions: Mention[];
  readonly requests: number;
}

/** The built-in profile with a sample platform's origins. */
export function sampleProfile(platform: SamplePlatform): WalkOptions['profile'] {
  return withOrigins(
    builtInProfile('etwinning-legacy'),
    Object.entries(platform.origins).map(([role, origin]) => `${role}=${origin}`),
  );
}

/** What happens to pages on their way to the walk. */
export interface OnPages {
  /** Writes a page's HTML anew. */
  readonly rewrite?: (html: string) => string;
  /** Waits before a page is handed on. */
  readonly delay?: () => Promise<unknown>;
}

/**
 * Signs in and walks a sample platform over real HTTP, without a run's state.
 */
export async function walkSample(
  platform: SamplePlatform,
  options: Partial<WalkOptions> = {},
  on: OnPages = {},
): Promise<Walked> {
  const profile = sampleProfile(platform);
  const classifier = createClassifier(profile);
  const signal = new AbortController().signal;
  const session = await createFormHost({ username: platform.username, password: platform.password }).signIn(
    profile,
    signal,
  );
  const gate = createGate({
    transport: session.transport,
    userAgent: session.userAgent,
    classify: (address) => classifier.classify(address),
    asGiven: (address) => classifier.asGiven(address),
    ...createPageSigns(classifier),
    probes: probeAddresses(profile),
  });
  const items: FoundItem[] = [];
  const mentions: Mention[] = [];
  await walk(
    {
      profile,
      classifier,
      source: {
        view: async (address, at) => {
          const view = await gate.view(address, { signal: at });
          const contentType = view.headers['content-type'];
          const bytes = on.rewrite
            ? new TextEncoder().encode(on.rewrite(decodeHtml(view.bytes, contentType)))
            : view.bytes;
          await on.delay?.();
          return { finalAddress: view.finalAddress, contentType, bytes };
        },
      },
      username: platform.username,
      choices: new Set(CHOICES),
      addSpaces: [],
      signal,
      concurrency: 6,
      ...options,
    },
    {
      account: () => undefined,
      item: (found) => {
        items.push(found);
        return Promise.resolve();
      },
      mention: (mention) => mentions.push(mention),
      space: () => undefined,
    },
  );
  await session.close();
  items.sort((a, b) => a.item.order - b.item.order);
  return { items, mentions, requests: gate.requests };
}
