import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { languages, presets, startSamplePlatform } from './index.ts';
import type { Language, Markup, SampleOptions, Stats } from './index.ts';

const MARKUPS: readonly Markup[] = ['lists', 'tables', 'lazy', 'flat', 'mosaic'];

/** The replica on its own, to be clicked through or exported from another process. */
const { values } = parseArgs({
  options: {
    preset: { type: 'string' },
    seed: { type: 'string' },
    spaces: { type: 'string' },
    groups: { type: 'string' },
    pictures: { type: 'string' },
    files: { type: 'string' },
    pages: { type: 'string' },
    'page-size': { type: 'string' },
    'picture-bytes': { type: 'string' },
    'file-bytes': { type: 'string' },
    language: { type: 'string' },
    markup: { type: 'string' },
    latency: { type: 'string' },
    port: { type: 'string' },
    hostile: { type: 'boolean' },
    truth: { type: 'string' },
    stats: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) {
  console.log(`npm run sample-platform -- [options]
  --preset NAME          ${Object.keys(presets).join(', ')}; what follows changes it
  --seed N               another account of the same size
  --spaces N  --groups N  --pictures N  --files N  --pages N       how many; the last three for each space
  --page-size N          things on one page of a list
  --picture-bytes N  --file-bytes N                                how long originals and files are
  --language CODE        ${languages.join(', ')}
  --markup NAME          ${MARKUPS.join(', ')}
  --latency MS           each answer waits so long
  --port N               five ports from N on (default: free ones)
  --hostile              names and texts that want to break out
  --truth FILE           what there is, as JSON, with all checksums (takes a while)
  --stats FILE           what was asked for, as JSON, when it stops
  --json                 addresses, user name and password as one line of JSON`);
  process.exit(0);
}

const options: Partial<SampleOptions> = {};
const numbers = {
  seed: 'seed',
  spaces: 'spaces',
  groups: 'groups',
  pictures: 'picturesPerSpace',
  files: 'filesPerSpace',
  pages: 'pagesPerSpace',
  'page-size': 'pageSize',
  'picture-bytes': 'pictureBytes',
  'file-bytes': 'fileBytes',
  latency: 'latencyMs',
} as const;
if (values.preset !== undefined) {
  if (!(values.preset in presets)) throw new Error(`No preset ${values.preset}: ${Object.keys(presets).join(', ')}`);
  Object.assign(options, presets[values.preset as keyof typeof presets]);
}
for (const [flag, key] of Object.entries(numbers)) {
  const value = values[flag as keyof typeof numbers];
  if (value === undefined) continue;
  if (!/^\d+$/.test(value)) throw new Error(`--${flag} wants a whole number, not ${value}`);
  options[key] = Number(value);
}
if (values.language !== undefined) {
  if (!languages.includes(values.language as Language)) throw new Error(`--language: one of ${languages.join(', ')}`);
  options.language = values.language as Language;
}
if (values.markup !== undefined) {
  const markup = MARKUPS.find((name) => name === values.markup);
  if (markup === undefined) throw new Error(`--markup: one of ${MARKUPS.join(', ')}`);
  options.markup = markup;
}
if (values.hostile) options.hostile = true;
if (values.port !== undefined) {
  const base = Number(values.port);
  options.ports = [base, base + 1, base + 2, base + 3, base + 4];
}

const platform = await startSamplePlatform(options);
const { origins, username, password } = platform;
if (values.truth !== undefined) {
  // The hashes are computed here, so this takes a while for a large account.
  const items = platform.truth.items.map((item) => ({ ...item, sha256: item.sha256?.(), bytes: item.bytes?.() }));
  writeFileSync(values.truth, JSON.stringify({ ...platform.truth, items }));
}
if (values.json)
  console.log(JSON.stringify({ origins, foreign: platform.foreign, username, password, pid: process.pid }));
else {
  console.log(`The sample platform is running. Open ${origins.portal}/ and log in as ${username} with ${password}`);
  for (const [role, origin] of Object.entries(origins)) console.log(`  ${role.padEnd(10)} ${origin}`);
  console.log('Ctrl-C stops it.');
}
const stop = (): void => {
  if (values.stats !== undefined) writeFileSync(values.stats, JSON.stringify(plainStats(platform.stats)));
  void platform.close().then(() => process.exit(0));
};

function plainStats(stats: Stats): Record<string, unknown> {
  const maps = {
    requests: stats.requests,
    unknown: stats.unknown,
    successes: stats.successes,
    methods: stats.methods,
    maxConcurrentOf: stats.maxConcurrentOf,
  };
  return {
    ...stats,
    ...Object.fromEntries(Object.entries(maps).map(([key, map]) => [key, Object.fromEntries(map)])),
    cookies: [...stats.cookies],
    userAgents: [...stats.userAgents],
    repeated: stats.repeated(),
  };
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
