import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { languages, presets, startSamplePlatform } from './index.ts';
import type { Language, Markup, SampleOptions, Stats } from './index.ts';

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
  },
});

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
  if (!['lists', 'tables', 'lazy', 'flat', 'mosaic'].includes(values.markup))
    throw new Error('--markup: lists, tables, lazy, flat or mosaic');
  options.markup = values.markup as Markup;
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
