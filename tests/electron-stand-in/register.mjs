// `node --import tsx --import register.mjs BUNDLE`: runs a bundle of ours with the stand-in in place of Electron.
import { register } from 'node:module';
import { EventEmitter } from 'node:events';

register('./hooks.mjs', import.meta.url);

// In a utility process Electron gives `process.parentPort`; under fork() it is the IPC channel.
if (process.env.TWINARK_STAND_IN === 'engine') {
  const port = new EventEmitter();
  port.postMessage = (data) => process.send({ port: data });
  process.on('message', (message) => {
    if ('port' in message) port.emit('message', { data: message.port });
  });
  process.parentPort = port;
}
