import { SignInError } from '../../shared/errors.ts';
import type { Host } from './types.ts';

export interface FormOrBrowserOptions {
  readonly form: Host;
  /** The host that shows the platform's own page; undefined where there is no browser, or no screen to show it on. */
  readonly browser: () => Promise<Host | undefined>;
  /** Told before the browser opens: whoever sits at the terminal should know why. */
  readonly onBrowser: () => void;
}

/**
 * The command line's sign-in: the form over plain HTTP, and where no form can be found (a log-in page made by script, or one
 * that nobody foresaw), the platform's own page in an installed browser. A wrong password opens no window: it is just wrong.
 */
export function createFormOrBrowserHost({ form, browser, onBrowser }: FormOrBrowserOptions): Host {
  return {
    name: form.name,
    async signIn(profile, signal) {
      try {
        return await form.signIn(profile, signal);
      } catch (error) {
        if (!(error instanceof SignInError) || error.code !== 'no-log-in-form') throw error;
        const other = await browser();
        if (other === undefined) throw error;
        onBrowser();
        return other.signIn(profile, signal);
      }
    },
  };
}
