import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../electron/shellBuild.mjs';
import { DEMO_ORIGINS } from '../../electron/app/shellLaunch.ts';
import { startSamplePlatform, type SamplePlatform } from '../sample-platform/index.ts';
import { testBrowserRuns } from '../unit/support/testBrowser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the smoke program and answers its last line. */
function smoke(env: Record<string, string>): Promise<{ readonly line: string; readonly errors: string }> {
  return new Promise((resolve) => {
    const folder = join(root, 'tests/electron-stand-in');
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--import', join(folder, 'register.mjs'), join(folder, 'smoke.ts')],
      { cwd: root, env: { ...process.env, ...env } },
    );
    let out = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('close', () => resolve({ line: out.trim().split('\n').at(-1) ?? '', errors }));
  });
}

describe.skipIf(!testBrowserRuns)('the real bundles over the stand-in for Electron', () => {
  let platform: SamplePlatform;
  let home: string;
  beforeAll(async () => {
    await ensureBuilt(root, AbortSignal.timeout(100_000));
    platform = await startSamplePlatform({
      spaces: 1,
      groups: 0,
      picturesPerSpace: 3,
      filesPerSpace: 2,
      pagesPerSpace: 2,
    });
    home = mkdtempSync(join(tmpdir(), 'twinark-stand-in-'));
  });
  afterAll(async () => {
    await platform.close();
    rmSync(home, { recursive: true, force: true });
  });

  it('sign in, look, save and quit: main process, preload and engine’s process', async () => {
    const { line, errors } = await smoke({
      [DEMO_ORIGINS]: JSON.stringify(platform.origins),
      USERNAME: platform.username,
      PASSWORD: platform.password,
      OUT_BUNDLES: join(root, 'out'),
      HOME: home,
      XDG_STATE_HOME: join(home, 'state'),
      XDG_DOCUMENTS_DIR: join(home, 'Documents'),
    });
    expect(line, errors).toMatch(/^\{/);
    const report: unknown = JSON.parse(line);
    expect(report, errors).toMatchObject({
      stage: 'done',
      zipExists: true,
      // Two functions and nothing of Node reach the page.
      bridge: ['request', 'subscribe'],
      node: 'undefinedundefined',
      // The signed-in page does not go on living behind the app, and its session ends with the run.
      viewClosed: true,
      cookiesLeft: 0,
      defaultCookies: 0,
      sandboxed: true,
      permissionsDenied: true,
      viewPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true },
      progressShown: true,
    });
    expect(platform.stats.userAgents.size).toBeGreaterThan(0);
    for (const agent of platform.stats.userAgents) expect(agent).toMatch(/ TwinArk\/\d+\.\d+\.\d+$/);
  }, 150_000);
});
