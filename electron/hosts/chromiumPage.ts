import { z } from 'zod';
import { createBridgeClient } from '../../shared/bridgeClient.ts';
import { APP_ORIGIN, BINDING, RECEIVER } from './chromiumNames.ts';

/**
 * Runs in the app's page before its own scripts, in the Chromium host: puts `window.twinark` there, as the preload does in
 * Electron. Bundled into one file that needs nothing (electron.vite.config.ts), and handed to the browser over CDP.
 */
const incomingSchema = z.union([
  z.strictObject({ id: z.number().int(), reply: z.unknown() }),
  z.strictObject({ batch: z.unknown() }),
]);

function start(): void {
  // Frames of any kind and pages of any other origin get nothing, should there ever be one.
  if (window !== window.top || location.origin !== APP_ORIGIN) return;
  const send: unknown = Reflect.get(window, BINDING);
  if (typeof send !== 'function') return;
  const waiting = new Map<number, (reply: unknown) => void>();
  const listeners = new Set<(batch: unknown) => void>();
  let last = 0;

  Object.defineProperty(window, RECEIVER, {
    value: (text: string) => {
      const message = incomingSchema.parse(JSON.parse(text));
      if ('batch' in message) {
        for (const listener of listeners) listener(message.batch);
        return;
      }
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    },
  });
  const bridge = createBridgeClient({
    invoke: (message) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        Reflect.apply(send, window, [JSON.stringify({ id: last, message })]);
      }),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  Object.defineProperty(window, 'twinark', { value: Object.freeze(bridge) });
}

start();
