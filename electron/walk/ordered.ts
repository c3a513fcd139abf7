/**
 * Runs `work` over `inputs`, `ahead` at once, and yields the results in the order of the inputs: the walk's outcome must not
 * depend on which answer came first.
 */
export async function* inOrder<In, Out>(
  inputs: Iterable<In>,
  ahead: number,
  work: (input: In) => Promise<Out>,
): AsyncGenerator<{ input: In; output: Out }> {
  const iterator = inputs[Symbol.iterator]();
  const pending: { input: In; output: Promise<Out> }[] = [];
  const fill = (): void => {
    while (pending.length < ahead) {
      const next = iterator.next();
      if (next.done === true) return;
      const output = work(next.value);
      // A later one may fail while an earlier one is awaited; it is looked at when its turn comes.
      output.catch(() => undefined);
      pending.push({ input: next.value, output });
    }
  };
  fill();
  for (let head = pending.shift(); head; head = pending.shift()) {
    const output = await head.output;
    fill();
    yield { input: head.input, output };
  }
}
