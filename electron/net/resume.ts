import { parseContentLength, parseContentRange } from './contentRange.ts';
import { encodingsOf } from './decode.ts';

/** What must hold for a broken download to be gone on with: the server does ranges, and the bytes are still the same. */
export interface ResumePoint {
  /** A strong ETag, or else Last-Modified (RFC 9110, 13.1.5: a weak ETag may not be used). */
  readonly validator: string;
  readonly etag: string | undefined;
  readonly total: number | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** @returns what to go on with after this answer (200) breaks off; undefined where it must begin anew */
export function resumePointOf(headers: Headers): ResumePoint | undefined {
  if (!/\bbytes\b/i.test(headers['accept-ranges'] ?? '')) return undefined;
  // A range would count coded bytes, while the sink holds decoded ones.
  if (encodingsOf(headers['content-encoding']).length > 0) return undefined;
  const etag = strongEtag(headers['etag']);
  const validator = etag ?? headers['last-modified'];
  if (validator === undefined) return undefined;
  return { validator, etag, total: parseContentLength(headers['content-length']) };
}

/** The headers that ask for the rest (RFC 9110, 14.2 and 13.1.5). */
export function rangeHeaders(point: ResumePoint, from: number): Record<string, string> {
  return { range: `bytes=${from}-`, 'if-range': point.validator };
}

/** Whether a 206 is exactly the rest that was asked for, of the very same bytes. */
export function isTheRest(headers: Headers, point: ResumePoint, from: number): boolean {
  const range = parseContentRange(headers['content-range']);
  if (range?.start !== from || encodingsOf(headers['content-encoding']).length > 0) return false;
  if (point.etag !== undefined && headers['etag'] !== undefined && headers['etag'] !== point.etag) return false;
  if (range.total !== undefined && range.end + 1 !== range.total) return false;
  return point.total === undefined || range.total === undefined || range.total === point.total;
}

function strongEtag(etag: string | undefined): string | undefined {
  return etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : undefined;
}
