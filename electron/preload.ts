import { contextBridge, ipcRenderer } from 'electron';
import { createBridgeClient } from '../shared/bridgeClient.ts';

/**
 * The one bridge between the page and the app: two functions, closed lists of channels, checked on both sides. Neither
 * `ipcRenderer` nor an event object ever reaches the page. Emitted as CommonJS, since the preload is sandboxed.
 */
const bridge = createBridgeClient({
  invoke: (message) => ipcRenderer.invoke('twinark', message),
  listen: (listener) => {
    const heard = (_event: unknown, batch: unknown): void => listener(batch);
    ipcRenderer.on('twinark-batch', heard);
    return () => ipcRenderer.off('twinark-batch', heard);
  },
});

contextBridge.exposeInMainWorld('twinark', bridge);
