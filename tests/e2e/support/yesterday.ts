import { createHash } from 'node:crypto';
import { decodeHtml } from '../../../electron/platform/read/decode.ts';
import type { Transport, WireRequest, WireResponse } from '../../../electron/net/index.ts';

/** The same platform at two times: what a transport makes of its answers. */
export interface TwoTimes {
  readonly before: (inner: Transport) => Transport;
  readonly after: (inner: Transport) => Transport;
  /** Things that are other at the two times. */
  readonly counts: { added: number; replaced: number; rewritten: number };
}

/**
 * A share of things is other before than after, chosen by their addresses: pictures that are not there yet; files that are not
 * there yet, or have other bytes; pages with other words.
 */
export function fromYesterday(share: number): TwoTimes {
  const seen = {
    added: new Set<string>(),
    replaced: new Set<string>(),
    rewritten: new Set<string>(),
  };
  const counts = { added: 0, replaced: 0, rewritten: 0 };
  const count = (what: keyof typeof seen, thing: string): void => {
    seen[what].add(thing);
    counts[what] = seen[what].size;
  };

  async function send(inner: Transport, request: WireRequest, before: boolean): Promise<WireResponse> {
    const { pathname } = new URL(request.url);
    const thing = pathname.replace(/(?:_opt)?\.\w+$/, '');
    const chance = drawn(thing);
    if (/^\/files\/collabspace\/.*\/images\//.test(pathname)) {
      if (before && chance < share) return absent(thing);
    } else if (/\/materials\/files\/.*\/download$/.test(pathname)) {
      if (before && chance < share * 0.4) return absent(thing);
      if (before && chance < share) {
        count('replaced', thing);
        return otherBytes(await inner.send(withoutConditions(request)));
      }
    } else if (/\/pages\/page\/\d+$|\/twinblog\/\d+$/.test(pathname) && before && chance < share) {
      count('rewritten', thing);
      return otherWords(await inner.send(request));
    }
    return inner.send(request);
  }

  function absent(thing: string): WireResponse {
    count('added', thing);
    return {
      status: 404,
      headers: { 'content-type': 'text/html' },
      body: whole(Buffer.from('<p>Not found</p>')),
      cancel: () => undefined,
    };
  }

  const at =
    (before: boolean) =>
    (inner: Transport): Transport => ({
      send: (request) => send(inner, request, before),
      close: () => inner.close(),
    });
  return { before: at(true), after: at(false), counts };
}

/** A number from 0 to 1 that belongs to an address, whatever ports the platform got. */
function drawn(thing: string): number {
  return createHash('sha256').update(thing).digest().readUInt32BE() / 2 ** 32;
}

function withoutConditions(request: WireRequest): WireRequest {
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !/^(?:range|if-)/.test(name)));
  return { ...request, headers };
}

async function* whole(bytes: Buffer): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

async function all(response: WireResponse): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An earlier state of a file: some more bytes at its end, another tag. */
async function otherBytes(response: WireResponse): Promise<WireResponse> {
  if (response.status !== 200) return response;
  const bytes = Buffer.concat([await all(response), Buffer.from('\n% an earlier state\n')]);
  const headers = { ...response.headers, 'content-length': String(bytes.length), etag: '"earlier"' };
  return { ...response, headers: withoutDate(headers), body: whole(bytes) };
}

function withoutDate(headers: Record<string, string>): Record<string, string> {
  const { 'last-modified': _, ...rest } = headers;
  return rest;
}

/** An earlier state of a page: the first paragraph ends in other words. */
async function otherWords(response: WireResponse): Promise<WireResponse> {
  if (response.status !== 200 || response.headers['content-encoding'] !== undefined) return response;
  const { 'content-length': _, ...headers } = response.headers;
  const html = decodeHtml(await all(response), response.headers['content-type']);
  const bytes = Buffer.from(html.replace('</p>', ' We will see.</p>'));
  return { ...response, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }, body: whole(bytes) };
}
