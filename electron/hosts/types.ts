import type { Transport } from '../net/types.ts';
import type { Profile } from '../platform/profile.ts';

/** A signed-in session: cookies live in memory inside the transport and are gone after `close`. */
export interface Session {
  readonly transport: Transport;
  /** The browser's user agent with `TwinArk/{version}` appended. */
  readonly userAgent: string;
  /**
   * Gets a session again after a confirmed sign-out, in place (the same transport goes on). The form host uses the password it
   * was given, at most three times in all; the app's hosts ask the person. The caller checks that it is the same person.
   */
  signInAgain(signal: AbortSignal): Promise<'signed-in' | 'give-up'>;
  close(): Promise<void>;
}

/** Where a signed-in session comes from. `electronHost`, `chromiumHost`, `formHost` implement it. */
export interface Host {
  readonly name: 'electron' | 'chromium' | 'form';
  /**
   * @throws SignInError `wrong-password`, `no-log-in-form`, `sign-in-loop`, `no-browser`
   * @throws UnreachableError `platform-unreachable`, `platform-gone`
   */
  signIn(profile: Profile, signal: AbortSignal): Promise<Session>;
}
