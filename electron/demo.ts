/**
 * `npm run demo`: the main job on the embedded sample account. The sample platform and the command line are two processes that
 * speak HTTP, as in real life; nothing here knows how the export works.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { presets, startSamplePlatform } from '../tests/sample-platform/index.ts';

const cli = fileURLToPath(new URL('./cliStart.mjs', import.meta.url));
const stateRoot = await mkdtemp(join(tmpdir(), 'twinark-demo-'));
const platform = await startSamplePlatform(presets.demo);
try {
  const origins = Object.entries(platform.origins).flatMap(([role, origin]) => ['--origin', `${role}=${origin}`]);
  const args = ['export', '--username', platform.username, '--password-stdin', '--out', resolve('exports'), ...origins];
  const child = spawn(process.execPath, [cli, ...args, ...process.argv.slice(2)], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, TWINARK_STATE: stateRoot },
  });
  child.stdin.end(platform.password);
  process.exitCode = await new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
} finally {
  await platform.close();
  await rm(stateRoot, { recursive: true, force: true });
}
