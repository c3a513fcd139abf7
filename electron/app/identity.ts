import { setTimeout as delay } from 'node:timers/promises';
import { StoppedError } from '../../shared/errors.ts';
import type { Session } from '../hosts/types.ts';
import { createClassifier } from '../platform/classify.ts';
import { originsOf, type Profile } from '../platform/profile.ts';
import { decodeHtml } from '../platform/read/decode.ts';
import { readPage } from '../platform/read/reading.ts';
import { createPageSigns } from '../platform/signs.ts';
import { displayNameIn, userIdIn } from '../walk/index.ts';

/** Trouble on the way says nothing about the person, so it is asked again; a page that is refused is not. */
const TRIES = 4;
/** The profile page must not keep anybody waiting: its answer only tells one person from another. */
const ANSWER_MS = 20_000;

/**
 * Who is signed in, as one comparable text: number and name of the profile page. Empty if it cannot be seen; undefined if this
 * is none of the platform's pages (a school filter's heading must not be taken for a name).
 */
export function identityOf(html: string, address: string, profile: Profile): string | undefined {
  const classifier = createClassifier(profile);
  const signs = createPageSigns(classifier);
  if (signs.looksLikeLogIn(html)) return '';
  if (!signs.looksLikePlatform(html, address)) return undefined;
  const reading = readPage(html, address, classifier);
  const name = displayNameIn(reading, '');
  return name === '' ? '' : `${userIdIn(reading)} ${name}`;
}

/**
 * Asks the profile page who is signed in, past the gate: a session probe (design.md, Rules of a run), used when a run begins, is
 * resumed and after a new sign-in, so that another person's session cannot continue it.
 *
 * @param retryMs before it is asked again after trouble; doubles
 * @returns empty if the page cannot be seen (after the switch old passwords open only Projects and Groups)
 */
export async function askIdentity(
  session: Session,
  profile: Profile,
  signal: AbortSignal,
  retryMs = 1000,
): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const answer = await askOnce(session, profile, signal);
    if (answer !== undefined) return answer;
    if (tries === TRIES) return '';
    await delay(retryMs * 2 ** (tries - 1), undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** Undefined for trouble: no answer, a broken one, an overloaded server. */
async function askOnce(session: Session, profile: Profile, signal: AbortSignal): Promise<string | undefined> {
  const address = `${originsOf(profile).live}/profile`;
  try {
    const response = await session.transport.send({
      method: 'GET',
      url: address,
      headers: { 'user-agent': session.userAgent, accept: 'text/html', 'accept-encoding': 'identity' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    if (response.status !== 200) {
      response.cancel();
      return response.status >= 500 || response.status === 429 ? undefined : '';
    }
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      parts.push(chunk);
      length += chunk.length;
      if (length > profile.limits.viewBytes) {
        response.cancel();
        return '';
      }
    }
    const html = decodeHtml(Buffer.concat(parts), response.headers['content-type']);
    return identityOf(html, address, profile);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** @throws StoppedError `run-other-person` if both are known and differ */
export function requireSamePerson(before: string, now: string, username: string): void {
  if (before !== '' && now !== '' && before !== now) throw new StoppedError('run-other-person', { username });
}

/** The one person of a run. */
export class Person {
  readonly #ask: (signal: AbortSignal) => Promise<string>;
  readonly #username: string;
  #known: string;

  /** @param known from an earlier session of the run; empty if it is not known */
  constructor(ask: (signal: AbortSignal) => Promise<string>, username: string, known: string) {
    this.#ask = ask;
    this.#username = username;
    this.#known = known;
  }

  /**
   * Asks who is signed in now.
   * @returns who it is, empty if that cannot be seen
   * @throws StoppedError `run-other-person`
   */
  async check(signal: AbortSignal): Promise<string> {
    const now = await this.#ask(signal);
    requireSamePerson(this.#known, now, this.#username);
    if (this.#known === '') this.#known = now;
    return this.#known;
  }
}
