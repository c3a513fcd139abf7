import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createFormHost } from '../../electron/hosts/formHost.ts';
import { fillIn, findLogInForm } from '../../electron/hosts/formPage.ts';
import type { Session } from '../../electron/hosts/types.ts';
import { etwinningLegacy } from '../../electron/platform/profiles/etwinningLegacy.ts';
import type { Profile } from '../../electron/platform/profile.ts';

const PASSWORD = 'pass & wörd=1';
const never = new AbortController().signal;

interface Site {
  readonly profile: Profile;
  readonly log: string[];
  readonly posts: string[];
  /** Set to answer differently; returns true if it has answered. */
  special: (request: IncomingMessage, response: ServerResponse) => boolean;
  sessions: Set<string>;
}

const servers: Server[] = [];
const open: Session[] = [];
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

function html(response: ServerResponse, body: string, status = 200): true {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html><body>${body}</body></html>`);
  return true;
}
function redirect(response: ServerResponse, location: string): true {
  response.writeHead(302, { location });
  response.end();
  return true;
}

const FORM = `<form action="/search"><input name="q"></form>
  <form method="post" action="/login?go=1"><input type="hidden" name="_token" value="t-1"><input name="user">
  <input type="checkbox" name="remember" value="yes" checked><input type="checkbox" name="news">
  <input type="password" name="pw"><button name="op" value="Prijava">Prijava</button></form>`;

/** A site with a log-in form on live's /login and, if asked, nothing else. */
async function startSite(): Promise<Site> {
  const site: Omit<Site, 'profile'> = { log: [], posts: [], special: () => false, sessions: new Set() };
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    site.log.push(`${request.method ?? ''} ${request.url ?? ''}`);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'POST') site.posts.push(body);
      if (site.special(request, response)) return;
      const sid = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
      if (path === '/login' && request.method === 'POST') {
        const form = new URLSearchParams(body);
        if (form.get('pw') !== PASSWORD || form.get('_token') !== 't-1') return html(response, `Napaka ${FORM}`);
        const id = `s${site.sessions.size + 1}`;
        site.sessions.add(id);
        response.setHeader('set-cookie', `sid=${id}; Path=/; HttpOnly`);
        return redirect(response, '/home');
      }
      if (path === '/login') return html(response, FORM);
      return site.sessions.has(sid) ? html(response, `page ${path}`) : redirect(response, '/login');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const profile = { ...etwinningLegacy, origins: { portal: origin, live: origin, twinspace: origin, groups: origin } };
  return Object.assign(site, { profile });
}

async function signIn(site: Site, password = PASSWORD): Promise<Session> {
  const host = createFormHost({ username: 'ana', password, product: 'TwinArk/9.9', retryMs: 1 });
  const session = await host.signIn(site.profile, never);
  open.push(session);
  return session;
}

describe('the form host', () => {
  it('signs in and keeps hidden fields, ticked boxes and the button', async () => {
    const site = await startSite();
    const session = await signIn(site);
    expect(Object.fromEntries(new URLSearchParams(site.posts[0]))).toEqual({
      _token: 't-1',
      user: 'ana',
      remember: 'yes',
      pw: PASSWORD,
      op: 'Prijava',
    });
    expect(session.userAgent).toMatch(/^Mozilla\/5\.0 .*Chrome\/[\d.]+ Safari\/[\d.]+ TwinArk\/9\.9$/);
    expect(site.log.at(-1)).toBe('GET /projects');
  });

  it('says wrong-password, and does not try a second form', async () => {
    const site = await startSite();
    await expect(signIn(site, 'other')).rejects.toMatchObject({ code: 'wrong-password', exitCode: 4 });
    expect(site.posts).toHaveLength(1);
  });

  it('says no-log-in-form where no form has a password field, or it does not post', async () => {
    const site = await startSite();
    site.special = (_request, response) =>
      html(response, '<form method=get><input name=u><input type=password name=p></form>');
    await expect(signIn(site)).rejects.toMatchObject({ code: 'no-log-in-form' });
  });

  it('never posts a password to a foreign server', async () => {
    const site = await startSite();
    site.special = (_request, response) =>
      html(
        response,
        '<form method=post action="http://127.0.0.1:9/steal"><input name=u><input type=password name=p></form>',
      );
    await expect(signIn(site)).rejects.toMatchObject({ code: 'no-log-in-form' });
    expect(site.posts).toHaveLength(0);
  });

  it('says sign-in-loop where the password is taken but no session comes of it', async () => {
    const site = await startSite();
    site.special = (request, response) => {
      if (request.method === 'POST') return redirect(response, '/home');
      return (request.url ?? '').startsWith('/home') ? redirect(response, '/login') : false;
    };
    await expect(signIn(site)).rejects.toMatchObject({ code: 'sign-in-loop' });
  });

  it('says sign-in-loop where the log-in page leads to itself for ever', async () => {
    const site = await startSite();
    site.special = (request, response) => redirect(response, `/login?again=${request.url?.length ?? 0}`);
    await expect(signIn(site)).rejects.toMatchObject({ code: 'sign-in-loop' });
  });

  it('is not stopped by a closed section: another probe will do', async () => {
    const site = await startSite();
    site.special = (request, response) => (request.url === '/projects' ? redirect(response, '/login') : false);
    await signIn(site);
    expect(site.log).toContain('GET /groups');
  });

  it('falls back to the portal where live has no form', async () => {
    const site = await startSite();
    site.special = (request, response) => {
      if (request.method === 'GET' && request.url === '/login') return html(response, 'Moved.', 404);
      return request.url === '/' ? html(response, FORM) : false;
    };
    await signIn(site);
    expect(site.log[1]).toBe('GET /');
  });

  it('says platform-gone where everything leads to another server', async () => {
    const site = await startSite();
    site.special = (_request, response) => redirect(response, 'https://new-platform.invalid/');
    await expect(signIn(site)).rejects.toMatchObject({ code: 'platform-gone', exitCode: 6 });
  });

  it('says platform-unreachable where nobody listens, or all is 503', async () => {
    const site = await startSite();
    site.special = (_request, response) => html(response, 'busy', 503);
    await expect(signIn(site)).rejects.toMatchObject({ code: 'platform-unreachable', exitCode: 6 });
    const closed = 'http://127.0.0.1:9';
    const dead = {
      ...site,
      profile: { ...site.profile, origins: { portal: closed, live: closed, twinspace: closed, groups: closed } },
    };
    await expect(signIn(dead)).rejects.toMatchObject({ code: 'platform-unreachable' });
  });

  it('signs in again with the same transport, three times in all', async () => {
    const site = await startSite();
    const session = await signIn(site);
    for (let time = 1; time <= 3; time++) {
      site.sessions.clear();
      await expect(session.signInAgain(never)).resolves.toBe('signed-in');
    }
    await expect(session.signInAgain(never)).resolves.toBe('give-up');
    expect(site.posts).toHaveLength(4);
  });

  it('stops at once when it is cancelled', async () => {
    const site = await startSite();
    site.special = () => true;
    const controller = new AbortController();
    const began = performance.now();
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(
      createFormHost({ username: 'a', password: 'b' }).signIn(site.profile, controller.signal),
    ).rejects.toThrow('enough');
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('findLogInForm', () => {
  it('resolves the action against the base, and an empty one against the page', () => {
    const inputs = '<input type=email name=mail><input type=PASSWORD name=p>';
    expect(
      findLogInForm(`<base href="/x/"><form method=POST action=in>${inputs}</form>`, 'https://a.test/y')?.action,
    ).toBe('https://a.test/x/in');
    expect(findLogInForm(`<base href="/x/"><form method=POST>${inputs}</form>`, 'https://a.test/y?z=1')?.action).toBe(
      'https://a.test/y?z=1',
    );
  });

  it('prefers the form with one password over the one that registers a person', () => {
    const register =
      '<form method=post action=/new><input name=n><input type=password name=p1><input type=password name=p2></form>';
    const logIn =
      '<form method=post action=/in><input name=trap style="display: none"><input name=u><input type=password name=p></form>';
    const form = findLogInForm(register + logIn, 'https://a.test/');
    expect(form).toMatchObject({ action: 'https://a.test/in', userField: 'u', passwordField: 'p' });
    expect(form && fillIn(form, 'Ž', 'a&b')).toBe('trap=&u=%C5%BD&p=a%26b');
  });
});
