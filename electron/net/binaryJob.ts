import { readBody } from './body.ts';
import type { Arrival } from './courier.ts';
import { asText, maybeHtml } from './html.ts';
import type { Job, Outcome } from './job.ts';
import { refuse, wordsOf } from './judge.ts';
import { leadsOn } from './leadsOn.ts';
import type { Limiter } from './limiter.ts';
import { isTheRest, rangeHeaders, resumePointOf, type ResumePoint } from './resume.ts';
import type { GateSettings } from './settings.ts';
import type { Doctor } from './doctor.ts';
import { AttemptFailure, Suspicion } from './trouble.ts';
import { FetchError, type BinaryOptions, type BinaryResponse } from './types.ts';
import { overloadOf, type Workshop } from './viewJob.ts';
import { follow, reasonOf } from './waiting.ts';

/** `checkStart` sees at least so many bytes … */
const START_BYTES = 512;
/** … and so many of what may be a page, for a log-in form to be found in it. */
const HTML_START_BYTES = 256 * 1024;

type BinaryResult = BinaryResponse | { readonly kind: 'not-modified' };

/** A download over all its attempts. */
export class BinaryJob {
  readonly job: Job;
  readonly options: BinaryOptions;
  /** How to go on after a break; undefined: from the beginning. */
  point: ResumePoint | undefined;

  constructor(job: Job, options: BinaryOptions) {
    this.job = job;
    this.options = options;
  }

  /** Forgets what the sink holds. */
  async restart(): Promise<void> {
    this.point = undefined;
    if (this.options.sink.length > 0) await this.options.sink.restart();
  }

  /** Headers for the next attempt, and the offset at which it begins. */
  plan(): { readonly headers: Record<string, string>; readonly from: number } {
    const { conditional, sink } = this.options;
    const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'identity' };
    if (this.point !== undefined && sink.length > 0) {
      return { headers: { ...headers, ...rangeHeaders(this.point, sink.length) }, from: sink.length };
    }
    if (conditional?.etag !== undefined) headers['if-none-match'] = conditional.etag;
    if (conditional?.lastModified !== undefined) headers['if-modified-since'] = conditional.lastModified;
    return { headers, from: 0 };
  }
}

/** One attempt at a download; what it got so far stays in the sink for the next one where the server does ranges. */
export async function attemptBinary(
  binary: BinaryJob,
  limiter: Limiter,
  workshop: Workshop,
): Promise<Outcome<BinaryResult>> {
  const { job, options } = binary;
  const { settings, courier, doctor } = workshop;
  const { controller, release } = follow(job.signal);
  const sentAt = performance.now();
  const { headers, from } = binary.plan();
  try {
    const arrival = await courier.fetch(job.target, headers, controller);
    const { response } = arrival;
    const { status } = response;
    const conditional = headers['if-none-match'] ?? headers['if-modified-since'];
    if (status === 304 && conditional !== undefined) {
      response.cancel();
      doctor.succeeded(arrival.target);
      return { value: { kind: 'not-modified' }, doubt: false };
    }
    if (status === 416 || status === 206) {
      const point = binary.point;
      if (status === 416 || from === 0 || point === undefined || !isTheRest(response.headers, point, from)) {
        // The bytes changed, or the server does not do what it says: from the beginning, without ranges.
        response.cancel();
        await binary.restart();
        throw new AttemptFailure('server-error', { status });
      }
    } else if (status === 200 || status === 203) {
      await binary.restart();
      binary.point = resumePointOf(response.headers);
    } else {
      return await refuse(arrival, job.target.address, settings, doctor, controller);
    }
    limiter.answered(arrival.latencyMs, sentAt, job.priority);
    const doubt = await receive(binary, arrival, workshop, controller);
    if (!doubt) doctor.succeeded(arrival.target);
    return { value: resultOf(arrival, job, options.sink.length), doubt };
  } catch (error) {
    overloadOf(error, limiter, sentAt);
    throw withProgress(error, binary, from);
  } finally {
    release();
  }
}

