import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { contentDisposition, fittingStyle } from './disposition.ts';
import { deliver, pause } from './delivery.ts';
import type { FaultState } from './faults.ts';
import { hit } from './faults.ts';
import { fileType, pdf } from './files.ts';
import type { Role } from './model.ts';
import { renderView } from './render/render.ts';
import { html, redirect } from './reply.ts';
import type { Reply } from './reply.ts';
import type { Person, Sessions } from './sessions.ts';
import { filterPage, spoil } from './spoil.ts';
import { hash32 } from './random.ts';
import { count, enter, leave, note } from './stats.ts';
import type { Stats } from './stats.ts';
import { spring, trapOf } from './traps.ts';
import type { Answer } from './views/answer.ts';
import { route } from './views/route.ts';
import type { World } from './world/world.ts';

/** All that the four origins share. The world comes later than the servers, since its addresses need their ports. */
export interface Site {
  world: World;
  stats: Stats;
  sessions: Sessions;
  faults: FaultState;
  /** Stylesheet and script of the site's frame, served on every origin. */
  assets: Map<string, { type: string; text: string }>;
  css: string;
}

/** One origin. */
export function createOrigin(role: Role, site: () => Site): Server {
  const server = createServer((request, response) => {
    handle(role, site(), request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
      else request.socket.destroy();
    });
  });
  server.keepAliveTimeout = 30_000;
  return server;
}

async function handle(role: Role, site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, stats, faults } = site;
  const url = new URL(request.url ?? '/', world.origins[role]);
  const address = url.pathname + url.search;
  note(stats, role, request, address);
  enter(stats, role);
  try {
    if (world.options.latencyMs > 0) await pause(world.options.latencyMs);
    if (faults.isDown) {
      hit(faults, 'down');
      request.socket.destroy();
      return;
    }
    const fault = faults.isFiltered ? undefined : faults.take(role, address);
    let reply = faults.isFiltered ? { ...filterPage(), content: false } : await answerTo(role, site, request, url);
    if (fault) {
      if (fault.kind === 'delay') await pause(fault.delayMs ?? 1000);
      const around = {
        loginUrl: world.url('live', '/login'),
        loginPage: () => site.sessions.form(world.url('live', '/login'), site.css, false),
        foreign: world.foreign,
        self: url.href,
      };
      reply = spoil(reply, fault, around);
      if (fault.kind === 'changing-etag') reply.headers['etag'] = `"${stats.total}"`;
      if (fault.kind !== 'no-range') reply = ranged(request, reply);
    } else reply = ranged(request, reply);
    const cookie = site.sessions.renewed(request.headers.cookie);
    if (cookie !== undefined) reply.headers['set-cookie'] = [cookie];
    if (fault === undefined) reply = compressed(request, reply, address);
    const whole = await deliver(
      request,
      response,
      reply,
      fault,
      fault === undefined && hash32(`chunked ${address}`) % 3 === 0,
    );
    if (!whole) return;
    stats.bytes += reply.body.length;
    if (reply.content && reply.status === 200 && request.method === 'GET')
      count(stats.successes, `${role} ${meaningful(url)}`);
  } finally {
    leave(stats, role);
  }
}

/** Path and the two query parameters that mean anything. */
export function meaningful(url: URL): string {
  const kept = new URLSearchParams();
  for (const key of ['page', 'offset']) {
    const value = url.searchParams.get(key);
    if (value !== null) kept.set(key, value);
  }
  const query = kept.toString();
  return url.pathname + (query === '' ? '' : `?${query}`);
}

async function answerTo(role: Role, site: Site, request: IncomingMessage, url: URL): Promise<Reply> {
  const { world, sessions, stats, faults } = site;
  const path = url.pathname;
  const cookies = request.headers.cookie;
  const method = request.method ?? 'GET';
  if (path.startsWith('/static/')) return staticReply(site, path);
  const isForm = (role === 'portal' && path === '/') || (role === 'live' && path === '/login');
  if (isForm && method === 'POST') return signIn(role, site, await bodyOf(request));
  const person = sessions.who(cookies);
  if (isForm && (!person || path === '/login')) {
    stats.loginPages++;
    return { ...html(sessions.form(formAction(world, path), site.css, false)), content: false };
  }
  const trap = trapOf(path, url.searchParams);
  if (trap) {
    stats.traps.push(`${method} ${role} ${path}${url.search}`);
    if (trap === 'calendar') stats.calendar.push(`${role} ${path}${url.search}`);
    if (trap === 'change' || trap === 'logout') stats.stateChanging.push(`${method} ${role} ${path}${url.search}`);
    if (person && trap === 'change') spring(world, role, path);
    if (trap === 'logout') sessions.signOut(cookies);
    if (trap !== 'calendar') return redirect(world.url('live', trap === 'logout' ? '/login' : '/home'));
  } else if (method !== 'GET' && method !== 'HEAD') stats.stateChanging.push(`${method} ${role} ${path}`);
  if (!person || faults.countSigned()) return redirect(world.url('live', '/login'));
  const offset = url.searchParams.get('offset');
  const page = Number(url.searchParams.get('page') ?? '1');
  const paging = {
    page: Number.isInteger(page) && page > 0 ? page : 1,
    ...(offset === null ? {} : { offset: Math.max(0, Number(offset) || 0) }),
  };
  const shrinks = world.options.shrinkingList && role === 'live' && path === '/messages/inbox';
  const answer = trap === 'calendar' ? calendar(world, role, path) : route(seenBy(world, person), role, path, paging);
  if (shrinks) world.shrunk.inbox = true;
  if (answer.kind === 'not-found' && !path.startsWith('/files/')) count(stats.unknown, `${role} ${path}${url.search}`);
  return replyOf(seenBy(world, person), answer);
}

