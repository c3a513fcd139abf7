import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { z } from 'zod';

/** What a page needs, by the browser's own count. */
export interface PageMemory {
  /** Megabytes of the page's own JavaScript. */
  readonly heapMb: number;
  /** Nodes of all documents, those included that nobody has cleared away yet. */
  readonly nodes: number;
  /** Elements that stand in the document. */
  readonly elements: number;
}

/** A look at a page from outside. */
export interface DevTools {
  /** The value of an expression in the page; a promise is waited for. */
  evaluate<T>(schema: z.ZodType<T>, expression: string): Promise<T>;
  /** @param clean clears away first what nobody holds any more */
  memory(clean: boolean): Promise<PageMemory>;
  close(): void;
}

const targetsSchema = z.array(z.object({ type: z.string(), url: z.string(), webSocketDebuggerUrl: z.string() }));
const answerSchema = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const valueSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ text: z.string() }).optional(),
});
const metricsSchema = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });

/**
 * Just enough of the browser's protocol to look at a page, over the port that the browser itself has opened: a library's
 * helpers inside the page would count as the page's.
 *
 * @param isPage which of the browser's pages; waited for until it is there
 */
export async function openDevTools(
  port: number,
  isPage: (address: string) => boolean,
  signal: AbortSignal,
): Promise<DevTools> {
  const socket = new WebSocket(await findTarget(port, isPage, signal));
  const waiting = new Map<
    number,
    { resolve: (answer: z.infer<typeof answerSchema>) => void; reject: (why: Error) => void }
  >();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const answer = answerSchema.safeParse(JSON.parse(String(data)));
    // Events have no number.
    if (answer.success) waiting.get(answer.data.id)?.resolve(answer.data);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the page is gone'));
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('the page does not answer')), { once: true });
  });

  async function send(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    last += 1;
    const id = last;
    const answer = await new Promise<z.infer<typeof answerSchema>>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
    waiting.delete(id);
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result;
  }
  async function evaluate<T>(schema: z.ZodType<T>, expression: string): Promise<T> {
    const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    const { result, exceptionDetails } = valueSchema.parse(answer);
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return schema.parse(result.value);
  }
  await send('Performance.enable');
  return {
    evaluate,
    async memory(clean) {
      if (clean) await send('HeapProfiler.collectGarbage');
      return {
        ...readMetrics(await send('Performance.getMetrics')),
        elements: await evaluate(z.number(), `document.getElementsByTagName('*').length`),
      };
    },
    close: () => socket.close(),
  };
}

/** @param answer what `Performance.getMetrics` gave */
export function readMetrics(answer: unknown): Omit<PageMemory, 'elements'> {
  const { metrics } = metricsSchema.parse(answer);
  const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heapMb: of('JSHeapUsedSize') / 2 ** 20, nodes: of('Nodes') };
}

async function findTarget(port: number, isPage: (address: string) => boolean, signal: AbortSignal): Promise<string> {
  for (;;) {
    signal.throwIfAborted();
    // A browser that is just coming up does not listen yet.
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined);
    const targets = targetsSchema.parse((await answer?.json()) ?? []);
    const found = targets.find(({ type, url }) => type === 'page' && isPage(url));
    if (found !== undefined) return found.webSocketDebuggerUrl;
    await wait(20);
  }
}
