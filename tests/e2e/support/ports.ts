import { createServer } from 'node:net';

export type Ports = [number, number, number, number, number];

/** Five ports that are free now, to be used by one platform after the other: several accounts at the same addresses. */
export async function freePorts(): Promise<Ports> {
  const ports: number[] = [];
  for (let index = 0; index < 5; index += 1) {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    ports.push(typeof address === 'object' && address !== null ? address.port : 0);
    await new Promise((done) => server.close(done));
  }
  return [ports[0]!, ports[1]!, ports[2]!, ports[3]!, ports[4]!];
}
