import { batchSchema, BridgeError, isChannel, replySchema, requests } from './bridge.ts';
import type { Batch, BridgeApi, Channel, RequestOf, ResponseOf } from './bridge.ts';

/** The raw ends that a host lends: one way to ask, one to be told. Nothing else of the host may reach the page. */
export interface Wire {
  /** Carries `{channel, payload}` over and resolves with a `Reply`. */
  invoke(message: { readonly channel: Channel; readonly payload: unknown }): Promise<unknown>;
  /** Calls back with each batch; returns the function that ends it. */
  listen(listener: (batch: unknown) => void): () => void;
}

/** The page's half of the bridge, used by the Electron preload and by the Chromium host's start script alike. */
export function createBridgeClient(wire: Wire): BridgeApi {
  return {
    async request<C extends Channel>(channel: C, payload: RequestOf<C>): Promise<ResponseOf<C>> {
      if (!isChannel(channel)) throw new BridgeError({ code: 'bug', params: { channel: String(channel) } });
      const checked = requests[channel].in.parse(payload);
      const reply = replySchema.parse(await wire.invoke({ channel, payload: checked }));
      if (!reply.ok) throw new BridgeError(reply.error);
      // The schema of this very channel has just been applied; TypeScript cannot follow the index.
      return requests[channel].out.parse(reply.value) as ResponseOf<C>;
    },
    subscribe(listener: (batch: Batch) => void) {
      return wire.listen((raw) => {
        const batch = batchSchema.safeParse(raw);
        if (batch.success) listener(batch.data);
      });
    },
  };
}
