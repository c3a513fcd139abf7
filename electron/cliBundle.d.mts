/** What Node is started with, and what stands in its environment, so that the command line stays small. */
export const NODE_FLAGS: readonly string[];
export const NODE_SETTINGS: Readonly<Record<string, string>>;

/** For `resolve.alias` of bundles for Node: smaller editions of packages. */
export const SMALLER: Readonly<Record<string, string>>;

/** Path of the bundled command line; made once for a state of the sources. */
export function bundledCli(): Promise<string>;

/** For builds: writes what is beyond Latin-1 as escapes, so that V8 keeps scripts at one byte a character. */
export function plainScripts(): { name: string; renderChunk(code: string): { code: string; map: null } };
/** Not for what stands in `String.raw`, unless it becomes a pattern. */
export function withoutWideSigns(code: string): string;
