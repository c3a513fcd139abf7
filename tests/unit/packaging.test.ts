import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makePackage, ofBuilder, type TestPackage } from './support/package.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

interface BuilderConfig {
  readonly electronFuses?: Record<string, boolean>;
}
const { getConfig, validateConfiguration } = ofBuilder('./out/util/config/config.js') as {
  readonly getConfig: (root: string, file: string | null, options: null) => Promise<BuilderConfig>;
  readonly validateConfiguration: (config: BuilderConfig, logger: unknown) => Promise<void>;
};
const { DebugLogger } = ofBuilder('builder-util') as { DebugLogger: new (on: boolean) => unknown };

/** What each fuse must be (docs/security.md). A fuse that a new Electron adds makes this test fail until it is decided. */
const FUSES: Readonly<Record<string, boolean>> = {
  runAsNode: false,
  enableCookieEncryption: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  resetAdHocDarwinSignature: true,
};

describe('configuration of the packages', () => {
  it('is valid by electron-builder’s own schema', async () => {
    const config = await getConfig(root, null, null);
    await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
    expect(config.electronFuses).toEqual(FUSES);
  });

  it('sets every fuse that electron-builder knows', () => {
    const schema = z
      .object({ definitions: z.object({ FuseOptionsV1: z.object({ properties: z.record(z.string(), z.unknown()) }) }) })
      .parse(ofBuilder('./scheme.json'));
    expect(Object.keys(schema.definitions.FuseOptionsV1.properties).sort()).toEqual(Object.keys(FUSES).sort());
  });

  it('calls unsigned builds test builds', () => {
    const { nameOf } = require('../../build/nameTestBuilds.cjs') as {
      readonly nameOf: (file: string, env: object) => string;
    };
    expect(nameOf('/dist/TwinArk-1.0.0-win-x64.exe', {})).toBe('TwinArk-1.0.0-win-x64-TEST-BUILD-unsigned.exe');
    expect(nameOf('/dist/TwinArk-1.0.0-win-x64.exe', { WIN_CSC_LINK: 'x' })).toBe('TwinArk-1.0.0-win-x64.exe');
    expect(nameOf('/dist/TwinArk-1.0.0-mac-arm64.dmg', {})).toContain('TEST-BUILD');
    expect(nameOf('/dist/TwinArk-1.0.0-linux-x64.deb', {})).toBe('TwinArk-1.0.0-linux-x64.deb');
  });

  it('has the native parts of all systems in the lock file (npm can drop them)', () => {
    const lock = z
      .object({ packages: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
    for (const target of ['win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64', 'linux-x64', 'linux-arm64']) {
      expect(lock.packages).toHaveProperty([`node_modules/@img/sharp-${target}`]);
    }
  });
});

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
  'a package built with a stand-in for Electron’s binary',
  () => {
    let made: TestPackage;
    let contents: readonly string[];

    beforeAll(async () => {
      made = await makePackage(root);
      ({ contents } = made);
    }, 120_000);
    afterAll(() => made.remove());

    it('holds the bundles, sharp, MiniSearch and nothing else', () => {
      const allowed =
        /^\/(package\.json|LICENSE|out(\/(main|renderer)(\/.*)?|\/preload(\/preload\.cjs)?)?|node_modules(\/(sharp|@img|detect-libc|semver|minisearch)(\/.*)?)?)$/;
      expect(contents.filter((path) => !allowed.test(path))).toEqual([]);
      expect(contents.filter((path) => /\.(map|ts|tsx|md)$|test|sample-platform|\.env/.test(path))).toEqual([]);
      // For copies of the sources only.
      expect(contents).not.toContain('/out/main/launch.js');
      expect(contents).toEqual(
        expect.arrayContaining([
          '/out/main/main.js',
          '/out/main/cli.js',
          '/out/renderer/index.html',
          '/node_modules/minisearch/dist/umd/index.js',
        ]),
      );
    });

    it('has its fuses set in the binary', () => {
      const program = readFileSync(made.program);
      const at = program.indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX') + 34;
      // In the wire's order: run as Node, cookies, NODE_OPTIONS, inspect, integrity, only asar, snapshot, file protocol.
      expect(program.subarray(at, at + 8).toString()).toBe('00001100');
    });

    it('has a command line that runs from what is inside', () => {
      const out = join(made.folder, 'extracted');
      made.extract(out);
      const env = { ...process.env, NODE_PATH: '' };
      const help = execFileSync(process.execPath, [join(out, 'out/main/cli.js'), 'export', '--help'], {
        env,
        cwd: out,
      });
      expect(help.toString()).toContain('--password-stdin');
    });
  },
);