/** Somebody else who signs in sees the same site under another name. */
function seenBy(world: World, person: Person): World {
  if (person === 'owner') return world;
  return { ...world, options: { ...world.options, fullName: 'Drago Drugi', username: 'drugi', userId: 777_001 } };
}

function signIn(role: Role, site: Site, body: string): Reply {
  const { sessions, stats, world } = site;
  const cookies = sessions.signIn(body);
  if (!cookies) {
    stats.failedLogins++;
    return {
      ...html(sessions.form(formAction(world, role === 'portal' ? '/' : '/login'), site.css, true)),
      content: false,
    };
  }
  stats.logins++;
  // By way of the front page, as single sign-on does.
  const reply = redirect(world.url('live', '/'));
  reply.headers['set-cookie'] = cookies;
  return reply;
}

/** In the oldest mark-up the portal's form posts to live. */
function formAction(world: World, path: string): string {
  return world.options.markup === 'tables' ? world.url('live', '/login') : path;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function staticReply(site: Site, path: string): Reply {
  const asset = site.assets.get(path);
  if (!asset) return { ...html('<h1>404</h1>', 404), content: false };
  return {
    status: 200,
    headers: { 'content-type': `${asset.type}; charset=utf-8` },
    body: Buffer.from(asset.text),
    content: false,
  };
}

/** A calendar that goes on for ever in both directions. */
function calendar(world: World, role: Role, path: string): Answer {
  const [, space = '', , year = '2018', month = '7'] = path.split('/');
  const next = `/${space}/calendar/${Number(month) === 12 ? Number(year) + 1 : year}/${(Number(month) % 12) + 1}`;
  return {
    kind: 'view',
    view: {
      role,
      path,
      title: `${month} / ${year}`,
      blocks: [{ t: 'para', inlines: [{ text: '»', href: world.url(role, next) }] }],
    },
  };
}

const pictureTypes: Record<string, string> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
};

function replyOf(world: World, answer: Answer): Reply {
  switch (answer.kind) {
    case 'view':
      return renderView(world, answer.view);
    case 'picture': {
      // The server goes by the ending, even where the bytes are something else.
      const plain = answer.picture.number % 13 === 5;
      const type = plain
        ? 'application/octet-stream'
        : (pictureTypes[answer.path.split('.').at(-1) ?? ''] ?? 'image/jpeg');
      return binary(world, world.bytesOfPicture(answer.picture, answer.which), { 'content-type': type });
    }
    case 'file': {
      const { file } = answer;
      const style = fittingStyle(file.name, file.style);
      const name = answer.attachment ? { 'content-disposition': contentDisposition(file.name, style) } : {};
      return binary(world, world.bytesOfFile(file), { 'content-type': fileType(file.name), ...name });
    }
    case 'pdf':
      return binary(world, pdf(answer.title, 0, ['eTwinning', ...answer.lines]), {
        'content-type': 'application/pdf',
        'content-disposition': contentDisposition(answer.name, 'quoted-ascii'),
      });
    case 'html-instead':
      return {
        ...html('<!doctype html><title>Oops</title><p>The requested file is temporarily not available.'),
        content: false,
      };
    case 'redirect':
      return redirect(answer.to);
    case 'forbidden':
      return { ...html(`<h1>403</h1><p>${world.labels.noAccess}</p>`, 403), content: false };
    case 'not-found':
      return { ...html('<h1>404</h1>', 404), content: false };
  }
}

function binary(world: World, body: Buffer, headers: Record<string, string>): Reply {
  const tags = world.options.ranges
    ? {
        etag: `"${createHash('sha1').update(body).digest('hex').slice(0, 16)}"`,
        'accept-ranges': 'bytes',
        'last-modified': 'Sun, 06 Jan 2019 09:00:00 GMT',
      }
    : {};
  return { status: 200, headers: { ...headers, ...tags }, body, content: true };
}

/** Half of the pages come compressed to whoever takes that: their Content-Length is that of the compressed body. */
function compressed(request: IncomingMessage, reply: Reply, address: string): Reply {
  const type = String(reply.headers['content-type'] ?? '');
  const accepts = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const download = reply.headers['etag'] !== undefined || reply.headers['content-disposition'] !== undefined;
  if (!accepts || download || reply.status !== 200 || !type.startsWith('text/html') || hash32(address) % 2 === 0)
    return reply;
  const headers = { ...reply.headers, 'content-encoding': 'gzip', vary: 'Accept-Encoding' };
  return { ...reply, headers, body: gzipSync(reply.body, { level: 1 }) };
}

/** Serves the part of a binary that was asked for, if it is still the same binary; nothing of one that has not changed. */
function ranged(request: IncomingMessage, reply: Reply): Reply {
  const known = request.headers['if-none-match'];
  if (known !== undefined && reply.status === 200 && known === reply.headers['etag'])
    return { ...reply, status: 304, headers: { etag: known }, body: Buffer.alloc(0), content: false };
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!match || reply.status !== 200 || reply.headers['accept-ranges'] === undefined) return reply;
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== reply.headers['etag'] && condition !== reply.headers['last-modified'])
    return reply;
  const size = reply.body.length;
  const from = Number(match[1]);
  const to = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (from >= size || to < from)
    return {
      ...reply,
      status: 416,
      headers: { 'content-range': `bytes */${size}` },
      body: Buffer.alloc(0),
      content: false,
    };
  return {
    ...reply,
    status: 206,
    headers: { ...reply.headers, 'content-range': `bytes ${from}-${to}/${size}` },
    body: reply.body.subarray(from, to + 1),
  };
}
