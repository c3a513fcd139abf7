import type { Translate } from '../../shared/i18n/index.ts';

/** What a proxy says of itself when it asks for a name and a password. */
export interface ProxyChallenge {
  readonly host: string;
  readonly port: number;
  readonly realm: string;
}
export interface ProxyAnswer {
  readonly username: string;
  readonly password: string;
}

export const PROXY_PATH = '/proxy-log-in';
/** No script at all; the one form posts to the app itself, which reads the body and forgets it. */
export const PROXY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`).slice(0, 2000);

/** A page in a window of its own: schools' proxies ask for an account, and Electron has no dialog for that. */
export function proxyPage({ host, port, realm }: ProxyChallenge, language: string, t: Translate): string {
  const where = escape(`${host.slice(0, 200)}:${port}`);
  return `<!doctype html><html lang="${escape(language)}"><meta charset="utf-8"><title>${escape(t('shell:proxy.title'))}</title>
<style>body{font:18px/1.5 system-ui,sans-serif;margin:1.5rem}label{display:block;margin-top:1rem}
input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem}button{font:inherit;margin-top:1.5rem;padding:.5rem 1.2rem}</style>
<h1 style="font-size:1.3rem">${escape(t('shell:proxy.title'))}</h1>
<p>${escape(t('shell:proxy.text'))}</p><p><strong>${where}</strong>${realm === '' ? '' : ` – ${escape(realm.slice(0, 200))}`}</p>
<form method="post" action="${PROXY_PATH}">
<label>${escape(t('shell:proxy.username'))}<input name="username" autocomplete="off" autofocus required></label>
<label>${escape(t('shell:proxy.password'))}<input name="password" type="password" autocomplete="off"></label>
<button>${escape(t('shell:proxy.ok'))}</button></form></html>`;
}

/** The form as it was sent; nothing if it was not filled in. */
export function readProxyForm(body: string): ProxyAnswer | undefined {
  const form = new URLSearchParams(body.slice(0, 10_000));
  const username = form.get('username') ?? '';
  return username === '' ? undefined : { username, password: form.get('password') ?? '' };
}
