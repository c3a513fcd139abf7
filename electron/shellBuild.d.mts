/** Whether the bundles below `out/` are missing, or older than what they are made from. */
export function needsBuild(root: string): boolean;

/** Builds if need be; of several processes that want it at once (test files run side by side) one does, the others wait. */
export function ensureBuilt(root: string, signal: AbortSignal, onBuild?: () => void): Promise<void>;
