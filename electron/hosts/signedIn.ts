import { SignInError, UnreachableError } from '../../shared/errors.ts';
import type { Transport } from '../net/types.ts';
import { createClassifier, type Classifier } from '../platform/classify.ts';
import { probeAddresses, type Profile } from '../platform/profile.ts';

/** What one probed page says about the session. */
export type ProbeVerdict = 'signed-in' | 'signed-out' | 'gone' | 'unclear';

/** One answer, redirects not followed. */
export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  /** The beginning of the page; enough to find a password field. */
  readonly text: string;
}
export type Ask = (address: string, signal: AbortSignal) => Promise<Answer>;

const REDIRECTS = 5;
const PROBE_BYTES = 512 * 1024;

/** A log-in form is known by its password field (platform.md): markup, names and language differ. */
export const hasPasswordField = (html: string): boolean => /<input\b[^>]*\btype\s*=\s*["']?password\b/i.test(html);

/** Asks through a transport, as the engine will later do. */
export function askThrough(transport: Transport, userAgent: string): Ask {
  return async (address, signal) => {
    const answer = await transport.send({
      method: 'GET',
      url: address,
      headers: { 'user-agent': userAgent, accept: 'text/html', 'accept-encoding': 'identity' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(20_000)]),
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    try {
      for await (const chunk of answer.body) {
        chunks.push(chunk);
        size += chunk.byteLength;
        if (size >= PROBE_BYTES) break;
      }
    } finally {
      answer.cancel();
    }
    const text = new TextDecoder('latin1').decode(Buffer.concat(chunks));
    return { status: answer.status, location: answer.headers['location'], text };
  };
}

/** Follows one probe to its end, on the platform's own views only. */
export async function probe(
  classifier: Classifier,
  address: string,
  ask: Ask,
  signal: AbortSignal,
): Promise<ProbeVerdict> {
  let at = address;
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    const { status, location, text } = await ask(at, signal);
    if (status === 401) return 'signed-out';
    if (status >= 300 && status < 400 && location !== undefined) {
      const next = classifier.resolve(location, at);
      if (next.type === 'log-in') return 'signed-out';
      if (next.type === 'foreign') return 'gone';
      if (next.type !== 'view') return 'unclear';
      // A server may insist on a slash, or on a session's mark: canonical, it would lead round in a circle.
      at = classifier.asGiven(new URL(location, at).href);
      continue;
    }
    if (status !== 200) return 'unclear';
    return hasPasswordField(text) ? 'signed-out' : 'signed-in';
  }
  return 'unclear';
}

/**
 * Tells when a person has signed in, by pages that only a signed-in person can see. Pages that everybody can see prove
 * nothing, so `baseline` asks first without a session and strikes those out.
 */
export interface SignInDetector {
  /**
   * @throws UnreachableError if no probe answers (`platform-unreachable`), or all lead to another server (`platform-gone`)
   * @throws SignInError `no-log-in-form` if nothing is protected: this is not the platform (a school filter's page, say)
   */
  baseline(ask: Ask, signal: AbortSignal): Promise<void>;
  check(ask: Ask, signal: AbortSignal): Promise<boolean>;
}

export function createSignInDetector(profile: Profile): SignInDetector {
  const classifier = createClassifier(profile);
  let usable = probeAddresses(profile);

  return {
    async baseline(ask, signal) {
      const verdicts = await Promise.all(
        usable.map(async (address) => {
          try {
            return { address, verdict: await probe(classifier, address, ask, signal) };
          } catch (cause) {
            signal.throwIfAborted();
            return { address, verdict: 'unreachable' as const, cause };
          }
        }),
      );
      const origin = profile.origins.live;
      if (verdicts.every(({ verdict }) => verdict === 'unreachable')) {
        throw new UnreachableError('platform-unreachable', { origin }, { cause: verdicts[0]?.cause });
      }
      if (verdicts.every(({ verdict }) => verdict === 'gone')) throw new UnreachableError('platform-gone', { origin });
      usable = verdicts.filter(({ verdict }) => verdict !== 'signed-in').map(({ address }) => address);
      if (usable.length === 0) throw new SignInError('no-log-in-form', { origin });
    },

    async check(ask, signal) {
      for (const address of usable) {
        try {
          if ((await probe(classifier, address, ask, signal)) === 'signed-in') return true;
        } catch {
          // A probe that does not come through says nothing; it is asked again after the next step of the person.
          signal.throwIfAborted();
        }
      }
      return false;
    },
  };
}
