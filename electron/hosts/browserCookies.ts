import { Cookie, type CookieJar } from 'tough-cookie';
import { newCookieJar } from '../net/undiciTransport.ts';
import { originsOf, type Profile } from '../platform/profile.ts';

/** A cookie as playwright and Electron hand it out. */
export interface BrowserCookie {
  readonly name: string;
  readonly value: string;
  /** With a leading dot if it is valid for sub-domains too. */
  readonly domain: string;
  readonly path: string;
  /** Seconds since 1970; negative for a session's cookie. */
  readonly expires: number;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax' | 'None';
}

/** Whether a cookie would be sent to one of the platform's hosts. Others (statistics, video players) stay behind. */
function isPlatforms(cookie: BrowserCookie, hosts: readonly string[]): boolean {
  const domain = cookie.domain.replace(/^\./, '').toLowerCase();
  return hosts.some((host) => host === domain || (cookie.domain.startsWith('.') && host.endsWith(`.${domain}`)));
}

/**
 * The jar that is authoritative from now on. Domain, path and host-only are kept as the browser had them: a jar filled by
 * address alone would widen a cookie or lose it on the other hosts.
 */
export async function jarFrom(profile: Profile, cookies: readonly BrowserCookie[]): Promise<CookieJar> {
  const jar = newCookieJar();
  const hosts = Object.values(originsOf(profile)).map((origin) => new URL(origin).hostname);
  for (const cookie of cookies) {
    if (!isPlatforms(cookie, hosts)) continue;
    await jar.store.putCookie(
      new Cookie({
        key: cookie.name,
        value: cookie.value,
        domain: cookie.domain.replace(/^\./, '').toLowerCase(),
        hostOnly: !cookie.domain.startsWith('.'),
        path: cookie.path,
        secure: cookie.secure,
        httpOnly: cookie.httpOnly,
        sameSite: cookie.sameSite.toLowerCase(),
        expires: cookie.expires > 0 ? new Date(cookie.expires * 1000) : 'Infinity',
      }),
    );
  }
  return jar;
}
