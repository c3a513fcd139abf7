// `node --import tsx --import register.mjs BUNDLE`: runs a bundle of ours with the stand-in in place of Electron.
import { register } from 'node:module';
import { EventEmitter } from 'node:events';

register('./hooks.mjs', import.meta.url);

// In a utility process Electron gives `process.parentPort`; under fork() it is the IPC channel.
if (process.env.TWINARK_STAND_IN === 'engine') {
  const port = new EventEmitter();
  port.postMessage = (data) => process.send({ port: data });
  // As in Electron, what comes before anybody listens waits for them.
  const early = [];
  process.on('message', (message) => {
    if (!('port' in message)) return;
    if (!port.emit('message', { data: message.port })) early.push(message.port);
  });
  port.on('newListener', (name) => {
    if (name === 'message') setImmediate(() => early.splice(0).forEach((data) => port.emit('message', { data })));
  });
  process.parentPort = port;
}
