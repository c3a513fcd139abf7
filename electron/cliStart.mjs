// `npm run export` and its like: starts the bundled command line as it should be started, and is otherwise not there. What
// reads from or writes to this process reads and writes its own streams; signals reach it, and so does this one's end.
import { spawn } from 'node:child_process';
import { bundledCli, NODE_FLAGS, NODE_SETTINGS } from './cliBundle.mjs';

const child = spawn(process.execPath, [...NODE_FLAGS, await bundledCli(), ...process.argv.slice(2)], {
  // The channel says nothing: it breaks when this process is killed, and then the other one ends as well.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: { ...NODE_SETTINGS, ...process.env, TWINARK_STARTED: '1' },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // On Windows every process of a console hears for itself, and `kill` would end the other one where it stands.
    if (process.platform !== 'win32') child.kill(signal);
  });
}
child.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  // Ended as the other one ended, so that whoever waits sees the same.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
  process.kill(process.pid, signal);
});
