import type { BrowserContext, Page } from 'playwright-core';

/**
 * The log-in window as the app's screens see it: its true address (told by the browser, never by the page), and the little
 * that can be done to it from outside.
 */
export interface LogInWindow {
  navigate(action: 'back' | 'reload' | 'focus'): void;
  /** Tells the address as it changes; returns the function that ends it. */
  onAddress(listener: (address: string) => void): () => void;
}

export interface LogInWindowControl extends LogInWindow {
  /** The window that is open now; undefined once it is closed. */
  attach(context: BrowserContext | undefined): void;
}

export function createLogInWindow(): LogInWindowControl {
  const listeners = new Set<(address: string) => void>();
  let current: BrowserContext | undefined;
  let last = '';

  const newest = (): Page | undefined => current?.pages().at(-1);
  function tell(page: Page): void {
    const address = page.url();
    if (page !== newest() || address === last || address === 'about:blank') return;
    last = address;
    for (const listener of listeners) listener(address);
  }
  function watch(page: Page): void {
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) tell(page);
    });
  }

  return {
    attach(context) {
      current = context;
      last = '';
      context?.on('page', watch);
    },
    navigate(action) {
      const page = newest();
      if (page === undefined) return;
      const done =
        action === 'back' ? page.goBack() : action === 'reload' ? page.reload() : Promise.resolve(page.bringToFront());
      // A window that is just being closed, or a page that will not load, is seen by the person.
      Promise.resolve<unknown>(done).catch(() => undefined);
    },
    onAddress(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
