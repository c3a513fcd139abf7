import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults } from './faults.ts';
import type { FaultControl } from './faults.ts';
import { defaults } from './options.ts';
import type { SampleOptions } from './options.ts';
import { penFor } from './render/pen.ts';
import { siteScript, styleFor } from './render/style.ts';
import { createOrigin } from './server.ts';
import type { Site } from './server.ts';
import { createSessions } from './sessions.ts';
import { createStats } from './stats.ts';
import type { Stats } from './stats.ts';
import { buildTruth } from './world/truth.ts';
import type { Truth } from './truth.ts';
import { buildWorld } from './world/world.ts';
import type { Origins } from './world/world.ts';

export { presets } from './options.ts';
export type { Markup, SampleOptions } from './options.ts';
export { languages } from './languages.ts';
export type { Language } from './languages.ts';
export { faultKinds } from './faults.ts';
export type { Fault, FaultControl, FaultKind } from './faults.ts';
export type { Stats } from './stats.ts';
export type { ForeignLink, Kind, Truth, TruthItem } from './truth.ts';

/** A running replica. */
export interface SamplePlatform {
  origins: Origins;
  /** The origin of a server that is no part of the platform: nothing may ever be asked of it. */
  foreign: string;
  username: string;
  password: string;
  options: SampleOptions;
  /** What a complete export must contain; made when first looked at. */
  readonly truth: Truth;
  stats: Stats;
  /** Every hidden token of the log-in form that was given out. */
  tokens: ReadonlySet<string>;
  faults: FaultControl;
  close(): Promise<void>;
}

/** Starts the replica on four ports of 127.0.0.1, and a fifth server that plays the rest of the world. */
export async function startSamplePlatform(options: Partial<SampleOptions> = {}): Promise<SamplePlatform> {
  const all: SampleOptions = { ...defaults, ...options };
  const stats = createStats();
  // The servers are up before the world is, since the world's addresses need their ports.
  const ready: { site?: Site } = {};
  const running = (): Site => {
    if (!ready.site) throw new Error('The sample platform is not ready yet.');
    return ready.site;
  };
  const roles = ['portal', 'live', 'twinspace', 'groups'] as const;
  const servers = roles.map((role) => createOrigin(role, running));
  const foreignServer = createServer((request, response) => {
    stats.foreign.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Somebody else.</p>');
  });
  const addresses = await Promise.all(
    [...servers, foreignServer].map((server, i) => listen(server, all.ports[i] ?? 0)),
  );
  const origins = Object.fromEntries(roles.map((role, i) => [role, addresses[i]!])) as Origins;
  const world = await buildWorld(all, origins, addresses[4]!);
  const pen = penFor(world, { role: 'live', path: '/', title: '', blocks: [] });
  const sessions = createSessions(all, pen.cls);
  const faults = createFaults(
    () => sessions.signOutAll(),
    (on) => (sessions.nextIsOther = on),
  );
  ready.site = { world, stats, sessions, faults, css: pen.css, assets: new Map() };
  ready.site.assets.set(pen.css, { type: 'text/css', text: styleFor(all.markup, pen.cls) });
  ready.site.assets.set(pen.script, { type: 'text/javascript', text: siteScript });
  for (const section of all.closedSections) {
    const [role = 'live', prefix = ''] = section.split(':');
    faults.closeSection(role as keyof Origins, prefix);
  }
  let truth: Truth | undefined;
  return {
    origins,
    foreign: addresses[4]!,
    username: all.username,
    password: all.password,
    options: all,
    get truth() {
      return (truth ??= buildTruth(world));
    },
    stats,
    tokens: sessions.tokens,
    faults,
    close: async () => {
      await Promise.all([...servers, foreignServer].map((server) => shut(server)));
    },
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}
