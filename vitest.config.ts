import { defineConfig } from 'vitest/config';

/**
 * Two suites: the everyday one (`npm test`, minutes) and the long one (`npm run test:full`: kills, fault matrices,
 * large accounts), whose files end in `.full.test.ts`.
 */
const full = process.env['TWINARK_FULL'] === '1';

export default defineConfig({
  test: {
    include: full ? ['tests/**/*.full.test.ts'] : ['tests/**/*.test.{ts,tsx}'],
    exclude: full ? ['node_modules/**'] : ['node_modules/**', 'tests/**/*.full.test.ts'],
    testTimeout: full ? 900_000 : 60_000,
    hookTimeout: 120_000,
    // A browser on a loaded machine may miss a deadline once; what fails twice is wrong.
    retry: process.env['CI'] === undefined ? 0 : 2,
    pool: 'forks',
    maxWorkers: 2,
  },
});
