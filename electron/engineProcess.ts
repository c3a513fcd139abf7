import { join } from 'node:path';
import { net } from 'electron';
import { exporter } from './app/export.ts';
import { serveEngine } from './app/shellEngineServer.ts';
import { serveTools } from './app/shellToolsProxy.ts';
import { splitPort } from './app/shellToolsWire.ts';
import { runTool } from './app/toolWork.ts';
import { createElectronTransport } from './hosts/electronTransport.ts';

/**
 * The engine, in a utility process of its own: the window stays smooth whatever it does. The process was started with the
 * in-memory session in which the person signed in, so its requests carry that session's cookies.
 */
const { parentPort } = process;

const { runs, tools } = splitPort({
  post: (message) => parentPort.postMessage(message),
  onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
});

serveEngine(runs, {
  startExport: exporter(join(import.meta.dirname, 'archiveThread.js')),
  session: (userAgent, signInAgain) => {
    const transport = createElectronTransport(net);
    return { transport, userAgent, signInAgain, close: () => transport.close() };
  },
});
serveTools(tools, runTool);
