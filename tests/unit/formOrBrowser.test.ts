import { describe, expect, it } from 'vitest';
import { createFormOrBrowserHost } from '../../electron/hosts/formOrBrowser.ts';
import type { Host, Session } from '../../electron/hosts/types.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import { SignInError, UnreachableError } from '../../shared/errors.ts';

const signal = new AbortController().signal;
const session: Session = {
  transport: { send: () => Promise.reject(new Error('unused')), close: () => Promise.resolve() },
  userAgent: 'browser',
  signInAgain: () => Promise.resolve('give-up'),
  close: () => Promise.resolve(),
};
const failing = (error: Error): Host => ({ name: 'form', signIn: () => Promise.reject(error) });
const browser: Host = { name: 'chromium', signIn: () => Promise.resolve(session) };

function sign(form: Host, other: Host | undefined) {
  let told = 0;
  const host = createFormOrBrowserHost({ form, browser: () => Promise.resolve(other), onBrowser: () => (told += 1) });
  return { session: host.signIn(etwinningLegacy, signal), told: () => told };
}

describe('signing in by form or by browser', () => {
  it('shows the platform’s own page where no form was found, and says so before', async () => {
    const { session: got, told } = sign(failing(new SignInError('no-log-in-form')), browser);
    expect((await got).userAgent).toBe('browser');
    expect(told()).toBe(1);
  });

  it('says that no form was found where there is no browser either', async () => {
    const { session: got, told } = sign(failing(new SignInError('no-log-in-form')), undefined);
    await expect(got).rejects.toMatchObject({ code: 'no-log-in-form', exitCode: 4 });
    expect(told()).toBe(0);
  });

  it.each<[string, () => Error, string]>([
    ['a wrong password', () => new SignInError('wrong-password'), 'wrong-password'],
    ['a loop', () => new SignInError('sign-in-loop'), 'sign-in-loop'],
    ['no platform', () => new UnreachableError('platform-unreachable'), 'platform-unreachable'],
  ])('opens no window for %s', async (_what, error, code) => {
    const { session: got, told } = sign(failing(error()), browser);
    await expect(got).rejects.toMatchObject({ code });
    expect(told()).toBe(0);
  });
});
