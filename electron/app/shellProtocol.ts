import { createTranslate, htmlLang, type Language } from '../../shared/i18n/index.ts';
import { APP_HEADERS, serveAppFile } from '../hosts/appFiles.ts';
import { isAppPage } from './shellGuards.ts';
import {
  PROXY_PATH,
  PROXY_POLICY,
  proxyPage,
  readProxyForm,
  type ProxyAnswer,
  type ProxyChallenge,
} from './shellProxy.ts';

/** Answers the `app:` scheme: the page's files, and the small form for a proxy's account while one is asked for. */
export interface AppProtocol {
  answer(request: Request): Promise<Response>;
  /** Whether the person is being asked already. */
  readonly asking: boolean;
  /**
   * Shows the form (`show` opens the window, and returns how to close it) and resolves with what was typed; with nothing if
   * `cancel` was called first.
   */
  ask(challenge: ProxyChallenge, show: (cancel: () => void) => () => void): Promise<ProxyAnswer | undefined>;
}

/**
 * @param root folder of the page's build
 * @param language that is spoken at the moment
 */
export function createAppProtocol(root: string, language: () => Language): AppProtocol {
  let open: { readonly challenge: ProxyChallenge; readonly end: (answer?: ProxyAnswer) => void } | undefined;

  return {
    get asking() {
      return open !== undefined;
    },
    async answer(request) {
      if (!isAppPage(request.url)) return new Response(null, { status: 404 });
      if (open !== undefined && new URL(request.url).pathname === PROXY_PATH) {
        if (request.method === 'POST') {
          open.end(readProxyForm(await request.text()));
          return new Response(null, { status: 204 });
        }
        const page = proxyPage(open.challenge, htmlLang(language()), createTranslate(language()));
        const type = 'text/html; charset=utf-8';
        return new Response(page, {
          headers: { ...APP_HEADERS, 'content-type': type, 'content-security-policy': PROXY_POLICY },
        });
      }
      const { status, headers, body } = await serveAppFile(root, request.method, request.url);
      return new Response(body, { status, headers });
    },
    ask: (challenge, show) =>
      new Promise((resolve) => {
        let close: () => void = () => undefined;
        const end = (answer?: ProxyAnswer): void => {
          if (open?.end !== end) return;
          open = undefined;
          resolve(answer);
          close();
        };
        open = { challenge, end };
        close = show(end);
      }),
  };
}
