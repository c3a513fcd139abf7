import { EventEmitter } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** Where a request's cookies come from and go to: the session's browser context, perhaps in another process. */
export interface CookieStore {
  header(url: string): Promise<string>;
  store(url: string, setCookies: readonly string[]): Promise<void>;
}

interface RequestOptions {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly redirect?: string;
  readonly credentials?: string;
}

/** Electron's `ClientRequest` as far as TwinArk uses it, over Node's http. Bodies are decoded, as Electron does. */
class StandInRequest extends EventEmitter {
  readonly #options: RequestOptions;
  readonly #cookies: CookieStore;
  readonly #abort = new AbortController();
  #body = '';
  #account: string | undefined;

  constructor(options: RequestOptions, cookies: CookieStore) {
    super();
    this.#options = options;
    this.#cookies = cookies;
  }

  write(chunk: string): void {
    this.#body += chunk;
  }

  end(): void {
    this.#run().catch((error: unknown) => this.emit('error', error));
  }

  abort(): void {
    if (this.#abort.signal.aborted) return;
    this.#abort.abort();
    this.emit('abort');
  }

  async #run(): Promise<void> {
    const { url, method, headers, credentials } = this.#options;
    const cookie = credentials === 'include' ? await this.#cookies.header(url) : '';
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const wire = send(url, {
      method,
      headers: {
        ...headers,
        ...(cookie === '' ? {} : { cookie }),
        ...(this.#account === undefined ? {} : { 'proxy-authorization': this.#account }),
      },
      signal: this.#abort.signal,
    });
    wire.on('error', (error) => this.emit('error', error));
    wire.on('response', (response) => {
      if (response.statusCode === 407 && this.#account === undefined) {
        response.resume();
        this.emit('login', { isProxy: true, host: 'proxy', port: 8080, realm: '' }, (name?: string, secret = '') => {
          this.#account = name === undefined ? '' : `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
          this.#run().catch((error: unknown) => this.emit('error', error));
        });
        return;
      }
      void this.#cookies.store(url, response.headers['set-cookie'] ?? []).then(() => this.#answer(response));
    });
    wire.end(this.#body === '' ? undefined : this.#body);
  }

  #answer(response: IncomingMessage): void {
    const { location } = response.headers;
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400 && location !== undefined) {
      response.resume();
      const lists = Object.entries(response.headers).map(([name, value]) => [name, [value].flat()]);
      const to = new URL(location, this.#options.url).href;
      this.emit('redirect', status, this.#options.method, to, Object.fromEntries(lists));
      this.emit('error', new Error('Redirect was cancelled'));
      return;
    }
    this.emit('response', Object.assign(decoded(response), { statusCode: status, headers: plain(response.headers) }));
  }
}

const plain = (headers: IncomingHttpHeaders): Record<string, string | string[] | undefined> => ({ ...headers });

function decoded(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding'];
  const decoder =
    encoding === 'gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : undefined;
  if (decoder === undefined) return response;
  response.on('error', (error) => decoder.destroy(error));
  return response.pipe(decoder);
}

export const createNet = (
  cookiesOf: (session: unknown) => CookieStore,
): { request(o: RequestOptions & { session?: unknown }): StandInRequest } => ({
  request: ({ session, ...options }) => new StandInRequest(options, cookiesOf(session)),
});
