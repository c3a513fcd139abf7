import type { BridgeApi } from '../shared/bridge.ts';

declare global {
  interface Window {
    /** Put there by the Electron preload or the Chromium host, before the page's own script runs. */
    readonly twinark?: BridgeApi;
  }
}