function resultOf({ response, target }: Arrival, job: Job, bytes: number): BinaryResponse {
  return {
    kind: 'binary',
    address: job.target.address,
    finalAddress: target.address,
    status: response.status,
    headers: response.headers,
    bytes,
    attempts: job.attempts,
  };
}

/** A failure knows how much further this attempt got, if the next one can build on it. */
function withProgress(error: unknown, binary: BinaryJob, from: number): unknown {
  if (!(error instanceof AttemptFailure) || binary.point === undefined) return error;
  const { reason, status, retryAfterMs, outage, cause } = error;
  const progress = binary.options.sink.length - from;
  return new AttemptFailure(reason, {
    ...(status === undefined ? {} : { status }),
    retryAfterMs,
    outage,
    progress,
    cause,
  });
}

/**
 * Streams the body into the sink, once its start was looked at.
 * @returns whether it is a web page of unknown origin
 */
async function receive(
  binary: BinaryJob,
  arrival: Arrival,
  { settings, doctor }: Workshop,
  controller: AbortController,
): Promise<boolean> {
  const { job, options } = binary;
  const { sink, cap } = options;
  const address = job.target.address;
  let pending: Uint8Array[] | undefined = sink.length === 0 ? [] : undefined;
  let doubt = false;

  const begin = async (): Promise<void> => {
    if (pending === undefined) return;
    const start = Buffer.concat(pending);
    doubt = checkStart(start, arrival, job, options, settings, doctor);
    pending = undefined;
    await write(start);
  };
  const write = async (chunk: Uint8Array): Promise<void> => {
    await sink.write(chunk);
    if (controller.signal.aborted) throw reasonOf(controller.signal);
  };

  const body = readBody(arrival.response, {
    address,
    patience: settings.patience,
    cap: cap - sink.length,
    onBytes: settings.observer.onBytes?.bind(settings.observer),
    abort: (failure) => controller.abort(failure),
  });
  for await (const chunk of body) {
    if (pending === undefined) {
      await write(chunk);
      continue;
    }
    pending.push(chunk);
    if (lengthOf(pending) >= neededStart(arrival, pending)) await begin();
  }
  if (pending !== undefined && lengthOf(pending) === 0) {
    throw new AttemptFailure('empty', { status: arrival.response.status });
  }
  await begin();
  const total = binary.point?.total;
  if (total !== undefined && sink.length !== total) throw new AttemptFailure('truncated');
  return doubt;
}

function lengthOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
}

function neededStart({ response }: Arrival, pending: readonly Uint8Array[]): number {
  if (isAttachment(response.headers)) return START_BYTES;
  return maybeHtml(response.headers['content-type'], pending[0] ?? new Uint8Array()) ? HTML_START_BYTES : START_BYTES;
}

/** The platform delivers uploads of people as attachments, its own and a filter's pages never are. */
function isAttachment(headers: Readonly<Record<string, string>>): boolean {
  return /^\s*attachment\b/i.test(headers['content-disposition'] ?? '');
}

/**
 * Looks at the first bytes: refused by the caller, or a page where none was asked for.
 * @returns whether a probe must show that it is the platform that answered
 */
function checkStart(
  start: Uint8Array,
  { response, landed, target }: Arrival,
  job: Job,
  options: BinaryOptions,
  settings: GateSettings,
  doctor: Doctor,
): boolean {
  const { headers, status } = response;
  const page = !isAttachment(headers) && maybeHtml(headers['content-type'], start);
  const html = page ? asText(start) : '';
  const leadsToLogIn = (): boolean => leadsOn(html, landed).some((next) => settings.classify(next).type === 'log-in');
  if (page && (settings.looksLikeLogIn(html) || leadsToLogIn())) {
    throw new Suspicion('signed-out', new FetchError('log-in-page', job.target.address, { status }), true);
  }
  const foreign = page && !settings.looksLikePlatform(html, landed);
  try {
    options.checkStart?.(start, { headers, finalAddress: target.address });
  } catch (error) {
    // A filter's page in place of a picture; or the platform's own way of saying that it has none.
    if (foreign && error instanceof FetchError && doctor.refused(job.target.address, wordsOf(status, html), false))
      throw new Suspicion('filter', error, false);
    throw error;
  }
  return foreign;
}
