import { StoppedError } from '../../shared/errors.ts';
import type { Session } from '../hosts/types.ts';
import { createClassifier } from '../platform/classify.ts';
import { originsOf, type Profile } from '../platform/profile.ts';
import { decodeHtml } from '../platform/read/decode.ts';
import { readPage } from '../platform/read/reading.ts';
import { displayNameIn, userIdIn } from '../walk/index.ts';

/** Who is signed in, as one comparable text: number and name of the profile page. Empty if it cannot be seen. */
export function identityOf(html: string, address: string, profile: Profile): string {
  const reading = readPage(html, address, createClassifier(profile));
  const name = displayNameIn(reading, '');
  return name === '' ? '' : `${userIdIn(reading)} ${name}`;
}

/**
 * Asks the profile page who is signed in, past the gate: a session probe (design.md, Rules of a run), used when a run is
 * resumed and after a new sign-in, so that another person's session cannot continue it.
 * @returns empty if the page cannot be seen (after the switch old passwords open only Projects and Groups)
 */
export async function askIdentity(session: Session, profile: Profile, signal: AbortSignal): Promise<string> {
  const address = `${originsOf(profile).live}/profile`;
  try {
    const response = await session.transport.send({
      method: 'GET',
      url: address,
      headers: { 'user-agent': session.userAgent, accept: 'text/html', 'accept-encoding': 'identity' },
      signal,
    });
    if (response.status !== 200) {
      response.cancel();
      return '';
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
    return identityOf(decodeHtml(Buffer.concat(parts), response.headers['content-type']), address, profile);
  } catch {
    signal.throwIfAborted();
    return '';
  }
}

/** @throws StoppedError `run-other-person` if both are known and differ */
export function requireSamePerson(before: string, now: string, username: string): void {
  if (before !== '' && now !== '' && before !== now) throw new StoppedError('run-other-person', { username });
}
