/**
 * Works on a few elements at once and gives the results in order. Never more than `width` results wait, so a slow consumer
 * (the ZIP) slows the work instead of filling the memory.
 */
export async function* mapOrdered<T, R>(
  elements: Iterable<T>,
  width: number,
  work: (element: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting: Promise<R>[] = [];
  try {
    for (const element of elements) {
      const result = work(element);
      // A rejection is seen when its turn comes; until then it must not count as unhandled.
      result.catch(() => undefined);
      waiting.push(result);
      if (waiting.length >= width) {
        const first = waiting.shift();
        if (first) yield await first;
      }
    }
    for (const result of waiting.splice(0)) yield await result;
  } finally {
    await Promise.allSettled(waiting);
  }
}
