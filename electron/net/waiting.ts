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

/**
 * Controllers that follow the signals of many calls, with one listener a signal: a run has one signal and 40,000 calls, and a
 * signal warns from the eleventh listener on.
 */
export class Followers {
  readonly #all = new Map<AbortSignal, { readonly controllers: Set<AbortController>; readonly listener: () => void }>();

  /** Calls that are followed just now. */
  get size(): number {
    let size = 0;
    for (const { controllers } of this.#all.values()) size += controllers.size;
    return size;
  }

  /** As `follow`. */
  follow(signal: AbortSignal): { readonly controller: AbortController; readonly release: () => void } {
    const controller = new AbortController();
    if (signal.aborted) {
      controller.abort(signal.reason);
      return { controller, release: () => undefined };
    }
    const { controllers } = this.#all.get(signal) ?? this.#listen(signal);
    controllers.add(controller);
    const release = (): void => {
      controllers.delete(controller);
      if (controllers.size === 0) this.#forget(signal);
    };
    return { controller, release };
  }

  /** Ends every call, whatever signal it follows. */
  abortAll(reason: Error): void {
    for (const { controllers } of [...this.#all.values()]) {
      for (const controller of [...controllers]) controller.abort(reason);
    }
  }

  #listen(signal: AbortSignal): { readonly controllers: Set<AbortController>; readonly listener: () => void } {
    const controllers = new Set<AbortController>();
    const listener = (): void => {
      for (const controller of [...controllers]) controller.abort(signal.reason);
    };
    const entry = { controllers, listener };
    this.#all.set(signal, entry);
    signal.addEventListener('abort', listener, { once: true });
    return entry;
  }

  #forget(signal: AbortSignal): void {
    const entry = this.#all.get(signal);
    // A release may come twice, or after the last one let go of the signal: then there is nothing left to do.
    if (entry === undefined || entry.controllers.size > 0) return;
    signal.removeEventListener('abort', entry.listener);
    this.#all.delete(signal);
  }
}

/** Why a signal was aborted, as an error (anything can be given to `abort`). */
export function reasonOf(signal: AbortSignal): Error {
  return asError(signal.reason);
}

export function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}
