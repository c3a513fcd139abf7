import type { RequestableTarget } from '../platform/types.ts';
import { wholeBody } from './body.ts';
import type { Courier } from './courier.ts';
import type { Diagnosis } from './doctor.ts';
import { asText } from './html.ts';
import type { OriginWatch } from './originWatch.ts';
import type { GateSettings } from './settings.ts';
import { Suspicion } from './trouble.ts';
import { FetchError } from './types.ts';
import { follow, reasonOf } from './waiting.ts';
import { VIEW_HEADERS } from './viewJob.ts';

/**
 * The session, and every origin that is suspected of being away.
 */
export async function probeAll(
  settings: GateSettings,
  courier: Courier,
  origins: OriginWatch,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const diagnosis = await probe(settings, courier, signal);
  if (diagnosis !== 'alive') return diagnosis;
  for (const target of origins.suspects()) {
    if (!(await answers(target, courier, signal))) return 'down';
    origins.acquit(target);
  }
  return 'alive';
}

/** Whether anybody is there: what is said does not matter, and its body is not waited for. */
async function answers(target: RequestableTarget, courier: Courier, signal: AbortSignal): Promise<boolean> {
  const { controller, release } = follow(signal);
  try {
    const { response } = await courier.fetch(target, VIEW_HEADERS, controller);
    response.cancel();
    return !isTrouble(response.status);
  } catch (error) {
    if (signal.aborted) throw reasonOf(signal);
    return error instanceof Suspicion || error instanceof FetchError;
  } finally {
    release();
  }
}

function isTrouble(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/**
 * Asks the pages that a signed-in person must be able to see, in order, until one answers as the platform does to a signed-in
 * person. One closed section therefore is no sign-out, and one broken page no outage.
 */
export async function probe(settings: GateSettings, courier: Courier, signal: AbortSignal): Promise<Diagnosis> {
  const findings: Diagnosis[] = [];
  for (const address of settings.probes) {
    const target = settings.classify(address);
    if (target.type !== 'view') throw new Error(`not a page that can be probed: ${address}`);
    const finding = await ask(target, settings, courier, signal);
    if (finding === 'alive') return 'alive';
    findings.push(finding);
  }
  if (findings.includes('filter')) return 'filter';
  return findings.includes('signed-out') ? 'signed-out' : 'down';
}

async function ask(
  target: RequestableTarget,
  settings: GateSettings,
  courier: Courier,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const { controller, release } = follow(signal);
  try {
    const { response, landed } = await courier.fetch(target, VIEW_HEADERS, controller);
    const { status } = response;
    if (status === 401) {
      response.cancel();
      return 'signed-out';
    }
    if (status === 511) {
      response.cancel();
      return 'filter';
    }
    if (isTrouble(status)) {
      response.cancel();
      return 'down';
    }
    const bytes = await wholeBody(response, {
      address: target.address,
      patience: settings.patience,
      cap: settings.viewBytes,
      totalMs: settings.patience.headMs,
      abort: (failure) => controller.abort(failure),
    });
    const html = asText(bytes);
    if (settings.looksLikeLogIn(html)) return 'signed-out';
    // Refused, but in the platform's own words: it is there, and it knows who is asking.
    if (settings.looksLikePlatform(html, landed)) return 'alive';
    return status < 300 || status === 403 || status === 451 ? 'filter' : 'down';
  } catch (error) {
    if (signal.aborted) throw reasonOf(signal);
    if (error instanceof Suspicion) return error.of;
    if (error instanceof FetchError && error.reason === 'elsewhere-redirect') return 'filter';
    return 'down';
  } finally {
    release();
  }
}
