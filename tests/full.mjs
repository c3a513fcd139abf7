// Runs the long suite on every system alike (an environment variable in an npm script is not portable to Windows).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const result = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TWINARK_FULL: '1' },
});
process.exit(result.status ?? 1);
