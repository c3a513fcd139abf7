import pRetry, { AbortError } from 'p-retry';
import type { Doctor, Stamp } from './doctor.ts';
import type { Hopeless } from './hopeless.ts';
import type { Job, Outcome } from './job.ts';
import type { Lanes } from './lanes.ts';
import type { Patience } from './settings.ts';
import { AttemptFailure, Suspicion } from './trouble.ts';
import { FetchError } from './types.ts';
import { orAborted, reasonOf, sleep } from './waiting.ts';

/** A broken download that got so many bytes further deserves another attempt without counting. */
const PROGRESS_BYTES = 64 * 1024;
/** Outages and sign-ins that one address may live through: a last bound, should everything else keep going round. */
const MOST_RENEWALS = 20;
/** A single address's 503 must not silence its whole origin for long; 429 speaks of us and does. */
const MOST_REST_FOR_ONE_MS = 10_000;

/** The session or the line was renewed: begin again, with all patience. */
class Renewed extends Error {}

export interface Means {
  readonly doctor: Doctor;
  readonly lanes: Lanes;
  readonly hopeless: Hopeless;
  readonly patience: Patience;
}

/**
 * Repeats an attempt until it succeeds or patience ends: exponential back-off with jitter, Retry-After, and no attempt counted
 * that an outage or an ended session spoilt.
 *
 * @throws FetchError with the number of attempts
 * @throws the reason of the job's signal
 */
export async function persist<T>(job: Job, attempt: () => Promise<Outcome<T>>, means: Means): Promise<T> {
  for (let renewals = 0; ; renewals++) {
    job.attempts = 0;
    try {
      const value = await withRetries(job, attempt, means);
      means.hopeless.succeeded(job.target);
      return value;
    } catch (error) {
      if (job.signal.aborted) throw reasonOf(job.signal);
      if (error instanceof Renewed && renewals < MOST_RENEWALS) continue;
      if (error instanceof AttemptFailure) means.hopeless.gaveUp(job.target);
      throw finalError(error, job);
    }
  }
}

function finalError(error: unknown, job: Job): unknown {
  const { address } = job.target;
  const { attempts } = job;
  if (error instanceof Renewed) return new FetchError('unreachable', address, { attempts });
  if (error instanceof AttemptFailure) {
    const { reason, status, cause } = error;
    return new FetchError(reason, address, { ...(status === undefined ? {} : { status }), attempts, cause });
  }
  if (error instanceof FetchError && error.attempts < attempts) {
    const { reason, status, cause } = error;
    return new FetchError(reason, error.address, { ...(status === undefined ? {} : { status }), attempts, cause });
  }
  return error;
}

function withRetries<T>(job: Job, attempt: () => Promise<Outcome<T>>, means: Means): Promise<T> {
  const { doctor, patience } = means;
  const { epoch } = doctor;
  let last: Stamp = doctor.stamp();
  return pRetry(
    async () => {
      // An outage came and went while this address waited for its next attempt.
      if (doctor.epoch !== epoch) throw new AbortError(new Renewed());
      job.attempts += 1;
      job.onWaiting?.(false);
      return await oneAttempt(job, attempt, means, (stamp) => (last = stamp));
    },
    {
      retries: means.hopeless.attempts(job.target, patience.attempts) - 1,
      minTimeout: patience.firstDelayMs,
      maxTimeout: patience.maxDelayMs,
      factor: 2,
      randomize: true,
      signal: job.signal,
      shouldRetry: ({ error }) => error instanceof AttemptFailure,
      shouldConsumeRetry: ({ error }) => !(error instanceof AttemptFailure && error.progress >= PROGRESS_BYTES),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!(error instanceof AttemptFailure)) return;
        const address = job.target.address;
        const suspected = error.outage !== 'no' && doctor.failed(job.target, error.outage === 'network');
        // Before anything is given up for such a reason, the platform is asked: an outage is not a loss.
        if (suspected || (retriesLeft === 0 && error.outage !== 'no')) await mustBeAlive(last, job, doctor);
        if (retriesLeft > 0 && error.retryAfterMs !== undefined) {
          means.lanes.of(address).rest(restOf(error.status, error.retryAfterMs));
          await sleep(error.retryAfterMs, job.signal);
        }
        if (retriesLeft > 0) job.onWaiting?.(true);
      },
    },
  );
}

function restOf(status: number | undefined, retryAfterMs: number): number {
  return status === 429 ? retryAfterMs : Math.min(retryAfterMs, MOST_REST_FOR_ONE_MS);
}

/** @throws Renewed where it was not */
async function mustBeAlive(sent: Stamp, job: Job, doctor: Doctor): Promise<void> {
  const verdict = await orAborted(doctor.check(sent), job.signal);
  if (verdict === 'alive') return;
  job.askedAgain = false;
  throw new Renewed();
}

/** One attempt in its lane; suspicions are cleared up outside the lane, because a probe holds all lanes. */
async function oneAttempt<T>(
  job: Job,
  attempt: () => Promise<Outcome<T>>,
  means: Means,
  onSent: (stamp: Stamp) => void,
): Promise<T> {
  const { doctor, lanes } = means;
  for (;;) {
    let sent = doctor.stamp();
    try {
      const limiter = lanes.of(job.target.address);
      const { value, doubt, otherwise } = await limiter.run(
        () => {
          sent = doctor.stamp();
          onSent(sent);
          return attempt();
        },
        job.priority,
        job.signal,
      );
      if (doubt) await mustBeAlive(sent, job, doctor);
      if (otherwise) throw otherwise;
      return value;
    } catch (error) {
      if (!(error instanceof Suspicion)) throw asAbort(error);
      await mustBeAlive(sent, job, doctor).catch((renewed: unknown) => {
        throw asAbort(renewed);
      });
      if (!error.askAgain || job.askedAgain) throw asAbort(error.otherwise);
      job.askedAgain = true;
      job.attempts += 1;
    }
  }
}

/** What p-retry must not repeat, whatever it thinks of the error's class. */
function asAbort(error: unknown): unknown {
  return error instanceof AttemptFailure || !(error instanceof Error) ? error : new AbortError(error);
}
