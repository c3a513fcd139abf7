import { randomBytes } from 'node:crypto';
import { hash32 } from './random.ts';
import { escapeHtml } from './render/pen.ts';
import { labelsOf } from './languages.ts';
import type { SampleOptions } from './options.ts';

/** Who is signed in: the account's owner or, when a test says so, somebody else. */
export type Person = 'owner' | 'other';

export interface Sessions {
  /** The person behind a request's cookies. */
  who(cookies: string | undefined): Person | undefined;
  /** The HTML of the log-in form, with a fresh token. */
  form(action: string, css: string, wrong: boolean): string;
  /** Reads a posted form. Gives the cookies of a new session, or nothing if anything is wrong. */
  signIn(body: string): string[] | undefined;
  /** A new cookie for a session whose old one has served its time. */
  renewed(cookies: string | undefined): string | undefined;
  signOut(cookies: string | undefined): void;
  signOutAll(): void;
  /** Every hidden token that was given out: a test looks for them where they must not be. */
  readonly tokens: ReadonlySet<string>;
  /** The next sign-in, with the right password, is somebody else's. */
  nextIsOther: boolean;
}

const userFields = ['username', 'j_username', 'login[name]', 'user_login', 'ctl00$txtUser', '_58_login'];
const passwordFields = ['password', 'j_password', 'login[secret]', 'pwd', 'ctl00$txtPass', '_58_password'];
const tokenFields = ['_csrf', 'lt', 'login[token]', '__VIEWSTATE', 'authenticity_token', 'form_build_id'];

export function createSessions(options: SampleOptions, cls: (name: string) => string): Sessions {
  const pick = (list: readonly string[], salt: string): string =>
    list[hash32(`${options.seed} ${options.markup} ${salt}`) % list.length]!;
  const names = {
    user: pick(userFields, 'user'),
    password: pick(passwordFields, 'password'),
    token: pick(tokenFields, 'token'),
  };
  const cookieName = `ETW${(hash32(`${options.seed} cookie`) % 1000).toString(36).toUpperCase()}SESSION`;
  const issued = new Set<string>();
  const live = new Map<string, Person>();
  const idOf = (cookies: string | undefined): string | undefined =>
    new RegExp(`(?:^|; )${cookieName}=([^;]+)`).exec(cookies ?? '')?.[1];

  const used = new Map<string, number>();
  const sessionCookie = (person: Person): string => {
    const id = randomBytes(16).toString('hex');
    live.set(id, person);
    return `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax`;
  };

  const sessions: Sessions = {
    nextIsOther: false,
    tokens: issued,
    who: (cookies) => live.get(idOf(cookies) ?? ''),
    form: (action, css, wrong) => {
      const token = randomBytes(12).toString('hex');
      issued.add(token);
      return formHtml(options, names, token, action, css, wrong, cls);
    },
    signIn: (body) => {
      const form = new URLSearchParams(body);
      if (!issued.has(form.get(names.token) ?? '') || form.get('execution') !== 'e1s1') return undefined;
      if (form.get(names.user) !== options.username || form.get(names.password) !== options.password) return undefined;
      return [
        sessionCookie(sessions.nextIsOther ? 'other' : 'owner'),
        'visited=1; Path=/',
        `lang=${options.language}; Path=/; Max-Age=31536000`,
        'hint=teacher; Path=/; HttpOnly',
      ];
    },
    renewed: (cookies) => {
      const id = idOf(cookies) ?? '';
      const person = live.get(id);
      if (options.rotateCookies === 0 || person === undefined) return undefined;
      const uses = (used.get(id) ?? 0) + 1;
      used.set(id, uses);
      // Requests that are under way may still carry the old one.
      if (uses > options.rotateCookies + 30) live.delete(id);
      if (uses !== options.rotateCookies) return undefined;
      return sessionCookie(person);
    },
    signOut: (cookies) => void live.delete(idOf(cookies) ?? ''),
    signOutAll: () => live.clear(),
  };
  return sessions;
}

function formHtml(
  options: SampleOptions,
  names: { user: string; password: string; token: string },
  token: string,
  action: string,
  css: string,
  wrong: boolean,
  cls: (name: string) => string,
): string {
  const labels = labelsOf(options.language);
  const label = (key: 'login' | 'username' | 'password' | 'wrongPassword' | 'search'): string =>
    escapeHtml(labels[key]);
  const bad = wrong ? `<p role="alert">${label('wrongPassword')}</p>` : '';
  const hidden = `<input type="hidden" name="${names.token}" value="${token}"><input type="hidden" name="execution" value="e1s1"><input type="hidden" name="empty" value="">`;
  // A search form and a newsletter form stand before it: only the password field tells which one is the log-in.
  const others = `<form action="/search"><input name="q" placeholder="${label('search')}"></form><form method="post" action="/newsletter"><input type="email" name="mail"><input type="submit"></form>`;
  const fields =
    options.markup === 'tables'
      ? `<TABLE BORDER=0><TR><TD>${label('username')}<TD><INPUT NAME="${names.user}" SIZE=20><TR><TD>${label('password')}<TD><INPUT TYPE=PASSWORD NAME="${names.password}"><TR><TD><TD><INPUT TYPE=submit NAME="go" VALUE="${label('login')}"></TABLE>`
      : `<label>${label('username')}<input name="${names.user}" autocomplete="username"></label><label>${label('password')}<input type="password" name="${names.password}" autocomplete="current-password"></label><label><input type="checkbox" name="remember" value="1"> …</label><button type="submit" name="go" value="1">${label('login')}</button>`;
  return `<!doctype html><html lang="${options.language}"><head><meta charset="utf-8"><title>eTwinning – ${label('login')}</title><link rel="stylesheet" href="${css}"></head><body><div class="${cls('top')}"><div class="${cls('brand')}">eTwinning <b>sample</b></div>${others}</div><form class="${cls('form')}" method="post" action="${action}"><h1>eTwinning</h1>${bad}${hidden}${fields}</form></body></html>`;
}
