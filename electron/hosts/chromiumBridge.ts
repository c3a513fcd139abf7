import type { CDPSession } from 'playwright-core';
import { z } from 'zod';
import type { Batch, Reply } from '../../shared/bridge.ts';

/** The app behind the page, as both hosts see it; `app/controller.ts` has this shape. */
export interface AppServer {
  serve(message: unknown): Promise<Reply>;
  subscribe(listener: (batch: Batch) => void): () => void;
}

const BINDING = '__twinarkSend';
const RECEIVER = '__twinarkReceive';

/**
 * What the page finds as `window.twinark`: the same two functions that Electron's preload exposes. Runs before the page's own
 * scripts, in the app's page alone; kept as text because it lives in another world than this file.
 */
const IN_PAGE = `(() => {
  if (window !== window.top || location.origin !== '%ORIGIN%') return;
  const send = window.${BINDING};
  const waiting = new Map();
  const listeners = new Set();
  let last = 0;
  Object.defineProperty(window, '${RECEIVER}', {
    value: (text) => {
      const message = JSON.parse(text);
      if (message.batch !== undefined) { for (const listener of listeners) listener(message.batch); return; }
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    },
  });
  Object.defineProperty(window, 'twinark', {
    value: Object.freeze({
      send: (channel, payload) => new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        send(JSON.stringify({ id: last, message: { channel, payload } }));
      }),
      onBatch: (listener) => { listeners.add(listener); return () => void listeners.delete(listener); },
    }),
  });
})();`;

const callSchema = z.strictObject({ id: z.number().int(), message: z.unknown() });
const contextSchema = z.object({
  id: z.number(),
  origin: z.string(),
  auxData: z.object({ isDefault: z.boolean(), frameId: z.string() }).optional(),
});

/**
 * Carries the bridge over a raw CDP binding on the app's page: invisible to every other page, no port, no server. Every call
 * is checked for where it came from: our origin, the main frame, the page's own world (not an extension's).
 */
export async function connectBridge(cdp: CDPSession, origin: string, server: AppServer): Promise<() => void> {
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const mainFrame = frameTree.frame.id;
  let trusted: number | undefined;

  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    const parsed = contextSchema.safeParse(context);
    if (!parsed.success) return;
    const { id, origin: from, auxData } = parsed.data;
    if (from === origin && auxData?.isDefault === true && auxData.frameId === mainFrame) trusted = id;
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
    if (executionContextId === trusted) trusted = undefined;
  });
  cdp.on('Runtime.executionContextsCleared', () => (trusted = undefined));

  /** Into the page, unless it was left or reloaded meanwhile. */
  function post(value: { readonly id: number; readonly reply: Reply } | { readonly batch: Batch }): void {
    if (trusted === undefined) return;
    cdp
      .send('Runtime.callFunctionOn', {
        executionContextId: trusted,
        functionDeclaration: `function (text) { window.${RECEIVER}?.(text); }`,
        arguments: [{ value: JSON.stringify(value) }],
        silent: true,
      })
      .catch(() => undefined);
  }

  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== BINDING || executionContextId !== trusted || payload.length > 1_000_000) return;
    const call = callSchema.safeParse(parseJson(payload));
    if (!call.success) return;
    const { id, message } = call.data;
    void server.serve(message).then((reply) => {
      if (executionContextId === trusted) post({ id, reply });
    });
  });

  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');
  await cdp.send('Runtime.addBinding', { name: BINDING });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: IN_PAGE.replace('%ORIGIN%', origin) });
  return server.subscribe((batch) => post({ batch }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
