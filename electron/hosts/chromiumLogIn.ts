import type { Page } from 'playwright-core';
import { SignInError, UnreachableError } from '../../shared/errors.ts';
import { createClassifier } from '../platform/classify.ts';
import { logInAddresses, type Profile } from '../platform/profile.ts';
import { hasPasswordField } from './signedIn.ts';

/** What came of trying to show one of the platform's log-in pages. */
type Opened = 'form' | 'no-form' | 'gone' | 'loop' | 'unreachable';

/**
 * Shows the log-in page: the first of the profile's addresses that has a form, else the first that answers at all (a form
 * may be put together by script, and the person can find their way).
 *
 * @throws UnreachableError `platform-unreachable`, `platform-gone`
 * @throws SignInError `sign-in-loop` if the platform sends the browser in circles
 */
export async function openLogInPage(page: Page, profile: Profile, signal: AbortSignal): Promise<void> {
  const addresses = logInAddresses(profile);
  const outcomes: Opened[] = [];
  for (const address of addresses) {
    signal.throwIfAborted();
    const outcome = await open(page, profile, address);
    if (outcome === 'form') return;
    outcomes.push(outcome);
  }
  signal.throwIfAborted();
  const origin = profile.origins.live;
  const usable = outcomes.indexOf('no-form');
  const fallback = addresses[usable];
  if (fallback !== undefined) {
    await open(page, profile, fallback);
    return;
  }
  if (outcomes.includes('gone')) throw new UnreachableError('platform-gone', { origin });
  if (outcomes.includes('loop')) throw new SignInError('sign-in-loop', { origin });
  throw new UnreachableError('platform-unreachable', { origin });
}

async function open(page: Page, profile: Profile, address: string): Promise<Opened> {
  try {
    const response = await page.goto(address, { waitUntil: 'domcontentloaded', timeout: 30_000 });
    if (!createClassifier(profile).isPlatform(page.url())) return 'gone';
    if (response === null || response.status() >= 400) return 'unreachable';
    // Read off the wire, not out of the page: no code of ours runs in it.
    return hasPasswordField(await response.text().catch(() => '')) ? 'form' : 'no-form';
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return message.includes('ERR_TOO_MANY_REDIRECTS') ? 'loop' : 'unreachable';
  }
}
