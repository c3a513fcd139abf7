/**
 * The error tree. Every failure that a person may meet is a `TwinArkError`:
 *
 *   TwinArkError
 *   ├── UsageError          exit 2   wrong option, profile, origin, kind; nothing to resume; `--out` unusable
 *   ├── SignInError         exit 4   wrong password, no log-in form, endless sign-in
 *   ├── StoppedError        exit 5   interrupted, signed out, disk full, outage: can be resumed
 *   ├── UnreachableError    exit 6   the platform cannot be reached, or is gone, before anything began
 *   └── ArchiveError        exit 1/3 an archive that cannot be read or written
 *
 * Its text for people is `errors.{code}` in the catalogues (title, what to do), filled with `params`; `message` is for logs only.
 */
export const EXIT = {
  ok: 0,
  bug: 1,
  usage: 2,
  missing: 3,
  signIn: 4,
  stopped: 5,
  unreachable: 6,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const ERROR_CODES = [
  // usage
  'unknown-option',
  'bad-option',
  'not-yet',
  'profile-not-found',
  'profile-invalid',
  'profile-unconfirmed',
  'origin-invalid',
  'out-unusable',
  'out-other-person',
  'nothing-to-resume',
  'unfinished-run',
  'run-locked',
  'run-newer',
  'run-other-person',
  'no-such-file',
  // signing in
  'wrong-password',
  'no-log-in-form',
  'sign-in-loop',
  'no-browser',
  // stopped, resumable
  'interrupted',
  'signed-out',
  'outage',
  'blocked-by-filter',
  'disk-full',
  'out-gone',
  'file-too-large-for-disk',
  // unreachable
  'platform-unreachable',
  'platform-gone',
  // archive
  'archive-unreadable',
  'archive-damaged',
  // a second place for an archive
  'copy-exists',
  'copy-place-gone',
  'copy-place-full',
  // everything else
  'bug',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];
export type ErrorParams = Readonly<Record<string, string | number>>;

export class TwinArkError extends Error {
  readonly code: ErrorCode;
  readonly exitCode: ExitCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, exitCode: ExitCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = new.target.name;
    this.code = code;
    this.exitCode = exitCode;
    this.params = params;
  }
}

/** The person asked for something that cannot be done as asked. */
export class UsageError extends TwinArkError {
  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, EXIT.usage, params, options);
  }
}

/** No session could be had. */
export class SignInError extends TwinArkError {
  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, EXIT.signIn, params, options);
  }
}

/** The run stopped half-way; its state is kept and it can be resumed. */
export class StoppedError extends TwinArkError {
  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, EXIT.stopped, params, options);
  }
}

/** The platform did not answer, or is no longer there, before anything began. */
export class UnreachableError extends TwinArkError {
  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, EXIT.unreachable, params, options);
  }
}

/** An archive that cannot be read, or is not what it says. */
export class ArchiveError extends TwinArkError {
  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, EXIT.missing, params, options);
  }
}

/** Closes a union: the compiler complains where a case was forgotten. */
export function assertNever(value: never, what = 'case'): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`);
}
