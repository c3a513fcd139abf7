/** What Node is started with, and what stands in its environment, so that the command line stays small. */
export const NODE_FLAGS: readonly string[];
export const NODE_SETTINGS: Readonly<Record<string, string>>;

/** Path of the bundled command line; made once for a state of the sources. */
export function bundledCli(): Promise<string>;
