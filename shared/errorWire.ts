import {
  ArchiveError,
  assertNever,
  SignInError,
  StoppedError,
  TwinArkError,
  UnreachableError,
  UsageError,
  type ErrorCode,
} from './errors.ts';

/** An error as data, on its way to another process or thread; its class is made anew there. */
export interface ErrorWire {
  readonly family: 'UsageError' | 'SignInError' | 'StoppedError' | 'UnreachableError' | 'ArchiveError' | 'bug';
  readonly code: ErrorCode;
  readonly params: Record<string, string | number>;
  /** For the log of the app only. */
  readonly detail?: string;
}

/** An error made ready to leave its process or thread. */
export function errorToWire(error: unknown): ErrorWire {
  if (!(error instanceof TwinArkError)) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { family: 'bug', code: 'bug', params: {}, detail };
  }
  const { code, params } = error;
  const family =
    error instanceof UsageError
      ? 'UsageError'
      : error instanceof SignInError
        ? 'SignInError'
        : error instanceof StoppedError
          ? 'StoppedError'
          : error instanceof UnreachableError
            ? 'UnreachableError'
            : error instanceof ArchiveError
              ? 'ArchiveError'
              : 'bug';
  return { family, code, params: { ...params } };
}

/** The same error on the other side, of the same class. */
export function errorFromWire({ family, code, params, detail }: ErrorWire): Error {
  switch (family) {
    case 'UsageError':
      return new UsageError(code, params);
    case 'SignInError':
      return new SignInError(code, params);
    case 'StoppedError':
      return new StoppedError(code, params);
    case 'UnreachableError':
      return new UnreachableError(code, params);
    case 'ArchiveError':
      return new ArchiveError(code, params);
    case 'bug':
      return new Error(detail ?? 'The engine failed.');
    default:
      return assertNever(family, 'family of errors');
  }
}
