import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

/**
 * What the app's own page may do: its own scripts, styles and pictures, and nothing from the network. Sent with every answer
 * by both hosts, so that a mistake in the page cannot open it.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Pictures of spaces are handed over as data, never as addresses.
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const APP_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()',
  'cache-control': 'no-store',
};

/** Only what a build of the page consists of; anything else in the folder is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

export interface AppAnswer {
  readonly status: 200 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer<ArrayBuffer>;
}

/** The file below `root` that an address means; undefined if it leads out of it or is of no known type. */
export function appFile(root: string, address: string): { readonly path: string; readonly type: string } | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  // A colon is an alternate data stream or a drive on Windows; a backslash a separator there.
  if (/[\0\\:]/.test(path) || path.split('/').includes('..')) return undefined;
  const type = TYPES[extname(path).toLowerCase()] ?? (path === '/' ? TYPES['.html'] : undefined);
  if (type === undefined) return undefined;
  return { path: join(root, path === '/' ? 'index.html' : path), type };
}

/** Answers a request of the app's page out of the folder of its build; shared by both hosts. */
export async function serveAppFile(root: string, method: string, address: string): Promise<AppAnswer> {
  const none = (status: 404 | 405): AppAnswer => ({ status, headers: APP_HEADERS, body: Buffer.alloc(0) });
  if (method !== 'GET') return none(405);
  const file = appFile(root, address);
  if (file === undefined) return none(404);
  try {
    const [real, realRoot] = await Promise.all([realpath(file.path), realpath(root)]);
    // A link inside the folder may not lead out of it either.
    if (!real.startsWith(realRoot + sep)) return none(404);
    return { status: 200, headers: { ...APP_HEADERS, 'content-type': file.type }, body: await readFile(real) };
  } catch {
    return none(404);
  }
}
