// `npm run export` and its like: starts the bundled command line as it should be started, and is otherwise not there.
import { bundledCli, NODE_FLAGS, NODE_SETTINGS } from './cliBundle.mjs';
import { runNode } from './nodeStart.mjs';

process.exit(await runNode([...NODE_FLAGS, await bundledCli(), ...process.argv.slice(2)], NODE_SETTINGS));
