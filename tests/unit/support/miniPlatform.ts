import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { etwinningLegacy } from '../../../electron/platform/profiles/etwinningLegacy.ts';
import type { Profile } from '../../../electron/platform/profile.ts';

/** How the small platform misbehaves. */
export type Mood = 'well' | 'gone' | 'loop' | 'filter';

/**
 * Two pages of a platform, for tests of signing in alone: a log-in form with a hidden token and a protected list. The
 * sample platform does this better; here each odd state is one word.
 */
export interface MiniPlatform {
  readonly profile: Profile;
  mood: Mood;
  /** Everything that was asked for: method, path, and the user agent. */
  readonly requests: { readonly method: string; readonly path: string; readonly agent: string }[];
  /** Ends all sessions, as the platform does after some hours. */
  signOutAll(): void;
  stop(): Promise<void>;
}

export const USER = 'mojca.novak';
export const PASSWORD = 'not-a-real-password';

export async function startMiniPlatform(): Promise<MiniPlatform> {
  const sessions = new Set<string>();
  const tokens = new Set<string>();
  const requests: MiniPlatform['requests'] = [];
  const state: { mood: Mood } = { mood: 'well' };

  const page = (response: ServerResponse, body: string): void => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><title>eTwinning</title>${body}`);
  };
  const redirect = (response: ServerResponse, to: string, cookie?: string): void => {
    response.writeHead(302, { location: to, ...(cookie === undefined ? {} : { 'set-cookie': cookie }) });
    response.end();
  };
  const cookieOf = (request: IncomingMessage): string =>
    /\bsid=([0-9a-f]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';

  async function logIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const good =
      tokens.delete(form.get('token') ?? '') && form.get('user') === USER && form.get('password') === PASSWORD;
    if (!good) {
      redirect(response, '/login?failed=1');
      return;
    }
    const id = randomBytes(16).toString('hex');
    sessions.add(id);
    redirect(response, '/home', `sid=${id}; HttpOnly; Path=/`);
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    requests.push({ method: request.method ?? '', path, agent: request.headers['user-agent'] ?? '' });
    if (state.mood === 'gone') redirect(response, 'http://localhost:9/new-platform');
    else if (state.mood === 'loop') redirect(response, `/login?again=${requests.length}`);
    else if (state.mood === 'filter') page(response, '<h1>This site is blocked by your school</h1>');
    else if (path === '/login' && request.method === 'POST') void logIn(request, response);
    else if (path === '/login') {
      const token = randomBytes(8).toString('hex');
      tokens.add(token);
      page(
        response,
        `<form method="post"><input type="hidden" name="token" value="${token}"><input name="user">
         <input type="password" name="password"><button>Log in</button></form>`,
      );
    } else if (sessions.has(cookieOf(request))) page(response, `<h1>${path}</h1>`);
    else redirect(response, '/login');
  }

  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    profile: {
      ...etwinningLegacy,
      origins: { portal: origin, live: origin, twinspace: origin, groups: origin },
      logIn: [{ role: 'live', path: '/login' }],
    },
    get mood() {
      return state.mood;
    },
    set mood(mood: Mood) {
      state.mood = mood;
    },
    requests,
    signOutAll: () => sessions.clear(),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
