import type { Transport } from '../net/types.ts';
import type { Classifier } from '../platform/classify.ts';
import { originsOf, type Profile } from '../platform/profile.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_HOPS = 10;
const PAGE_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** A page on the way to a session. */
export interface BrowsedPage {
  readonly status: number;
  readonly address: string;
  readonly html: string;
  /** Whether it stopped at a redirect that cannot be followed: too many of them. */
  readonly loops: boolean;
  /** Whether the way led over a page other than the log-in page (so the password was accepted). */
  readonly cameByOther: boolean;
}

/** Led to another server than the platform's. */
export interface LedAway {
  readonly away: string;
}

export interface Browser {
  readonly transport: Transport;
  readonly userAgent: string;
  readonly profile: Profile;
  readonly classifier: Classifier;
}

export interface Step {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
  /** Page that the form was on, for the Origin header that some sites check. */
  readonly from?: string;
}

/**
 * Goes to a page as a browser does while a person signs in: follows redirects, but on the platform's own origins only and never
 * to an address that changes something.
 * @throws network errors as they come
 */
export async function browse(browser: Browser, step: Step, signal: AbortSignal): Promise<BrowsedPage | LedAway> {
  let { method, url, body } = step;
  let cameByOther = false;
  for (let hop = 0; ; hop++) {
    const attempt = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const answer = await browser.transport.send({
      method,
      url,
      headers: {
        'user-agent': browser.userAgent,
        accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5',
        'accept-encoding': 'identity',
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(body === undefined || step.from === undefined ? {} : { origin: new URL(step.from).origin }),
      },
      signal: attempt,
      ...(body === undefined ? {} : { body }),
    });
    const { status } = answer;
    const location = answer.headers['location'];
    if (!REDIRECTS.has(status) || location === undefined) {
      return {
        status,
        address: url,
        html: await textOf(answer.body, () => answer.cancel()),
        loops: false,
        cameByOther,
      };
    }
    answer.cancel();
    const next = browser.classifier.resolve(location, url);
    if (hop >= MOST_HOPS || next.type === 'unsafe' || next.type === 'none') {
      return { status, address: url, html: '', loops: hop >= MOST_HOPS, cameByOther };
    }
    const inForce = onOrigins(new URL(location, url), browser.profile);
    if (inForce === undefined) return { away: location };
    if (next.type !== 'log-in') cameByOther = true;
    // The query is kept here: the log-in pages use it for their messages and for where to go next.
    url = inForce;
    // RFC 9110, 15.4: 307 and 308 repeat the request as it was, the others become a GET.
    if (status !== 307 && status !== 308) {
      method = 'GET';
      body = undefined;
    }
  }
}

/**
 * An address on one of the origins in force, moved from http to https where the profile says https; undefined for all others:
 * passwords and cookies go nowhere else.
 */
export function onOrigins(url: URL, profile: Profile): string | undefined {
  const origins = Object.values(originsOf(profile));
  if (origins.includes(url.origin)) return url.href;
  const secure = new URL(url.href);
  secure.protocol = 'https:';
  return url.protocol === 'http:' && origins.includes(secure.origin) ? secure.href : undefined;
}

async function textOf(body: AsyncIterable<Uint8Array>, cancel: () => void): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > PAGE_BYTES) break;
    }
  } finally {
    cancel();
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
