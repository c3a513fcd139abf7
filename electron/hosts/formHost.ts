import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { SignInError, UnreachableError } from '../../shared/errors.ts';
import { createUndiciTransport, newCookieJar } from '../net/undiciTransport.ts';
import { createClassifier } from '../platform/classify.ts';
import { logInAddresses, originsOf, probeAddresses } from '../platform/profile.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { browse, onOrigins, type BrowsedPage, type Browser } from './formBrowse.ts';
import { fillIn, findLogInForm, type LogInForm } from './formPage.ts';
import { askThrough, hasPasswordField, probe, type ProbeVerdict } from './signedIn.ts';
import type { Host, Session } from './types.ts';
import { withProduct } from './userAgent.ts';

/** design.md, Rules of a run: the command line signs in again at most three times. */
const MOST_AGAIN = 3;
/** A platform that is away just when a session ended is waited for: about two minutes in all. */
const AGAIN_TRIES = 6;

export interface FormHostOptions {
  readonly username: string;
  readonly password: string;
  /** `TwinArk/{version}`, appended to the browser's user agent. */
  readonly product?: string;
  /** Delay before trying again after a network error, in milliseconds; doubles. For tests. */
  readonly retryMs?: number;
}

interface Context extends Browser {
  readonly retryMs: number;
}

/**
 * The log-in form over plain HTTP, for the command line, the demo and tests. The password stays in memory until the session is
 * closed, because the command line signs in again by itself; it is neither logged nor written anywhere.
 */
export function createFormHost(options: FormHostOptions): Host {
  return {
    name: 'form',
    async signIn(profile, signal): Promise<Session> {
      const jar = newCookieJar();
      const transport = createUndiciTransport({ origins: originsOf(profile), jar });
      const userAgent = withProduct(chromeOf(process.platform), options.product ?? `TwinArk/${packageJson.version}`);
      const context: Context = {
        transport,
        userAgent,
        profile,
        classifier: createClassifier(profile),
        retryMs: options.retryMs ?? 1000,
      };
      let password: string | undefined = options.password;
      let again = 0;
      try {
        await signInByForm(context, options.username, password, signal);
      } catch (error) {
        await transport.close();
        throw error;
      }
      return {
        transport,
        userAgent,
        async signInAgain(againSignal) {
          for (let tries = 1; ; tries++) {
            if (password === undefined || again >= MOST_AGAIN) return 'give-up';
            try {
              await jar.removeAllCookies();
              await signInByForm(context, options.username, password, againSignal);
              again += 1;
              return 'signed-in';
            } catch (error) {
              againSignal.throwIfAborted();
              if (error instanceof SignInError) return 'give-up';
              if (!(error instanceof UnreachableError)) throw error;
              if (tries >= AGAIN_TRIES) return 'give-up';
              await delay(context.retryMs * 2 ** tries, undefined, { signal: againSignal });
            }
          }
        },
        async close() {
          password = undefined;
          await jar.removeAllCookies();
          await transport.close();
        },
      };
    },
  };
}

/**
 * Finds the form, fills it in, and makes sure that it led to a session.
 * @throws SignInError `wrong-password`, `no-log-in-form`, `sign-in-loop`
 * @throws UnreachableError `platform-unreachable`, `platform-gone`
 */
async function signInByForm(context: Context, username: string, password: string, signal: AbortSignal): Promise<void> {
  const { profile } = context;
  const origin = profile.origins.live;
  const { form, from } = await findForm(context, signal);
  let after: BrowsedPage;
  try {
    const body = fillIn(form, username, password);
    const arrived = await browse(context, { method: 'POST', url: form.action, body, from }, signal);
    if ('away' in arrived) throw new UnreachableError('platform-gone', { origin });
    after = arrived;
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof UnreachableError
      ? cause
      : new UnreachableError('platform-unreachable', { origin }, { cause });
  }

  const verdicts: ProbeVerdict[] = [];
  for (const address of probeAddresses(profile)) {
    const verdict = await verdictOf(context, address, signal);
    if (verdict === 'signed-in') return;
    verdicts.push(verdict);
  }
  if (after.status >= 500 || after.status === 429 || !verdicts.includes('signed-out')) {
    throw new UnreachableError(verdicts.includes('gone') ? 'platform-gone' : 'platform-unreachable', { origin });
  }
  // Straight back to the form: it was refused. By way of another page and then back: accepted, but not remembered.
  const refused = after.status === 401 || after.status === 403 || hasPasswordField(after.html);
  throw new SignInError(refused && !after.cameByOther ? 'wrong-password' : 'sign-in-loop', { origin });
}

async function verdictOf(context: Context, address: string, signal: AbortSignal): Promise<ProbeVerdict> {
  try {
    return await probe(context.classifier, address, askThrough(context.transport, context.userAgent), signal);
  } catch {
    signal.throwIfAborted();
    return 'unclear';
  }
}

/** Looks at each address where a log-in form may stand. */
async function findForm(context: Context, signal: AbortSignal): Promise<{ form: LogInForm; from: string }> {
  const { profile, retryMs } = context;
  const origin = profile.origins.live;
  let gone = false;
  let answered = false;
  let loops = false;
  let trouble: unknown;
  for (const url of logInAddresses(profile)) {
    try {
      const page = await pRetry(
        async () => {
          const arrived = await browse(context, { method: 'GET', url }, signal);
          if ('status' in arrived && (arrived.status >= 500 || arrived.status === 429)) {
            throw new Error(`status ${arrived.status}`);
          }
          return arrived;
        },
        { retries: 2, minTimeout: retryMs, randomize: true, signal },
      );
      if ('away' in page) {
        gone = true;
        continue;
      }
      answered = true;
      loops ||= page.loops;
      const form = findLogInForm(page.html, page.address);
      // The password goes to the platform and to nobody else, whatever a page says.
      const action = form === undefined ? undefined : onOrigins(new URL(form.action), profile);
      if (form !== undefined && action !== undefined) return { form: { ...form, action }, from: page.address };
    } catch (error) {
      signal.throwIfAborted();
      trouble = error;
    }
  }
  if (answered) throw new SignInError(loops ? 'sign-in-loop' : 'no-log-in-form', { origin });
  if (gone) throw new UnreachableError('platform-gone', { origin });
  throw new UnreachableError('platform-unreachable', { origin }, { cause: trouble });
}

/** What a current Chrome calls itself on this kind of machine. */
function chromeOf(platform: NodeJS.Platform): string {
  const machines: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'Windows NT 10.0; Win64; x64',
    darwin: 'Macintosh; Intel Mac OS X 10_15_7',
  };
  const machine = machines[platform] ?? 'X11; Linux x86_64';
  return `Mozilla/5.0 (${machine}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36`;
}
