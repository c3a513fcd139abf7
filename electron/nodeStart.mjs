// Another Node in this one's place. What reads from or writes to this process reads and writes its own streams; signals reach
// it, and so does this one's end.
import { spawn } from 'node:child_process';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Starts Node and waits. Ended by a signal, it ends this process by the same one.
 *
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} settings for its environment, where nothing else stands there
 * @returns {Promise<number>} the exit code
 */
export function runNode(args, settings = {}) {
  const child = spawn(process.execPath, args, {
    // The channel says nothing: it breaks when this process is killed, and then the other one ends as well.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...settings, ...process.env, TWINARK_STARTED: '1' },
  });
  const passOn = (signal) => {
    // On Windows every process of a console hears for itself, and `kill` would end the other one where it stands.
    if (process.platform !== 'win32') child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      for (const name of SIGNALS) process.off(name, passOn);
      if (signal === null) resolve(code ?? 1);
      // As the other one ended, so that whoever waits sees the same.
      else process.kill(process.pid, signal);
    });
  });
}
