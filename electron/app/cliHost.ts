import { findBrowsers, hasDisplay } from '../hosts/chromiumFind.ts';
import { createFormHost, type FormHostOptions } from '../hosts/formHost.ts';
import { createFormOrBrowserHost } from '../hosts/formOrBrowser.ts';
import type { Host } from '../hosts/types.ts';
import { PRODUCT } from './shellLaunch.ts';

export interface CommandLineHostOptions extends FormHostOptions {
  /** Told when the platform's own page is opened in a browser, since no form was found. */
  readonly onBrowser: () => void;
}

/** How the command line signs in: by the form; where there is none, in an installed browser if somebody can see it. */
export function createCommandLineHost({ onBrowser, ...form }: CommandLineHostOptions): Host {
  return createFormOrBrowserHost({
    form: createFormHost(form),
    async browser() {
      if (!hasDisplay() || findBrowsers().length === 0) return undefined;
      // Loaded when it is needed: what drives browsers is large.
      const { createChromiumHost } = await import('../hosts/chromiumHost.ts');
      return createChromiumHost({ product: PRODUCT });
    },
    onBrowser,
  });
}
