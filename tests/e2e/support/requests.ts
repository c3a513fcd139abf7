import type { SamplePlatform } from '../../sample-platform/index.ts';

const NOT_COUNTED = /^(?:portal \/|live \/login|live \/|live \/home|live \/(?:projects|groups|profile))$/;

/** Requests for content: neither log-in nor session probes, which may be asked at any time. */
export function contentRequests(platform: SamplePlatform): number {
  let sum = 0;
  for (const [address, count] of platform.stats.requests) if (!NOT_COUNTED.test(address)) sum += count;
  return sum;
}

/** Small steps that look like chance and are the same each time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Addresses that were asked for, without log-in and session probes. */
export function asked(platform: SamplePlatform): string[] {
  return [...platform.stats.requests.keys()].filter(
    (address) =>
      !/^(?:portal \/|live \/login|live \/|live \/home|live \/(?:projects|groups|profile)(?:\?.*)?)$/.test(address),
  );
}
