/**
 * Reads a Retry-After header (RFC 9110, 10.2.3): seconds, or an HTTP date.
 *
 * @param now wall clock in milliseconds, to measure a date against
 * @param capMs longest wait that is believed; a server cannot hold a run for a day
 * @returns milliseconds from 0 to `capMs`, or undefined where the header says nothing that can be understood
 */
export function parseRetryAfter(value: string | undefined, now: number, capMs: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1000, capMs);
  // An HTTP date begins with the day's name; without this check Date.parse would take "-5" or "1 2" for dates.
  if (!/^[A-Za-z]{3,9},?\s/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.min(Math.max(date - now, 0), capMs);
}
