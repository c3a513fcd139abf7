import type { CDPSession } from 'playwright-core';
import { z } from 'zod';
import type { Batch, Reply } from '../../shared/bridge.ts';
import { APP_ORIGIN, BINDING, RECEIVER } from './chromiumNames.ts';

/** The app behind the page, as both hosts see it; `app/controller.ts` has this shape. */
export interface AppServer {
  serve(message: unknown): Promise<Reply>;
  subscribe(listener: (batch: Batch) => void): () => void;
}

const callSchema = z.strictObject({ id: z.number().int(), message: z.unknown() });
const contextSchema = z.object({
  id: z.number(),
  origin: z.string(),
  auxData: z.object({ isDefault: z.boolean(), frameId: z.string() }).optional(),
});

/**
 * Carries the bridge over a raw CDP binding on the app's page: invisible to every other page, no port, no server. Every call
 * is checked for where it came from: our origin, the main frame, the page's own world (not an extension's).
 *
 * @param script the bundle of `chromiumPage.ts`, which puts `window.twinark` there
 */
export async function connectBridge(cdp: CDPSession, script: string, server: AppServer): Promise<() => void> {
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const mainFrame = frameTree.frame.id;
  let trusted: number | undefined;

  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    const parsed = contextSchema.safeParse(context);
    if (!parsed.success) return;
    const { id, origin: from, auxData } = parsed.data;
    if (from === APP_ORIGIN && auxData?.isDefault === true && auxData.frameId === mainFrame) trusted = id;
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
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `(() => {${script}\n})();` });
  return server.subscribe((batch) => post({ batch }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
