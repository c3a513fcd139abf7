/**
 * net/: the one gate that every request of a signed-in session passes. It knows HTTP (redirects, cookies, retries, ranges,
 * encodings) and how to tell an address's trouble from everybody's (signed out, outage, filter); what is about the platform is
 * given to it as functions and addresses.
 */
export { createGate } from './gate.ts';
export { DEFAULT_CONCURRENCY, DEFAULT_PATIENCE, type GateOptions, type Patience } from './settings.ts';
export { createUndiciTransport, newCookieJar, type UndiciTransportOptions } from './undiciTransport.ts';
export { FetchError } from './types.ts';
export type {
  BinaryOptions,
  BinaryResponse,
  Gate,
  GateObserver,
  HeadCheck,
  Sink,
  Transport,
  ViewResponse,
  WireRequest,
  WireResponse,
} from './types.ts';
