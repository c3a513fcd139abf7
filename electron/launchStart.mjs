// `npm start`: builds if need be, and starts the app's bundle. From its sources it would carry their translator along: a second
// more until the window, and 140 MB more memory.
import { join } from 'node:path';
import { NODE_FLAGS, NODE_SETTINGS } from './cliBundle.mjs';
import { runNode } from './nodeStart.mjs';
import { needsBuild } from './shellBuild.mjs';

const root = join(import.meta.dirname, '..');
const build = ['--import', 'tsx', join(import.meta.dirname, 'launchBuild.ts')];
const app = [...NODE_FLAGS, join(root, 'out', 'main', 'launch.js'), ...process.argv.slice(2)];

const built = needsBuild(root) ? await runNode(build) : 0;
process.exit(built === 0 ? await runNode(app, NODE_SETTINGS) : built);
