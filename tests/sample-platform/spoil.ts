import { gzipSync } from 'node:zlib';
import type { Fault } from './faults.ts';
import { html, redirect } from './reply.ts';
import type { Reply } from './reply.ts';

/** What a fault that concerns the answer itself (not its delivery) needs to know. */
export interface Surroundings {
  loginUrl: string;
  loginPage: () => string;
  foreign: string;
  self: string;
}

let bomb: Buffer | undefined;

/** 300 MB of nothing in 300 KB: three hundred gzip members, so that it costs us no memory ourselves. */
function gzipBomb(): Buffer {
  if (!bomb) {
    const member = gzipSync(Buffer.alloc(1024 * 1024, 0x20));
    bomb = Buffer.concat(Array.from({ length: 300 }, () => member));
  }
  return bomb;
}

/** The page with which a school's filter stands in for everything. */
export function filterPage(): Reply {
  return html(
    '<!doctype html><html><head><title>Blocked by SafeSchool</title></head><body><h1>Access to this site is restricted</h1><p>Category: social networking. Contact your administrator.</p><img src="http://filter.invalid/logo.png"></body></html>',
  );
}

/** Turns a good answer into a bad one. Faults of delivery leave it as it is. */
export function spoil(reply: Reply, fault: Fault, around: Surroundings): Reply {
  switch (fault.kind) {
    case 'status': {
      const status = fault.status ?? 503;
      const { retryAfter } = fault;
      const wait =
        retryAfter === undefined
          ? {}
          : {
              'retry-after':
                typeof retryAfter === 'number'
                  ? String(retryAfter)
                  : new Date(Date.now() + retryAfter.date * 1000).toUTCString(),
            };
      return {
        status,
        headers: { 'content-type': 'text/html; charset=utf-8', ...wait },
        body: Buffer.from(`<h1>${status}</h1>`),
        content: false,
      };
    }
    case 'html-instead':
      return {
        ...html('<!doctype html><title>Error</title><h1>Something went wrong</h1><p>Please try again later.</p>'),
        content: false,
      };
    case 'login-page':
      return { ...html(around.loginPage()), content: false };
    case 'login-redirect':
      return redirect(around.loginUrl);
    case 'redirect-loop':
      return redirect(around.self);
    case 'foreign-redirect':
      return redirect(`${around.foreign}/elsewhere`);
    case 'empty':
      return { ...reply, body: Buffer.alloc(0), content: false };
    case 'corrupt':
      return { ...reply, body: corrupt(reply.body), content: false };
    case 'wrong-type':
      return { ...reply, headers: { ...reply.headers, 'content-type': 'text/plain' } };
    case 'gzip-bomb':
      return { ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' }, body: gzipBomb(), content: false };
    case 'school-filter':
      return { ...filterPage(), content: false };
    default:
      return reply;
  }
}

/** Damages the inside; length, beginning and end stay, and it is the same damage every time. */
function corrupt(body: Buffer): Buffer {
  const bad = Buffer.from(body);
  const from = Math.floor(body.length * 0.6);
  for (let at = from; at < from + Math.min(900, body.length / 5); at++) bad[at] = at % 3 === 0 ? 0xff : (at * 7) % 251;
  return bad;
}
