/** An answer ready to be sent: what the delivery faults work upon. */
export interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: Buffer;
  /** Content that counts when an address is served twice. */
  content: boolean;
}

export function redirect(to: string, status = 302): Reply {
  return {
    status,
    headers: { location: to, 'content-type': 'text/html' },
    body: Buffer.from(`<a href="${to}">…</a>`),
    content: false,
  };
}

export function html(text: string | Buffer, status = 200, charset: string | null = 'utf-8'): Reply {
  const body = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  return {
    status,
    headers: {
      'content-type': charset === null ? 'text/html' : `text/html; charset=${charset}`,
      'cache-control': 'private',
    },
    body,
    content: status === 200,
  };
}
