// First: see there.
import './jitless.ts';
import { batchSchema, isChannel, replySchema, requests } from './bridge.ts';
import type { Batch, BridgeApi, Channel, ReplyOf, RequestOf, ResponseOf } from './bridge.ts';

/** The raw ends that a host lends: one way to ask, one to be told. Nothing else of the host may reach the page. */
export interface Wire {
  /** Carries `{channel, payload}` over and resolves with a `Reply`. */
  invoke(message: { readonly channel: Channel; readonly payload: unknown }): Promise<unknown>;
  /** Calls back with each batch; returns the function that ends it. */
  listen(listener: (batch: unknown) => void): () => void;
}

const BUG = { ok: false, error: { code: 'bug', params: {} } } as const;

/** The page's half of the bridge, used by the Electron preload and by the Chromium host's start script alike. Never rejects. */
export function createBridgeClient(wire: Wire): BridgeApi {
  async function ask<C extends Channel>(channel: C, payload: RequestOf<C>): Promise<ReplyOf<C>> {
    // The page's types promise a listed channel; a page that was tampered with promises nothing.
    if (!isChannel(channel)) return BUG;
    const checked = requests[channel].in.safeParse(payload);
    if (!checked.success) return BUG;
    const reply = replySchema.safeParse(await wire.invoke({ channel, payload: checked.data }));
    if (!reply.success) return BUG;
    if (!reply.data.ok) return reply.data;
    const value = requests[channel].out.safeParse(reply.data.value);
    // The schema of this very channel has just been applied; TypeScript cannot follow the index.
    return value.success ? { ok: true, value: value.data as ResponseOf<C> } : BUG;
  }
  return {
    request: (channel, payload) => ask(channel, payload).catch(() => BUG),
    subscribe: (listener: (batch: Batch) => void) =>
      wire.listen((raw) => {
        const batch = batchSchema.safeParse(raw);
        if (batch.success) listener(batch.data);
      }),
  };
}
