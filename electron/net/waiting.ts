/**
 * Waits so many milliseconds, or until `wake` is called; rejects with the signal's reason as soon as it is aborted. Leaves no
 * listener behind.
 */
export function sleep(ms: number, signal: AbortSignal, onWake?: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(reasonOf(signal));
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const wake = (): void => {
      finish();
      resolve();
    };
    const abort = (): void => {
      finish();
      reject(reasonOf(signal));
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', abort, { once: true });
    onWake?.(wake);
  });
}

/** The promise's result, unless the signal is aborted first: then its reason, at once. Leaves no listener behind. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(reasonOf(signal));
    if (signal.aborted) {
      // The promise may still fail; nobody will listen then.
      promise.catch(() => undefined);
      abort();
      return;
    }
    signal.addEventListener('abort', abort, { once: true });
    promise
      .then(resolve, (error: unknown) => reject(asError(error)))
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

/**
 * A controller that follows a signal until `release` is called. Instead of `AbortSignal.any`, which on Node 20 keeps every
 * dependant of a long-lived signal until that signal is gone.
 */
export function follow(signal: AbortSignal): { readonly controller: AbortController; readonly release: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return { controller, release: () => signal.removeEventListener('abort', abort) };
}

/** Why a signal was aborted, as an error (anything can be given to `abort`). */
export function reasonOf(signal: AbortSignal): Error {
  return asError(signal.reason);
}

export function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
