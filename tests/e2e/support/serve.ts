import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of one answer. */
export async function serve(
  answer: (url: string) => { status: number; body?: string; location?: string },
): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { status, body, location } = answer(request.url ?? '');
    response
      .writeHead(status, { 'content-type': 'text/html', ...(location === undefined ? {} : { location }) })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
