import type { AttemptFailure } from './trouble.ts';
import type { RequestableTarget } from '../platform/types.ts';

/** One call of the gate, over all its attempts. */
export interface Job {
  readonly target: RequestableTarget;
  readonly signal: AbortSignal;
  readonly priority: number;
  /** Attempts that counted; those of an outage or an ended session do not. */
  attempts: number;
  /** Told when it waits for its next attempt, and when that begins. */
  readonly onWaiting?: ((waiting: boolean) => void) | undefined;
  /** It was asked again after a probe had shown that the session is alive. */
  askedAgain: boolean;
}

/** What an attempt brought; `doubt`: to be believed only if a probe shows that nobody stands in between. */
export interface Outcome<T> {
  readonly value: T;
  readonly doubt: boolean;
  /** What it means if the platform itself sent it, where that is not what was asked for. */
  readonly otherwise?: AttemptFailure;
}
