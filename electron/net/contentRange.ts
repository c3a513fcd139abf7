/** The part that a 206 answer carries: bytes `start` to `end`, both inclusive, of `total` (undefined if not told). */
export interface ContentRange {
  readonly start: number;
  readonly end: number;
  readonly total: number | undefined;
}

/** Reads a Content-Range header (RFC 9110, 14.4); undefined where it is malformed or contradicts itself. */
export function parseContentRange(value: string | undefined): ContentRange | undefined {
  const match = /^\s*bytes\s+(\d+)-(\d+)\/(\d+|\*)\s*$/i.exec(value ?? '');
  if (match === null) return undefined;
  const start = Number(match[1]);
  const end = Number(match[2]);
  const total = match[3] === '*' ? undefined : Number(match[3]);
  const sound =
    [start, end, total ?? 0].every(Number.isSafeInteger) && start <= end && (total === undefined || end < total);
  return sound ? { start, end, total } : undefined;
}

/** Content-Length as a number; undefined where it is missing or not a number (RFC 9110, 8.6). */
export function parseContentLength(value: string | undefined): number | undefined {
  // The same length twice is allowed by the RFC and joined by our transports to `5, 5`.
  const values = [...new Set((value ?? '').split(',').map((part) => part.trim()))];
  const [only] = values;
  if (values.length !== 1 || only === undefined || !/^\d+$/.test(only)) return undefined;
  const length = Number(only);
  return Number.isSafeInteger(length) ? length : undefined;
}
