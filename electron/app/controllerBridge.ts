import type { AppError } from '../../shared/appState.ts';
import { isChannel, requestMessageSchema, requests } from '../../shared/bridge.ts';
import type { Channel, Reply, RequestOf, ResponseOf } from '../../shared/bridge.ts';
import { TwinArkError } from '../../shared/errors.ts';

/** One function a channel: what the controller offers. */
export type Handlers = {
  readonly [C in Channel]: (payload: RequestOf<C>) => Promise<ResponseOf<C>>;
};

export function toAppError(error: unknown): AppError {
  return error instanceof TwinArkError
    ? { code: error.code, params: { ...error.params } }
    : { code: 'bug', params: {} };
}

/**
 * The app's half of the bridge: takes a raw message whose sender the host has checked, and answers it. Whatever goes wrong
 * comes back as a code; `onBug` is told of errors that are nobody's doing but ours.
 */
export function createBridgeServer(
  handlers: Handlers,
  onBug: (error: unknown) => void = () => undefined,
): (message: unknown) => Promise<Reply> {
  async function run<C extends Channel>(channel: C, payload: unknown): Promise<ResponseOf<C>> {
    // Both casts follow a parse by this channel's own schema; TypeScript cannot follow the index.
    const checked = requests[channel].in.parse(payload) as RequestOf<C>;
    return requests[channel].out.parse(await handlers[channel](checked)) as ResponseOf<C>;
  }
  return async (message) => {
    try {
      const { channel, payload } = requestMessageSchema.parse(message);
      if (!isChannel(channel)) throw new Error(`no such channel: ${channel}`);
      return { ok: true, value: await run(channel, payload) };
    } catch (error) {
      if (!(error instanceof TwinArkError)) onBug(error);
      return { ok: false, error: toAppError(error) };
    }
  };
}
