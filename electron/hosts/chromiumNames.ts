/** Never resolved: every request of the app's window is answered by this process (RFC 6761 reserves `.invalid`). */
export const APP_ORIGIN = 'https://app.invalid';
/** From the page to us: a CDP binding. From us to the page: a function that `chromiumPage.ts` defines. */
export const BINDING = '__twinarkSend';
export const RECEIVER = '__twinarkReceive';
